"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from sokdocs.settings import read_settings
from sokdocs.wiring import FORMS, World

F = TypeVar("F", bound=Callable[..., Any])

KINDS = ("tender-appendix", "procurement-note", "confirmation")
"""The kinds of document that are made from a fact sheet."""

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)

library_option = click.option("--library", type=FOLDER, help="Another clause library than the one shipped.")
templates_option = click.option("--templates", type=FOLDER, help="Another templates folder than the one shipped.")
home_option = click.option("--home", type=FOLDER, help="The register's folder; otherwise SOKDOCS_HOME.")
json_option = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")


def world(*, home: Path | None = None, library: Path | None = None, templates: Path | None = None) -> World:
    """The world as the options name it."""
    return World(read_settings(home=home, library=library, templates=templates))


def read_forms(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    """The forms of `docx,pdf,html`."""
    forms = tuple(dict.fromkeys(each.strip() for each in value.split(",") if each.strip()))
    unknown = [each for each in forms if each not in FORMS]
    if unknown or not forms:
        raise click.BadParameter(f'"{", ".join(unknown)}" is no form; use {", ".join(FORMS)}')
    return forms
