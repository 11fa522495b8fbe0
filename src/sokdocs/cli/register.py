"""`sokdocs register`: list, show, export and sweep."""

from pathlib import Path
from typing import Any

import click

from sokdocs.cli.options import FOLDER, home_option, json_option, world
from sokdocs.cli.output import show_json, visible
from sokdocs.core.errors import ConflictError, NotFoundError
from sokdocs.core.issuance.issued import IssueRecord
from sokdocs.wiring import World
from sokdocs.workflows.ports import Register
from sokdocs.workflows.sweeping import sweep


@click.group("register")
def register_group() -> None:
    """What was issued: list, show, export, sweep."""


@register_group.command("list")
@home_option
@json_option
def list_command(home: Path | None, as_json: bool) -> None:
    """List every issued document, oldest first."""
    found = world(home=home).register_if_there
    records = found.all() if found else ()
    replaced = {each.supersedes for each in records}
    if as_json:
        show_json([_record(each) for each in records])
        return
    for each in records:
        mark = "  (replaced)" if each.reference in replaced else ""
        row = f"{each.reference}  {each.issued_at:%Y-%m-%d}  {each.kind:<16}  {each.case_number}  {each.buyer}: {each.subject}{mark}"
        click.echo(visible(row))


@register_group.command("show")
@click.argument("reference", metavar="REF")
@home_option
@json_option
def show_command(reference: str, home: Path | None, as_json: bool) -> None:
    """Show one issued document: digests, files, what it replaces and what replaced it."""
    here = world(home=home)
    record = _named(here, reference)
    newer = _register(here).superseding(record.reference)
    if as_json:
        show_json({**_record(record), "superseded_by": newer.reference if newer else None})
        return
    for name, value in _record(record).items():
        if name not in {"files", "changes"}:
            click.echo(visible(f"{name}: {value}"))
    for file in record.files:
        click.echo(f"{file.sha256}  {file.size:>9}  {file.name}")
    for change in record.changes:
        click.echo(visible(f"changed: {change}"))
    if newer:
        click.echo(f"superseded_by: {newer.reference}")


@register_group.command("export")
@click.argument("reference", metavar="REF")
@click.option("--out", type=FOLDER, required=True, help="The folder to put the files in.")
@home_option
def export_command(reference: str, out: Path, home: Path | None) -> None:
    """Write the files of an issued document as they were issued; each is checked against its SHA-256 first."""
    here = world(home=home)
    record = _named(here, reference)
    spoilt: list[str] = []
    for file in record.files:
        try:
            here.deliver(out / file.name, here.files.read(file.sha256))
        except (NotFoundError, ConflictError) as error:
            spoilt.append(f"{file.name}: {error}")
            continue
        click.echo(out / file.name)
    if spoilt:
        raise ConflictError(f"{record.reference} is not whole; {'; '.join(spoilt)}")


@register_group.command("sweep")
@home_option
@json_option
def sweep_command(home: Path | None, as_json: bool) -> None:
    """Take away files that no document names: what a program left behind that was stopped while it issued."""
    here = world(home=home)
    _register(here)
    swept = sweep(here.evidence, here.files)
    if as_json:
        show_json({"swept": list(swept)})
        return
    for sha256 in swept:
        click.echo(f"swept: {sha256}")
    click.echo(f"{len(swept)} files swept")


def _register(here: World) -> Register:
    found = here.register_if_there
    if found is None:
        raise NotFoundError(f"there is no register in {here.settings.home} yet; the first `sokdocs issue` makes it")
    return found


def _named(here: World, reference: str) -> IssueRecord:
    record = _register(here).by_reference(reference.strip().upper())
    if record is None:
        raise NotFoundError(f"no issued document has the reference {visible(reference[:40])}; see `sokdocs register list`")
    return record


def _record(record: IssueRecord) -> dict[str, Any]:
    return {
        "reference": record.reference,
        "kind": record.kind,
        "language": record.language,
        "title": record.title,
        "buyer": record.buyer,
        "case_number": record.case_number,
        "subject": record.subject,
        "issued_at": record.issued_at.isoformat(),
        "request": record.request,
        "manifest": record.manifest_digest,
        "document": record.document_digest,
        "supersedes": record.supersedes or None,
        "reason": record.reason or None,
        "changes": list(record.changes),
        "files": [{"form": each.form, "name": each.name, "sha256": each.sha256, "size": each.size} for each in record.files],
    }
