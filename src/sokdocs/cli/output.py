"""What the terminal shows: messages, JSON, and one exit code for each family of error."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from sokdocs.core.errors import ConflictError, InvalidError, NotFoundError, SokdocsError, UnavailableError
from sokdocs.core.problems import Problem

EXIT_CODES: dict[type[SokdocsError], int] = {NotFoundError: 3, InvalidError: 4, ConflictError: 5, UnavailableError: 6}
FOUND_WANTING = 1


def guarded(command: click.Command) -> int:
    """Runs the command line and gives the exit code; every refusal is a plain message on standard error."""
    try:
        result = command.main(standalone_mode=False)
    except SokdocsError as error:
        _refuse(error)
        return EXIT_CODES.get(type(error), FOUND_WANTING)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        click.echo("stopped", err=True)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    return result if isinstance(result, int) else 0


def _refuse(error: SokdocsError) -> None:
    problems = error.problems
    if "--json" in sys.argv:
        show_json({"error": str(error), "problems": [problem_json(each) for each in problems]})
        return
    click.echo(f"error: {visible(str(error))}", err=True)
    show_problems(problems)


@contextmanager
def working(what: str) -> Iterator[None]:
    """Shows on a terminal that work is going on; nothing where nobody is looking."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield


def show_problems(problems: Sequence[Problem]) -> None:
    """Each problem with its place and hint, on standard error."""
    for problem in problems:
        click.echo(visible(str(problem), breaks=True), err=True)


def problem_json(problem: Problem) -> dict[str, Any]:
    """A problem as data."""
    return {
        "file": problem.place.file,
        "line": problem.place.line,
        "field": problem.place.field,
        "message": problem.message,
        "hint": problem.hint,
        "warning": problem.is_warning,
    }


def show_json(value: Any) -> None:
    """The value as JSON on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def visible(text: str, *, breaks: bool = False) -> str:
    """The text with control characters written out, so that data can't drive the terminal."""
    return "".join(each if each.isprintable() or (breaks and each == "\n") or each == "\u00a0" else f"\\x{ord(each):02x}" for each in text)
