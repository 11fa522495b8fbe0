"""A self-report form that comes back as PDF: what stands in each field, and nothing that could be read in two ways.

Read by pdfminer, as the words of the pages are: one reader for both, so that no file can show each of two readers another form.
The caller runs it within limits of memory and time.
"""

from collections.abc import Iterator, Mapping

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral

from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem
from sokdocs.core.self_report.returned import ReturnedForm
from sokdocs.loading.returned_form_pdf_fields import CHOICE, SIGNATURE, TICK, Field, Raw, acro_form, read_fields, widgets_on_pages
from sokdocs.loading.returned_form_pdf_safety import check_does_nothing, check_pages_unchanged
from sokdocs.loading.returned_form_pdf_text import ShownTexts, shows, stored_text
from sokdocs.loading.returned_pdf import BROKEN_INSIDE, MAX_BYTES, quiet
from sokdocs.loading.returned_pdf_private import private_part
from sokdocs.loading.returned_pdf_words import open_pdf

REFERENCE = "form"
OPTION = "#"
TICKED = "true"
OFF = "Off"
HIDDEN = 1 | 2 | 32
"""Flags of a widget that is not shown on a screen."""
AGAIN = "open the form as it was sent out, fill it in and save it as PDF again; or send the Word form"


def read_form_pdf(data: bytes, *, name: str) -> ReturnedForm:
    """The answers of a filled form; `InvalidError`, naming the file and where it can the keys, where they could be read in two ways."""
    if len(data) > MAX_BYTES:
        raise _refusal(name, f"is larger than {MAX_BYTES // 1024 // 1024} MB")
    if not data.lstrip().startswith(b"%PDF-"):
        raise _refusal(name, "is no PDF")
    try:
        with quiet():
            return _read(data, name)
    except InvalidError as error:
        raise (error if error.problems else _refusal(name, str(error))) from error
    except BROKEN_INSIDE as error:
        raise _refusal(name, "is broken: its inside can't be read") from error


def _refusal(name: str, what: str) -> InvalidError:
    message = f"{name} {what}"
    return InvalidError(message, [Problem(Place(name), message, AGAIN)])


def _read(data: bytes, name: str) -> ReturnedForm:
    document = open_pdf(data)
    form = acro_form(document)
    check_does_nothing(document)
    check_pages_unchanged(data, document)
    fields = read_fields(form)
    on_pages = widgets_on_pages(document)
    if on_pages - {each for field in fields for each in field.ids}:
        raise InvalidError("shows a field that its list of fields leaves out")
    answers = _Answers(name, _fonts(form), on_pages)
    values = answers.values(fields)
    if answers.problems:
        raise InvalidError(f"{name} has answers that can be read in two ways", answers.problems)
    reference = values.pop(REFERENCE, "")
    return ReturnedForm("pdf", name, reference, values, tuple(_doubts(document, fields, reference, name)))


def _fonts(form: Raw) -> Mapping[str, object]:
    resources = resolve1(form.get("DR"))
    fonts = resolve1(resources.get("Font")) if isinstance(resources, dict) else None
    return fonts if isinstance(fonts, dict) else {}


def key_of(field: str) -> str:
    """The key of the place a field belongs to; inside the file a hyphen stands for the full stop."""
    return field.split(OPTION)[0].replace("-", ".")


def _doubts(document: PDFDocument, fields: tuple[Field, ...], reference: str, name: str) -> Iterator[Problem]:
    """What the reader can't be sure of."""
    if not reference:
        yield Problem(Place(name, field=REFERENCE), "the form's reference is lost", "say which form this answers")
    private = private_part(document)
    if private is None:
        yield Problem(Place(name), "the list of the form's fields is lost: a missing answer may have been there", AGAIN)
    there = {each.name for each in fields if each.kind != SIGNATURE}
    sent = set(private.fields) if private else there
    for lost in sorted(sent - there):
        yield Problem(Place(name, field=key_of(lost)), f"the place to answer {key_of(lost)} is lost", AGAIN)
    for more in sorted(there - sent):
        yield Problem(Place(name, field=key_of(more)), f'there is a field "{more[:60]}" that the form was not sent out with', AGAIN)
    if any(each.kind == SIGNATURE for each in fields):
        yield Problem(Place(name), "there is a digital signature, which is not checked here", "check it in a program for PDFs")


class _Answers:
    """Reads the fields of one file; what is wrong with one is kept, so that all is said at once."""

    def __init__(self, name: str, fonts: Mapping[str, object], on_pages: frozenset[int]) -> None:
        self._name = name
        self._on_pages = on_pages
        self._shown = ShownTexts(fonts)
        self.problems: list[Problem] = []

    def values(self, fields: tuple[Field, ...]) -> dict[str, str]:
        """The answers by key; what is not answered is left out."""
        found: dict[str, str] = {}
        for field in fields:
            key, _, code = field.name.partition(OPTION)
            key = key_of(key)
            try:
                value = self._value(field, code or TICKED)
            except InvalidError as error:
                self.problems.append(Problem(Place(self._name, field=key), f"{key}: {error}", AGAIN))
                continue
            if value.strip() and not self._is_seen(field):
                self.problems.append(Problem(Place(self._name, field=key), f"{key}: has an answer that can't be seen", AGAIN))
            elif value.strip():
                found[key] = f"{found[key]} {value}" if key in found and code else value
        return found

    def _is_seen(self, field: Field) -> bool:
        flags = [resolve1(widget.get("F", 0)) for widget in field.widgets]
        is_hidden = any(not isinstance(each, int) or each & HIDDEN for each in flags)
        return bool(field.ids) and field.ids <= self._on_pages and not is_hidden

    def _value(self, field: Field, code: str) -> str:
        if field.kind == SIGNATURE:
            return ""
        if field.kind == TICK:
            return code if _is_ticked(field) else ""
        if "RV" in field.entries or any("RV" in widget for widget in field.widgets):
            raise InvalidError("has a second text with formatting")
        value = _text(field.entries.get("V"))
        options = _options(field) if field.kind == CHOICE else {}
        code = value if value in options else next((each for each, words in options.items() if words == value), value)
        for widget in field.widgets:
            self._check_look(widget, {value, code, options.get(code, value)})
        return code

    def _check_look(self, widget: Raw, told: set[str]) -> None:
        """Raises where the appearance shows none of these."""
        looks = resolve1(widget.get("AP"))
        look = resolve1(looks.get("N")) if isinstance(looks, dict) else None
        if not isinstance(look, PDFStream):
            return
        shown = self._shown.of(look)
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
