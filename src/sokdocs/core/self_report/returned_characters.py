"""The characters in a returned form that no document can carry: each is refused by its key."""

import re
from collections.abc import Iterator

from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem
from sokdocs.core.self_report.returned import ReturnedForm
from sokdocs.core.values.characters import refused_character

BREAKS = re.compile(r"\r\n|[\r\v\f\u2028\u2029\u0085]")
"""What stands for a line break in the files of other programs."""
LONGEST = 60


def with_sound_characters(form: ReturnedForm) -> ReturnedForm:
    """The form itself; `InvalidError` names every answer that can't be kept."""
    problems = list(_refused(form))
    if problems:
        raise InvalidError(f"{form.name} has answers that are no text", problems)
    return form


def _refused(form: ReturnedForm) -> Iterator[Problem]:
    texts = [("form", form.reference), *form.values.items()]
    texts += [(key, words) for key, options in form.options.items() for option in options for words in option]
    if refused_character(BREAKS.sub("\n", "\n".join({text for _, text in texts})), breaks=True) is None:
        return
    for key, text in texts:
        bad = refused_character(BREAKS.sub("\n", text), breaks=True)
        if bad:
            message = f"{key[:LONGEST]}: has the character {bad}, which no text can have"
            yield Problem(Place(form.name, field=key), message, "take the character away")
