"""A filled form with something in it that is not from the one who filled it in."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

Change = Callable[[pikepdf.Pdf], None]
Raw = Any
"""An object of pikepdf, which finds its entries as it goes."""


def changed(data: bytes, change: Change) -> bytes:
    """The file with the change in it, saved anew."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def field(pdf: pikepdf.Pdf, name: str) -> Raw:
    """The field of this name."""
    return next(each for each in list(pdf.Root.AcroForm.Fields) if str(each.T) == name)


def stores(name: str, value: object) -> Change:
    """A value under a field, without the appearance that belongs to it."""

    def change(pdf: pikepdf.Pdf) -> None:
        field(pdf, name).V = value

    return change


def acts(key: str) -> Change:
    """A script at the file's own door."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root[key] = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))

    return change


def field_acts(kind: str) -> Change:
    """An action on a field."""

    def change(pdf: pikepdf.Pdf) -> None:
        field(pdf, "Q2-1-text").A = Dictionary(S=Name(f"/{kind}"))

    return change


def link_acts(kind: str) -> Change:
    """An action on a link over a page."""

    def change(pdf: pikepdf.Pdf) -> None:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name(f"/{kind}")))
        pdf.pages[0].Annots.append(pdf.make_indirect(link))

    return change


def named_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([])))


def attached(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["brev.txt"] = b"Hei"
    del pdf.Root["/AF"]


def with_xfa(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.XFA = Stream(pdf, b"<xdp/>")


def doubled(pdf: pikepdf.Pdf) -> None:
    """A second field of the same name, with another answer."""
    copy = pdf.make_indirect(Dictionary(field(pdf, "Q2-1-text")))
    copy.V = String("noe annet")
    pdf.Root.AcroForm.Fields.append(copy)
    pdf.pages[0].Annots.append(copy)


def unlisted(pdf: pikepdf.Pdf) -> None:
    """A field that is shown over another one and stands in no list."""
    pdf.pages[0].Annots.append(pdf.make_indirect(Dictionary(field(pdf, "Q2-1-text"))))


def hidden(pdf: pikepdf.Pdf) -> None:
    field(pdf, "Q2-1-text").F = 2


def off_the_page(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        kept = [each for each in list(page.obj.get("/Annots", Array())) if str(each.get("/T", "")) != "Q2-1-text"]
        page.obj.Annots = Array(kept)


def formatted(pdf: pikepdf.Pdf) -> None:
    field(pdf, "Q2-1-text").RV = String("<p>noe annet</p>")


def half_ticked(pdf: pikepdf.Pdf) -> None:
    field(pdf, "Q2-1-check").AS = Name.Off


def ticked_unseen(pdf: pikepdf.Pdf) -> None:
    found = field(pdf, "Q2-1-check")
    found.V = found.AS = Name.Other


def radio(pdf: pikepdf.Pdf) -> None:
    field(pdf, "Q2-1-check").Ff = 1 << 15


def shown_otherwise(pdf: pikepdf.Pdf) -> None:
    """An appearance with other words than the value."""
    look = field(pdf, "Q2-1-text").AP.N
    look.write(b"/Tx BMC BT /SokF 10 Tf 2 4 Td (noe annet) Tj ET EMC")


def shown_while_empty(pdf: pikepdf.Pdf) -> None:
    found = field(pdf, "Q2-1-text")
    del found.V


def circle(pdf: pikepdf.Pdf) -> None:
    found = field(pdf, "Q2-1-text")
    found.Kids = Array([found])


def noted(pdf: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=[50, 50, 300, 90], Contents=String("Ja"))
    pdf.pages[0].Annots.append(pdf.make_indirect(note))


def bomb(pdf: pikepdf.Pdf) -> None:
    """An appearance that is small only while it is packed."""
    field(pdf, "Q2-1-text").AP.N.write(b"q Q " * 600_000)


def moved_over_words(pdf: pikepdf.Pdf) -> None:
    """A field laid over the title."""
    left, low, right, _high = (float(each) for each in pdf.pages[0].MediaBox)
    field(pdf, "form").Rect = Array([left, low + 600, right, low + 800])
