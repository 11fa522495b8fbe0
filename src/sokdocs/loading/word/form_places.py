"""The places to answer in the body of a returned Word form: which key each has, and what it shows.

Word keeps our tag on every control. LibreOffice 7.4 drops it and keeps the binding; it wraps some controls twice, and moves the line
breaks of a text before its control. So a place without a tag is read by its binding, as another program left it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from lxml import etree

from sokdocs.core.errors import InvalidError
from sokdocs.core.values.identifiers import QUESTION_PART
from sokdocs.core.values.text import fold
from sokdocs.loading.word.form_data import OPTION, ROW, ROWS, STORE, Path, told
from sokdocs.loading.word.numbers import W, is_on
from sokdocs.loading.word.open_rows import PREFIXES, REPEATED, open_rows_of

NAME = r"[A-Za-z_][A-Za-z0-9_.-]*"
ROWS_PATH = rf"/f:form\[1\]/f:{re.escape(ROWS)}({NAME})\[1\]/f:{ROW}"
BOUND = re.compile(rf"(?:{ROWS_PATH}\[([1-9]\d{{0,3}})\]|/f:form\[1\])/f:({NAME})\[1\](?:/f:({re.escape(OPTION)}{NAME})\[1\])?")
IN_ROW = re.compile(rf"({NAME})\.\d+\.({NAME})")
TAGGED = re.compile(rf"answer;({NAME})(?:;(.+))?")
ALIAS = re.compile(rf"({QUESTION_PART}\.\d{{1,2}}(?:\.\w+)*)(?:;([^ ]+))? .*")
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
CONTROL, CONTROL_PROPERTIES, CONTENT, VALUE = W + "sdt", W + "sdtPr", W + "sdtContent", W + "val"
TAG, ALIAS_NAME, BINDING, GROUP = W + "tag", W + "alias", W + "dataBinding", W + "group"
PLACEHOLDER, PROMPT, TEXT = W + "placeholder", W + "showingPlcHdr", W + "t"
KINDS = {W + "dropDownList": "dropDownList", W + "comboBox": "dropDownList", W + "date": "date", W14 + "checkbox": "checkbox"}
OF_INTEREST = frozenset({TAG, ALIAS_NAME, BINDING, REPEATED, GROUP, PLACEHOLDER, PROMPT, *KINDS})
WORDS, CODE = W + "displayText", W + "value"
CHECKED, CHECKED_VALUE = W14 + "checked", W14 + "val"
XPATH, MAPPINGS, STORED_IN = W + "xpath", W + "prefixMappings", W + "storeItemID"
PARAGRAPH, BREAK, RUN = W + "p", W + "br", W + "r"
Properties = dict[str, etree._Element]
PROPERTIES = ("rPr", "pPr", "sdtPr", "sdtEndPr")
MARKS = ("bookmarkStart", "bookmarkEnd", "permStart", "permEnd", "commentRangeStart", "commentRangeEnd", "commentReference")
NO_WORDS = frozenset({W + each for each in (*PROPERTIES, *MARKS, "proofErr", "lastRenderedPageBreak")})
AROUND = frozenset({W + each for each in ("r", "sdt", "sdtContent", "hyperlink", "smartTag")})
SHOWN_AS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "\u2011", W + "softHyphen": "\u00ad"}


@dataclass(slots=True)
class FormPlace:
    """One place to answer: how its control is made, and what is shown in it."""

    path: Path
    shown: str = ""
    kind: str = ""
    """`dropDownList`, `date`, `checkbox`, or empty for text."""
    items: tuple[tuple[str, str], ...] = ()
    full_date: str = ""
    checked: str = ""
    placeholder: etree._Element | None = None
    """Says which building block has the words that an empty place shows."""
    is_prompt: bool = False
    is_tagged: bool = False
    is_ours: bool = False
    """Whether tag and binding are both as we made them."""
    breaks_moved: int = 0
    breaks_found: int = 0
    controls: list[etree._Element] = field(default_factory=list)


def form_places(body: etree._Element) -> dict[Path, FormPlace]:
    """Every place by its key, in reading order; `InvalidError` names a key that stands twice or a control that is unclear."""
    outer: dict[Path, list[etree._Element]] = {}
    inner: dict[Path, list[etree._Element]] = {}
    properties: dict[etree._Element, Properties] = {}
    groups: list[etree._Element] = []
    for control in body.iter(CONTROL):
        said = _properties(control)
        if REPEATED in said:
            if not open_rows_of(control):
                raise InvalidError(f'holds rows that are not made as ours are: "{str(said[REPEATED].get(XPATH))[:60]}"')
            continue
        if GROUP in said and TAGGED.fullmatch(_said(said, TAG)):
            groups.append(control)
        path = _path(said)
        if path is None:
            continue
        properties[control] = said
        is_inside = path in outer and any(above in outer[path] for above in control.iterancestors(CONTROL))
        (inner if is_inside else outer).setdefault(path, []).append(control)
    found = {path: _place(path, controls, [properties[each] for each in controls]) for path, controls in outer.items()}
    for path, controls in inner.items():
        for control in controls:
            _learn(found[path], properties[control])
    for place in found.values():
        _refuse_doubled(place)
        place.shown = "\n".join(_shown(control, place) for control in place.controls)
    for group in groups:
        _refuse_other_words(group)
    return found


def _properties(control: etree._Element) -> Properties:
    """What a control says of itself that matters here, by name."""
    found: Properties = {}
    for properties in control.iterchildren(CONTROL_PROPERTIES):
        for each in properties:
            if (tag := each.tag) in OF_INTEREST and found.setdefault(tag, each) is not each:
                raise InvalidError("holds a place that says two things of itself: " + ", ".join(sorted(_named(found)))[:60])
    return found


def _named(properties: Properties) -> set[str]:
    """The key a control has by its tag, and by its alias."""
    return {text for text in (_said(properties, TAG), _said(properties, ALIAS_NAME)) if text}


def _said(properties: Properties, name: str) -> str:
    found = properties.get(name)
    return "" if found is None else str(found.get(VALUE, ""))


def _path(properties: Properties) -> Path | None:
    """The key of a control; None where it is none of ours, or only holds boxes that have keys of their own."""
    binding, tag = properties.get(BINDING), _said(properties, TAG)
    tagged = TAGGED.fullmatch(tag) if tag.startswith("answer;") else None
    if binding is None:
        if GROUP in properties:
            return None
        named = tagged or ALIAS.fullmatch(_said(properties, ALIAS_NAME))
        return (named.group(1), named.group(2) or "") if named else None
    bound = BOUND.fullmatch(str(binding.get(XPATH, "")))
    if bound is None or binding.get(MAPPINGS) != PREFIXES or str(binding.get(STORED_IN)).upper() != STORE:
        raise _bound_elsewhere(binding)
    question, row, name, option = bound.groups()
    path = f"{question}.{row}.{name}" if row else name, (option or "").removeprefix(OPTION)
    if tagged and not _is_called(path, tagged.group(1), tagged.group(2) or "", is_in_row=bool(row)):
        raise InvalidError(f'holds a place for {told(path)} that is also called "{tag}"')
    return path


def _bound_elsewhere(binding: etree._Element) -> InvalidError:
    return InvalidError(f'holds a place that is bound to something unknown: "{str(binding.get(XPATH))[:60]}"')


def _is_called(path: Path, key: str, code: str, *, is_in_row: bool) -> bool:
    """Whether a tag names this place; a row that was added keeps the tags of the row it is a copy of."""
    if not is_in_row:
        return path == (key, code)
    own, said = IN_ROW.fullmatch(path[0]), IN_ROW.fullmatch(key)
    return own is not None and said is not None and own.groups() == said.groups() and path[1] == code


def _place(path: Path, controls: list[etree._Element], properties: Iterable[Properties]) -> FormPlace:
    place = FormPlace(path, controls=controls)
    for each in properties:
        _learn(place, each)
    place.is_ours = place.is_ours and len(controls) == 1
    return place


def _refuse_doubled(place: FormPlace) -> None:
    """Two controls of one key are two answers, but for the paragraphs of a text that another program wrote into one cell."""
    if len(place.controls) == 1:
        return
    cells = {next(each.iterancestors(W + "tc"), None) for each in place.controls}
    if place.is_tagged or place.kind or len(cells) > 1 or None in cells:
        raise InvalidError(f"holds two places to answer {told(place.path)}")


def _refuse_other_words(group: etree._Element) -> None:
    """What is called an answer and can't be written in holds boxes to tick, each with its words, and nothing else."""
    boxes = [each for each in group.iter(CONTROL) if each is not group]
    words = [text for text in group.iter(TEXT) if next(text.iterancestors(CONTROL)) is group]
    found, beside = fold("".join(each.text or "" for each in words)), fold("".join(map(_words_beside, boxes)))
    if not boxes or found != beside:
        raise InvalidError(f'holds words of its own where only boxes to tick stand: "{found[:60]}"')


def _learn(place: FormPlace, properties: Properties) -> None:
    """Takes over what a control says of itself."""
    for tag in KINDS.keys() & properties.keys():
        each = properties[tag]
        if place.kind:
            raise InvalidError(f"holds two places to answer {told(place.path)}")
        place.kind = KINDS[tag]
        if place.kind == "dropDownList":
            place.items = tuple((str(item.get(WORDS, "")), str(item.get(CODE, ""))) for item in each)
        elif place.kind == "date":
            place.full_date = str(each.get(W + "fullDate", ""))[:10]
        else:
            found = each.find(CHECKED)
            place.checked = "0" if found is None else str(found.get(CHECKED_VALUE, "1"))
    place.placeholder = properties.get(PLACEHOLDER, place.placeholder)
    place.is_prompt = place.is_prompt or is_on(properties.get(PROMPT))
    place.is_tagged = place.is_tagged or TAG in properties
    place.is_ours = place.is_ours or (TAG in properties and BINDING in properties)


# --- what can be chosen


def offered(places: Iterable[FormPlace]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """The answers to choose from by key, with the words that are shown in a list or stand beside a box."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for place in places:
        key, code = place.path
        if place.kind == "dropDownList":
            found[key] = tuple((value, words) for words, value in place.items if words)
        elif code:
            found[key] = (*found.get(key, ()), (code, _words_beside(place.controls[-1])))
    return MappingProxyType(found)


def _words_beside(control: etree._Element) -> str:
    """What stands behind a box, to the end of its line or the next box."""
    node = control
    while node.getnext() is None and (above := node.getparent()) is not None and above.tag in (CONTROL, CONTENT):
        node = above
    words: list[str] = []
    for sibling in node.itersiblings():
        for each in sibling.iter():
            if each.tag in (BREAK, CONTROL):
                return "".join(words)
            words.append(SHOWN_AS.get(str(each.tag), (each.text or "") if each.tag == TEXT else ""))
    return "".join(words)


# --- what is shown


def _shown(control: etree._Element, place: FormPlace) -> str:
    content = control.find(CONTENT)
    if content is None:
        return ""
    if not place.is_ours:
        place.breaks_moved += _breaks_before(control)
    pieces: list[str] = []
    _add_pieces(pieces, content, place)
    return "".join(pieces)


def _add_pieces(pieces: list[str], element: etree._Element, place: FormPlace) -> None:
    """Adds what an element shows, in reading order."""
    for child in element:
        tag = child.tag
        if tag == TEXT:
            before = child.getprevious()
            if not place.is_ours and before is not None and before.tag == TEXT:
                place.breaks_found += 1
                pieces.append("\n")
            pieces.append(child.text or "")
        elif tag in SHOWN_AS:
            pieces.append(SHOWN_AS[str(tag)])
        elif tag == PARAGRAPH:
            before = child.getprevious()
            pieces.append("\n" if before is not None and before.tag == PARAGRAPH else "")
            _add_pieces(pieces, child, place)
        elif tag in AROUND:
            _add_pieces(pieces, child, place)
        elif isinstance(tag, str) and tag not in NO_WORDS:
            raise InvalidError(f'holds something other than text as the answer to {told(place.path)}: "{tag.rpartition("}")[2]}"')


def _breaks_before(control: etree._Element) -> int:
    """The line breaks that stand right before a control."""
    count, before = 0, control.getprevious()
    while before is not None and before.tag == RUN and not "".join(str(text) for text in before.itertext()):
        count += sum(1 for _ in before.iter(BREAK))
        before = before.getprevious()
    return count
