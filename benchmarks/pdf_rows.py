"""PDF files: from facts, against Typst alone with the same template and the data given to it as JSON."""

from collections.abc import Iterator
from dataclasses import dataclass

import typst

from benchmarks.desk import KIND, Desk
from benchmarks.pairs import Side, paired
from benchmarks.table import Row, longer
from sokdocs.rendering.pdf.data import as_json
from sokdocs.settings import shipped

FROM_FACTS = 2.0  # what is wanted


@dataclass(frozen=True, slots=True)
class TypstInputs:
    """What the template reads: the document and the manifest, both as JSON text."""

    document: str
    manifest: str


def pdf_rows(desk: Desk, *, rounds: int) -> Iterator[Row]:
    """Row 4."""
    yield longer("4 facts → PDF, to Typst alone", paired(from_facts(desk), _typst(desk), rounds=rounds), at_most=FROM_FACTS)


def from_facts(desk: Desk) -> Side[dict[str, object]]:
    """Facts as they stand in a sheet to the bytes of a PDF draft."""
    return Side(desk.new_facts, lambda facts: desk.drafted(facts, "pdf"))


def _typst(desk: Desk) -> Side[TypstInputs]:
    """Typst with one compiler that is kept, as we keep ours."""
    templates = shipped("templates")
    template = (templates / KIND / f"{KIND}.typ").read_bytes()
    fonts = templates / "fonts"
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)])
    compiler = typst.Compiler(root=str(fonts), font_paths=found, ignore_system_fonts=True)

    def inputs() -> TypstInputs:
        made = desk.new_draft()
        return TypstInputs(as_json(made.plan.assembly.document), made.manifest.data.decode())

    def compiled(given: TypstInputs) -> object:
        told = {"document": given.document, "manifest": given.manifest}
        return compiler.compile(input=template, format="pdf", sys_inputs=told, pdf_standards=["a-3a", "ua-1"])

    return Side(inputs, compiled)
