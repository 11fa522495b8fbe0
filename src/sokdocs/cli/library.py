"""`sokdocs library`: check, list, show and in-force."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from sokdocs.cli.options import json_option, library_option, world
from sokdocs.cli.output import FOUND_WANTING, problem_json, show_json, show_problems
from sokdocs.core.clauses.clause import Clause, ClauseVersion
from sokdocs.core.errors import InvalidError, NotFoundError
from sokdocs.core.problems import did_you_mean
from sokdocs.core.selection.checks import check_catalogue
from sokdocs.core.values.identifiers import ClauseId
from sokdocs.core.values.language import in_language

DAY = click.DateTime(["%Y-%m-%d"])


@click.group("library")
def library_group() -> None:
    """The clause library: check, list, show, in-force."""


@library_group.command("check")
@library_option
@json_option
def check_command(library: Path | None, as_json: bool) -> int:
    """Check every file of the library. Exit code 1 where something is wrong.

    \b
    Example:
      sokdocs library check --library my-clauses
    """
    try:
        here = world(library=library)
        catalogue = here.catalogue
        problems = check_catalogue(catalogue)
        if here.has_ladders:
            _ = here.casebook
        count = len(catalogue.library.clauses)
    except InvalidError as error:
        problems, count = error.problems, 0
    faults = [each for each in problems if not each.is_warning]
    if as_json:
        show_json({"clauses": count, "clean": not faults, "problems": [problem_json(each) for each in problems]})
    else:
        show_problems(problems)
        click.echo(f"{count} clauses, {len(faults)} faults" if count else f"{len(faults)} faults")
    return FOUND_WANTING if faults else 0


@library_group.command("list")
@library_option
@json_option
def list_command(library: Path | None, as_json: bool) -> None:
    """List every clause with its versions."""
    clauses = sorted(world(library=library).catalogue.library.clauses.values(), key=lambda each: each.id)
    if as_json:
        show_json([_summary(each) for each in clauses])
        return
    for each in clauses:
        dates = " ".join(version.date.isoformat() + ("(end)" if version.is_withdrawn else "") for version in each.versions)
        click.echo(f"{each.id}  {in_language(each.title, 'nb')}  [{each.edition}]  {dates}")


@library_group.command("show")
@click.argument("clause_id", metavar="ID")
@click.option("--on", type=DAY, help="The day to look at; without it the newest version is shown.")
@library_option
@json_option
def show_command(clause_id: str, on: datetime | None, library: Path | None, as_json: bool) -> None:
    """Show one clause: its text, parameters, certainty and note.

    \b
    Example:
      sokdocs library show K-302 --on 2021-03-01
    """
    clauses = world(library=library).catalogue.library.clauses
    clause = clauses.get(ClauseId(clause_id.upper()))
    if clause is None:
        raise NotFoundError(f'no clause "{clause_id}": {did_you_mean(clause_id, clauses, "see `sokdocs library list`")}')
    version = clause.version_on(on.date() if on else date.max)
    if version is None:
        raise NotFoundError(f"{clause.id} has no text in force {f'on {on.date()}' if on else 'now'}")
    if as_json:
        show_json({**_summary(clause), "version": _version(clause, version)})
        return
    click.echo(f"{clause.id} {in_language(clause.title, 'nb')}  ({version.date.isoformat()}, {version.certainty})\n")
    click.echo(in_language(version.texts, "nb"))
    for name, each in version.parameters.items():
        limits = f" {each.minimum}–{each.maximum} {each.unit}" if each.minimum is not None else ""
        click.echo(f"{name} = {each.default}{limits}  ({each.certainty}{', ' + ' '.join(each.sources) if each.sources else ''})")
    click.echo(f"\n{in_language(clause.note, 'nb')}")


@library_group.command("in-force")
@click.option("--on", type=DAY, required=True, help="The announcement date.")
@library_option
@json_option
def in_force_command(on: datetime, library: Path | None, as_json: bool) -> None:
    """List the version of every clause that a competition announced on the day uses."""
    clauses = sorted(world(library=library).catalogue.library.clauses.values(), key=lambda each: each.id)
    there = [(each, version) for each in clauses if (version := each.version_on(on.date())) is not None]
    if as_json:
        show_json([{**_summary(each), "version": _version(each, version)} for each, version in there])
        return
    for each, version in there:
        click.echo(f"{each.id}  {version.date.isoformat()}  {in_language(each.title, 'nb')}")


def _summary(clause: Clause) -> dict[str, Any]:
    return {
        "id": clause.id,
        "title": dict(clause.title),
        "edition": clause.edition,
        "adapts": clause.adapts,
        "versions": [
            {"date": each.date.isoformat(), "withdrawn": each.is_withdrawn, "languages": sorted(each.texts)} for each in clause.versions
        ],
    }


def _version(clause: Clause, version: ClauseVersion) -> dict[str, Any]:
    return {
        "date": version.date.isoformat(),
        "certainty": version.certainty.value,
        "approved_by": list(version.approved_by),
        "digests": {language: clause.source(version, language).digest for language in sorted(version.texts)},
        "texts": dict(version.texts),
    }
