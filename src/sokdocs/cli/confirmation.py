"""`sokdocs confirmation`: check. The form itself is issued by `sokdocs issue confirmation`, as the tender appendix is."""

from datetime import datetime
from pathlib import Path

import click

from sokdocs.cli.options import FILE, home_option, json_option, library_option, world
from sokdocs.cli.output import FOUND_WANTING, show_json, visible, working
from sokdocs.cli.self_report.reading import report_json, show_remarks
from sokdocs.core.self_report.answers import in_words
from sokdocs.wiring import World
from sokdocs.workflows.receiving import Incoming, Report, read_report

KIND = "confirmation"
LANGUAGE = "nb"
DAY = click.DateTime(["%Y-%m-%d"])


@click.group("confirmation")
def confirmation_group() -> None:
    """Confirmations of the terms that came with offers: check."""


@confirmation_group.command("check")
@click.argument("file", type=FILE)
@click.option("--on", type=DAY, metavar="DATE", help="The day it came; otherwise today.")
@library_option
@home_option
@json_option
def check_command(file: Path, on: datetime | None, library: Path | None, home: Path | None, as_json: bool) -> int:
    """Show what a supplier has confirmed, and say what is missing or wrong in it. Exit code 1 where there is anything.

    The file is the Word form, the PDF or JSON. Nothing is stored: while offers are open there is no case, and the offer is kept where
    the competition is. No exclusion grounds are read here; those belong to the ESPD.

    \b
    Example:
      sokdocs confirmation check bekreftelse.pdf
    """
    here = world(home=home, library=library)
    with working("reading"):
        incoming = Incoming(file.name, here.received(file), on=on.date() if on else None)
        _, report = read_report(here.catalogue, here, incoming, KIND)
    if as_json:
        show_json(report_json(here, report))
    else:
        _show_answers(here, report)
        show_remarks(here, report.remarks)
    return FOUND_WANTING if report.remarks else 0


def _show_answers(here: World, report: Report) -> None:
    for place in report.asked.places:
        value = report.answers.values.get(place.key)
        if value is not None:
            click.echo(visible(f"{place.label}: {in_words(place, value, yes=here.phrases.say('answer_yes', LANGUAGE))}"))
