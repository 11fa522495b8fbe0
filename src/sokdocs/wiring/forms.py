"""Renderers made from the templates folder, and the clock in Oslo."""

import hashlib
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sokdocs.core.errors import NotFoundError
from sokdocs.workflows.ports import Renderer

FORMS = ("docx", "pdf", "html")
FILLED_IN = frozenset({"self-report", "confirmation"})  # kinds that come back filled in


class OsloClock:
    """The clock on the wall in Oslo."""

    def now(self) -> datetime:
        """The present moment."""
        return datetime.now(ZoneInfo("Europe/Oslo"))


class ShippedForms:
    """Renderers made from the templates folder, each once."""

    def __init__(self, templates: Path) -> None:
        self._templates = templates
        self._made: dict[tuple[str, str], Renderer] = {}
        self._digests: dict[tuple[str, str], str] = {}

    def renderer(self, form: str, kind: str) -> Renderer:
        """The renderer for a form of a kind of document."""
        key = (form, kind)
        if key not in self._made:
            self._made[key] = self._make(form, kind)
        return self._made[key]

    def template_digest(self, form: str, kind: str) -> str:
        """SHA-256 of the template file; for PDF also over the fonts."""
        key = (form, kind)
        if key not in self._digests:
            digest = hashlib.sha256(self._path(form, kind).read_bytes())
            for font in self._fonts() if form == "pdf" else ():
                digest.update(font.read_bytes())
            self._digests[key] = digest.hexdigest()
        return self._digests[key]

    def _fonts(self) -> tuple[Path, ...]:
        return tuple(sorted(each for each in (self._templates / "fonts").iterdir() if each.suffix in {".ttf", ".otf"}))

    def _path(self, form: str, kind: str) -> Path:
        ending = {"docx": "docx", "pdf": "typ", "html": "html.j2"}[form]
        for folder in (kind, "tender-appendix"):
            path = self._templates / folder / f"{folder}.{ending}"
            if path.is_file():
                return path
        raise NotFoundError(f"there is no template for {kind} as {form} in {self._templates}")

    def _make(self, form: str, kind: str) -> Renderer:
        path = self._path(form, kind)
        if form == "docx":
            from sokdocs.rendering.word.compiled_template import compile_word_template
            from sokdocs.rendering.word.renderer import DocxRenderer

            return DocxRenderer(compile_word_template(path.read_bytes()))
        if form == "pdf" and kind in FILLED_IN:
            from sokdocs.rendering.pdf.form import FormPdfRenderer

            return FormPdfRenderer(path.read_text(encoding="utf-8"), self._templates / "fonts")
        if form == "pdf":
            from sokdocs.rendering.pdf.renderer import PdfRenderer

            return PdfRenderer(path.read_text(encoding="utf-8"), self._templates / "fonts")
        from sokdocs.rendering.html.renderer import HtmlRenderer

        return HtmlRenderer(path.read_text(encoding="utf-8"))
