"""What a case gives as files: `sokdocs case archive`."""

from pathlib import Path

import click

from sokdocs.cli.options import FOLDER, home_option, json_option, library_option, templates_option, world
from sokdocs.cli.output import show_json, working
from sokdocs.core.casework.case import EventKind
from sokdocs.workflows.archiving import archive
from sokdocs.workflows.recording import case_named


@click.command("archive")
@click.argument("case", metavar="CASE")
@click.option("--out", type=FOLDER, required=True, help="The folder to put the package in.")
@templates_option
@library_option
@home_option
@json_option
def archive_command(case: str, out: Path, templates: Path | None, library: Path | None, home: Path | None, as_json: bool) -> None:
    """Make the case's package for an archive: a Noark 5 arkivmelding, every letter as PDF/A-2a, what came in, and checksums.

    \b
    Example:
      sokdocs case archive 2026/01234 --out package
    """
    here = world(home=home, library=library, templates=templates)
    found = case_named(here, case.strip())
    references = [each.reference for each in found.of(EventKind.LETTER)]
    letters = {each: record for each in references if (record := here.register.by_reference(each)) is not None}
    with working("setting the archive's copies"):
        files = archive(found, letters, here.casefiles.journal_of(found.number), here.archive_desk(found), here.clock.now())
    for name, data in files.items():
        here.deliver(out / name, data)
    if as_json:
        show_json({"case": found.number, "files": [str(out / name) for name in files]})
        return
    for name in files:
        click.echo(out / name)
