"""`sokdocs self-report`: receive, check, score."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from sokdocs.cli.options import FILE, home_option, json_option, library_option, world
from sokdocs.cli.output import FOUND_WANTING, show_json, visible, working
from sokdocs.core.self_report.remark import Remark
from sokdocs.core.self_report.score_working import percent_shown
from sokdocs.core.self_report.score_working import working as working_of
from sokdocs.core.self_report.scoring import Score, score
from sokdocs.wiring import World
from sokdocs.workflows.receiving import Incoming, Report, read_report, receive, recorded_report
from sokdocs.workflows.recording import case_named
from sokdocs.workflows.silence import silent_report

DAY = click.DateTime(["%Y-%m-%d"])
LANGUAGE = "nb"
DECIDE = (
    "a person decides; to record it: sokdocs case record {case} assessed --on DATE --set about=NO --set result={band}"
    " --set follows=close|ask_more|meet|finding --set reason=…"
)
NO_ATTACHMENTS = "the form names attachments, and none was given here; name each that came with --attachment, or score the received form"


def _subject_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        json_option,
        home_option,
        library_option,
        click.option("--on", type=DAY, metavar="DATE", help="The day it came; otherwise today."),
        click.option("--attachment", "attachments", type=FILE, multiple=True, help="A file that came with it."),
        click.option("--document", type=int, default=0, metavar="NO", help="Which self-report of the case; otherwise the newest."),
        click.argument("subject", metavar="FILE|CASE"),
    ):
        command = option(command)
    return command


@click.command("receive")
@click.argument("file", type=FILE)
@click.option("--attachment", "attachments", type=FILE, multiple=True, help="A file that came with it; it is stored, never opened.")
@click.option("--contract", default="", metavar="ID", help="The contract it is for, as the sender says; a form of another one is refused.")
@click.option("--on", type=DAY, metavar="DATE", help="The day it came; otherwise today.")
@library_option
@home_option
@json_option
def receive_command(
    file: Path,
    attachments: tuple[Path, ...],
    contract: str,
    on: datetime | None,
    library: Path | None,
    home: Path | None,
    as_json: bool,
) -> None:
    """Take in a form that came back: read it, check it, keep it as it came, and record it in its case.

    \b
    Example:
      sokdocs self-report receive svar.docx --attachment kart.pdf
    """
    here = world(home=home, library=library)
    with working("reading"):
        done = receive(here.catalogue, here, replace(_incoming(here, file, attachments, on), contract=contract.strip()))
    number, on_day = f"{done.case.number}-{done.event.document}", done.event.on.isoformat()
    replaced = f"{done.case.number}-{done.replaces.document}" if done.replaces else ""
    if as_json:
        told = {"document": number, "on": on_day, "repeat": done.is_repeat, "replaces": replaced or None}
        show_json({**told, "lead_no": list(done.report.lead_no), **report_json(here, done.report)})
        return
    click.echo(f"{number}{f' (received before, on {on_day})' if done.is_repeat else ''}")
    if replaced:
        click.echo(f"it takes the place of {replaced}, which stays in the case; attachments that came with that one count for this one too")
    for each in done.report.lead_no:
        click.echo(f"lead question answered no: {each}")
    show_remarks(here, done.report.remarks)


@click.command("check")
@_subject_options
def check_command(as_json: bool, **options: Any) -> int:
    """Say what is missing or wrong in a self-report, as a list that can be sent back. Exit code 1 where there is anything.

    \b
    Examples:
      sokdocs self-report check svar.pdf
      sokdocs self-report check 2026/01234
    """
    here, report, _ = _subject(**options)
    if as_json:
        show_json(report_json(here, report))
    else:
        show_remarks(here, report.remarks)
    return FOUND_WANTING if report.remarks else 0


@click.command("score")
@_subject_options
def score_command(as_json: bool, **options: Any) -> None:
    """Weigh a self-report by the library's rule, with every point explained. It suggests; a person decides.

    \b
    Example:
      sokdocs self-report score 2026/01234
    """
    here, report, on = _subject(**options, weighs_silence=True)
    found = score(report.answers, report.asked, here.scoring, on, received=report.received)
    lines = [here.phrases.tell(each, LANGUAGE) for each in working_of(found, LANGUAGE)]
    if as_json:
        show_json(_score_json(found, lines))
        return
    for line in lines:
        click.echo(visible(line))
    is_file = Path(options["subject"]).is_file()
    if report.answers.values and not is_file:
        click.echo(DECIDE.format(case=options["subject"].strip(), band=found.band.id), err=True)
    elif found.lacks_attachments and is_file:
        click.echo(NO_ATTACHMENTS, err=True)


def _subject(
    subject: str,
    document: int,
    attachments: tuple[Path, ...],
    on: datetime | None,
    library: Path | None,
    home: Path | None,
    *,
    weighs_silence: bool = False,
) -> tuple[World, Report, date]:
    """A file that lies here, else the self-report of a case, and the day it came.

    With `weighs_silence` it may be the form that nobody answered, as it stands today; there is nothing in that to check.
    """
    here, path = world(home=home, library=library), Path(subject)
    if path.is_file():
        if document:
            raise click.UsageError(f"--document goes with a CASE; {subject} is a file")
        incoming = _incoming(here, path, attachments, on)
        return here, read_report(here.catalogue, here, incoming)[1], incoming.on or here.clock.now().date()
    for option, is_given in (("--attachment", attachments), ("--on", on)):
        if is_given:
            raise click.UsageError(f"{option} goes with a FILE; {subject} is a case, whose form was received with its attachments and day")
    case = case_named(here, subject.strip())
    silent = silent_report(here.catalogue, here, case) if weighs_silence and not document else None
    if silent is not None:
        return here, silent, here.clock.now().date()
    event, report = recorded_report(here.catalogue, here, case, document)
    return here, report, event.on


def _incoming(here: World, file: Path, attachments: tuple[Path, ...], on: datetime | None) -> Incoming:
    beside = tuple((each.name, here.received(each)) for each in attachments)
    return Incoming(file.name, here.received(file), beside, on.date() if on else None)


def show_remarks(here: World, remarks: Sequence[Remark]) -> None:
    """Each remark on a line, in the supplier's language."""
    for each in remarks:
        click.echo(visible(here.phrases.tell(each.saying, LANGUAGE)))


def report_json(here: World, report: Report) -> dict[str, Any]:
    """The form's reference, the answers by key, and the remarks."""
    values = {key: value.isoformat() if isinstance(value, date) else value for key, value in report.answers.values.items()}
    remarks = [
        {"key": each.key, "question": each.question, "missing": each.is_missing, "says": here.phrases.tell(each.saying, LANGUAGE)}
        for each in report.remarks
    ]
    return {"form": report.asked.reference, "answers": values, "remarks": remarks}


def _score_json(found: Score, lines: Sequence[str]) -> dict[str, Any]:
    parts = [
        {
            "part": each.part,
            "weight": each.weight,
            "mean": str(each.mean),
            "questions": [{"question": one.question, "points": one.points, "most": one.most} for one in each.questions],
        }
        for each in found.parts
    ]
    return {
        "band": found.band.id,
        "percent": percent_shown(found.percent, LANGUAGE),
        "lead_no": list(found.lead_no),
        "lacks_attachments": found.lacks_attachments,
        "letters": list(found.letters),
        "parts": parts,
        "working": list(lines),
    }
