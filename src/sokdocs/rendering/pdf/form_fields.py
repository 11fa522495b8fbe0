"""The fields of a form: each place that the template left open becomes something to type in, choose from or tick.

The template leaves a link to each place. It has the right page, box and order of reading already, and the structure
of the file leads to it: here it is turned into a field, and so is its part of the structure.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from sokdocs.core.document.answer_places import answer_places
from sokdocs.core.document.blocks import Answer, Document
from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem
from sokdocs.rendering.pdf.form_looks import Looks, default_look

LINK = "sokdocs-answer:"
REFERENCE = "form"
"""The field that holds the form's reference."""
OPTION = "#"
NAME = re.compile(r"[A-Za-z0-9_.]+(#[A-Za-z0-9_-]+)?")
"""Between the key of a place and the code of one of the answers that may be ticked there."""
CHOSEN = frozenset({"yes_no", "yes_partly_no", "choice"})
CHECK, CHOICES, LONG, DATE = "check", "choices", "long_text", "date"
READ_ONLY, MULTILINE, COMBO = 1, 1 << 12, 1 << 17
PRINTED = 4
ON, OFF = Name.Yes, Name.Off
TICKED = "true"
EMPTY = " "
"""The choice that is none: some programs can't open a list with a choice that has no letter at all."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One field: the place it belongs to, and where several answers may be ticked, which of them it is."""

    answer: Answer
    code: str = ""
    words: str = ""
    is_fixed: bool = False


def spots(document: Document) -> dict[str, Spot]:
    """Every field by its name, in reading order; raises where two places have the same name."""
    found = list(_spots(document))
    times = Counter(name for name, _ in found)
    faults = [(name, "stands twice") for name, count in times.items() if count > 1]
    faults += [(name, "has a name that no field can have") for name in times if not NAME.fullmatch(name)]
    if faults:
        problems = [Problem(Place(document.kind, field=name), f'the place to answer "{name}" {what}') for name, what in faults]
        raise InvalidError("the form can't be made", problems)
    return dict(found)


def _spots(document: Document) -> Iterator[tuple[str, Spot]]:
    if document.reference:
        fixed = Answer(REFERENCE, "text", document.title, value=document.reference)
        yield REFERENCE, Spot(fixed, is_fixed=True)
    for answer in answer_places(document):
        if answer.kind != CHOICES:
            yield answer.name, Spot(answer)
            continue
        for code, words in answer.options:
            yield f"{answer.name}{OPTION}{code}", Spot(answer, code, words)


def field_name(name: str) -> str:
    """The name inside the file: PDF keeps the full stop for itself, so a hyphen stands for it in the key."""
    return name.replace(".", "-")


def place_fields(pdf: pikepdf.Pdf, known: Mapping[str, Spot], looks: Looks) -> list[pikepdf.Object]:
    """Turns every link to a place into its field; raises where a place has none or two."""
    elements = _elements(pdf)
    made: dict[str, pikepdf.Object] = {}
    for page in pdf.pages:
        for link in page.obj.get("/Annots", Array()):
            name = _place(link)
            if not name:
                continue
            if name not in known or name in made:
                raise InvalidError(f'the PDF could not be set: the place to answer "{name}" is not there just once')
            made[name] = _field(link, page.obj, name, known[name], looks)
            elements[int(link.StructParent)].S = Name.Form
    if lost := [name for name in known if name not in made]:
        raise InvalidError(f"the PDF could not be set: no place to answer for {', '.join(lost)}")
    return [made[name] for name in known]


def _place(link: pikepdf.Object) -> str:
    """The name of the place that a link stands for; empty for any other link."""
    action = link.get("/A")
    address = str(action.get("/URI", "")) if isinstance(action, Dictionary) else ""
    return address.removeprefix(LINK) if address.startswith(LINK) else ""


def _elements(pdf: pikepdf.Pdf) -> dict[int, pikepdf.Object]:
    """The part of the structure that holds each link, by the number the link gives."""
    return {int(number): element for number, element in pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree).items()}


def _field(link: pikepdf.Object, page: pikepdf.Object, name: str, spot: Spot, looks: Looks) -> pikepdf.Object:
    for key in ("/A", "/Contents", "/Border"):
        if key in link:
            del link[key]
    shared = {"/Subtype": Name.Widget, "/F": PRINTED, "/P": page, "/T": String(field_name(name)), "/TU": String(_told(spot))}
    left, low, right, high = (float(each) for each in link.Rect)
    for key, value in {**shared, **_kind(spot, looks, right - left, high - low)}.items():
        link[key] = value
    return link


def _told(spot: Spot) -> str:
    """What a field is called to people who point at it or can't see the page; a day's with how it is written."""
    answer = spot.answer
    if spot.words:
        return f"{answer.label}: {spot.words}"
    return f"{answer.label} ({answer.prompt})" if answer.kind == DATE and answer.prompt else answer.label


def _kind(spot: Spot, looks: Looks, width: float, height: float) -> dict[str, object]:
    if spot.answer.kind in (CHECK, CHOICES):
        return _ticked(spot, looks, width, height)
    if spot.answer.kind in CHOSEN:
        return _chosen(spot.answer, looks, width, height)
    return _typed(spot, looks, width, height)


def _typed(spot: Spot, looks: Looks, width: float, height: float) -> dict[str, object]:
    answer = spot.answer
    is_long = answer.kind == LONG or answer.lines > 1
    flags = (MULTILINE if is_long else 0) | (READ_ONLY if spot.is_fixed else 0)
    entries = {"/FT": Name.Tx, "/Ff": flags, "/DA": String(default_look())}
    shown = looks.text(answer.value, width, height, is_multiline=is_long)
    return {**entries, **_value(answer.value), "/AP": Dictionary(N=shown)}


def _value(value: str) -> dict[str, object]:
    return {"/V": String(value)} if value else {}


def _chosen(answer: Answer, looks: Looks, width: float, height: float) -> dict[str, object]:
    """A list to choose from; its first entry is empty, so that an answer can be taken back."""
    options = ((EMPTY, EMPTY), *answer.options)
    offered = dict(answer.options)
    words = offered.get(answer.value, answer.value)
    shown = looks.text(words, width, height, is_multiline=False) if words else looks.offer(tuple(offered.values()), width, height)
    return {
        "/FT": Name.Ch,
        "/Ff": COMBO,
        "/DA": String(default_look()),
        "/Opt": Array([Array([String(code), String(words)]) for code, words in options]),
        **_value(answer.value),
        "/AP": Dictionary(N=shown),
    }


def _ticked(spot: Spot, looks: Looks, width: float, height: float) -> dict[str, object]:
    is_on = spot.code in spot.answer.value.split() if spot.code else spot.answer.value == TICKED
    if spot.code:
        on, off = (looks.option(spot.words, width, height, is_on=each) for each in (True, False))
    else:
        on, off = (looks.tick(width, height, is_on=each) for each in (True, False))
    state = ON if is_on else OFF
    return {"/FT": Name.Btn, "/Ff": 0, "/V": state, "/AS": state, "/AP": Dictionary(N=Dictionary({str(ON): on, str(OFF): off}))}
