"""`python -m benchmarks`: prints the table, or with `--profile` where our own time goes."""

import platform
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks.desk import Desk
from benchmarks.form_rows import form_rows
from benchmarks.issue_rows import issue_rows
from benchmarks.library_rows import library_rows
from benchmarks.pdf_rows import pdf_rows
from benchmarks.process_rows import process_rows
from benchmarks.profiles import profiles
from benchmarks.table import Row, printed
from benchmarks.word_rows import word_rows

PEERS = ("docxtpl", "python-docx", "lxml", "Jinja2", "typst", "click")
Rows = Callable[[], Iterator[Row]]


@click.command()
@click.option("--rounds", type=click.IntRange(min=1), default=15, show_default=True, help="Counted rounds of each row.")
@click.option("--only", multiple=True, help="Measure only this part: word, pdf, issue, process, library or form.")
@click.option("--profile", is_flag=True, help="Show where our own time goes, instead of the table.")
def main(rounds: int, only: tuple[str, ...], profile: bool) -> None:
    """Measure sokdocs beside what it is built on."""
    with TemporaryDirectory(prefix="sokdocs-benchmarks-") as folder:
        desk = Desk(Path(folder))
        if profile:
            for report in profiles(desk, rounds=rounds):
                click.echo(report)
            return
        chosen = _chosen(_parts(desk, Path(folder), rounds), only)
        click.echo(_circumstances(rounds))
        click.echo(printed(chain.from_iterable(_told(name, rows) for name, rows in chosen.items())))


def _parts(desk: Desk, folder: Path, rounds: int) -> Mapping[str, Rows]:
    return {
        "word": lambda: word_rows(desk, rounds=rounds),
        "pdf": lambda: pdf_rows(desk, rounds=rounds),
        "issue": lambda: issue_rows(desk, rounds=rounds),
        "process": lambda: process_rows(folder, rounds=rounds),
        "library": lambda: library_rows(rounds=rounds),
        "form": lambda: form_rows(rounds=rounds),
    }


def _chosen(parts: Mapping[str, Rows], only: tuple[str, ...]) -> Mapping[str, Rows]:
    unknown = [name for name in only if name not in parts]
    if unknown:
        raise click.BadParameter(f'no part "{unknown[0]}"; there are {", ".join(parts)}')
    return {name: rows for name, rows in parts.items() if not only or name in only}


def _told(name: str, rows: Rows) -> Iterator[Row]:
    """The rows of a part, with its name on standard error while it is measured."""
    click.echo(f"measuring: {name}", err=True)
    yield from rows()


def _circumstances(rounds: int) -> str:
    """What the numbers depend on."""
    peers = ", ".join(f"{each} {version(each)}" for each in PEERS)
    return f"{rounds} rounds, Python {platform.python_version()}, {sys.platform}; sokdocs {version('sokdocs')}, {peers}"


if __name__ == "__main__":
    main()
