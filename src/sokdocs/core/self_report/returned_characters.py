"""The characters in a returned form: what no document can carry is refused by its key, what can hide or turn text is told."""

import re
from collections.abc import Iterator
from dataclasses import replace

from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem
from sokdocs.core.self_report.returned import ReturnedForm
from sokdocs.core.values.characters import BIDI_AND_ZERO_WIDTH, refused_character

BREAKS = re.compile(r"\r\n|[\r\v\f\u2028\u2029\u0085]")
"""What stands for a line break in the files of other programs."""
LONGEST = 60
HINT = "look at the file as it was sent; nothing was taken away"


def with_sound_characters(form: ReturnedForm) -> ReturnedForm:
    """The form with a doubt for each answer that holds such characters; `InvalidError` names every answer that can't be kept."""
    problems = list(_refused(form))
    if problems:
        raise InvalidError(f"{form.name} has answers that are no text", problems)
    return replace(form, doubts=(*form.doubts, *_doubtful(form)))


def _refused(form: ReturnedForm) -> Iterator[Problem]:
    texts = [("form", form.reference), *form.values.items()]
    texts += [(key, words) for key, options in form.options.items() for option in options for words in option]
    if refused_character(BREAKS.sub("\n", "\n".join(text for _, text in texts)), breaks=True) is None:
        return
    for key, text in texts:
        bad = refused_character(BREAKS.sub("\n", text), breaks=True)
        if bad:
            message = f"{key[:LONGEST]}: has the character {bad}, which no text can have"
            yield Problem(Place(form.name, field=key), message, "take the character away")


def _doubtful(form: ReturnedForm) -> Iterator[Problem]:
    for key, text in form.values.items():
        found = [f"U+{ord(each):04X}" for each in dict.fromkeys(text) if each in BIDI_AND_ZERO_WIDTH]
        if found:
            message = f"{key[:LONGEST]}: has characters that can hide or turn text ({', '.join(found)})"
            yield Problem(Place(form.name, field=key), message, HINT, is_warning=True)
