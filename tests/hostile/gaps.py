"""Hostile forms that a reader still lets through, each with what would stop it; a gap that is closed must be struck out here."""

GAPS: dict[tuple[str, str], str] = {}
