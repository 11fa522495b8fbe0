"""Files that are not what they are called, and files that are cut short."""

import io
import zipfile
from collections.abc import Iterator
from functools import partial

from tests.hostile.hostile_form import Build, HostileForm, forms
from tests.hostile.json_forms import sound_json
from tests.hostile.sound_forms import sound_docx, sound_pdf

HTML = b"<!DOCTYPE html><html><body><form action='/'><input name='Q2.1' value='yes'></form></body></html>"
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
RTF = rb"{\rtf1{\object\objocx{\*\objdata 0105}}}"
PROGRAM = b"\x7fELF\x02\x01\x01" + bytes(2000)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>fetch("/")</script></svg>'


def other_files() -> Iterator[HostileForm]:
    """Every form of this file."""
    yield from forms("not-a-docx", "docx", "is not a ZIP file", _no_docx())
    yield from forms("not-a-pdf", "pdf", "no PDF", _no_pdf())
    yield from forms("not-a-json", "json", "can't be read", _no_json())
    yield from forms("cut-docx", "docx", "cut short", _cut_docx())
    yield from forms("cut-pdf", "pdf", "svar.pdf", _cut_pdf())
    yield from forms("cut-json", "json", "", _cut_json())


def _no_docx() -> dict[str, Build | tuple[str, Build]]:
    return {
        "empty": lambda: b"",
        "pdf": sound_pdf,
        "html": lambda: HTML,
        "json": sound_json,
        "rtf": lambda: RTF,
        "program": lambda: PROGRAM,
        "zeros": lambda: bytes(100_000),
        "text": lambda: "Svar på spørsmål 2.1: ja".encode(),
        "old-word": ("a .doc of old", lambda: OLD_WORD),
        "zip": ("no list of content types", partial(_zip, "a.txt", b"a")),
        "spreadsheet": ("", partial(_zip, "xl/workbook.xml", b"<workbook/>")),
        "open-document": ("no list of content types", partial(_zip, "mimetype", b"application/vnd.oasis.opendocument.text")),
        "pdf-before-zip": ("is not a ZIP file", lambda: sound_pdf() + sound_docx()),
        "zip-before-pdf": ("do not belong there", lambda: sound_docx() + sound_pdf()),
    }


def _zip(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()


def _no_pdf() -> dict[str, Build | tuple[str, Build]]:
    return {
        "empty": lambda: b"",
        "docx": sound_docx,
        "html": lambda: HTML,
        "json": sound_json,
        "postscript": lambda: b"%!PS-Adobe-3.0\n(/etc/passwd) (r) file\n",
        "old-word": lambda: OLD_WORD,
        "program": lambda: PROGRAM,
        "svg": lambda: SVG,
        "zeros": lambda: bytes(100_000),
        "form-data": lambda: b"%FDF-1.2\n1 0 obj <</FDF <</Fields []>>>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n",
        "html-before-pdf": lambda: HTML + sound_pdf(),
        "docx-before-pdf": lambda: sound_docx() + sound_pdf(),
    }


def _no_json() -> dict[str, Build | tuple[str, Build]]:
    return {
        "empty": lambda: b"",
        "docx": sound_docx,
        "pdf": sound_pdf,
        "html": lambda: HTML,
        "yaml": lambda: b"form: !!python/object/apply:os.system ['true']\n",
        "script": lambda: b"while(1);fetch('/')",
        "many-lines": lambda: sound_json().replace(b"\n", b"") + b"\n" + sound_json(),
        "zeros": lambda: bytes(100_000),
        "program": lambda: PROGRAM,
    }


def _cuts(whole: bytes) -> dict[str, bytes]:
    size = len(whole)
    kept = {
        "first-bytes": 10,
        "tenth": size // 10,
        "quarter": size // 4,
        "half": size // 2,
        "most": size * 9 // 10,
        "all-but-few": size - 40,
    }
    return {
        **{label: whole[:end] for label, end in kept.items()},
        "middle-lost": whole[: size // 3] + whole[size // 3 * 2 :],
        "head-lost": whole[size // 10 :],
        "last-byte": whole[:-1],
    }


def _cut(whole: "Build", label: str) -> bytes:
    return _cuts(whole())[label]


LABELS = ("first-bytes", "tenth", "quarter", "half", "most", "all-but-few", "middle-lost", "head-lost", "last-byte")


def _cut_docx() -> dict[str, Build | tuple[str, Build]]:
    own = {"all-but-few": "", "middle-lost": "do not belong there", "last-byte": "", "head-lost": "not a ZIP"}
    return {label: (own.get(label, "cut short"), partial(_cut, sound_docx, label)) for label in LABELS}


def _cut_pdf() -> dict[str, Build | tuple[str, Build]]:
    return {label: partial(_cut, sound_pdf, label) for label in LABELS if label != "last-byte"}


def _cut_json() -> dict[str, Build | tuple[str, Build]]:
    return {label: partial(_cut, sound_json, label) for label in LABELS}
