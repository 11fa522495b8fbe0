"""Whether a returned form offers the answers that were sent out: the words beside a box or in a list say what a tick or a choice means."""

from collections.abc import Iterable

from sokdocs.core.document.blocks import Answer
from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem
from sokdocs.core.self_report.returned import ReturnedForm
from sokdocs.core.values.text import fold

HINT = "ask for the form as it was sent out, filled in"


def check_offered(returned: ReturnedForm, sent: Iterable[Answer]) -> None:
    """Raises `InvalidError`, naming every key with other answers to choose from than were sent out, or other words for them."""
    problems = [_told(place.name, returned) for place in sent if _is_changed(place, returned)]
    if problems:
        raise InvalidError(f"{returned.name} offers other answers than the form that was sent out", problems)


def _is_changed(place: Answer, returned: ReturnedForm) -> bool:
    shown = returned.options.get(place.name)
    return shown is not None and _plain(shown) != _plain(place.options)


def _plain(options: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """In one order and without blanks: lines break anywhere."""
    return sorted((code, fold(words).replace(" ", "")) for code, words in options)


def _told(key: str, returned: ReturnedForm) -> Problem:
    message = f"{key}: the answers to choose from, or their words, are not those that were sent out"
    return Problem(Place(returned.name, field=key), message, HINT)
