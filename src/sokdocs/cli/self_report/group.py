"""`sokdocs self-report`: issue; the other commands stand beside it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from sokdocs.cli.options import FOLDER, home_option, json_option, library_option, read_forms, templates_option, world
from sokdocs.cli.output import show_json, working
from sokdocs.cli.self_report.carrying import carried_json, refuse_page, show_carried
from sokdocs.cli.self_report.following import finding_facts_command, letter_facts_command
from sokdocs.cli.self_report.guide import deliver_guide, guide_command, guide_option
from sokdocs.cli.self_report.many import issue_many_command
from sokdocs.cli.self_report.overview import compare_command, status_command
from sokdocs.cli.self_report.papers import export_command, report_command
from sokdocs.cli.self_report.reading import check_command, receive_command, score_command
from sokdocs.workflows.carrying import Earlier, IssuedAfter, earlier_named, issue_form_after
from sokdocs.workflows.guiding import guides_for
from sokdocs.workflows.issuing import Issue
from sokdocs.workflows.recording import case_named
from sokdocs.workflows.sealing import MANIFEST
from sokdocs.workflows.self_reporting import WantedForm, issue_form


@click.group("self-report")
def self_report_group() -> None:
    """Self-report forms: from issue and issue-many, receive, check and score, to report, letter-facts, compare and status."""


@self_report_group.command("issue")
@click.argument("case", metavar="CASE")
@click.option("--form", default="", help="full or simplified; otherwise the one the contract calls for.")
@click.option("--because", default="", metavar="REASON", help="Why it is another form.")
@click.option("--after", default="", metavar="CASE-NO", help="A self-report of the supplier whose answers it begins with.")
@click.option("--product", "products", multiple=True, metavar="NAME", help="A product it is about; otherwise all of the contract.")
@click.option("--lang", "language", type=click.Choice(["nb", "nn", "en"]), default="nb", show_default=True)
@click.option("--out", type=FOLDER, required=True, help="The folder to put the files in.")
@click.option("--as", "forms", default="docx,pdf", callback=read_forms, help="The forms to put there.", show_default=True)
@guide_option
@library_option
@templates_option
@home_option
@json_option
def issue_command(
    case: str,
    form: str,
    because: str,
    products: tuple[str, ...],
    after: str,
    language: str,
    out: Path,
    forms: tuple[str, ...],
    with_guide: bool,
    library: Path | None,
    templates: Path | None,
    home: Path | None,
    as_json: bool,
) -> None:
    """Issue the self-report form of a case, to be filled in in Word or a PDF reader, and sent back.

    \b
    Examples:
      sokdocs self-report issue 2026/01234 --out forms
      sokdocs self-report issue 2026/01234 --after 2025/00321-2 --out forms
    """
    here = world(home=home, library=library, templates=templates)
    wanted = WantedForm(case.strip(), form.strip(), because, products, language)
    earlier = _earlier(after, forms) if after else None
    guides = guides_for(here.catalogue, here, forms) if with_guide else None
    with working("rendering and reading back"):
        carrying = issue_form_after(here.catalogue, here, wanted, earlier) if earlier else None
        done = carrying.issue if carrying else issue_form(here.catalogue, here, wanted)
    paths = {each.form: out / each.name for each in done.record.files if each.form in (*forms, MANIFEST)}
    for name, path in paths.items():
        here.deliver(path, done.files[name])
    beside = deliver_guide(here, guides, case_named(here, case.strip()), done.record, out) if guides else []
    carried = (carrying, earlier) if carrying and earlier else None
    _show_issued(done, paths, beside, carried, as_json=as_json)


def _show_issued(
    done: Issue, paths: Mapping[str, Path], beside: Sequence[Path], carried: tuple[IssuedAfter, Earlier] | None, *, as_json: bool
) -> None:
    if as_json:
        shown = {
            "files": {name: str(path) for name, path in paths.items()},
            **({"guide": [str(each) for each in beside]} if beside else {}),
        }
        show_json({"reference": done.record.reference, "repeat": done.is_repeat, **shown, **(carried_json(*carried) if carried else {})})
        return
    click.echo(f"{done.record.reference}{' (issued before; the same form)' if done.is_repeat else ''}")
    if carried:
        show_carried(carried[0].carried, carried[1])
    for path in (*paths.values(), *beside):
        click.echo(path)


def _earlier(after: str, forms: tuple[str, ...]) -> Earlier:
    refuse_page(forms)
    return earlier_named(after)


for command in (
    issue_many_command,
    guide_command,
    receive_command,
    check_command,
    score_command,
    report_command,
    letter_facts_command,
    finding_facts_command,
    compare_command,
    status_command,
    export_command,
):
    self_report_group.add_command(command)
