"""Ways to change a PDF: through its objects, by bytes behind its end, or written out by hand."""

import io
import re
import warnings
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pikepdf

from tests.hostile.sound_forms import sound_pdf

Change = Callable[[pikepdf.Pdf], object]
PLACE, LONG, CHOICE, TICK = "Q2-3", "Q2-1-reason", "Q2-1", "Q2-4"
MEGABYTE = 1_000_000
ADLER = 65_521


def edited(change: Change, **options: Any) -> bytes:
    """The form with its objects changed; `options` are those of saving."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sound_pdf())) as pdf, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of what we break on purpose
        change(pdf)
        pdf.save(out, **({"deterministic_id": "encryption" not in options} | options))
    return out.getvalue()


def field(pdf: pikepdf.Pdf, name: str = PLACE) -> Any:
    """The field of a name."""
    return next(each for each in pdf.Root.AcroForm.Fields if str(each.T) == name)


def on_field(change: Callable[[Any], object], name: str = PLACE) -> Change:
    """A change of one field."""
    return lambda pdf: change(field(pdf, name))


def script(pdf: pikepdf.Pdf) -> pikepdf.Dictionary:
    """An action that runs a script."""
    return pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")))


# --- behind the end


@cache
def plain_pdf() -> bytes:
    """The form without packed objects, so that its bytes can be changed."""
    return edited(lambda _: None, object_stream_mode=pikepdf.ObjectStreamMode.disable, linearize=False)


def _number(find: Callable[[pikepdf.Pdf], Any]) -> int:
    with pikepdf.open(io.BytesIO(plain_pdf())) as pdf:
        return int(find(pdf).objgen[0])


def number_of(name: str) -> int:
    """The number of a field's object in the plain form."""
    return _number(lambda pdf: field(pdf, name))


def number_of_form() -> int:
    """The number of the form's own object in the plain form."""
    return _number(lambda pdf: pdf.Root.AcroForm)


def number_of_page() -> int:
    """The number of the last page's object in the plain form."""
    return _number(lambda pdf: pdf.pages[-1].obj)


def object_of(number: int) -> bytes:
    """What stands in an object of the plain form."""
    found = re.search(rb"\n%d 0 obj\n(.*?)\nendobj" % number, plain_pdf(), re.DOTALL)
    assert found is not None
    return found.group(1)


def updated(objects: Mapping[int, bytes], base: bytes = b"", more: bytes = b"") -> bytes:
    """The plain form with objects written anew behind its end, as programs save changes; `more` stands in the trailer."""
    base = base or plain_pdf()
    before = base[base.rindex(b"startxref") + 9 :].split()[0].decode()
    found = re.search(rb"trailer <<(.*?)>>\s*startxref", base, re.DOTALL)
    assert found is not None
    trailer = re.sub(rb"/Prev \d+", b"", found.group(1))
    data, table = bytearray(base if base.endswith(b"\n") else base + b"\n"), ["xref", *([] if objects else ["0 1\n0000000000 65535 f "])]
    for number, content in sorted(objects.items()):
        table.append(f"{number} 1\n{len(data):010} 00000 n ")
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(data)
    data += "\n".join(table).encode() + b"\ntrailer <<%b /Prev %b%b>>\nstartxref\n%d\n%%%%EOF\n" % (trailer, before.encode(), more, start)
    return bytes(data)


# --- by hand


def written(objects: Mapping[int, bytes], more: bytes = b"") -> bytes:
    """A whole PDF of these objects; object 1 is its catalogue."""
    data, places = bytearray(b"%PDF-1.7\n"), {0: 0}
    for number, content in sorted(objects.items()):
        places[number] = len(data)
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start, size = len(data), max(objects) + 1
    lines = [f"{places[each]:010} 00000 n " if each in places and each else "0000000000 65535 f " for each in range(size)]
    data += f"xref\n0 {size}\n".encode() + "\n".join(lines).encode() + b"\n"
    return bytes(data + b"trailer <</Size %d /Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (size, more, start))


CATALOGUE = b"<</Type /Catalog /Pages 2 0 R /AcroForm 4 0 R>>"
PAGES = b"<</Type /Pages /Kids [3 0 R] /Count 1>>"
PAGE = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [5 0 R] /Resources <<>>>>"
FORM = b"<</Fields [5 0 R]>>"
FIELD = b"<</Type /Annot /Subtype /Widget /FT /Tx /T (Q2-3) /V (Leder) /Rect [0 0 9 9] /P 3 0 R>>"


def small(changed: Mapping[int, bytes] | None = None, more: bytes = b"") -> bytes:
    """A form of one field, with objects changed or added."""
    return written({1: CATALOGUE, 2: PAGES, 3: PAGE, 4: FORM, 5: FIELD, **(changed or {})}, more)


def bomb(megabytes: int, letter: bytes = b" ", times: int = 1) -> bytes:
    """A deflated stream of one letter, many times over; packed again `times` - 1 times."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = packer.compress(letter * MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    size, value = megabytes * MEGABYTE, letter[0]
    low, high = (1 + size * value) % ADLER, (size + value * size * (size + 1) // 2) % ADLER
    data = b"\x78\xda" + block * megabytes + b"\x03\x00" + (high << 16 | low).to_bytes(4)
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return data


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """An object that is a stream."""
    return b"<</Length %d %b>>\nstream\n%b\nendstream" % (len(content), entries, content)
