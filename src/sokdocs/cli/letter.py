"""`sokdocs letter`: kinds, draft, sign, issue, issue-many."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from sokdocs.cli.letter_many import issue_many_command
from sokdocs.cli.options import FILE, FOLDER, home_option, json_option, library_option, read_forms, templates_option, world
from sokdocs.cli.output import show_json, show_problems, visible, working
from sokdocs.core.casework.grounds.words import ground_sentence
from sokdocs.core.errors import UnavailableError
from sokdocs.core.values.language import in_language
from sokdocs.wiring import World
from sokdocs.workflows.letter_preparing import Dating, Wanted
from sokdocs.workflows.letter_signing import sign_letter
from sokdocs.workflows.letters import IssuedLetter, draft_letter, issue_letter
from sokdocs.workflows.recording import case_named, ladder_of
from sokdocs.workflows.sealing import MANIFEST, NOTE

DAY = click.DateTime(["%Y-%m-%d"])


@click.group("letter")
def letter_group() -> None:
    """Letters of a case: kinds, draft, sign, issue."""


def _letter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        json_option,
        home_option,
        templates_option,
        library_option,
        click.option("--because", default="", metavar="REASON", help="Why it has another date."),
        click.option("--dated", type=DAY, metavar="DATE", help="Another date than today's; needs a role and a reason."),
        click.option("--lang", "language", type=click.Choice(["nb", "nn", "en"]), default="nb", show_default=True),
        click.option("--facts", type=FILE, help="Your own answers for this letter."),
        click.argument("case", metavar="CASE"),
        click.argument("code", metavar="LETTER"),
    ):
        command = option(command)
    return command


def _wanted(here: World, code: str, case: str, facts: Path | None, *, language: str, dated: datetime | None, because: str) -> Wanted:
    if because and dated is None:
        raise click.UsageError("--because gives the reason for --dated, which is missing")
    code = code.strip().upper()
    dating = Dating(dated.date(), because) if dated else None
    return Wanted(case.strip(), code, here.letter_answers(facts, code), language, dating)


@letter_group.command("kinds")
@library_option
@json_option
def kinds_command(library: Path | None, as_json: bool) -> None:
    """List every kind of letter: what it is for, which clause must give it, what it asks you, who signs."""
    here = world(library=library)
    ladder = here.casebook.ladders["standard"]
    asked = {code: [each for each in here.catalogue.library.facts.values() if code in each.required_for] for code in ladder.letters}
    if as_json:
        show_json(
            [
                {
                    "letter": code,
                    "title": in_language(rule.title, "nb"),
                    "purpose": in_language(rule.purpose, "nb"),
                    "clause": rule.gives,
                    "grounds": list(rule.grounds),
                    "signatures": rule.signatures,
                    "roles": list(rule.roles),
                    "facts": [each.name for each in asked[code]],
                }
                for code, rule in ladder.letters.items()
            ]
        )
        return
    for code, rule in ladder.letters.items():
        clause = f" [{rule.gives}]" if rule.gives else ""
        click.echo(visible(f"{code}  {in_language(rule.title, 'nb')}{clause}: {in_language(rule.purpose, 'nb')}"))
        click.echo(f"     asks: {', '.join(each.name for each in asked[code])}; signed by {rule.signatures}")


@letter_group.command("draft")
@_letter_options
@click.option("--out", type=FOLDER, required=True, help="The folder to put the files in.")
@click.option("--as", "forms", default="docx,pdf,html", callback=read_forms, help="The forms to make.", show_default=True)
def draft_command(out: Path, forms: tuple[str, ...], as_json: bool, **options: Any) -> None:
    """Make a letter to look at, and say which grounds do not carry it yet; nothing is stored.

    \b
    Example:
      sokdocs letter draft L08 2026/01234 --facts L08.yaml --out drafts
    """
    here = world(home=options.pop("home"), library=options.pop("library"), templates=options.pop("templates"))
    wanted = _wanted(here, options.pop("code"), options.pop("case"), options.pop("facts"), **options)
    with working("rendering"):
        made, lacking = draft_letter(here.catalogue, here, wanted, forms)
    paths = {form: out / made.names()[form] for form in made.files}
    for form, path in paths.items():
        here.deliver(path, made.files[form])
    ladder = ladder_of(here.casebook, case_named(here, wanted.case))
    sentences = [f"{each.rule}: {ground_sentence(ladder, each, 'nb')}" for each in lacking]
    missing = list(made.plan.assembly.missing)
    if as_json:
        show_json({"files": {form: str(path) for form, path in paths.items()}, "missing": missing, "lacking": sentences})
        return
    for path in paths.values():
        click.echo(path)
    for name in missing:
        click.echo(f"missing: {name}", err=True)
    for sentence in sentences:
        click.echo(visible(f"not carried: {sentence}"), err=True)


@letter_group.command("sign")
@_letter_options
def sign_command(as_json: bool, **options: Any) -> None:
    """Sign a letter as it would be issued today. The signature is void as soon as anything in it changes.

    \b
    Example:
      SOKDOCS_ACTOR=innkjopssjef sokdocs letter sign L12 2026/01234 --facts L12.yaml
    """
    here = world(home=options.pop("home"), library=options.pop("library"), templates=options.pop("templates"))
    wanted = _wanted(here, options.pop("code"), options.pop("case"), options.pop("facts"), **options)
    role, missing = sign_letter(here.catalogue, here, wanted)
    if as_json:
        show_json({"actor": here.actor.id, "role": role, "missing": list(missing)})
        return
    click.echo(f"signed by {here.actor.id} as {role}")
    click.echo(f"still missing: {', '.join(missing)}" if missing else "fully signed")


@letter_group.command("issue")
@_letter_options
@click.option("--out", type=FOLDER, required=True, help="The folder to put the files in.")
@click.option("--as", "forms", default="docx,pdf,html", callback=read_forms, help="The forms to put there.", show_default=True)
def issue_command(out: Path, forms: tuple[str, ...], as_json: bool, **options: Any) -> None:
    """Issue a letter: only if its grounds carry it and it is signed; sealed, numbered and recorded, once.

    \b
    Example:
      sokdocs letter issue L07 2026/01234 --facts L07.yaml --out letters
    """
    here = world(home=options.pop("home"), library=options.pop("library"), templates=options.pop("templates"))
    wanted = _wanted(here, options.pop("code"), options.pop("case"), options.pop("facts"), **options)
    with working("rendering, reading back and recording"):
        done = issue_letter(here.catalogue, here, wanted)
    paths = {each.form: out / each.name for each in done.record.files if each.form in (*forms, NOTE, MANIFEST)}
    _deliver(here, done, paths)
    show_problems([each for each in wanted.answers.problems if each.is_warning])
    if as_json:
        show_json(
            {
                "number": done.number,
                "reference": done.record.reference,
                "repeat": done.is_repeat,
                "files": {form: str(path) for form, path in paths.items()},
            }
        )
        return
    click.echo(f"{done.number}  {done.record.reference}{' (issued before; the same letter)' if done.is_repeat else ''}")
    for path in paths.values():
        click.echo(path)


def _deliver(here: World, done: IssuedLetter, paths: dict[str, Path]) -> None:
    try:
        for form, path in paths.items():
            here.deliver(path, done.files[form])
    except UnavailableError as error:
        reference = done.record.reference
        raise UnavailableError(
            f"{reference} is issued and recorded as {done.number}, but {error}; get its files with `sokdocs register export {reference}`"
        ) from error


letter_group.add_command(issue_many_command)
