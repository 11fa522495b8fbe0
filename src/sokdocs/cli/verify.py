"""`sokdocs verify`: hold the register against everything it promises."""

import re
from dataclasses import asdict
from pathlib import Path

import click

from sokdocs.cli.options import home_option, json_option, world
from sokdocs.cli.output import FOUND_WANTING, show_json, visible, working
from sokdocs.core.audit.evidence import Fault, Verification
from sokdocs.core.audit.trail import Head
from sokdocs.core.errors import NotFoundError
from sokdocs.workflows.verifying import verify

HEAD = re.compile(r"(\d{1,12}):([0-9a-f]{64})", re.ASCII)


def read_heads(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[Head, ...]:
    """The heads of `NUMBER:DIGEST`, or of a file with one on each line."""
    return tuple(head for value in values for head in _heads(value))


def _heads(value: str) -> tuple[Head, ...]:
    match = HEAD.fullmatch(value.strip())
    if match:
        return ((int(match.group(1)), match.group(2)),)
    path = Path(value)
    if not path.is_file():
        raise click.BadParameter(f'"{visible(value[:100])}" is neither NUMBER:DIGEST nor a file that holds such lines')
    heads = tuple((int(number), digest) for number, digest in HEAD.findall(path.read_text(encoding="utf-8", errors="replace")))
    if not heads:
        raise click.BadParameter(f"{path} holds no NUMBER:DIGEST")
    return heads


@click.command("verify")
@click.option("--all", "everything", is_flag=True, required=True, help="Check the whole register: rows, files, trail, database.")
@click.option(
    "--head", "heads", multiple=True, callback=read_heads, metavar="FILE|NUMBER:DIGEST", help="A head of the trail kept elsewhere."
)
@home_option
@json_option
def verify_command(everything: bool, heads: tuple[Head, ...], home: Path | None, as_json: bool) -> int:
    """Check that nothing in the register was changed, lost or doubled; name the first wrong entry of its trail.

    Keep the head that is printed: with it, also entries cut off at the end are found later.
    """
    here = world(home=home)
    if here.register_if_there is None:
        raise NotFoundError(f"there is no register in {here.settings.home} yet; the first `sokdocs issue` makes it")
    with working("verifying the register"):
        found = verify(here, heads)
    if as_json:
        show_json(_json(found))
    else:
        _show(found)
    return FOUND_WANTING if found.faults else 0


def _show(found: Verification) -> None:
    first = found.first_wrong_entry
    if first is not None:
        click.echo(visible(f"first wrong entry: {first.entry} ({first.place}: {first.message})"))
    for each in found.faults:
        click.echo(visible(_line(each)))
    for each in found.notes:
        click.echo(visible(f"note {_line(each)}"))
    number, digest = found.head
    click.echo(f"{len(found.faults)} faults" if found.faults else f"all holds; head {number}:{digest}")


def _line(fault: Fault) -> str:
    return f"{fault.invariant} {fault.place}: {fault.message}"


def _json(found: Verification) -> dict[str, object]:
    number, digest = found.head
    first = found.first_wrong_entry
    return {
        "holds": not found.faults,
        "first_wrong_entry": first.entry if first else None,
        "faults": [asdict(each) for each in found.faults],
        "notes": [asdict(each) for each in found.notes],
        "head": f"{number}:{digest}",
    }
