"""`sokdocs self-report`: letter-facts, finding-facts."""

from pathlib import Path
from typing import Any

import click

from sokdocs.cli.new_file import refuse_existing, write_new
from sokdocs.cli.options import FILE, home_option, json_option, library_option, world
from sokdocs.cli.output import show_json, visible, working
from sokdocs.core.casework.findings import GRAVEST_FIRST
from sokdocs.workflows.following_up import LETTER, MISSING, FilledSheet, Judgement, finding_facts, letter_facts

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
    rows = sheet.known[MISSING]
    asked = [str(row[0]) for row in rows if isinstance(row, tuple)] if isinstance(rows, tuple) else []
    if as_json:
        show_json({"file": str(out), "document": sheet.document, "questions": list(dict.fromkeys(asked)), "to_answer": list(sheet.open)})
        return
    _say(out, sheet, f"{len(asked)} rows for {LETTER}")


@click.command("finding-facts")
@click.argument("case", metavar="CASE")
@click.option("--question", required=True, metavar="ID", help="The lead question that was answered no, such as Q2.1.")
@click.option("--severity", type=click.Choice(GRAVEST_FIRST), required=True, help="How grave you hold it to be; nobody else decides that.")
@click.option("--because", default="", metavar="REASON", help="Why it is that grave; it can also be written in the file.")
@document_option
@out_option
@library_option
@home_option
@json_option
def finding_facts_command(out: Path, library: Path | None, home: Path | None, as_json: bool, **options: Any) -> None:
    """Write the sheet of a finding from a lead question that the supplier answered no. An officer reads it and records it.

    \b
    Example:
      sokdocs self-report finding-facts 2026/01234 --question Q2.1 --severity K1 --out F1.yaml
      sokdocs case record 2026/01234 finding --on 2026-09-28 --facts F1.yaml
    """
    here = world(home=home, library=library)
    refuse_existing(out)
    judged = Judgement(options["severity"], options["because"].strip())
    number, question = options["case"].strip(), options["question"].strip().upper()
    with working("reading"):
        sheet = finding_facts(here.catalogue, here, number, question, judged, document=options["document"] or 0)
    write_new(here, out, here.filled_sheet(sheet))
    on = sheet.event.on.isoformat()
    if as_json:
        show_json({"file": str(out), "document": sheet.document, "on": on, "to_answer": list(sheet.open)})
        return
    _say(out, sheet, f"{question}, came {on}")


def _say(out: Path, sheet: FilledSheet, what: str) -> None:
    click.echo(out)
    click.echo(visible(f"{sheet.document}: {what}; still to answer in it: {', '.join(sheet.open) or 'nothing'}"))
