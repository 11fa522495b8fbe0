"""Reads the answers out of a Word form that came back, from its data and from what it shows.

In a form that Word saved, both must say the same; a form in which they differ is refused, with the key. Another program (LibreOffice)
may change only what is shown: that is read where the data still says what it said when the form was made, and told.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from lxml import etree

from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem
from sokdocs.core.self_report.returned import ReturnedForm
from sokdocs.core.self_report.returned_characters import with_sound_characters
from sokdocs.loading.word.form_data import FormData, Path, form_data, told
from sokdocs.loading.word.form_places import FormPlace, form_places, offered
from sokdocs.loading.word.form_values import is_same, shown_value, stored_value
from sokdocs.loading.word.looks import Looks, check_styles, has_looks
from sokdocs.loading.word.numbers import W
from sokdocs.loading.word.readings import body_of, check_one_reading_of_form
from sokdocs.loading.word.styles import styles_in
from sokdocs.packages.part_xml import parsed
from sokdocs.packages.word_package import WordPackage, open_word_package

IDENTIFIER = "{http://purl.org/dc/elements/1.1/}identifier"
LONGEST_KEY = 40 - len("_answer_")  # in a bookmark
BOOKED = re.compile(r"_answer_([A-Za-z0-9_]+)")
NOT_KEYED = re.compile(r"[^A-Za-z0-9]")
LOST = "the place to answer {place} is not in the file any more; it was not read"
ASK = "ask the supplier for this answer, or for the form as Word or a PDF reader saves it"
EMPTIED = "another program has emptied the answers as data; what the file shows was read"
AS_SHOWN = "{place} was answered in a program that changes only what is shown; that was read"
BREAKS = "the line breaks of {place} may stand elsewhere than the supplier set them"
ODD_PROMPT = '{place} shows "{shown}", but as a prompt, not as an answer; it was not read'
Values = dict[str, str]


def read_form_docx(data: bytes, *, name: str) -> ReturnedForm:
    """The answers in the file; `InvalidError`, naming file and key, where it is unsafe, no form, or gives two answers."""
    package = open_word_package(data, name=name)
    try:
        form = _read(package, name)
    except InvalidError as error:
        raise _refusal(name, str(error)) from error
    except (etree.XMLSyntaxError, ValueError, OverflowError) as error:  # ValueError: a number that is none
        raise _refusal(name, "cannot be read as a Word document") from error
    return with_sound_characters(form)


def _refusal(name: str, why: str) -> InvalidError:
    return InvalidError(f"{name}: {why}", [Problem(Place(name), why)])


def _read(package: WordPackage, name: str) -> ReturnedForm:
    held = form_data(package)
    body = body_of(package.document)
    _check_looks(package, body)
    places = form_places(body)
    doubts: list[Problem] = []
    if held is None:
        doubts.append(Problem(Place(name), EMPTIED, "compare it with the file as it is shown", is_warning=True))
    values: Values = {}
    for place in places.values():
        value = _value(place, held, doubts, name)
        if value.strip():
            _put(values, place.path, value)
    doubts.extend(_lost(places, held, body, name))
    reference = held.reference if held else _reference(package)
    return ReturnedForm("docx", name, reference, MappingProxyType(values), tuple(sorted(doubts)), offered(places.values()))


def _check_looks(package: WordPackage, body: etree._Element) -> None:
    """Raises where something in the file can't be seen as it is read; places are gone through only where one has looks of its own."""
    check_one_reading_of_form(body)
    found = package.related(package.main, "styles")
    if len(found) > 1:
        raise InvalidError("has two lists of styles")
    styles = package.parts[found[0]] if found else b""
    unseen, hide_together = _judged(styles)
    check_styles(unseen, body)
    if hide_together or has_looks(body):
        _looks(styles).check_places(body, everywhere=hide_together)


@lru_cache(maxsize=2)
def _judged(styles: bytes) -> tuple[Mapping[str, str], bool]:
    """What is wrong with single styles of a file, and whether two could hide words together; forms that went out together have the same."""
    looks = _looks(styles)
    return looks.unseen_styles(), looks.hide_together()


def _looks(styles: bytes) -> Looks:
    return Looks(styles_in(parsed(styles) if styles else None, {}))


def _reference(package: WordPackage) -> str:
    """The reference among the properties of the document, which every program keeps."""
    cores = [part for part in package.related("", "core-properties") if package.parts[part]]
    found = [each.text or "" for part in cores for each in parsed(package.parts[part]).iter(IDENTIFIER)]
    return found[0] if len(found) == 1 else ""


# --- values


def _put(values: Values, path: Path, value: str) -> None:
    """Adds an answer; the codes of ticked options stand one after the other."""
    key, code = path
    if not code:
        values[key] = value
    elif value == "true":
        values[key] = f"{values[key]} {code}" if key in values else code


def _value(place: FormPlace, held: FormData | None, doubts: list[Problem], name: str) -> str:
    """What is answered at a place; what can't be told apart from a second answer is refused."""
    shown = shown_value(place)
    if shown is None:
        _doubt(doubts, name, place, ODD_PROMPT)
        shown = ""
    if held is None:
        return _as_shown(place, shown, doubts, name)
    if place.path not in held.stored:
        raise InvalidError(f"holds a place to answer {told(place.path)}, which its data does not know")
    stored = stored_value(place, held.stored[place.path])
    if is_same(place, shown, stored):
        return stored
    was = stored_value(place, held.was.get(place.path, ""))
    if place.is_ours or not is_same(place, was, stored):
        raise InvalidError(f'shows "{shown[:60]}" for {told(place.path)}, but holds "{stored[:60]}" as data')
    _doubt(doubts, name, place, AS_SHOWN, is_warning=True)
    return _as_shown(place, shown, doubts, name)


def _as_shown(place: FormPlace, shown: str, doubts: list[Problem], name: str) -> str:
    if not place.kind and shown and (place.breaks_moved != place.breaks_found or len(place.controls) > 1):
        _doubt(doubts, name, place, BREAKS, is_warning=True)
    return shown


def _doubt(doubts: list[Problem], name: str, place: FormPlace, message: str, *, is_warning: bool = False) -> None:
    text = message.format(place=told(place.path), shown=place.shown[:60])
    doubts.append(Problem(Place(name, field=place.path[0]), text, "look at the file as it was sent", is_warning=is_warning))


# --- places that are gone


def _lost(places: Mapping[Path, FormPlace], held: FormData | None, body: etree._Element, name: str) -> Iterator[Problem]:
    """A problem for each place the file once had and has no more; without data, bookmarks tell of some of them."""
    if held is not None:
        for path in held.stored.keys() - places.keys():
            yield Problem(Place(name, field=path[0]), LOST.format(place=told(path)), ASK)
        return
    there = {NOT_KEYED.sub("_", key)[:LONGEST_KEY] for key, _ in places}
    for each in body.iter(W + "bookmarkStart"):
        booked = BOOKED.fullmatch(str(each.get(W + "name", "")))
        if booked and booked.group(1) not in there:
            yield Problem(Place(name), LOST.format(place=booked.group(1)), ASK)
