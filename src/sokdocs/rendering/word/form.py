"""The places to answer in a Word form: content controls, each bound to its element in one part of the file's own data.

Word shows what stands in that part and writes it back when something is answered, so both are written here. The key of a place is the
name of its element, and stands in its tag, its alias and a bookmark too: programs that save the file again keep one or the other.
Attributes they do not keep, so what stood there when the form was made has elements of its own, under `was`.
Places in open rows are stored row by row (`docx_form_rows`).
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date

from sokdocs.core.document.blocks import Answer, Document
from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem
from sokdocs.rendering.word.checks import FILE
from sokdocs.rendering.word.form_rows import ROWS, repeating, row_elements
from sokdocs.rendering.word.template_parts import DECLARATION
from sokdocs.rendering.word.text import FIXED, LONGEST_ALIAS, LONGEST_TAG, PROMPT, Ids, escape, run

ANSWERS_NAMESPACE = "urn:sokdocs:self-report:1"
ANSWERS_STORE = "{8E1C6B52-3F7D-4A90-B6E4-27C05D9A1B38}"  # names the store inside the file; always the same
PREFIX = f"xmlns:f='{ANSWERS_NAMESPACE}'"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
TICKED, UNTICKED = "\u2612", "\u2610"
BOX_FONT = '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/>'
ELEMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
CHOSEN = frozenset({"yes_no", "yes_partly_no", "choice"})
WRITTEN = frozenset({"text", "long_text", "number", "percent", "url", "countries"})
LOCALES: Mapping[str, str] = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
Attributes = Mapping[str, str]


class FormAnswers:
    """Makes the controls of one document, and then the part that holds all answers."""

    def __init__(self, document: Document, ids: Ids) -> None:
        self._document, self._ids = document, ids
        self.elements: list[str] = []
        self._was: list[str] = []
        self._keys: set[str] = set()
        self._in_rows = row_elements(document)
        self.prompts: dict[str, str] = {}
        """What empty places say, by the name under which Word finds it again when an answer is taken away."""

    @property
    def has_places(self) -> bool:
        """Whether anything was asked for."""
        return bool(self.elements)

    def control(self, answer: Answer) -> str:
        """The place to answer, as it stands in a paragraph; `InvalidError` where the document asks for it in a way that can't be."""
        self._refuse_unclear(answer)
        value = answer.value.replace("\r\n", "\n")
        place = self._path(answer)
        if answer.kind == "choices":
            inside = self._ticks(answer, tuple(value.split()), place)
        elif answer.kind == "check":
            inside = self._tick(answer.name, answer.label, place, is_ticked=value == "true")
            self._hold(answer, "true" if value == "true" else "false")
        else:
            inside = self._bound(answer, value, place)
            self._hold(answer, escape(value))
        identity, name = self._ids.next(), self._ids.bookmark_name(bookmark(answer.name))
        return f'<w:bookmarkStart w:id="{identity}" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="{identity}"/>'

    def rows(self, question: str, rows: Iterable[str]) -> str:
        """The open rows of a question's table, to which more can be added."""
        return repeating(question, rows, ids=self._ids, bound_to=_bound_to)

    def part(self) -> str:
        """The part that holds all answers, with the reference, kind and language of the form."""
        document = self._document
        told = _attributes({"reference": document.reference, "kind": document.kind, "language": document.language})
        elements = f"{''.join(self.elements)}<was>{''.join(self._was)}</was>"
        return f'{DECLARATION}<form xmlns="{ANSWERS_NAMESPACE}"{told}>{elements}</form>'

    # --- the part

    def _path(self, answer: Answer) -> str:
        in_row = self._in_rows.get(answer.name)
        return in_row.path if in_row else f"/f:form[1]/f:{answer.name}[1]"

    def _hold(self, answer: Answer, content: str) -> None:
        in_row = self._in_rows.get(answer.name)
        element = f"<{answer.name}>{content}</{answer.name}>"
        self.elements.append(f"{in_row.before}<{in_row.name}>{content}</{in_row.name}>{in_row.after}" if in_row else element)
        if answer.value:
            self._was.append(element)

    def _refuse_unclear(self, answer: Answer) -> None:
        codes = {code for code, _ in answer.options}
        if answer.name in self._keys:
            _refuse(answer, f'the place to answer "{answer.name}" stands twice')
        names = [answer.name, *(f"option.{code}" for code in codes if answer.kind == "choices")]
        if not all(ELEMENT.fullmatch(name) for name in names) or answer.name == "was" or answer.name.startswith(ROWS):
            _refuse(answer, f'the key "{answer.name}" or a code of it can\'t be the name of an element')
        if len(tag(answer.name, max(codes, key=len, default=""))) > LONGEST_TAG:
            _refuse(answer, f'the key "{answer.name}" is too long for a Word form')
        chosen = answer.value.split() if answer.kind in CHOSEN or answer.kind == "choices" else []
        unknown = [code for code in chosen if code not in codes]
        if unknown or (answer.kind in CHOSEN and len(chosen) > 1):
            _refuse(answer, f'"{answer.value}" can\'t be chosen at "{answer.name}"')
        self._keys.add(answer.name)

    # --- controls

    def _bound(self, answer: Answer, value: str, place: str) -> str:
        prompt = answer.prompt or "\u2026"
        shown = run(_shown(answer, value)) if value else run(prompt, PROMPT)
        name = prompt_name(prompt)
        self.prompts[name] = prompt
        empty = "" if value else "<w:showingPlcHdr/>"
        placeholder = f'<w:placeholder><w:docPart w:val="{name}"/></w:placeholder>'
        return self._sdt(
            (answer.name, "", answer.label), f"{placeholder}{empty}{_binding(place)}{self._kind(answer, value, prompt)}", shown
        )

    def _kind(self, answer: Answer, value: str, prompt: str) -> str:
        if answer.kind in WRITTEN:
            return '<w:text w:multiLine="1"/>' if answer.kind == "long_text" else "<w:text/>"
        if answer.kind in CHOSEN:
            items = "".join(f'<w:listItem w:displayText="{escape(words)}" w:value="{escape(code)}"/>' for code, words in answer.options)
            return f'<w:dropDownList><w:listItem w:value="{escape(prompt)}"/>{items}</w:dropDownList>'
        if answer.kind == "date":
            full = f' w:fullDate="{value}T00:00:00Z"' if _day(value) else ""
            language = LOCALES.get(self._document.language, LOCALES["nb"])
            return (
                f'<w:date{full}><w:dateFormat w:val="dd.MM.yyyy"/><w:lid w:val="{language}"/>'
                '<w:storeMappedDataAs w:val="date"/><w:calendar w:val="gregorian"/></w:date>'
            )
        raise InvalidError(f'a Word form has no place for an answer of the kind "{answer.kind}"')

    def _ticks(self, answer: Answer, chosen: tuple[str, ...], place: str) -> str:
        """A box for each option, with its words; all in one control that carries the key."""
        lines, elements = [], []
        for code, words in answer.options:
            is_ticked = code in chosen
            box = self._tick(answer.name, words, f"{place}/f:option.{code}[1]", code=code, is_ticked=is_ticked)
            lines.append(box + run(f"\u00a0{words}"))
            elements.append(f"<option.{code}>{'true' if is_ticked else 'false'}</option.{code}>")
        self._hold(answer, "".join(elements))
        return self._sdt((answer.name, "", answer.label), FIXED, "<w:r><w:br/></w:r>".join(lines))

    def _tick(self, key: str, label: str, place: str, *, is_ticked: bool, code: str = "") -> str:
        states = "".join(
            f'<w14:{name} w14:val="{ord(sign):04X}" w14:font="MS Gothic"/>'
            for name, sign in (("checkedState", TICKED), ("uncheckedState", UNTICKED))
        )
        box = f'<w14:checkbox xmlns:w14="{W14}"><w14:checked w14:val="{int(is_ticked)}"/>{states}</w14:checkbox>'
        return self._sdt((key, code, label), _binding(place) + box, run(TICKED if is_ticked else UNTICKED, BOX_FONT))

    def _sdt(self, named: tuple[str, str, str], kind: str, inside: str) -> str:
        key, code, label = named
        own = tag(key, code)
        alias = f"{own.partition(';')[2]} {label}"[:LONGEST_ALIAS].strip()
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="{escape(alias)}"/><w:tag w:val="{escape(own)}"/><w:id w:val="{self._ids.next()}"/>'
            f'<w:lock w:val="sdtLocked"/>{kind}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>'
        )


def tag(key: str, code: str = "") -> str:
    """What a control says of itself: the key, and for a box to tick the code of its option."""
    return f"answer;{key};{code}" if code else f"answer;{key}"


def prompt_name(prompt: str) -> str:
    """The name of a prompt among the building blocks of the file, made from its words."""
    return f"sokdocs{hashlib.sha256(prompt.encode()).hexdigest()[:24]}"


def bookmark(key: str) -> str:
    """The bookmark around the place of a key."""
    return "_answer_" + re.sub(r"[^A-Za-z0-9]", "_", key)


def _binding(place: str) -> str:
    return f"<w:dataBinding {_bound_to(place)}/>"


def _bound_to(path: str) -> str:
    """The attributes that tell Word where in the file's data something is stored."""
    return f'w:prefixMappings="{PREFIX}" w:xpath="{path}" w:storeItemID="{ANSWERS_STORE}"'


def _attributes(told: Attributes) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in told.items())


def _shown(answer: Answer, value: str) -> str:
    if answer.kind in CHOSEN:
        return dict(answer.options)[value.strip()]
    day = _day(value) if answer.kind == "date" else None
    return f"{day:%d.%m.%Y}" if day else value


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _refuse(answer: Answer, message: str) -> None:
    raise InvalidError(message, [Problem(Place(FILE, field=answer.name), message)])
