"""What stands in each field of a returned PDF form: as it is stored, as it is shown, and where."""

from collections.abc import Iterator, Mapping

from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral

from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem
from sokdocs.core.self_report.returned import Options
from sokdocs.loading.pdf.form_boxes import OnPage, box_of, is_seen_on, is_where_sent
from sokdocs.loading.pdf.form_fields import CHOICE, OPTION, SIGNATURE, TICK, Field, Raw
from sokdocs.loading.pdf.form_looks import UNSEEN, Shown, ShownLooks
from sokdocs.loading.pdf.form_text import shows, stored_text

TICKED = "true"
OFF = "Off"
HIDDEN = 1 | 2 | 32
"""Flags of a widget that is not shown on a screen."""
MAX_OPTIONS = 200
BETWEEN = " / "
AGAIN = "open the form as it was sent out, fill it in and save it as PDF again; or send the Word form"
Sent = Mapping[str, tuple[float, ...]]


def key_of(field: str) -> str:
    """The key of the place a field belongs to; inside the file a hyphen stands for the full stop."""
    return field.split(OPTION)[0].replace("-", ".")


class FieldAnswers:
    """Reads the fields of one file; what is wrong with one is kept, so that all is said at once."""

    def __init__(self, name: str, fonts: Mapping[str, object], on_pages: Mapping[int, OnPage], sent: Sent) -> None:
        self._name = name
        self._on_pages = on_pages
        self._sent = sent
        self._looks = ShownLooks(fonts)
        self.problems: list[Problem] = []
        self.values: dict[str, str] = {}
        self.options: dict[str, Options] = {}

    def read(self, fields: tuple[Field, ...]) -> None:
        """Fills in the answers by key, what is not answered left out, and the answers to choose from."""
        for field in fields:
            if field.kind == SIGNATURE:
                continue
            try:
                self._read(field)
            except InvalidError as error:
                key = key_of(field.name)
                self.problems.append(Problem(Place(self._name, field=key), f"{key}: {error}", AGAIN))

    def _read(self, field: Field) -> None:
        key, code = key_of(field.name), field.name.partition(OPTION)[2]
        value = self._ticked(field, key, code) if field.kind == TICK else self._written(field, key)
        if not value.strip():
            return
        self._check_place(field)
        self.values[key] = f"{self.values[key]} {value}" if key in self.values and code else value

    def _check_place(self, field: Field) -> None:
        """Raises where an answer is not seen on a page, or not where its place was when the form was sent out."""
        for number, widget in zip(field.numbers, field.widgets, strict=True):
            flags, where, box = resolve1(widget.get("F", 0)), self._on_pages.get(number), box_of(widget.get("Rect"))
            is_shown = isinstance(flags, int) and not flags & HIDDEN
            if where is None or not is_shown or not is_seen_on(where, box):
                raise InvalidError(UNSEEN)
            if not is_where_sent(where, box, self._sent.get(field.name, ())):
                raise InvalidError("stands elsewhere than in the form that was sent out")

    def _written(self, field: Field, key: str) -> str:
        """A text, or the code of what is chosen."""
        if "RV" in field.entries or any("RV" in widget for widget in field.widgets):
            raise InvalidError("has a second text with formatting")
        value = _text(field.entries.get("V"))
        options = _options(field) if field.kind == CHOICE else {}
        if field.kind == CHOICE:
            self.options[key] = tuple((code, words) for code, words in options.items() if code.strip())
        code = value if value in options else next((each for each, words in options.items() if words == value), value)
        told = {value, code, options.get(code, value), *_offer(value, options)}
        for widget in field.widgets:
            look = _look(widget)
            if isinstance(look, PDFStream):
                _check_shown(self._looks.of(look, box_of(widget.get("Rect"))).text, told)
        return code

    def _ticked(self, field: Field, key: str, code: str) -> str:
        """The code of a box that is ticked, or `true`; the words that are drawn beside it are kept."""
        is_ticked = _is_ticked(field)
        words = {self._words(widget) for widget in field.widgets}
        if len(words) > 1:
            raise InvalidError("has other words in each place it is shown")
        if code:
            self.options[key] = (*self.options.get(key, ()), (code, words.pop()))
        return (code or TICKED) if is_ticked else ""

    def _words(self, widget: Raw) -> str:
        """The words of a box; raises where it looks as if it were ticked when it is not, or the other way."""
        known, room = _look(widget), box_of(widget.get("Rect"))
        looks = known if isinstance(known, dict) else {}
        drawn = {state: self._looks.of(look, room) for state, each in looks.items() if isinstance(look := resolve1(each), PDFStream)}
        off = drawn.pop(OFF, Shown())
        if any(ticked.ink <= off.ink for ticked in drawn.values()):
            raise InvalidError("looks ticked when it is not, or not ticked when it is")
        return off.text


def _offer(value: str, options: Mapping[str, str]) -> Iterator[str]:
    """What an unanswered list may show beside nothing: all of several answers it offers, in order, which is none of them."""
    words = [each for each in options.values() if each.strip()]
    if not value.strip() and len(words) > 1:
        yield from (BETWEEN.join(words), "\n".join(words))


def _look(widget: Raw) -> object:
    looks = resolve1(widget.get("AP"))
    return resolve1(looks.get("N")) if isinstance(looks, dict) else None


def _check_shown(shown: str, told: set[str]) -> None:
    """Raises where none of these is what is shown."""
    if not any(shows(shown, text) for text in told):
        raise InvalidError(f'shows "{_short(shown)}", but "{_short(min(told))}" is stored')


def _short(text: str) -> str:
    return " ".join(text.split())[:60]


def _text(raw: object) -> str:
    value = resolve1(raw)
    if isinstance(value, list) and len(value) < 2:
        value = resolve1(value[0]) if value else None
    if value is None:
        return ""
    if not isinstance(value, bytes):
        raise InvalidError("has something other than a text as its answer")
    return stored_text(value)


def _options(field: Field) -> dict[str, str]:
    """The words of each code that can be chosen."""
    listed = resolve1(field.entries.get("Opt"))
    found: dict[str, str] = {}
    if isinstance(listed, list) and len(listed) > MAX_OPTIONS:
        raise InvalidError(f"has more than {MAX_OPTIONS} answers to choose from")
    for each in listed if isinstance(listed, list) else []:
        value = resolve1(each)
        pair = [_text(part) for part in value] if isinstance(value, list) else [_text(value)] * 2
        if len(pair) != 2 or pair[0] in found:
            raise InvalidError("has a list of answers that can be read in two ways")
        found[pair[0]] = pair[1]
    return found


def _is_ticked(field: Field) -> bool:
    stored = _state(field.entries.get("V"))
    ticked = {stored not in (None, OFF)} if stored is not None else set[bool]()
    for widget in field.widgets:
        shown = _state(widget.get("AS"))
        if shown is not None:
            ticked.add(shown != OFF)
        looks = resolve1(widget.get("AP"))
        known = resolve1(looks.get("N")) if isinstance(looks, dict) else None
        if isinstance(known, dict) and any(state not in (None, OFF) and state not in known for state in (stored, shown)):
            raise InvalidError("has a tick that is not shown")
    if len(ticked) > 1:
        raise InvalidError("is ticked and not ticked")
    return True in ticked


def _state(raw: object) -> str | None:
    value = resolve1(raw)
    if value is None:
        return None
    if not isinstance(value, PSLiteral):
        raise InvalidError("has something other than a tick as its answer")
    return str(value.name)
