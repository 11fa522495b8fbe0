"""`sokdocs facts`: new, from-notice, questions and check."""

from pathlib import Path
from typing import Any

import click

from sokdocs.cli.options import FILE, FOLDER, json_option, library_option, world
from sokdocs.cli.output import FOUND_WANTING, problem_json, show_json, show_problems, visible
from sokdocs.workflows.checking import check_facts


@click.group("facts")
def facts_group() -> None:
    """Fact sheets: new, from-notice, questions, check."""


@facts_group.command("questions")
@library_option
@json_option
def questions_command(library: Path | None, as_json: bool) -> None:
    """List everything that may be asked about a procurement."""
    definitions = world(library=library).catalogue.library.facts.values()
    if as_json:
        show_json([_definition(each) for each in definitions])
        return
    for each in definitions:
        needed = f"  (needed for {', '.join(each.required_for)})" if each.required_for else ""
        click.echo(f"{each.name}: {each.question.get('nb', '')} [{each.type}, {each.stage}]{needed}")


@facts_group.command("check")
@click.argument("facts", type=FILE)
@click.option("--kind", default="tender-appendix", show_default=True, type=click.Choice(["tender-appendix", "procurement-note"]))
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


__all__ = ["FOLDER", "FOUND_WANTING", "facts_group"]
