"""PDFs that are locked, act by themselves, or are made to exhaust whoever reads them."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Encryption, Name, String

from tests.hostile.hostile_form import Build, HostileForm, called, forms
from tests.hostile.pdf_files import FIELD, LONG, bomb, edited, field, on_field, script, small, stream, updated, written
from tests.hostile.sound_forms import sound_pdf

GIGABYTE = 1000


def hostile_pdf_machines() -> Iterator[HostileForm]:
    """Every form of this file."""
    yield from forms("pdf-encrypted", "pdf", "is encrypted", _encrypted())
    yield from forms("pdf-acts", "pdf", "which no issued form has", _acts())
    yield from forms("pdf-bomb", "pdf", "larger than|more than|longer than|unusual way", _bombs())
    yield from forms("pdf-loop", "pdf", "svar.pdf", _loops())
    yield from forms("pdf-deep", "pdf", "svar.pdf", _deep())
    yield from forms("pdf-broken", "pdf", "svar.pdf", _broken())


# --- encrypted


def _encrypted() -> dict[str, Build | tuple[str, Build]]:
    def locked(**entries: Any) -> Build:
        return partial(edited, lambda _: None, encryption=Encryption(**entries))

    return {
        "rc4-40": locked(owner="o", user="u", R=2, aes=False, metadata=False),
        "rc4-128": locked(owner="o", user="u", R=3, aes=False, metadata=False),
        "aes-128": locked(owner="o", user="u", R=4),
        "aes-256": locked(owner="o", user="u", R=6),
        "rc4-open-to-read": locked(owner="o", user="", R=3, aes=False, metadata=False),
        "aes-128-open-to-read": locked(owner="o", user="", R=4),
        "aes-256-open-to-read": locked(owner="o", user="", R=6),
        "no-password": locked(owner="", user="", R=6),
        "unknown-way": ("svar.pdf", lambda: small({}, b" /Encrypt <</Filter /Other /V 9>>")),
        "no-words": ("svar.pdf", lambda: small({}, b" /Encrypt 99 0 R")),
        "behind-the-end": (
            "svar.pdf",
            lambda: updated({}, more=b" /ID [(a) (b)] /Encrypt <</Filter /Standard /V 1 /R 2 /O (x) /U (y) /P -4>>"),
        ),
    }


# --- acts


def _acts() -> dict[str, Build | tuple[str, Build]]:
    link = called()
    launch: dict[str, Any] = {"S": Name.Launch, "F": String("/bin/true")}
    submit: dict[str, Any] = {"S": Name.SubmitForm, "F": Dictionary(FS=Name.URL, F=String(link))}
    fetch: dict[str, Any] = {"S": Name.GoToR, "F": String(link)}

    def at_root(key: str, entries: Any) -> Build:
        return partial(edited, lambda pdf: setattr(pdf.Root, key, entries(pdf)))

    def at_field(key: str, entries: Any) -> Build:
        return partial(edited, lambda pdf: setattr(field(pdf), key, entries(pdf)))

    return {
        "script-on-open": at_root("OpenAction", script),
        "launch-on-open": at_root("OpenAction", lambda _: Dictionary(**launch)),
        "send-on-open": at_root("OpenAction", lambda _: Dictionary(**submit)),
        "script-on-print": at_root("AA", lambda pdf: Dictionary(WP=script(pdf))),
        "script-by-name": partial(
            edited, lambda pdf: setattr(pdf.Root.Names, "JavaScript", Dictionary(Names=Array([String("a"), script(pdf)])))
        ),
        "script-of-a-page": partial(edited, lambda pdf: setattr(pdf.pages[0].obj, "AA", Dictionary(O=script(pdf)))),
        "script-of-a-field": at_field("AA", lambda pdf: Dictionary(K=script(pdf))),
        "field-that-computes": at_field("AA", lambda pdf: Dictionary(C=script(pdf))),
        "field-that-launches": at_field("A", lambda _: Dictionary(**launch)),
        "field-that-sends": at_field("A", lambda _: Dictionary(**submit)),
        "note-that-launches": partial(edited, lambda pdf: _note(pdf, Subtype=Name.Link, A=Dictionary(**launch))),
        "note-that-fetches": partial(edited, lambda pdf: _note(pdf, Subtype=Name.Link, A=Dictionary(**fetch))),
        "note-then-script": partial(
            edited, lambda pdf: _note(pdf, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String(link), Next=script(pdf)))
        ),
        "film": partial(edited, lambda pdf: _note(pdf, Subtype=Name.RichMedia)),
        "screen": partial(edited, lambda pdf: _note(pdf, Subtype=Name.Screen)),
        "free-text": partial(edited, lambda pdf: _note(pdf, Subtype=Name.FreeText, Contents=String("Ja"))),
        "attached-note": partial(edited, lambda pdf: _note(pdf, Subtype=Name.FileAttachment)),
        "attached-file": partial(edited, lambda pdf: pdf.attachments.__setitem__("a.exe", b"MZ")),
        "layers": at_root("OCProperties", lambda _: Dictionary(OCGs=Array([]))),
        "portfolio": at_root("Collection", lambda _: Dictionary(View=Name.D)),
        "outline-script": ("JavaScript", partial(edited, lambda pdf: _outline(pdf))),
        "picture-from-outside": ("", partial(edited, lambda pdf: _outside_stream(pdf, link))),
    }


def _note(pdf: pikepdf.Pdf, **entries: Any) -> None:
    pdf.pages[-1].obj.Annots.append(pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=Array([0, 0, 9, 9]), **entries)))


def _outline(pdf: pikepdf.Pdf) -> None:
    entry = pdf.make_indirect(Dictionary(Title=String("a"), A=script(pdf)))
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=entry, Last=entry, Count=1))
    entry.Parent = pdf.Root.Outlines


def _outside_stream(pdf: pikepdf.Pdf, link: str) -> None:
    """An appearance whose bytes lie elsewhere."""
    field(pdf).AP.N.stream_dict.F = Dictionary(FS=Name.URL, F=String(link))


# --- bombs


def _bombs() -> dict[str, Build | tuple[str, Build]]:
    flate, twice = b"/Filter /FlateDecode", b"/Filter [/FlateDecode /FlateDecode]"

    def look(packed: bytes, filters: bytes) -> bytes:
        entries = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + filters
        return small({5: FIELD.replace(b">>", b" /AP <</N 6 0 R>>>>"), 6: stream(packed, entries)})

    def drawn(packed: bytes, filters: bytes) -> bytes:
        """The page's own words, in a file that was saved a second time."""
        page = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots [5 0 R] /Contents 6 0 R /Resources <<>>>>"
        return updated({}, small({3: page, 6: stream(packed, filters)}).replace(b"trailer <<", b"trailer <<"))

    return {
        "look": ("larger than|more than", lambda: look(bomb(2 * GIGABYTE), flate)),
        "look-of-words": ("larger than|more than", lambda: look(bomb(2 * GIGABYTE, b"("), flate)),
        "look-twice-packed": ("larger than|more than", lambda: look(bomb(2 * GIGABYTE, times=2), twice)),
        "look-by-runs": ("unusual way", lambda: look(b"\x81 " * 1_000_000 + b"\x80", b"/Filter /RunLengthDecode")),
        "look-by-lzw": ("unusual way", lambda: look(b"\x80\x0b" * 1_000_000, b"/Filter /LZWDecode")),
        "look-by-columns": lambda: look(bomb(1), flate + b" /DecodeParms <</Predictor 12 /Columns 2000000000>>"),
        "page-saved-twice": lambda: drawn(bomb(2 * GIGABYTE), flate),
        "page-saved-twice-and-packed": lambda: drawn(bomb(2 * GIGABYTE, times=3), b"/Filter [/FlateDecode /FlateDecode /FlateDecode]"),
        "packed-objects": lambda: _packed_objects(bomb(2 * GIGABYTE), 9),
        "packed-objects-many": lambda: _packed_objects(bomb(200, b"1"), 1_000_000_000),
        "list-of-places": lambda: _packed_places(),
        "letters-of-a-font": lambda: _font_bomb(),
        "many-fields": ("more than", lambda: small({4: b"<</Fields [%b]>>" % (b"<</FT /Tx /T (a)>> " * 60_000)})),
        "many-pages": ("more than", lambda: small({2: b"<</Type /Pages /Kids [%b] /Count 100000>>" % (b"3 0 R " * 100_000)})),
        "many-options": lambda: small(
            {5: FIELD.replace(b"/Tx", b"/Ch").replace(b">>", b"/Opt [%b]>>" % b"".join(b"[(%d) (a)]" % each for each in range(100_000)))}
        ),
        "many-states": (
            "more than|of the kind",
            lambda: small({5: b"<</FT /Tx /T (a) /Kids [%b]>>" % (b"<</Subtype /Widget>> " * 100_000)}),
        ),
        "long-value": ("longer than", partial(edited, on_field(lambda each: setattr(each, "V", String("a" * 5_000_000)), LONG))),
        "long-name": lambda: small({5: FIELD.replace(b"Q2-3", b"a" * 15_000_000)}),
        "big-file": ("larger than 20 MB", lambda: sound_pdf() + b" " * 21_000_000),
        "many-quotes": ("would have to repair", lambda: small({5: FIELD.replace(b"(Leder)", b"(" * 3_000_000)})),
        "hexadecimal": lambda: small({5: FIELD.replace(b"(Leder)", b"<" + b"4c" * 5_000_000 + b">")}),
    }


def _packed_objects(packed: bytes, count: int) -> bytes:
    """A catalogue that lies in a packed list of objects."""
    entries = b"/Type /ObjStm /N %d /First 10 /Filter /FlateDecode" % count
    data = b"%PDF-1.7\n"
    place = len(data)
    data += b"6 0 obj\n%b\nendobj\n" % stream(packed, entries)
    start = len(data)
    table = (
        b"\x00\x00\x00\x00\x00" + b"\x02\x00\x00\x06\x00" + b"\x01" + place.to_bytes(3) + b"\x00" + b"\x01" + start.to_bytes(3) + b"\x00"
    )
    places = b"/Type /XRef /Size 8 /W [1 3 1] /Index [0 2 6 2] /Root 1 0 R"
    return data + b"7 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (stream(table, places), start)


def _packed_places() -> bytes:
    """The list of where objects lie is itself a bomb."""
    data = b"%PDF-1.7\n"
    places = b"/Type /XRef /Size 400000000 /W [1 3 1] /Root 1 0 R /Filter /FlateDecode"
    return data + b"7 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (stream(bomb(2 * GIGABYTE, b"\x01"), places), len(data))


def _font_bomb() -> bytes:
    """The letters of the font of an appearance."""
    font = b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 8 0 R>>"
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</Font <</F 7 0 R>>>>"
    return small(
        {
            5: FIELD.replace(b">>", b" /AP <</N 6 0 R>>>>"),
            6: stream(b"BT /F 9 Tf (Leder) Tj ET", entries),
            7: font,
            8: stream(bomb(2 * GIGABYTE), b"/Filter /FlateDecode"),
        }
    )


# --- loops


def _loops() -> dict[str, Build | tuple[str, Build]]:
    kid = b"<</T (a) /FT /Tx /Kids [5 0 R]>>"
    return {
        "pages": lambda: small({2: b"<</Type /Pages /Kids [2 0 R] /Count 1>>"}),
        "pages-by-two": lambda: small({2: b"<</Type /Pages /Kids [6 0 R] /Count 1>>", 6: b"<</Type /Pages /Kids [2 0 R] /Count 1>>"}),
        "field": lambda: small({5: kid}),
        "fields-by-two": lambda: small({5: b"<</T (a) /Kids [6 0 R]>>", 6: b"<</T (b) /Kids [5 0 R]>>"}),
        "form": lambda: small({4: b"<</Fields 4 0 R>>"}),
        "reference": ("to itself without end", lambda: small({5: b"5 0 R"})),
        "references-by-two": ("to itself without end", lambda: small({5: b"6 0 R", 6: b"5 0 R"})),
        "value": lambda: small({5: FIELD.replace(b"(Leder)", b"6 0 R"), 6: b"[6 0 R]"}),
        "look": lambda: _look_in_look(),
        "length": lambda: small({5: FIELD.replace(b">>", b"/AP <</N 6 0 R>>>>"), 6: b"<</Length 6 0 R>>\nstream\na\nendstream"}),
        "filter": lambda: small({5: FIELD.replace(b">>", b"/AP <</N 6 0 R>>>>"), 6: b"<</Length 1 /Filter 6 0 R>>\nstream\na\nendstream"}),
        "catalogue": lambda: small({1: b"<</Type /Catalog /Pages 1 0 R /AcroForm 1 0 R>>"}),
        "earlier-places": lambda: small().replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % small().rindex(b"xref\n0")),
        "names": lambda: small(
            {1: b"<</Type /Catalog /Pages 2 0 R /AcroForm 4 0 R /Names 6 0 R>>", 6: b"<</EmbeddedFiles 6 0 R /Kids [6 0 R]>>"}
        ),
        "notes": lambda: small({3: b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots 3 0 R>>"}),
    }


def _look_in_look() -> bytes:
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</X 6 0 R>>>>"
    return small({5: FIELD.replace(b">>", b"/AP <</N 6 0 R>>>>"), 6: stream(b"/X Do /X Do", entries)})


# --- deep


def _deep() -> dict[str, Build | tuple[str, Build]]:
    deep = 60_000
    lists, tables = b"[" * deep + b"]" * deep, b"<</V " * deep + b"1" + b">>" * deep
    chain = {number: b"<</T (a) /Kids [%d 0 R]>>" % (number + 1) for number in range(5, 3005)}
    pages = {number: b"<</Type /Pages /Kids [%d 0 R] /Count 1 /Parent 2 0 R>>" % (number + 1) for number in range(10, 5010)}
    look = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"
    return {
        "open-lists": lambda: small({5: FIELD.replace(b"(Leder)", b"[" * deep)}),
        "fields": lambda: small({**chain, 3005: FIELD}),
        "value-of-lists": lambda: small({5: FIELD.replace(b"(Leder)", lists)}),
        "value-of-tables": lambda: small({5: FIELD.replace(b"(Leder)", tables)}),
        "open-tables": lambda: small({5: FIELD.replace(b"(Leder)", b"<<" * deep)}),
        "quotes": lambda: small({5: FIELD.replace(b"(Leder)", b"(" * deep + b")" * deep)}),
        "fields-in-place": lambda: small({4: b"<</Fields %b>>" % (b"[<</T (a) /Kids " * 5000 + b"[]" + b">>]" * 5000)}),
        "pages": lambda: small(
            {2: b"<</Type /Pages /Kids [10 0 R] /Count 1>>", **pages, 5010: b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>"}
        ),
        "look": lambda: small({5: FIELD.replace(b">>", b"/AP <</N 6 0 R>>>>"), 6: stream(lists + b" TJ", look)}),
        "look-saves": lambda: small({5: FIELD.replace(b">>", b"/AP <</N 6 0 R>>>>"), 6: stream(b"q " * deep, look)}),
        "options": lambda: small({5: FIELD.replace(b"/Tx", b"/Ch").replace(b">>", b"/Opt [%b]>>" % lists)}),
    }


# --- broken


def _broken() -> dict[str, Build | tuple[str, Build]]:
    whole = small()
    return {
        "no-places": lambda: whole.replace(b"startxref", b"startxxxx"),
        "places-outside": lambda: whole[: whole.rindex(b"startxref")] + b"startxref\n999999999\n%%EOF\n",
        "places-before": lambda: whole[: whole.rindex(b"startxref")] + b"startxref\n-5\n%%EOF\n",
        "places-far": lambda: whole[: whole.rindex(b"startxref")] + b"startxref\n" + b"9" * 5000 + b"\n%%EOF\n",
        "no-catalogue": lambda: written({2: b"<<>>"}),
        "catalogue-is-a-number": lambda: small({1: b"17"}),
        "pages-are-a-number": lambda: small({2: b"17"}),
        "fields-are-a-number": lambda: small({4: b"<</Fields 17>>"}),
        "field-is-a-number": lambda: small({5: b"17"}),
        "notes-are-a-number": lambda: small({3: b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots 17>>"}),
        "paper-without-size": lambda: small({3: b"<</Type /Page /Parent 2 0 R /MediaBox [(a)] /Annots [5 0 R]>>"}),
        "size-is-huge": lambda: small().replace(b"/Size 6", b"/Size 99999999999"),
        "many-places": lambda: whole.replace(b"xref\n0 6", b"xref\n0 999999999"),
        "only-a-head": lambda: b"%PDF-1.7\n",
        "head-and-noise": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 4000,
        "head-and-end": lambda: b"%PDF-1.7\ntrailer <</Root 1 0 R>>\nstartxref\n0\n%%EOF\n",
    }
