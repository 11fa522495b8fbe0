"""`sokdocs facts`: new, from-notice, questions and check."""

from pathlib import Path
from typing import Any

import click

from sokdocs.cli.new_file import refuse_existing, write_new
from sokdocs.cli.options import FILE, FOLDER, KINDS, json_option, library_option, world
from sokdocs.cli.output import problem_json, show_json, show_problems, visible
from sokdocs.core.facts.definition import OF_PROCUREMENT, at_stages
from sokdocs.core.values.canonical import as_json as as_json_value
from sokdocs.core.values.phrases import Tell
from sokdocs.workflows.checking import check_facts
from sokdocs.workflows.noticing import NamedSheet, read


@click.group("facts")
def facts_group() -> None:
    """Fact sheets: new, from-notice, questions, check."""


@facts_group.command("questions")
@library_option
@json_option
def questions_command(library: Path | None, as_json: bool) -> None:
    """List everything that may be asked about a procurement."""
    definitions = at_stages(world(library=library).catalogue.library.facts, OF_PROCUREMENT).values()
    if as_json:
        show_json([_definition(each) for each in definitions])
        return
    for each in definitions:
        needed = f"  (needed for {', '.join(each.required_for)})" if each.required_for else ""
        click.echo(f"{each.name}: {each.question.get('nb', '')} [{each.type}, {each.stage}]{needed}")


@facts_group.command("check")
@click.argument("facts", type=FILE)
@click.option("--kind", default="tender-appendix", show_default=True, type=click.Choice(KINDS))
@library_option
@json_option
def check_command(facts: Path, kind: str, library: Path | None, as_json: bool) -> int:
    """Report on a whole fact sheet: faults, what is missing, what it leads to. Exit code 4 where the sheet can't be issued.

    \b
    Example:
      sokdocs facts check my-procurement.yaml
    """
    here = world(library=library)
    report = check_facts(here.catalogue, here.answers(facts), kind)
    faults = [each for each in report.problems if not each.is_warning]
    if as_json:
        show_json({"ready": not faults, "problems": [problem_json(each) for each in report.problems], "outcome": report.outcome})
        return 4 if faults else 0
    show_problems(report.problems)
    for name, value in report.outcome.items():
        click.echo(visible(f"{name}: {value}"))
    click.echo(f"{len(faults)} faults, {len(report.problems) - len(faults)} warnings")
    return 4 if faults else 0


@facts_group.command("new")
@click.option("--out", type=FILE, help="The file to write; otherwise standard output. An existing file is never overwritten.")
@library_option
def new_command(out: Path | None, library: Path | None) -> None:
    """Write a commented fact sheet in which nothing is answered yet.

    \b
    Example:
      sokdocs facts new --out my-procurement.yaml
    """
    here = world(library=library)
    text = here.blank_sheet()
    if out is None:
        click.echo(text, nl=False)
        return
    write_new(here, out, text)
    click.echo(out)


@facts_group.command("from-notice")
@click.argument("notice", type=FILE)
@click.option("--out", type=FOLDER, required=True, help="The folder for the sheets: one, or one for each lot where lots differ.")
@library_option
@json_option
def from_notice_command(notice: Path, out: Path, library: Path | None, as_json: bool) -> None:
    """Read a public notice (OCDS release in JSON) into a fact sheet.

    \b
    Example:
      sokdocs facts from-notice notice.json --out sheets
    """
    here = world(library=library)
    reading, sheets = read(here.catalogue, here.notice(notice))
    written = [(out / each.name, here.notice_sheet(reading, each.sheet)) for each in sheets]
    for path, _text in written:
        refuse_existing(path)
    for path, text in written:
        here.deliver(path, text.encode())
    if as_json:
        show_json(
            {
                "notice": reading.reference,
                "kind": here.tell(reading.said),
                "warnings": [here.tell(each) for each in reading.warnings],
                "sheets": [_sheet(each, out / each.name, here.tell) for each in sheets],
            }
        )
        return
    click.echo(visible(f"{reading.reference}: {here.tell(reading.said)}"))
    for each in sheets:
        click.echo(visible(f"{out / each.name}\n  {here.tell(each.sheet.recommendation)}", breaks=True))
        for question in each.sheet.questions:
            click.echo(visible(f"  ? {question.fact}: {here.tell(question.text)}"))
    for warning in reading.warnings:
        click.echo(visible(f"warning: {here.tell(warning)}"), err=True)


def _sheet(named: NamedSheet, path: Path, tell: Tell) -> dict[str, Any]:
    sheet = named.sheet
    return {
        "file": str(path),
        "lots": list(sheet.lots),
        "category": sheet.category,
        "deciding_code": sheet.deciding_code,
        "deciding_prefix": sheet.deciding_prefix,
        "recommendation": tell(sheet.recommendation),
        "facts": {
            name: {"value": as_json_value(answer.value), "from": list(answer.paths), "note": tell(answer.note)}
            for name, answer in sheet.answers.items()
        },
        "questions": [{"fact": each.fact, "question": tell(each.text), "from": list(each.paths)} for each in sheet.questions],
    }


def _definition(each: Any) -> dict[str, Any]:
    return {
        "name": each.name,
        "type": each.type.value,
        "stage": each.stage.value,
        "label": dict(each.label),
        "question": dict(each.question),
        "help": dict(each.help),
        "required_for": list(each.required_for),
        "choices": {name: dict(label) for name, label in each.choices.items()},
        "minimum": str(each.minimum) if each.minimum is not None else None,
        "maximum": str(each.maximum) if each.maximum is not None else None,
    }
