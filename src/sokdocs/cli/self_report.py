"""`sokdocs self-report`: issue; the other commands stand beside it."""

from pathlib import Path

import click

from sokdocs.cli.options import FOLDER, home_option, json_option, library_option, read_forms, templates_option, world
from sokdocs.cli.output import show_json, working
from sokdocs.cli.self_report_overview import compare_command, export_command, status_command
from sokdocs.cli.self_report_reading import check_command, receive_command, score_command
from sokdocs.workflows.sealing import MANIFEST
from sokdocs.workflows.self_reporting import WantedForm, issue_form


@click.group("self-report")
def self_report_group() -> None:
    """Self-report forms: issue, receive, check, score, compare, status, export."""


@self_report_group.command("issue")
@click.argument("case", metavar="CASE")
@click.option("--form", default="", help="full or simplified; otherwise the one the contract calls for.")
@click.option("--because", default="", metavar="REASON", help="Why it is another form.")
@click.option("--product", "products", multiple=True, metavar="NAME", help="A product it is about; otherwise all of the contract.")
@click.option("--lang", "language", type=click.Choice(["nb", "nn", "en"]), default="nb", show_default=True)
@click.option("--out", type=FOLDER, required=True, help="The folder to put the files in.")
@click.option("--as", "forms", default="docx,pdf", callback=read_forms, help="The forms to put there.", show_default=True)
@library_option
@templates_option
@home_option
@json_option
def issue_command(
    case: str,
    form: str,
    because: str,
    products: tuple[str, ...],
    language: str,
    out: Path,
    forms: tuple[str, ...],
    library: Path | None,
    templates: Path | None,
    home: Path | None,
    as_json: bool,
) -> None:
    """Issue the self-report form of a case, to be filled in in Word or a PDF reader, and sent back.

    \b
    Example:
      sokdocs self-report issue 2026/01234 --out forms
    """
    here = world(home=home, library=library, templates=templates)
    with working("rendering and reading back"):
        done = issue_form(here.catalogue, here, WantedForm(case.strip(), form.strip(), because, products, language))
    paths = {each.form: out / each.name for each in done.record.files if each.form in (*forms, MANIFEST)}
    for name, path in paths.items():
        here.deliver(path, done.files[name])
    if as_json:
        shown = {name: str(path) for name, path in paths.items()}
        show_json({"reference": done.record.reference, "repeat": done.is_repeat, "files": shown})
        return
    click.echo(f"{done.record.reference}{' (issued before; the same form)' if done.is_repeat else ''}")
    for path in paths.values():
        click.echo(path)


for command in (receive_command, check_command, score_command, compare_command, status_command, export_command):
    self_report_group.add_command(command)
