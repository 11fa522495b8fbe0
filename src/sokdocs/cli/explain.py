"""`sokdocs explain`: where every paragraph of a file comes from."""

from pathlib import Path

import click

from sokdocs.cli.options import FILE, json_option, library_option, world
from sokdocs.cli.output import FOUND_WANTING, show_json, visible
from sokdocs.core.errors import InvalidError
from sokdocs.core.issuance.alteration import State
from sokdocs.workflows.explaining import explain

FORMS = {".docx": "docx", ".pdf": "pdf", ".html": "html", ".htm": "html"}


@click.command("explain")
@click.argument("file", type=FILE)
@library_option
@json_option
def explain_command(file: Path, library: Path | None, as_json: bool) -> int:
    """Say, for every paragraph of a DOCX, PDF or HTML, which clause version it is and whether it is unaltered.

    Exit code 1 where something is changed, missing or unknown.

    \b
    Example:
      sokdocs explain issued/sd-7k3q-9f2m-tender-appendix.docx
    """
    form = FORMS.get(file.suffix.lower())
    if form is None:
        raise InvalidError(f"{file.name}: only .docx, .pdf and .html can be explained")
    here = world(library=library)
    result = explain(here.received(file), file.name, here.readers[form], here.catalogue.library)
    counts = {state.value: sum(1 for line in result.lines if line.state is state) for state in State}
    if as_json:
        lines = [
            {"number": each.number, "text": each.text, "clause": each.clause, "version": each.version, "state": each.state.value, "how": each.how}
            for each in result.lines
        ]
        show_json({"form": result.form, "basis": result.basis, "reference": result.reference, "counts": counts, "not_compared": list(result.not_compared), "lines": lines})
    else:
        for each in result.lines:
            source = f"{each.clause} {each.version}".strip() or "–"
            click.echo(visible(f"{each.state.value:<9}  {source:<17}  {each.number:<9}  {each.text[:90]}"))
        click.echo(f"told by: {result.basis}{f', {result.reference}' if result.reference else ''}; {', '.join(f'{n} {s}' for s, n in counts.items())}")
        click.echo(f"not compared: {', '.join(result.not_compared)}")
    return 0 if counts["changed"] == counts["missing"] == counts["unknown"] == 0 else FOUND_WANTING
