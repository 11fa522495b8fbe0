"""Fills in a Word form as Word does: the data inside and what is shown, both at once."""

from collections.abc import Iterator, Mapping

from lxml import etree

from tests.integration.docx_files import MAIN, W, parts_of, with_parts

F = "{urn:sokdocs:self-report:1}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
TICKED, UNTICKED = "\u2612", "\u2610"


def data_part(data: bytes) -> str:
    """The name of the part that holds the answers."""
    return next(name for name, content in parts_of(data).items() if b'xmlns="urn:sokdocs:self-report:1"' in content)


def control_of(root: etree._Element, key: str, code: str = "") -> etree._Element:
    """The control of a key, or of one of its boxes; fails where there is none. In an open row it is the binding that counts."""
    question, _, row = key.rpartition(".")[0].rpartition(".")
    path = f"/f:form[1]/f:rows.{question}[1]/f:row[{row}]/f:{key.rpartition('.')[2]}[1]" + (f"/f:option.{code}[1]" if code else "")
    for binding in root.iter(W + "dataBinding"):
        if binding.get(W + "xpath") == path:
            return binding.getparent().getparent()  # type: ignore[union-attr,return-value]
    wanted = f"answer;{key};{code}" if code else f"answer;{key}"
    return next(tag for tag in root.iter(W + "tag") if tag.get(W + "val") == wanted).getparent().getparent()  # type: ignore[union-attr,return-value]


def stored_at(held: etree._Element, key: str) -> etree._Element | None:
    """The element of the data part that holds a key, in an open row too."""
    question, _, rest = key.rpartition(".")[0].rpartition(".")
    found = held.find(F + key)
    row = None if found is not None or not rest.isdecimal() else held.find(f"{F}rows.{question}/{F}row[{rest}]")
    return found if row is None else row.find(F + key.rpartition(".")[2])


def fill_docx(data: bytes, values: Mapping[str, str]) -> bytes:
    """The form with these answers by key, written as they are read: codes, days as 2026-01-31, `true` for a tick."""
    name = data_part(data)
    held, body = etree.fromstring(parts_of(data)[name]), etree.fromstring(parts_of(data)[MAIN])
    for key, value in values.items():
        element = stored_at(held, key)
        assert element is not None, f"{key} is no place in the form"
        if len(element):
            for option in element:
                code = etree.QName(option).localname.removeprefix("option.")
                option.text = "true" if code in value.split() else "false"
                _tick(control_of(body, key, code), is_ticked=code in value.split())
            continue
        control = control_of(body, key)
        if control.find(f"{W}sdtPr/{W14}checkbox") is not None:
            element.text = "true" if value == "true" else "false"
            _tick(control, is_ticked=value == "true")
        else:
            element.text = value
            show(control, _shown(control, value))
    return with_parts(data, {name: _text(held), MAIN: _text(body)})


def show(control: etree._Element, words: str) -> None:
    """Makes a control show these words; nothing else in the file changes."""
    properties, content = control.find(W + "sdtPr"), control.find(W + "sdtContent")
    assert properties is not None
    assert content is not None
    for prompt in list(properties.iter(W + "showingPlcHdr")):
        properties.remove(prompt)
    for child in list(content):
        content.remove(child)
    run = etree.SubElement(content, W + "r")
    for number, line in enumerate(words.split("\n")):
        if number:
            etree.SubElement(run, W + "br")
        for place, piece in enumerate(line.split("\t")):
            if place:
                etree.SubElement(run, W + "tab")
            text = etree.SubElement(run, W + "t")
            text.text = piece
            text.set(SPACE, "preserve")


def _shown(control: etree._Element, value: str) -> str:
    for item in control.iterfind(f"{W}sdtPr/{W}dropDownList/{W}listItem"):
        if item.get(W + "value") == value:
            return str(item.get(W + "displayText"))
    for day in control.iterfind(f"{W}sdtPr/{W}date"):
        day.set(W + "fullDate", f"{value}T00:00:00Z")
        return ".".join(reversed(value.split("-")))
    return value


def _tick(control: etree._Element, *, is_ticked: bool) -> None:
    for box in control.iter(W14 + "checked"):
        box.set(W14 + "val", str(int(is_ticked)))
    for text in _texts(control):
        text.text = TICKED if is_ticked else UNTICKED


def _texts(control: etree._Element) -> Iterator[etree._Element]:
    content = control.find(W + "sdtContent")
    return iter(()) if content is None else content.iter(W + "t")


def _text(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
