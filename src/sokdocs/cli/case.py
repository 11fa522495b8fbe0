"""`sokdocs case`: open, record, next, close, erase; show, due, archive and dossier stand beside it."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from sokdocs.cli.case_files import archive_command, dossier_command, due_command, show_command
from sokdocs.cli.options import FILE, home_option, json_option, library_option, world
from sokdocs.cli.output import show_json, visible
from sokdocs.core.casework.case import Case
from sokdocs.core.casework.ground import Ground, LetterStatus
from sokdocs.core.casework.grounds.words import ground_sentence
from sokdocs.core.casework.ladder import Ladder
from sokdocs.core.casework.next_step import overview
from sokdocs.core.casework.standing import standing_of
from sokdocs.core.values.language import in_language
from sokdocs.workflows.recording import Happening, case_named, erase, ladder_of, open_case, record

DAY = click.DateTime(["%Y-%m-%d"])


@click.group("case")
def case_group() -> None:
    """Cases: open, record, show, next, due, archive, dossier, close."""


@case_group.command("open")
@click.argument("contract", metavar="CONTRACT")
@click.option("--number", metavar="YEAR/NO", help="The case number, such as 2026/01234; otherwise the next free one.")
@click.option("--ladder", default="standard", show_default=True, help="The ladder to follow: standard, early-termination.")
@click.option("--set", "pairs", multiple=True, metavar="NAME=VALUE", help="A number or switch of the ladder as you want it.")
@click.option("--on", type=DAY, metavar="DATE", help="The day it was opened; otherwise today.")
@library_option
@home_option
@json_option
def open_command(
    contract: str,
    number: str | None,
    ladder: str,
    pairs: tuple[str, ...],
    on: datetime | None,
    library: Path | None,
    home: Path | None,
    as_json: bool,
) -> None:
    """Open a case under a contract.

    \b
    Example:
      sokdocs case open KO-7K3Q-9F2M --number 2026/01234
    """
    here = world(home=home, library=library)
    case = open_case(here, contract.strip().upper(), ladder=ladder, number=number, pairs=pairs, on=on.date() if on else None)
    if as_json:
        show_json({"case": case.number, "contract": case.contract.reference, "ladder": case.ladder, "settings": dict(case.settings)})
        return
    click.echo(case.number)


@case_group.command("record")
@click.argument("case", metavar="CASE")
@click.argument("kind", metavar="KIND")
@click.option("--facts", type=FILE, help="The fields as a YAML file.")
@click.option("--set", "pairs", multiple=True, metavar="NAME=VALUE", help="One field; entries of a list are parted by `;`.")
@click.option("--file", "files", type=FILE, multiple=True, help="A document that came with it; it is stored, never opened.")
@click.option("--on", type=DAY, metavar="DATE", help="The day it happened; otherwise today.")
@library_option
@home_option
@json_option
def record_command(
    case: str,
    kind: str,
    facts: Path | None,
    pairs: tuple[str, ...],
    files: tuple[Path, ...],
    on: datetime | None,
    library: Path | None,
    home: Path | None,
    as_json: bool,
) -> None:
    """Record what happened in a case: a receipt, an answer, a comment, a finding, a breach, a plan … Events are added, never changed.

    \b
    Examples:
      sokdocs case record 2026/01234 delivered --set about=1 --set channel=eFormidling --set receipt=R-1
      sokdocs case record 2026/01234 finding --facts finding.yaml --on 2026-03-20
    """
    here = world(home=home, library=library)
    raw, name, place_of = here.event_fields(facts)
    received = tuple((each.name, here.received(each)) for each in files)
    happening = Happening(kind, on.date() if on else None, raw, name, place_of, pairs, received)
    changed = record(here, case.strip(), happening)
    event = changed.events[-1]
    if as_json:
        show_json(
            {"case": changed.number, "event": event.number, "document": event.document or None, "finding": event.text("finding") or None}
        )
        return
    number = f"{changed.number}-{event.document}" if event.document else f"event {event.number}"
    click.echo(visible(" ".join(part for part in (number, event.text("finding") if kind == "finding" else "") if part)))


@case_group.command("next")
@click.argument("case", metavar="CASE")
@click.option("--on", type=DAY, metavar="DATE", help="As it would stand on this day; otherwise today.")
@library_option
@home_option
@json_option
def next_command(case: str, on: datetime | None, library: Path | None, home: Path | None, as_json: bool) -> None:
    """Say which letters may be sent today, and for each of the others why not, and from when where time cures it."""
    here = world(home=home, library=library)
    found = case_named(here, case.strip())
    ladder = ladder_of(here.casebook, found)
    day = on.date() if on else here.clock.now().date()
    statuses = overview(found, ladder, day)
    if as_json:
        show_json([_status_json(each, ladder) for each in statuses])
        return
    standing = standing_of(found, ladder)
    click.echo(visible(f"{found.number}  {in_language(ladder.statuses.get(standing, {}), 'nb') or 'nothing sent yet'}"))
    for each in sorted(statuses, key=lambda status: not status.may_be_sent):
        _show_status(each, ladder)


def _show_status(status: LetterStatus, ladder: Ladder) -> None:
    rule = ladder.letters[status.intent.code]
    click.echo(visible(f"{'may be sent' if status.may_be_sent else 'not now':<12} {rule.code}  {in_language(rule.title, 'nb')}"))
    lacking: dict[str, list[str]] = {}
    for ground in status.grounds:
        if not ground.carries:
            lacking.setdefault(ground_sentence(ladder, ground, "nb"), []).append(ground.rule)
    for sentence, rules in lacking.items():
        click.echo(visible(f"{'':<12}      {', '.join(dict.fromkeys(rules))}: {sentence}"))


def _status_json(status: LetterStatus, ladder: Ladder) -> dict[str, Any]:
    return {
        "letter": status.intent.code,
        "title": in_language(ladder.letters[status.intent.code].title, "nb"),
        "may_be_sent": status.may_be_sent,
        "opens_on": status.opens_on.isoformat() if status.opens_on else None,
        "grounds": [_ground_json(each, ladder) for each in status.grounds],
    }


def _ground_json(ground: Ground, ladder: Ladder) -> dict[str, Any]:
    return {
        "name": ground.name,
        "rule": ground.rule,
        "standing": ground.standing.value,
        "says": ground_sentence(ladder, ground, "nb"),
        "event": ground.event or None,
        "on": ground.on.isoformat() if ground.on else None,
        "clause": ground.clause or None,
        "opens_on": ground.opens_on.isoformat() if ground.opens_on else None,
        "overridden_by": ground.overridden_by or None,
    }


@case_group.command("close")
@click.argument("case", metavar="CASE")
@click.option("--reason", required=True, help="Why the case is closed.")
@click.option("--on", type=DAY, metavar="DATE", help="The day it was closed; otherwise today.")
@library_option
@home_option
@json_option
def close_command(case: str, reason: str, on: datetime | None, library: Path | None, home: Path | None, as_json: bool) -> None:
    """Close a case, with the reason."""
    here = world(home=home, library=library)
    raw, name, place_of = here.event_fields(None)
    happening = Happening("closure", on.date() if on else None, {**raw, "reason": reason}, name, place_of)
    closed: Case = record(here, case.strip(), happening)
    if as_json:
        show_json({"case": closed.number, "event": closed.events[-1].number})
        return
    click.echo(f"{closed.number} closed")


@case_group.command("erase")
@click.argument("case", metavar="CASE")
@click.argument("event", type=click.IntRange(1), metavar="EVENT")
@click.option("--reason", required=True, help="Why it is erased; do not repeat what is erased.")
@home_option
def erase_command(case: str, event: int, reason: str, home: Path | None) -> None:
    """Erase what an event holds of personal data: its free text and the names of its files. The trail keeps that it was there."""
    here = world(home=home)
    click.echo(f"{erase(here, case.strip(), event, reason).number}: event {event} erased")


for command in (show_command, due_command, archive_command, dossier_command):
    case_group.add_command(command)
