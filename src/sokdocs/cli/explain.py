"""`sokdocs explain`: where every paragraph of a file comes from."""

from collections import Counter
from pathlib import Path
from typing import Any

import click

from sokdocs.cli.options import FILE, home_option, json_option, library_option, world
from sokdocs.cli.output import FOUND_WANTING, show_json, visible, working
from sokdocs.core.errors import InvalidError
from sokdocs.core.issuance.alteration import State
from sokdocs.workflows.explaining import Explanation, explain

FORMS = {".docx": "docx", ".pdf": "pdf", ".html": "html", ".htm": "html"}


@click.command("explain")
@click.argument("file", type=FILE)
@library_option
@home_option
@json_option
def explain_command(file: Path, library: Path | None, home: Path | None, as_json: bool) -> int:
    """Say, for every paragraph of a DOCX, PDF or HTML, which clause version it is and whether it is unaltered.

    Exit code 0 only where the register proves that every paragraph is as it was issued; else 1.

    \b
    Example:
      sokdocs explain issued/sd-7k3q-9f2m-tender-appendix.docx
    """
    form = FORMS.get(file.suffix.lower())
    if form is None:
        raise InvalidError(f"{file.name}: only .docx, .pdf and .html can be explained")
    here = world(home=home, library=library)
    with working("reading"):
        result = explain(here.received(file), file.name, here.readers[form], here.catalogue, here.register_if_there)
    if as_json:
        show_json(_as_json(result))
    else:
        _show(result)
    return 0 if result.is_proven else FOUND_WANTING


def _counts(result: Explanation) -> dict[str, int]:
    counted = Counter(line.state for line in result.lines)
    return {state.value: counted[state] for state in State}


def _as_json(result: Explanation) -> dict[str, Any]:
    lines = [
        {
            "number": each.number,
            "text": each.text,
            "clause": each.clause,
            "version": each.version,
            "state": each.state.value,
            "how": each.how,
            "fact": each.is_fact,
        }
        for each in result.lines
    ]
    return {
        "form": result.form,
        "basis": result.basis,
        "reference": result.reference,
        "proof": result.proof.value,
        "counts": _counts(result),
        "not_compared": list(result.not_compared),
        "lines": lines,
    }


def _show(result: Explanation) -> None:
    for each in result.lines:
        source = f"{each.clause} {each.version}".strip() or "–"
        state = "fact" if each.is_fact else each.state.value
        click.echo(visible(f"{state:<9}  {source:<17}  {each.number:<9}  {each.text[:90]}"))
    counts = ", ".join(f"{count} {state}" for state, count in _counts(result).items())
    click.echo(f"told by: {result.basis}{f', {result.reference}' if result.reference else ''}; {counts}")
    click.echo(f"proof: {result.proof}")
    click.echo(f"not compared: {', '.join(result.not_compared)}")
