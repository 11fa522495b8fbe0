"""The attachments that a form names against those that came with it."""

from collections.abc import Iterable, Iterator

from sokdocs.core.self_report.answers import Answers
from sokdocs.core.self_report.asked import AskedForm
from sokdocs.core.self_report.remark import Remark, remark, remark_beside, shown
from sokdocs.core.values.phrases import saying
from sokdocs.core.values.text import fold


def check_attachments(answers: Answers, asked: AskedForm, received: tuple[str, ...]) -> Iterator[Remark]:
    """A remark for each attachment that is named and did not come, and for each that came and is not named.

    Folders in front of a name, blanks, and small or capital letters don't count.
    """
    named: set[str] = set()
    for place in asked.places:
        for name in answers.chosen(place.key) if place.is_evidence else ():
            named.add(_bare(name))
            if not has_come(name, received):
                yield remark(place, saying("check_attachment_missing", file=shown(name)), is_missing=True)
    for name in received:
        if _bare(name) not in named:
            yield remark_beside("", saying("check_attachment_unnamed", file=shown(name)))


def has_come(name: str, received: Iterable[str]) -> bool:
    """Whether an attachment that is named is among those that came."""
    return _bare(name) in map(_bare, received)


def named_among(names: Iterable[str], answers: Answers, asked: AskedForm) -> tuple[str, ...]:
    """The files of these names that the form names."""
    named = [name for place in asked.places if place.is_evidence for name in answers.chosen(place.key)]
    return tuple(name for name in names if has_come(name, named))


def names_any(answers: Answers, asked: AskedForm) -> bool:
    """Whether the form names any attachment."""
    return any(answers.has(place.key) for place in asked.places if place.is_evidence)


def _bare(name: str) -> str:
    return fold(name.replace("\\", "/").rsplit("/", 1)[-1]).casefold()
