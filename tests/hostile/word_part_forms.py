"""Word files that mean harm by their parts: document types, macros, things taken in from elsewhere, text that is no text."""

from collections.abc import Iterator
from functools import partial

from tests.hostile.hostile_form import Build, HostileForm, called, forms
from tests.hostile.sound_forms import ANSWERS, LINKS, MAIN, TYPES, parts, with_parts, with_words

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def hostile_parts() -> Iterator[HostileForm]:
    """Every form of this file."""
    yield from forms("document-type", "docx", "document type definition", _document_types())
    yield from forms("macro-or-object", "docx", "not read here", _macros())
    yield from forms("from-outside", "docx", "from outside the file", _from_outside())
    yield from forms("broken-text-in-word", "docx", "not well-formed XML|an encoding that Word files do not have", _broken_texts())


# --- document types and entities


def _document_types() -> dict[str, Build | tuple[str, Build]]:
    entity = '<!DOCTYPE a [<!ENTITY x "y">]>'
    laughs = "".join(f'<!ENTITY l{step} "{f"&l{step - 1};" * 10}">' for step in range(1, 10))
    swollen = f'<!DOCTYPE form [<!ENTITY l0 "ha">{laughs}]>'
    outside = f'<!DOCTYPE form [<!ENTITY x SYSTEM "{called()}">]>'
    file = '<!DOCTYPE form [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return {
        "answers": partial(_with_type, ANSWERS, entity),
        "answers-swollen": partial(_with_type, ANSWERS, swollen, ">Leder<", ">&l9;<"),
        "answers-from-the-network": partial(_with_type, ANSWERS, outside, ">Leder<", ">&x;<"),
        "answers-from-a-file": partial(_with_type, ANSWERS, file, ">Leder<", ">&x;<"),
        "answers-emptied": partial(_with_type, ANSWERS, entity, ">Leder<", ">&x;<"),
        "words": partial(_with_type, MAIN, entity),
        "words-from-the-network": partial(_with_type, MAIN, f'<!DOCTYPE a SYSTEM "{called()}">'),
        "types": partial(_with_type, TYPES, entity),
        "links": partial(_with_type, LINKS, entity),
        "properties": partial(_with_type, "docProps/core.xml", entity),
        "settings-in-utf-16": partial(_with_type, "word/settings.xml", entity, encoding="utf-16"),
        "answers-in-utf-16": partial(_with_type, ANSWERS, file, ">Leder<", ">&x;<", encoding="utf-16"),
        "parameter-entity": partial(_with_type, ANSWERS, f'<!DOCTYPE form [<!ENTITY % p SYSTEM "{called()}">%p;]>'),
    }


def _with_type(part: str, declared: str, old: str = "", new: str = "", *, encoding: str = "utf-8") -> bytes:
    text = parts()[part].decode("utf-8").partition("?>")[2]
    assert old in text
    return with_parts({part: f'<?xml version="1.0" encoding="{encoding}"?>{declared}{text.replace(old, new, 1)}'.encode(encoding)})


# --- macros, embedded files, controls


def _macros() -> dict[str, Build | tuple[str, Build]]:
    office = "application/vnd.openxmlformats-officedocument"
    kinds = {
        "vba": "application/vnd.ms-office.vbaProject",
        "vba-data": "application/vnd.ms-word.vbaData+xml",
        "ole": f"{office}.oleObject",
        "activex": "application/vnd.ms-office.activeX+xml",
        "activex-state": "application/vnd.ms-office.activeX",
        "spreadsheet": f"{office}.spreadsheetml.sheet",
        "html": "text/html",
        "program": "application/x-msdownload",
        "ribbon": "application/vnd.ms-office.ui+xml",
    }
    links = {"ole-link": "oleObject", "package-link": "package", "control-link": "control", "chunk-link": "aFChunk"}
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    ours = f"{office}.wordprocessingml.document.main+xml"
    return {
        **{label: partial(_with_kind, kind) for label, kind in kinds.items()},
        **{label: partial(with_link, kind, "more.xml") for label, kind in links.items()},
        "vba-link": partial(with_link, "vbaProject", "vbaProject.bin", types=MICROSOFT),
        "macro-document": partial(with_words, ours, macro, TYPES),
        "no-type": ("has no content type", lambda: with_parts({"word/vbaProject.bin": _old_office()})),
        "chunk-in-the-words": ("takes in another file", partial(_beside_answer, f'<w:altChunk xmlns:r="{OFFICE}" r:id="rId900"/>')),
        "sub-document": ("takes in another file", partial(_beside_answer, f'<w:subDoc xmlns:r="{OFFICE}" r:id="rId900"/>')),
    }


def _with_kind(kind: str) -> bytes:
    override = f'<Override PartName="/word/more.bin" ContentType="{kind}"/></Types>'
    return with_parts({TYPES: parts()[TYPES].replace(b"</Types>", override.encode()), "word/more.bin": _old_office()})


def _old_office() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def _beside_answer(element: str) -> bytes:
    return with_words("</w:body>", f"{element}</w:body>")


# --- from outside


def with_link(kind: str, target: str, mode: str = "", *, types: str = OFFICE, part: str = LINKS) -> bytes:
    """The form with one relationship more."""
    link = f'<Relationship Id="rId900" Type="{types}/{kind}" Target="{target}"{mode}/></Relationships>'
    return with_words("</Relationships>", link, part)


def _from_outside() -> dict[str, Build | tuple[str, Build]]:
    outside, address = ' TargetMode="External"', called()
    kinds = ("image", "attachedTemplate", "oleObject", "subDocument", "frame", "video", "audio", "aFChunk", "customXml", "styles")
    return {
        **{kind: partial(with_link, kind, address, outside) for kind in kinds},
        "file": partial(with_link, "image", "file:///etc/passwd", outside),
        "share": partial(with_link, "attachedTemplate", "\\\\127.0.0.1\\share\\a.dotm", outside),
        "of-the-package": partial(with_link, "attachedTemplate", address, outside, part="_rels/.rels"),
        "of-the-answers": partial(with_link, "customXmlProps", address, outside, part="customXml/_rels/item2.xml.rels"),
    }


# --- text that is no text


def _broken_texts() -> dict[str, Build | tuple[str, Build]]:
    def answered(raw: bytes) -> Build:
        return lambda: with_parts({ANSWERS: parts()[ANSWERS].replace(b">Leder<", b">" + raw + b"<")})

    def whole(encoding: str, declared: str, tail: bytes = b"") -> Build:
        text = parts()[ANSWERS].decode("utf-8").partition("?>")[2]
        return lambda: with_parts({ANSWERS: f'<?xml version="1.0" encoding="{declared}"?>{text}'.encode(encoding) + tail})

    return {
        "not-utf-8": answered(b"L\xf8der"),
        "surrogate": answered("\ud800".encode("utf-8", "surrogatepass")),
        "surrogate-by-number": answered(b"&#xD800;"),
        "nul": answered(b"Le\x00der"),
        "nul-by-number": answered(b"&#0;"),
        "control": answered(b"Le\x07der"),
        "control-by-number": answered(b"&#x1B;[2J"),
        "overlong": answered(b"\xc0\xbc"),
        "beyond-unicode": answered(b"\xf5\x80\x80\x80"),
        "noncharacter": answered(b"&#xFFFF;"),
        "utf-16-cut": whole("utf-16", "utf-16", b"\x00"),
        "utf-16-half-a-pair": lambda: with_parts(
            {ANSWERS: f"{XML.replace('UTF-8', 'utf-16')}<a>{chr(0xD800)}</a>".encode("utf-16", "surrogatepass")}
        ),
        "says-utf-16": whole("utf-8", "utf-16"),
        "says-unknown": whole("utf-8", "x-unknown"),
        "says-utf-7": whole("utf-8", "utf-7"),
        "words": lambda: with_parts({MAIN: parts()[MAIN].replace(b"Kartlagt", b"Kartl\xe6gt")}),
    }
