"""PDFs with two possible answers: doubled fields, values against appearances, a second form inside, changes behind the end."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.hostile.hostile_form import Build, HostileForm, forms
from tests.hostile.pdf_files import (
    CHOICE,
    LONG,
    PLACE,
    TICK,
    edited,
    field,
    number_of,
    number_of_form,
    number_of_page,
    object_of,
    on_field,
    updated,
)

XFA = b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><template/><datasets><Q2-3>Ingen</Q2-3></datasets></xdp:xdp>"
Change = Callable[[pikepdf.Pdf], object]


def hostile_pdf_answers() -> Iterator[HostileForm]:
    """Every form of this file."""
    yield from forms("pdf-doubled-field", "pdf", "two fields of the name", _doubled())
    yield from forms("pdf-shown-against-stored", "pdf", "is stored", _against())
    yield from forms("pdf-second-form", "pdf", "XFA", _second_forms())
    yield from forms("pdf-broken-text", "pdf", "no text", _broken_texts())
    yield from forms("pdf-later-change", "pdf", "changed after the form was made", _later())


# --- doubled


def _doubled() -> dict[str, Build | tuple[str, Build]]:
    return {
        "copy": partial(edited, lambda pdf: pdf.Root.AcroForm.Fields.append(_copy(pdf))),
        "copy-with-another-value": partial(edited, lambda pdf: pdf.Root.AcroForm.Fields.append(_copy(pdf, V=String("Ingen")))),
        "copy-first": partial(edited, lambda pdf: pdf.Root.AcroForm.Fields.insert(0, _copy(pdf, V=String("Ingen")))),
        "renamed": partial(edited, on_field(lambda each: setattr(each, "T", String(PLACE)), "Q2-2")),
        "renamed-in-utf-16": partial(edited, lambda pdf: _rename(pdf, b"\xfe\xff" + PLACE.encode("utf-16-be"))),
        "renamed-in-utf-8": partial(edited, lambda pdf: _rename(pdf, b"\xef\xbb\xbf" + PLACE.encode())),
        "tick": partial(edited, lambda pdf: pdf.Root.AcroForm.Fields.append(_copy(pdf, TICK, V=Name.Off, AS=Name.Off))),
        "choice": partial(edited, lambda pdf: pdf.Root.AcroForm.Fields.append(_copy(pdf, CHOICE, V=String("yes")))),
        "below-a-nameless-parent": partial(edited, lambda pdf: _below(pdf, None)),
        "same-object-twice": ("stands twice", partial(edited, lambda pdf: pdf.Root.AcroForm.Fields.append(field(pdf)))),
        "value-of-two-kinds": ("", partial(edited, on_field(lambda each: setattr(each, "V", Array([String("Leder"), String("Ingen")]))))),
        "key-with-full-stops": (
            "",
            partial(edited, lambda pdf: pdf.Root.AcroForm.Fields.append(_copy(pdf, T=String("Q2.3"), V=String("Ingen")))),
        ),
        "key-by-parents": ("a name that no issued form has", partial(edited, lambda pdf: _below(pdf, "Q2", "3"))),
        "with-a-blank": (
            "",
            partial(edited, lambda pdf: pdf.Root.AcroForm.Fields.append(_copy(pdf, T=String("Q2-3 "), V=String("Ingen")))),
        ),
        "reference": partial(edited, lambda pdf: pdf.Root.AcroForm.Fields.append(_copy(pdf, "form", V=String("SD-0000-0000")))),
    }


def _copy(pdf: pikepdf.Pdf, name: str = PLACE, **changed: object) -> Any:
    """A field once more, on the same page."""
    twin = Dictionary(
        {key: value for key, value in field(pdf, name).items() if key != "/AP"} | {f"/{key}": value for key, value in changed.items()}
    )
    made = pdf.make_indirect(twin)
    pdf.pages[-1].obj.Annots.append(made)
    return made


def _rename(pdf: pikepdf.Pdf, raw: bytes) -> None:
    field(pdf, "Q2-2").T = String(raw)


def _below(pdf: pikepdf.Pdf, name: str | None, own: str = PLACE) -> None:
    """A copy of a place, as the kid of a field of its own."""
    kid = _copy(pdf, T=String(own), V=String("Ingen"))
    parent = pdf.make_indirect(Dictionary(Kids=Array([kid])))
    if name:
        parent.T = String(name)
    kid.Parent = parent
    pdf.Root.AcroForm.Fields.append(parent)


# --- shown against stored


def _drawn_again(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.NeedAppearances = True
    field(pdf).V = String("Ingen")


def _against() -> dict[str, Build | tuple[str, Build]]:
    return {
        "stored-text": partial(edited, on_field(lambda each: setattr(each, "V", String("Ingen")))),
        "stored-nothing": partial(edited, on_field(lambda each: each.__delitem__("/V"))),
        "stored-empty": partial(edited, on_field(lambda each: setattr(each, "V", String("")))),
        "stored-long-text": partial(edited, on_field(lambda each: setattr(each, "V", String("Alt er kartlagt.")), LONG)),
        "stored-choice": partial(edited, on_field(lambda each: setattr(each, "V", String("yes")), CHOICE)),
        "shown-text": partial(edited, on_field(partial(_draw, old=b"<4c65646572>", new=b"<496e67656e>"))),
        "shown-nothing": partial(edited, on_field(partial(_draw, old=b"<4c65646572> Tj", new=b""))),
        "shown-more": partial(edited, on_field(partial(_draw, old=b"<4c65646572> Tj", new=b"<4c65646572> Tj <496e67656e> Tj"))),
        "shown-by-another": partial(edited, lambda pdf: setattr(field(pdf).AP, "N", field(pdf, "Q2-2").AP.N)),
        "shown-choice": partial(edited, _other_words),
        "stored-tick": ("ticked and not ticked", partial(edited, on_field(lambda each: setattr(each, "V", Name.Off), TICK))),
        "shown-tick": ("ticked and not ticked", partial(edited, on_field(lambda each: setattr(each, "AS", Name.Off), TICK))),
        "tick-without-a-look": (
            "not shown",
            partial(edited, on_field(lambda each: each.update({"/V": Name.Ja, "/AS": Name.Ja}), TICK)),
        ),
        "rich-text": ("with formatting", partial(edited, on_field(lambda each: setattr(each, "RV", String("<p>Ingen</p>"))))),
        "look-alike": partial(edited, on_field(lambda each: setattr(each, "V", String("Lede\u0433")))),
        "draw-again": (
            "",
            partial(edited, _drawn_again),
        ),
        "hidden": ("", partial(edited, on_field(lambda each: setattr(each, "F", 2)))),
        "no-view": ("", partial(edited, on_field(lambda each: setattr(each, "F", 4 + 32)))),
        "no-room": ("can't be seen", partial(edited, on_field(lambda each: setattr(each, "Rect", Array([0, 0, 0, 0]))))),
        "off-the-page": ("can't be seen", partial(edited, on_field(lambda each: setattr(each, "Rect", Array([5000, 5000, 5100, 5020]))))),
        "on-no-page": ("", partial(edited, _off_page)),
        "white-look": ("can't be seen", partial(edited, on_field(partial(_draw, old=b"0.106 g", new=b"1 g")))),
        "invisible-look": ("can't be seen", partial(edited, on_field(partial(_draw, old=b"0.106 g", new=b"3 Tr")))),
        "look-off-its-box": ("can't be seen", partial(edited, on_field(partial(_draw, old=b"3 6.80 Td", new=b"9000 9000 Td")))),
        "tiny-look": ("can't be seen", partial(edited, on_field(lambda each: setattr(each.AP.N, "BBox", Array([0, 0, 90_000, 90_000]))))),
        "pushed-away": (
            "can't be seen",
            partial(edited, on_field(partial(_draw, old=b"<4c65646572> Tj", new=b"[-90000 <4c65646572>] TJ"))),
        ),
        "cut-away": ("can't be seen", partial(edited, on_field(partial(_draw, old=b" re W n", new=b" re W n 3 6 2 9 re W n")))),
        "painted-over": ("can't be seen", partial(edited, on_field(partial(_draw, old=b"Q\n", new=b"1 g 0 0 900 90 re f Q\n")))),
        "box-words-swapped": ("Q2.6: the answers to choose from", partial(edited, _swapped_boxes_to_tick)),
        "option-words-swapped": ("Q2.1: the answers to choose from", partial(edited, _swapped_options)),
        "tick-looks-swapped": ("Q2.4: looks ticked", partial(edited, on_field(_swapped_looks, TICK))),
        "place-swapped": ("Q2.3: stands elsewhere", partial(edited, _swapped_boxes)),
        "value-in-the-kid": ("", partial(edited, _value_in_kid)),
    }


def _draw(each: Any, *, old: bytes, new: bytes) -> None:
    drawn = each.AP.N.read_bytes()
    assert old in drawn, drawn
    each.AP.N.write(drawn.replace(old, new, 1))


def _other_words(pdf: pikepdf.Pdf) -> None:
    field(pdf, CHOICE).AP.N.write(field(pdf, CHOICE).AP.N.read_bytes().replace(b"<4e6569>", b"<4a61>"))


def _off_page(pdf: pikepdf.Pdf) -> None:
    """The field is still in the form's list, and on no page."""
    own = field(pdf).objgen
    for page in pdf.pages:
        if "/Annots" in page.obj:
            page.obj.Annots = Array([each for each in page.obj.Annots if each.objgen != own])


def _swapped_options(pdf: pikepdf.Pdf) -> None:
    """The list says "Ja" for the code `no`; so does what is shown."""
    each = field(pdf, CHOICE)
    each.Opt = Array([Array([String(""), String(" ")]), Array([String("no"), String("Ja")]), Array([String("yes"), String("Nei")])])
    _other_words(pdf)


def _swapped_boxes_to_tick(pdf: pikepdf.Pdf) -> None:
    """The words that are drawn beside two boxes have changed places."""
    one, other = (field(pdf, f"Q2-6#{code}") for code in ("audit", "visit"))
    one.AP, other.AP = other.AP, one.AP


def _swapped_looks(each: Any) -> None:
    """What is drawn for a tick is the empty box."""
    looks = each.AP.N
    looks.Yes, looks.Off = looks.Off, looks.Yes


def _swapped_boxes(pdf: pikepdf.Pdf) -> None:
    """Two fields have changed places on the page: each stands beside the other's label."""
    one, other = field(pdf), field(pdf, "Q2-2")
    one.Rect, other.Rect = other.Rect, one.Rect


def _value_in_kid(pdf: pikepdf.Pdf) -> None:
    """The field says one thing, and its widget another."""
    each = field(pdf)
    kid = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=each.Rect, P=each.P, AP=each.AP, Parent=each, V=String("Ingen"))
    )
    for key in ("/AP", "/Rect", "/P"):
        del each[key]
    each.Kids = Array([kid])
    pdf.pages[-1].obj.Annots.append(kid)


# --- a second form


def _second_forms() -> dict[str, Build | tuple[str, Build]]:
    def with_xfa(make: Callable[[pikepdf.Pdf], Any], **options: Any) -> Build:
        return partial(edited, lambda pdf: setattr(pdf.Root.AcroForm, "XFA", make(pdf)), **options)

    def as_stream(pdf: pikepdf.Pdf) -> Any:
        return pdf.make_stream(XFA)

    def to_be_drawn(pdf: pikepdf.Pdf) -> Any:
        pdf.Root.NeedsRendering = True
        return as_stream(pdf)

    return {
        "stream": with_xfa(as_stream),
        "packets": with_xfa(lambda pdf: Array([String("template"), as_stream(pdf), String("datasets"), as_stream(pdf)])),
        "empty-list": with_xfa(lambda _: Array([])),
        "empty-stream": with_xfa(lambda pdf: pdf.make_stream(b"")),
        "text": with_xfa(lambda _: String("x")),
        "packed": with_xfa(as_stream, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "to-be-drawn": with_xfa(to_be_drawn),
        "entities": with_xfa(lambda pdf: pdf.make_stream(b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + XFA)),
        "behind-the-end": lambda: updated({number_of_form(): object_of(number_of_form()).replace(b"<<", b"<< /XFA (x) ", 1)}),
        "escaped-name": lambda: updated({number_of_form(): object_of(number_of_form()).replace(b"<<", b"<< /X#46A (x) ", 1)}),
        "no-fields": ("has no fields", partial(edited, lambda pdf: pdf.Root.__delitem__("/AcroForm"))),
    }


# --- text that is no text


def _broken_texts() -> dict[str, Build | tuple[str, Build]]:
    def stored(raw: bytes, name: str = PLACE) -> Build:
        return partial(edited, on_field(lambda each: setattr(each, "V", String(raw)), name))

    def value(made: Any) -> Build:
        return partial(edited, on_field(lambda each: setattr(each, "V", made)))

    other = "something other than a text"
    return {
        "half-a-pair": stored(b"\xfe\xff\xd8\x00\x00L"),
        "pair-turned": stored(b"\xfe\xff\xdc\x00\xd8\x00"),
        "odd-bytes": stored(b"\xfe\xff\x00L\x00"),
        "broken-utf-8": stored(b"\xef\xbb\xbfL\xf8"),
        "surrogate-in-utf-8": stored(b"\xef\xbb\xbf\xed\xa0\x80"),
        "undefined-bytes": stored(b"L\x9f\xad"),
        "control-bytes": stored(b"L\x01\x02"),
        "nul": stored(b"Le\x00der"),
        "nul-in-utf-16": ("control character", stored(b"\xfe\xff\x00L\x00\x00")),
        "escape": ("", stored(b"\xfe\xff\x00\x1b\x00[\x002\x00J")),
        "long-text": ("U+001B", stored(b"\xfe\xff\x00\x1b", LONG)),
        "little-endian": ("", stored("\ufeffLeder".encode("utf-16-le"))),
        "name": (other, value(Name.Leder)),
        "number": (other, value(17)),
        "list": (other, value(Array([String("Leder"), String("Ingen")]))),
        "table": ("no issued form has", value(Dictionary(S=Name.JavaScript))),
        "stream": (other, partial(edited, lambda pdf: setattr(field(pdf), "V", pdf.make_stream(b"Leder")))),
    }


# --- behind the end


def _later() -> dict[str, Build | tuple[str, Build]]:
    def changed(old: bytes, new: bytes, name: str = PLACE) -> Build:
        return lambda: updated({number_of(name): _replaced(object_of(number_of(name)), old, new)})

    return {
        "value": ("is stored", changed(b"/V (Leder)", b"/V (Ingen)")),
        "value-twice": ("is stored", lambda: updated({}, changed(b"/V (Leder)", b"/V (Ingen)")())),
        "key-twice": ("", changed(b"/V (Leder)", b"/V (Leder) /V (Ingen)")),
        "key-twice-turned": ("a key that stands twice", changed(b"/V (Leder)", b"/V (Ingen) /V (Leder)")),
        "renamed": ("two fields", changed(b"/T (Q2-2)", b"/T (Q2-3)", "Q2-2")),
        "script": ("does something", changed(b"/V (Leder)", b"/V (Leder) /AA <</K <</S /JavaScript /JS (1)>>>>")),
        "page-drawn-anew": _page_drawn_anew,
        "page-cut": _page_cut,
        "page-more": _page_more,
        "encrypted": ("svar.pdf", lambda: updated({}, more=b" /Encrypt <</Filter /Standard /V 1 /R 2>>")),
        "many-times": ("more than 50 times", _many_times),
    }


def _replaced(content: bytes, old: bytes, new: bytes) -> bytes:
    assert old in content, content
    return content.replace(old, new, 1)


def _page_drawn_anew() -> bytes:
    page = object_of(number_of_page())
    found = re.search(rb"/Contents (\d+) 0 R", page)
    assert found is not None
    drawn = b"BT /F 12 Tf 50 50 Td (Vi svarer ja paa alt) Tj ET"
    return updated({int(found.group(1)): b"<</Length %d>>\nstream\n%b\nendstream" % (len(drawn), drawn)})


def _page_cut() -> bytes:
    return updated({number_of_page(): _replaced(object_of(number_of_page()), b"<<", b"<< /CropBox [0 0 100 100]")})


def _page_more() -> bytes:
    return updated({number_of_page(): _replaced(object_of(number_of_page()), b"<<", b"<< /Rotate 180")})


def _many_times() -> bytes:
    data = updated({})
    for _ in range(60):
        data = updated({}, data)
    return data
