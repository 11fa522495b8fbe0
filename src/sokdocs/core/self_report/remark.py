"""A remark on a returned form: which place, what is wrong there, and what the supplier should do, to be said in any language."""

from dataclasses import dataclass

from sokdocs.core.self_report.asked import AskedForm, AskedPlace, question_of
from sokdocs.core.self_report.identity_numbers import holds_identity_number
from sokdocs.core.values.phrases import Part, Saying

PREFIX = "check_"
MOST_SHOWN = 60
HIDDEN = "***"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to put right. `key` is the place, empty where it is none in the form; `code` names the phrase `check_…`.

    `is_missing` tells what is not answered from what is answered wrongly.
    """

    key: str
    question: str
    code: str
    parts: tuple[tuple[str, Part], ...] = ()
    is_missing: bool = False

    @property
    def saying(self) -> Saying:
        """The remark, to be said."""
        return Saying(f"{PREFIX}{self.code}", self.parts)


def remark(place: AskedPlace, said: Saying, *, is_missing: bool = False) -> Remark:
    """A remark on a place; its label is put in as `place`."""
    parts: tuple[tuple[str, Part], ...] = (("place", place.label), *said.parts)
    return Remark(place.key, place.question.id, said.name.removeprefix(PREFIX), parts, is_missing)


def remark_beside(key: str, said: Saying) -> Remark:
    """A remark on something that is no place in the form."""
    return Remark(key, question_of(key), said.name.removeprefix(PREFIX), said.parts)


def in_order(remarks: tuple[Remark, ...], asked: AskedForm) -> tuple[Remark, ...]:
    """The remarks in the order of the form; those on no place come last."""
    order = {place.key: index for index, place in enumerate(asked.places)}
    return tuple(sorted(dict.fromkeys(remarks), key=lambda each: (order.get(each.key, len(order)), each.key, each.code)))


def shown(text: str) -> str:
    """The beginning of what was written, on one line; nothing of it where it holds an identity number."""
    if holds_identity_number(text):
        return HIDDEN
    line = " ".join(text.split())
    return line if len(line) <= MOST_SHOWN else f"{line[: MOST_SHOWN - 1]}…"
