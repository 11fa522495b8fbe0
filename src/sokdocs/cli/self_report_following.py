"""`sokdocs self-report`: letter-facts."""

from pathlib import Path

import click

from sokdocs.cli.new_file import refuse_existing, write_new
from sokdocs.cli.options import FILE, home_option, json_option, library_option, world
from sokdocs.cli.output import show_json, visible, working
from sokdocs.workflows.following_up import LETTER, MISSING, FilledSheet, letter_facts

document_option = click.option(
    "--document", type=click.IntRange(1), default=None, metavar="NO", help="Which self-report of the case; otherwise the newest."
)
out_option = click.option("--out", type=FILE, required=True, help="The file to write. An existing file is never overwritten.")


@click.command("letter-facts")
@click.argument("case", metavar="CASE")
@document_option
@out_option
@library_option
@home_option
@json_option
def letter_facts_command(case: str, document: int | None, out: Path, library: Path | None, home: Path | None, as_json: bool) -> None:
    """Write the fact sheet of L03, the letter that asks for what is missing, from the remarks on a self-report.

    \b
    Example:
      sokdocs self-report letter-facts 2026/01234 --out L03.yaml
      sokdocs letter draft L03 2026/01234 --facts L03.yaml --out drafts
    """
    here = world(home=home, library=library)
    refuse_existing(out)
    with working("reading"):
        sheet = letter_facts(here.catalogue, here, case.strip(), document or 0)
    write_new(here, out, here.filled_sheet(sheet))
    open_ = _open(sheet)
    rows = sheet.known[MISSING]
    asked = [str(row[0]) for row in rows if isinstance(row, tuple)] if isinstance(rows, tuple) else []
    if as_json:
        show_json({"file": str(out), "document": sheet.document, "questions": list(dict.fromkeys(asked)), "to_answer": open_})
        return
    click.echo(out)
    click.echo(visible(f"{sheet.document}: {len(asked)} rows for {LETTER}; still to answer in it: {', '.join(open_) or 'nothing'}"))


def _open(sheet: FilledSheet) -> list[str]:
    """What somebody must answer in the sheet themselves."""
    return [name for name, _, _, is_required in sheet.questions if is_required and name not in sheet.known]
