"""Changes made inside a finished PDF, as a careless or dishonest hand would make them."""

import io
import re
from collections.abc import Callable, Iterator

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    ContentStream,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

Operation = tuple[list[object], bytes]
Operations = list[Operation]
TEXT = (b"Tj", b"TJ")


def edit_page(data: bytes, number: int, change: Callable[[Operations, DictionaryObject], Operations]) -> bytes:
    """The file with the drawing operations of one page replaced by what `change` makes of them and the page's fonts."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    page = writer.pages[number]
    content = ContentStream(page.get_contents(), writer)
    before = list(content.operations)
    after = change(before, page["/Resources"]["/Font"])  # type: ignore[index]
    assert repr(after) != repr(list(ContentStream(page.get_contents(), writer).operations))
    content.operations = after
    page.replace_contents(content)
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    """The finished bytes of a writer."""
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def marked(operations: Operations) -> Iterator[tuple[int, slice]]:
    """Each marked-content number of a page and where its operations stand, its first and last mark included."""
    depth, start, number = 0, 0, -1
    for at, (operands, operator) in enumerate(operations):
        if operator in (b"BDC", b"BMC"):
            depth += 1
            properties = operands[1] if len(operands) > 1 else None
            if isinstance(properties, DictionaryObject) and "/MCID" in properties:
                start, number, depth = at, int(str(properties["/MCID"])), 1
        elif operator == b"EMC":
            depth -= 1
            if depth == 0 and number >= 0:
                yield number, slice(start, at + 1)
                number = -1


def shown(operations: Operations, fonts: DictionaryObject) -> str:
    """What a run of operations shows."""
    return "".join(letters for _, letters in _letters(operations, fonts))


def replaced(operations: Operations, fonts: DictionaryObject, old: str, new: str) -> Operations:
    """The operations with the first character `old` drawn as `new`, in the same font."""
    codes: dict[str, int] = {}
    for name, operand in _strings(operations):
        table = _table(fonts, name)
        codes = {letter: code for code, letter in table.items()}
        raw = _raw(operand)
        at = next((at for at in range(0, len(raw), 2) if table.get(int.from_bytes(raw[at : at + 2])) == old), None)
        if at is None or new not in codes:
            continue
        return _with_string(operations, operand, raw[:at] + codes[new].to_bytes(2) + raw[at + 2 :])
    raise LookupError(f"{old} is not drawn here, or {new} is not in its font")


def _with_string(operations: Operations, old: object, new: bytes) -> Operations:
    made: Operations = []
    for operands, operator in operations:
        if operator == b"Tj" and operands[0] is old:
            operands = [ByteStringObject(new)]
        elif operator == b"TJ" and isinstance(operands[0], ArrayObject):
            operands = [ArrayObject(ByteStringObject(new) if part is old else part for part in operands[0])]
        made.append((operands, operator))
    return made


def _letters(operations: Operations, fonts: DictionaryObject) -> Iterator[tuple[object, str]]:
    for name, operand in _strings(operations):
        table, raw = _table(fonts, name), _raw(operand)
        yield operand, "".join(table.get(int.from_bytes(raw[at : at + 2]), "") for at in range(0, len(raw), 2))


def _strings(operations: Operations) -> Iterator[tuple[str, object]]:
    font = ""
    for operands, operator in operations:
        if operator == b"Tf":
            font = str(operands[0])
        elif operator == b"Tj":
            yield font, operands[0]
        elif operator == b"TJ" and isinstance(operands[0], ArrayObject):
            yield from ((font, part) for part in operands[0] if isinstance(part, ByteStringObject | TextStringObject))


def _raw(operand: object) -> bytes:
    if isinstance(operand, TextStringObject):
        return operand.original_bytes
    assert isinstance(operand, bytes)
    return operand


def _table(fonts: DictionaryObject, name: str) -> dict[int, str]:
    cmap = fonts[name]["/ToUnicode"].get_data().decode("latin-1")  # type: ignore[index]
    pairs = re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>", cmap.split("beginbfchar", 1)[1])
    return {int(code, 16): bytes.fromhex(letters).decode("utf-16-be") for code, letters in pairs}


def structure_list(writer: PdfWriter, role: str, at: int) -> DictionaryObject:
    """The `at`-th element of a role in the structure tree, in reading order."""
    return list(_elements(writer.root_object["/StructTreeRoot"]["/K"], role))[at]  # type: ignore[index]


def _elements(raw: object, role: str) -> Iterator[DictionaryObject]:
    value = raw.get_object() if hasattr(raw, "get_object") else raw
    if isinstance(value, ArrayObject):
        for each in value:
            yield from _elements(each, role)
    elif isinstance(value, DictionaryObject) and "/S" in value:
        if str(value["/S"]) == role:
            yield value
        if "/K" in value:
            yield from _elements(value["/K"], role)


def renumbered(run: Operations, number: int) -> Operations:
    """A marked run of operations under another number."""
    name, properties = run[0][0]
    assert isinstance(properties, DictionaryObject)
    changed = DictionaryObject({**properties, NameObject("/MCID"): NumberObject(number)})
    return [([name, changed], b"BDC"), *run[1:]]


def page_with(data: bytes, words: str) -> int:
    """The number of the last page, from 0, that shows the words."""
    pages = PdfReader(io.BytesIO(data)).pages
    return max(at for at, page in enumerate(pages) if words in page.extract_text())
