"""How `sokdocs self-report issue --after` tells what a form carries over, and what is asked."""

from typing import Any

import click

from sokdocs.core.errors import InvalidError
from sokdocs.core.self_report.carrying import Carried
from sokdocs.workflows.carrying import Earlier, IssuedAfter

PAGE = "html"
LISTS = {"changed": "new or changed", "anew": "asked every time", "open": "without a usable answer then"}


def carried_json(done: IssuedAfter, earlier: Earlier) -> dict[str, Any]:
    """What is carried over from where, and the questions with empty places."""
    told = {"document": str(earlier), "form": done.earlier_form, "answers": sorted(done.carried.values)}
    return {"carried_from": told, "to_answer": {name: list(getattr(done.carried, name)) for name in LISTS}}


def show_carried(carried: Carried, earlier: Earlier) -> None:
    """The same in a few lines."""
    click.echo(f"carries {len(carried.values)} answers of {earlier}")
    for name, words in LISTS.items():
        questions: tuple[str, ...] = getattr(carried, name)
        if questions:
            click.echo(f"{words}: {', '.join(questions)}")


def refuse_page(forms: tuple[str, ...]) -> None:
    """Raises `InvalidError` where a page is asked for, which would show none of the answers."""
    if PAGE in forms:
        raise InvalidError("a page shows no answers that are carried over; use --as docx,pdf for a form with earlier answers")
