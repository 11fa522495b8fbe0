"""A self-report form as a PDF that can be filled in, lasts (PDF/A-2a) and can be used by everyone (PDF/UA-1).

PDF/A-2 takes no attachments: the manifest lies in the file's own private part (`/PieceInfo`), with the names of all fields
and where each of them stands.
"""

import io
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from sokdocs.core.document.blocks import Document
from sokdocs.rendering.pdf.form_fields import Spot, place_fields, spots
from sokdocs.rendering.pdf.form_font import FontMaker, FormFont
from sokdocs.rendering.pdf.form_looks import Looks, default_look
from sokdocs.rendering.pdf.renderer import Press

FOR_FORM = {"form": "yes"}
"""Tells the template to leave a link at each place to answer."""


class FormPdfRenderer:
    """Sets forms with one template and one folder of fonts; keep it, for making one reads every font."""

    form = "pdf"

    def __init__(self, template: str, fonts: Path) -> None:
        self._press = Press(template, fonts)
        self._maker = FontMaker(fonts)

    def render(self, document: Document, manifest: bytes) -> bytes:
        """The form with a field at each place to answer; the same bytes for the same input, everywhere and on every day.

        Raises as `PdfRenderer.render` does, and where two places to answer have the same name.
        """
        known = spots(document)
        with pikepdf.open(io.BytesIO(self._press.set(document, FOR_FORM, "a-2a"))) as pdf:
            font = self._maker.put_into(pdf, "".join(map(_drawn, known.values())))
            fields = place_fields(pdf, known, Looks(pdf, font))
            _make_form(pdf, fields, font)
            _add_private_part(pdf, document, manifest, fields)
            out = io.BytesIO()
            pdf.save(out, deterministic_id=True)
        return out.getvalue()


def _drawn(spot: Spot) -> str:
    words = "".join(words for _code, words in spot.answer.options)
    return f"{words}{spot.answer.value}".replace("\n", "")


def _make_form(pdf: pikepdf.Pdf, fields: list[pikepdf.Object], font: FormFont) -> None:
    pdf.Root.AcroForm = pdf.make_indirect(
        Dictionary(Fields=Array(fields), DR=Dictionary(Font=font.fonts), DA=String(default_look())),
    )


def _add_private_part(pdf: pikepdf.Pdf, document: Document, manifest: bytes, fields: list[pikepdf.Object]) -> None:
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    places = [Array([pages[each.P.objgen], *each.Rect]) for each in fields]
    stream = pdf.make_indirect(pikepdf.Stream(pdf, manifest, Type=Name.SokdocsManifest))
    private = Dictionary(Manifest=stream, Fields=Array([each.T for each in fields]), Places=Array(places))
    changed = String(f"D:{document.dated_on:%Y%m%d}000000Z")
    pdf.Root.PieceInfo = Dictionary({"/sokdocs": Dictionary(LastModified=changed, Private=private)})
