"""What cases give to look at and to hand over: `sokdocs case show|due|archive|dossier`."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from sokdocs.cli.options import FILE, FOLDER, home_option, json_option, library_option, templates_option, world
from sokdocs.cli.output import FOUND_WANTING, show_json, show_problems, visible, working
from sokdocs.core.casework.case import EventKind
from sokdocs.core.casework.timeline import Direction, Timeline
from sokdocs.workflows.archiving import archive
from sokdocs.workflows.bundling import dossier
from sokdocs.workflows.dossier_checking import verify_dossier
from sokdocs.workflows.overviewing import CaseDue, calendar, case_page, case_timeline, due_items
from sokdocs.workflows.recording import case_named

DAY = click.DateTime(["%Y-%m-%d"])
WAYS = {Direction.OUT: "->", Direction.IN: "<-", Direction.INTERNAL: "  "}


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


@click.command("show")
@click.argument("case", metavar="CASE")
@click.option("--on", type=DAY, metavar="DATE", help="As it stood on this day; otherwise today.")
@click.option("--html", type=FILE, help="Write it as one page with a drawn time-line to this file.")
@templates_option
@library_option
@home_option
@json_option
def show_command(case: str, on: datetime | None, html: Path | None, as_json: bool, **folders: Path | None) -> None:
    """Show a case: where it stands, what is due, and everything that has happened, in order.

    \b
    Examples:
      sokdocs case show 2026/01234
      sokdocs case show 2026/01234 --html case.html
    """
    here = world(**folders)
    day = on.date() if on else here.clock.now().date()
    if html is not None:
        here.deliver(html, case_page(here, case.strip(), day))
        click.echo(html)
        return
    seen = case_timeline(here, case.strip(), day)
    if as_json:
        show_json(_timeline_json(seen))
        return
    click.echo(visible(f"{seen.case}  {seen.supplier}: {seen.contract}"))
    click.echo(visible(f"{seen.standing}"))
    for line in seen.due:
        click.echo(visible(f"{'overdue' if line.item.is_overdue else 'due':<8} {line.item.on}  {line.title} ({line.whose})"))
    for each in seen.entries:
        number = each.document or ""
        click.echo(visible(f"{each.on}  {WAYS[each.direction]}  {number:<15} {each.title}{': ' if each.detail else ''}{each.detail}"))


def _timeline_json(seen: Timeline) -> dict[str, Any]:
    return {
        "case": seen.case,
        "standing": seen.standing,
        "due": [
            {"what": line.title, "whose": line.whose, "on": line.item.on.isoformat(), "overdue": line.item.is_overdue} for line in seen.due
        ],
        "events": [
            {
                "number": each.number,
                "on": each.on.isoformat(),
                "title": each.title,
                "detail": each.detail,
                "document": each.document or None,
            }
            for each in seen.entries
        ],
    }


@click.command("due")
@click.option("--on", type=DAY, metavar="DATE", help="As it stands on this day; otherwise today.")
@click.option("--ics", type=FILE, help="Write it as a calendar to this file.")
@templates_option
@library_option
@home_option
@json_option
def due_command(on: datetime | None, ics: Path | None, as_json: bool, **folders: Path | None) -> None:
    """List what is due in all cases, overdue first.

    \b
    Examples:
      sokdocs case due
      sokdocs case due --ics due.ics
    """
    here = world(**folders)
    day = on.date() if on else here.clock.now().date()
    if ics is not None:
        here.deliver(ics, calendar(here, day))
        click.echo(ics)
        return
    items = due_items(here, day)
    if as_json:
        show_json([_due_json(each) for each in items])
        return
    for each in items:
        mark = "overdue" if each.item.is_overdue else "due"
        follows = f"  then: {', '.join(each.follows)}" if each.follows else ""
        click.echo(visible(f"{mark:<8} {each.item.on}  {each.case}  {each.supplier}: {each.title} ({each.whose}){follows}"))
    if not items:
        click.echo("nothing is due")


def _due_json(each: CaseDue) -> dict[str, Any]:
    return {
        "case": each.case,
        "supplier": each.supplier,
        "what": each.title,
        "whose": each.whose,
        "on": each.item.on.isoformat(),
        "overdue": each.item.is_overdue,
        "document": each.document or None,
        "follows": list(each.follows),
    }


@click.command("dossier")
@click.argument("case", metavar="CASE", required=False)
@click.option("--out", type=FOLDER, help="The folder to put it in.")
@click.option("--check", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Check a dossier instead.")
@templates_option
@library_option
@home_option
def dossier_command(case: str | None, out: Path | None, folder: Path | None, **folders: Path | None) -> int:
    """Put a whole case into one folder that anybody can check: every letter, answer, receipt and decision, with an index and the data.

    \b
    Examples:
      sokdocs case dossier 2026/01234 --out case
      sokdocs case dossier --check case
    """
    here = world(**folders)
    if folder is not None:
        faults = verify_dossier({each.name: here.received(each) for each in sorted(folder.iterdir()) if each.is_file()})
        show_problems(faults)
        click.echo("all holds" if not faults else f"{len(faults)} faults")
        return FOUND_WANTING if faults else 0
    if case is None or out is None:
        raise click.UsageError("name a case and --out DIR, or a folder with --check DIR")
    for name, data in dossier(here, case.strip()).items():
        here.deliver(out / name, data)
        click.echo(out / name)
    return 0
