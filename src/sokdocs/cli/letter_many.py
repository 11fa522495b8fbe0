"""`sokdocs letter issue-many`: the same letter to every contract of a list."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from sokdocs.cli.options import (
    FILE,
    FOLDER,
    home_option,
    json_option,
    library_option,
    read_forms,
    templates_option,
    world,
)
from sokdocs.cli.output import FOUND_WANTING, problem_json, show_json, show_problems
from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.answers import Answers
from sokdocs.workflows.bulk_issuing import Bulk, check_many, desk_for, issue_many
from sokdocs.workflows.bulk_results import COLUMNS, Outcome, RowResult, Tally, csv_line

REPORT = "report.csv"
Step = Callable[[], object]


@click.command("issue-many")
@click.argument("code", metavar="LETTER")
@click.option(
    "--contracts",
    type=FILE,
    required=True,
    help="The list, CSV or XLSX: columns contract, case, and facts of the letter.",
)
@click.option("--out", type=FOLDER, required=True, help="The folder to put the letters and report.csv in.")
@click.option("--as", "forms", default="docx,pdf", callback=read_forms, help="The forms to make.", show_default=True)
@click.option("--facts", type=FILE, help="Your own answers that hold for every letter.")
@click.option("--all-or-nothing", is_flag=True, help="Issue nothing if one row has a fault.")
@library_option
@templates_option
@home_option
@json_option
def issue_many_command(code: str, out: Path, all_or_nothing: bool, as_json: bool, **options: Any) -> None:
    """Issue the same letter to every contract of a list, row by row.

    A row with a fault is told and left out. The same list given again goes on where it stopped and sends nothing twice.

    \b
    Examples:
      sokdocs letter issue-many L01 --contracts contracts.csv --facts L01.yaml --out letters
      sokdocs letter issue-many L01 --contracts contracts.xlsx --out letters --as docx --all-or-nothing
    """
    here = world(home=options["home"], library=options["library"], templates=options["templates"])
    common = _sound(here.letter_answers(options["facts"], code))
    listed = here.contract_list(options["contracts"], common)
    bulk = Bulk(code.strip().upper(), options["forms"], listed.digest)
    desk = desk_for(here, bulk)
    if all_or_nothing:
        _refuse_faults(_counted(check_many(here.catalogue, desk, bulk, listed), len(listed), "checking"), len(listed))
    folder = here.out_folder(out)
    with folder.report(REPORT) as write:
        write(csv_line(*COLUMNS))
        done = issue_many(here.catalogue, desk, bulk, listed, folder)
        tally = _counted(done, len(listed), "issuing", lambda each: write(each.line()))
    _show(tally, out / REPORT, as_json=as_json)
    click.get_current_context().exit(FOUND_WANTING if tally.counts[Outcome.LEFT_OUT] else 0)


def _sound(common: Answers) -> Answers:
    faults = [each for each in common.problems if not each.is_warning]
    if faults:
        raise InvalidError(f"{common.sheet.name} has faults", faults)
    return common


def _counted(results: Iterable[RowResult], count: int, what: str, told: Callable[[RowResult], object] = lambda _: None) -> Tally:
    """What came of all rows; each is told on its way."""
    tally = Tally()
    with _progress(what, count) as step:
        for each in results:
            tally.add(each)
            told(each)
            step()
    return tally


@contextmanager
def _progress(what: str, count: int) -> Iterator[Step]:
    """A bar on a terminal; nothing where nobody is looking."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(what, total=count)
        yield lambda: bar.advance(task)


def _refuse_faults(tally: Tally, count: int) -> None:
    bad = tally.counts[Outcome.LEFT_OUT]
    if bad:
        rest = f"; {tally.more_faults} more faults are not shown" if tally.more_faults else ""
        raise InvalidError(f"nothing was issued: {bad} of {count} rows have faults{rest}", tally.faults)


def _show(tally: Tally, report: Path, *, as_json: bool) -> None:
    counts = {each: tally.counts[each] for each in (Outcome.ISSUED, Outcome.ALREADY, Outcome.LEFT_OUT)}
    if as_json:
        faults = [problem_json(each) for each in tally.faults]
        named = {each.value.replace(" ", "_"): count for each, count in counts.items()}
        show_json({**named, "faults": faults, "more_faults": tally.more_faults, "report": str(report)})
        return
    show_problems(tally.faults)
    if tally.more_faults:
        click.echo(f"{tally.more_faults} more faults; see the report", err=True)
    click.echo(", ".join(f"{count} {each.value}" for each, count in counts.items()))
    click.echo(report)
