"""`sokdocs draft` and `sokdocs issue`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from sokdocs.cli.options import FILE, FOLDER, KINDS, home_option, json_option, library_option, read_forms, templates_option, world
from sokdocs.cli.output import show_json, show_problems, visible, working
from sokdocs.core.errors import UnavailableError
from sokdocs.core.values.canonical import Json
from sokdocs.wiring import World
from sokdocs.workflows.drafting import draft
from sokdocs.workflows.issuing import Issue, issue
from sokdocs.workflows.making import Made, Request
from sokdocs.workflows.replacing import Replacement
from sokdocs.workflows.sealing import MANIFEST, NOTE


def _document_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        json_option,
        templates_option,
        library_option,
        click.option("--out", type=FOLDER, required=True, help="The folder to put the files in."),
        click.option("--as", "forms", default="docx,pdf,html", callback=read_forms, help="The forms to make.", show_default=True),
        click.option("--lang", "language", type=click.Choice(["nb", "nn", "en"]), default="nb", show_default=True),
        click.option("--facts", type=FILE, required=True, help="The fact sheet of the procurement."),
        click.argument("kind", type=click.Choice(KINDS)),
    ):
        command = option(command)
    return command


@click.command("draft")
@_document_options
def draft_command(
    kind: str,
    facts: Path,
    language: str,
    forms: tuple[str, ...],
    out: Path,
    library: Path | None,
    templates: Path | None,
    as_json: bool,
) -> None:
    """Make a document to look at; nothing is stored, and missing facts stand as visible holes.

    \b
    Example:
      sokdocs draft tender-appendix --facts my-procurement.yaml --out drafts
    """
    here = world(library=library, templates=templates)
    answers = here.answers(facts)
    with working("rendering"):
        made = draft(here.catalogue, Request(kind, language, forms, answers), here.forms)
    paths = {form: out / made.names()[form] for form in made.files}
    for form, path in paths.items():
        here.deliver(path, made.files[form])
    show_problems([each for each in answers.problems if each.is_warning])
    if as_json:
        show_json({**_summary(made), "files": {form: str(path) for form, path in paths.items()}})
        return
    for path in paths.values():
        click.echo(path)
    for name in made.plan.assembly.missing:
        click.echo(f"missing: {name}", err=True)


@click.command("issue")
@_document_options
@home_option
@click.option("--supersedes", metavar="REF", help="The issued document that this one replaces.")
@click.option("--reason", help="Why it is replaced.")
def issue_command(
    kind: str,
    facts: Path,
    language: str,
    forms: tuple[str, ...],
    out: Path,
    library: Path | None,
    templates: Path | None,
    home: Path | None,
    supersedes: str | None,
    reason: str | None,
    as_json: bool,
) -> None:
    """Issue a document: sealed, read back, stored and recorded. The same request again gives the same document.

    \b
    Examples:
      sokdocs issue tender-appendix --facts my-procurement.yaml --out issued
      sokdocs issue confirmation --facts my-procurement.yaml --out issued
      sokdocs issue tender-appendix --facts my-procurement.yaml --out issued --supersedes SD-7K3Q-9F2M --reason "new date"
    """
    if (supersedes is None) != (reason is None):
        raise click.UsageError("--supersedes and --reason go together")
    if supersedes is not None and not (supersedes.strip() and (reason or "").strip()):
        raise click.UsageError("--supersedes and --reason must not be empty")
    here = world(home=home, library=library, templates=templates)
    answers = here.answers(facts)
    replacement = Replacement(supersedes.strip().upper(), reason.strip()) if supersedes and reason else None
    with working("rendering, reading back and recording"):
        done = issue(here.catalogue, Request(kind, language, forms, answers), here, replacement)
    paths = {each.form: out / each.name for each in done.record.files if each.form in (*forms, NOTE, MANIFEST)}
    _deliver(here, done, paths)
    show_problems([each for each in answers.problems if each.is_warning])
    _show_issue(done, paths, as_json)


def _deliver(here: World, done: Issue, paths: dict[str, Path]) -> None:
    try:
        for form, path in paths.items():
            here.deliver(path, done.files[form])
    except UnavailableError as error:
        reference = done.record.reference
        raise UnavailableError(
            f"{reference} is issued and recorded, but {error}; get its files with `sokdocs register export {reference}`"
        ) from error


def _show_issue(done: Issue, paths: dict[str, Path], as_json: bool) -> None:
    from sokdocs.core.issuance.sealed import read_manifest

    record = done.record
    manifest = read_manifest(done.files["manifest"])
    if as_json:
        show_json(
            {
                "reference": record.reference,
                "repeat": done.is_repeat,
                "supersedes": record.supersedes or None,
                "changes": list(record.changes),
                "others": list(done.others),
                **_essence(manifest),
                "files": {form: str(path) for form, path in paths.items()},
            }
        )
        return
    click.echo(f"{record.reference}{' (issued before; the same document)' if done.is_repeat else ''}")
    for path in paths.values():
        click.echo(path)
    for change in record.changes:
        click.echo(visible(f"changed: {change}"))
    if done.others:
        click.echo(f"note: also issued for this case and not replaced: {', '.join(done.others)}", err=True)
    for point in _unconfirmed(manifest):
        click.echo(f"check: {point}", err=True)


def _summary(made: Made) -> dict[str, Any]:
    return {"missing": list(made.plan.assembly.missing), **_essence(made.manifest.content)}


def _essence(manifest: Any) -> dict[str, Any]:
    keys = (
        "kind",
        "pack",
        "language",
        "announced_on",
        "marks",
        "status",
        "category",
        "decision",
        "clauses",
        "left_out",
        "norms",
        "parameters",
        "to_check",
    )
    return {key: manifest[key] for key in keys}


def _unconfirmed(manifest: Any) -> list[Json]:
    unconfirmed = {norm["id"] for norm in manifest["norms"] if not norm["confirmed"]}
    return [f"{point['subject']}: {point['what']}" for point in manifest["to_check"] if point["subject"] in unconfirmed]
