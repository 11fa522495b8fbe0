"""`sokdocs self-report guide`: what goes with a form for the supplier."""

from pathlib import Path

import click

from sokdocs.cli.options import FOLDER, home_option, json_option, library_option, read_forms, templates_option, world
from sokdocs.cli.output import show_json, working
from sokdocs.core.casework.case import Case
from sokdocs.core.errors import NotFoundError
from sokdocs.core.issuance.issued import IssueRecord
from sokdocs.wiring import World
from sokdocs.workflows.guiding import Guides, guides_for, newest_form
from sokdocs.workflows.recording import case_named
from sokdocs.workflows.self_reporting import KIND

guide_option = click.option("--with-guide", is_flag=True, help="With it a checklist of attachments, a filled example and the due day.")


@click.command("guide")
@click.argument("case", metavar="CASE")
@click.option("--reference", default="", help="Which form of the case; otherwise the newest.")
@click.option("--out", type=FOLDER, required=True, help="The folder to put the files in.")
@click.option("--as", "forms", default="docx,pdf", callback=read_forms, help="The forms of the checklist.", show_default=True)
@library_option
@templates_option
@home_option
@json_option
def guide_command(
    case: str,
    reference: str,
    out: Path,
    forms: tuple[str, ...],
    library: Path | None,
    templates: Path | None,
    home: Path | None,
    as_json: bool,
) -> None:
    """Make what goes with a form for the supplier: a checklist of attachments, a filled example, and the due day for a calendar.

    Made again once the letter is sent, the calendar has the letter's own day.

    \b
    Example:
      sokdocs self-report guide 2026/01234 --out forms
    """
    here = world(home=home, library=library, templates=templates)
    found = case_named(here, case.strip())
    record = _form(here, found, reference.strip())
    paths = deliver_guide(here, guides_for(here.catalogue, here, forms), found, record, out)
    if as_json:
        show_json({"reference": record.reference, "files": [str(each) for each in paths]})
        return
    for path in paths:
        click.echo(path)


def deliver_guide(here: World, guides: Guides, case: Case, record: IssueRecord, out: Path) -> list[Path]:
    """Puts the files that go with a form into the folder; the path of each."""
    with working("rendering and reading back"):
        files = guides.files(case, record)
    for name, data in files.items():
        here.deliver(out / name, data)
    return [out / name for name in files]


def _form(here: World, case: Case, reference: str) -> IssueRecord:
    if not reference:
        return newest_form(here, case)
    record = here.register.by_reference(reference)
    if record is None or record.kind != KIND or record.case_number != case.number:
        raise NotFoundError(f"{case.number} has no self-report form {reference[:40]}; see `sokdocs register list`")
    return record
