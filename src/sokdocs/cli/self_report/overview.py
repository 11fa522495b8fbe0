"""`sokdocs self-report`: status, compare."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from sokdocs.cli.options import home_option, json_option, library_option, world
from sokdocs.cli.output import show_json, visible
from sokdocs.core.casework.report_status import ReportStatus, report_status
from sokdocs.core.self_report.answers import in_words
from sokdocs.core.self_report.comparing import Change, ChangeKind, ReportedForm, compare
from sokdocs.core.values.document_number import document_number
from sokdocs.wiring import World
from sokdocs.workflows.receiving import recorded_report
from sokdocs.workflows.recording import case_named, ladder_of

DAY = click.DateTime(["%Y-%m-%d"])
LANGUAGE = "nb"


@click.command("status")
@click.option("--on", type=DAY, metavar="DATE", help="As it stands on this day; otherwise today.")
@library_option
@home_option
@json_option
def status_command(on: datetime | None, library: Path | None, home: Path | None, as_json: bool) -> None:
    """Say for every case whether its form is sent, due, reminded of, received, and assessed by an officer."""
    here = world(home=home, library=library)
    day = on.date() if on else here.clock.now().date()
    found = [report_status(case, ladder_of(here.casebook, case), day) for case in here.casefiles.cases()]
    if as_json:
        show_json([_status_json(each) for each in found])
        return
    for each in found:
        due = f"  due {each.due_on}" if each.due_on else ""
        document = f"  {each.case}-{each.document}" if each.document else ""
        late = f"  late, came {each.received_on}" if each.is_late else ""
        result = f"  {each.result}" if each.result else ""
        click.echo(visible(f"{each.case}  {each.state:<9}{due}{late}{document}{result}  {each.supplier}"))


def _status_json(status: ReportStatus) -> dict[str, Any]:
    days = {name: getattr(status, name) for name in ("sent_on", "due_on", "reminded_on", "received_on", "assessed_on")}
    told = {name: day.isoformat() if day else None for name, day in days.items()}
    found = {"document": status.document or None, "late": status.is_late, "result": status.result or None}
    return {"case": status.case, "supplier": status.supplier, "state": status.state.value, **told, **found}


@click.command("compare")
@click.argument("old", metavar="CASE-NO")
@click.argument("new", metavar="CASE-NO")
@click.option("--all", "shows_all", is_flag=True, help="Answers that are the same too.")
@library_option
@home_option
@json_option
def compare_command(old: str, new: str, shows_all: bool, library: Path | None, home: Path | None, as_json: bool) -> None:
    """Compare two self-reports, question by question, also across versions of the form.

    \b
    Example:
      sokdocs self-report compare 2025/00321-2 2026/01234-5
    """
    here = world(home=home, library=library)
    before, after = (_reported(here, each) for each in (old, new))
    changes = [each for each in compare(before, after) if shows_all or each.kind is not ChangeKind.SAME]
    if as_json:
        show_json([_change_json(here, each) for each in changes])
        return
    for each in changes:
        old, new = _in_words(here, each)
        values = "" if each.old is None and each.new is None else f": {old or '–'} → {new or '–'}"
        click.echo(visible(f"{each.kind:<17} {each.label or each.question}{values}"))
    if not changes:
        click.echo("no differences")


def _reported(here: World, document: str) -> ReportedForm:
    number, running = document_number(document)
    report = recorded_report(here.catalogue, here, case_named(here, number), running)[1]
    return ReportedForm(report.asked, report.answers)


def _change_json(here: World, change: Change) -> dict[str, Any]:
    """The answers as codes and days, and beside them in the words of their forms."""
    old, new = (each.isoformat() if isinstance(each, date) else each for each in (change.old, change.new))
    words = dict(zip(("old_words", "new_words"), _in_words(here, change), strict=True))
    told = {"kind": change.kind.value, "question": change.question, "key": change.key, "label": change.label}
    return {**told, "old": old, "new": new, **words}


def _in_words(here: World, change: Change) -> tuple[str, str]:
    yes = here.phrases.say("answer_yes", LANGUAGE)
    pairs = ((change.was, change.old), (change.place, change.new))
    old, new = ("" if place is None or value is None else in_words(place, value, yes=yes) for place, value in pairs)
    return old, new
