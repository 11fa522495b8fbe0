"""A second, plain model of the follow-up ladder, written from the documents alone."""
