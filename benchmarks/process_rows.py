"""Whole processes: `sokdocs --help` against a bare click program with as many commands, and against starting Python."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.pairs import Side, paired
from benchmarks.table import Row, longer
from sokdocs.cli.main import COMMANDS
from sokdocs.core.errors import NotFoundError

HELP = 1.5  # what is wanted
BARE = '''"""A click program that does nothing."""
import click

@click.group()
def bare() -> None:
    """A program."""

{commands}
if __name__ == "__main__":
    bare()
'''
COMMAND = """@bare.command("{name}", help="{text}")
def {name}() -> None:
    pass

"""


def process_rows(folder: Path, *, rounds: int) -> Iterator[Row]:
    """Row 6; the bare program is written into the folder."""
    bare = folder / "bare.py"
    bare.write_text(bare_program(), encoding="utf-8")
    ours = started(sys.executable, str(_installed()), "--help")
    click_help = started(sys.executable, str(bare), "--help")
    nothing = started(sys.executable, "-c", "pass")
    yield longer("6 sokdocs --help, to a bare click program's", paired(ours, click_help, rounds=rounds), at_most=HELP)
    yield longer("6 sokdocs --help, to python -c pass", paired(ours, nothing, rounds=rounds))


def bare_program() -> str:
    """The text of a click program with our commands' names and help, and nothing behind them."""
    return BARE.format(commands="\n".join(COMMAND.format(name=name, text=text) for name, (_, text) in COMMANDS.items()))


def started(*command: str) -> Side[tuple[str, ...]]:
    """A process from start to end, its output caught; raises `CalledProcessError` where it fails."""
    return Side(lambda: command, lambda words: subprocess.run(words, check=True, capture_output=True))


def _installed() -> Path:
    """The `sokdocs` program beside the Python that runs this."""
    program = Path(sys.executable).with_name("sokdocs")
    if not program.is_file():
        raise NotFoundError(f"{program} is missing; run the benchmarks with `uv run`, which installs it")
    return program
