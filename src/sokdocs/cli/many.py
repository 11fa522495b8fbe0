"""What commands share that work off a list: the bar, the faults, the report, and what is said at the end."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import reduce
from pathlib import Path
from typing import TypeVar

import click

from sokdocs.cli.options import FILE, FOLDER, home_option, json_option, library_option, read_forms, templates_option
from sokdocs.cli.output import FOUND_WANTING, problem_json, show_json, show_problems
from sokdocs.core.errors import InvalidError
from sokdocs.wiring import World
from sokdocs.workflows.bulk_ports import Outbox
from sokdocs.workflows.bulk_results import COLUMNS, Outcome, RowResult, Tally, csv_line

REPORT = "report.csv"
Step = Callable[[], object]
Command = TypeVar("Command", bound=Callable[..., object])


def list_options(columns: str, made: str) -> Callable[[Command], Command]:
    """The options of a command that works off a list with these columns; `made` is what it makes of each row."""
    options = (
        click.option("--contracts", type=FILE, required=True, help=f"The list, CSV or XLSX: columns {columns}."),
        click.option("--out", type=FOLDER, required=True, help=f"The folder to put the {made} and report.csv in."),
        click.option("--as", "forms", default="docx,pdf", callback=read_forms, help="The forms to make.", show_default=True),
        click.option("--all-or-nothing", is_flag=True, help="Issue nothing if one row has a fault."),
        library_option,
        templates_option,
        home_option,
        json_option,
    )
    return lambda command: reduce(lambda made, option: option(made), reversed(options), command)


def refuse_faulty_list(checked: Iterable[RowResult], count: int) -> None:
    """Raises `InvalidError` with the faults of every row where any row has one."""
    _refuse_faults(_counted(checked, count, "checking"), count)


def work_off(here: World, out: Path, work: Callable[[Outbox], Iterable[RowResult]], *, count: int, as_json: bool) -> int:
    """Works off a list into a folder, with its report beside the files; the exit code, 1 where a row was left out."""
    folder = here.out_folder(out)
    with folder.report(REPORT) as write:
        write(csv_line(*COLUMNS))
        tally = _counted(work(folder), count, "issuing", lambda each: write(each.line()))
    _show(tally, out / REPORT, as_json=as_json)
    return FOUND_WANTING if tally.counts[Outcome.LEFT_OUT] else 0


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
