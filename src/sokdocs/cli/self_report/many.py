"""`sokdocs self-report issue-many`: the form to every contract of a list."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from sokdocs.cli.many import list_options, refuse_faulty_list, work_off
from sokdocs.cli.options import world
from sokdocs.cli.self_report.carrying import refuse_page
from sokdocs.cli.self_report.guide import guide_option
from sokdocs.core.casework.case import Case
from sokdocs.core.facts.definition import FactValue
from sokdocs.wiring import World
from sokdocs.workflows.bulk_forms import BECAUSE, FORM, BulkForms, check_forms, issue_forms
from sokdocs.workflows.bulk_ports import desk_for
from sokdocs.workflows.carrying import ask_after, earlier_named
from sokdocs.workflows.guiding import guides_for
from sokdocs.workflows.making import Request
from sokdocs.workflows.self_reporting import WantedForm


@click.command("issue-many")
@list_options("contract, case, form, because, products, after", "forms")
@click.option("--form", type=click.Choice(["full", "simplified"]), help="For rows that name none; otherwise as the contract says.")
@click.option("--because", default="", metavar="REASON", help="Why it is another form, for rows that give no reason.")
@click.option("--lang", "language", type=click.Choice(["nb", "nn", "en"]), default="nb", show_default=True)
@guide_option
def issue_many_command(out: Path, form: str | None, because: str, all_or_nothing: bool, as_json: bool, **options: Any) -> int:
    """Issue the self-report form to every contract of a list, row by row.

    A row that names an earlier self-report under `after` (2025/00321-2) gets a form that begins with its answers.

    A row with a fault is told and left out. A contract without a case gets one. The same list given again goes on where it stopped and
    makes no form twice.

    \b
    Examples:
      sokdocs self-report issue-many --contracts contracts.csv --out forms
      sokdocs self-report issue-many --contracts contracts.xlsx --out forms --as docx --all-or-nothing
    """
    here = world(home=options["home"], library=options["library"], templates=options["templates"])
    said: dict[str, FactValue] = {name: value for name, value in ((FORM, form), (BECAUSE, because.strip())) if value}
    listed = here.form_list(options["contracts"], said)
    bulk = BulkForms(options["forms"], listed.digest, lambda *asked: _ask_after(here, options["forms"], *asked), options["language"])
    if options["with_guide"]:
        bulk = replace(bulk, beside=guides_for(here.catalogue, here, bulk.forms))
    desk = desk_for(here, bulk.forms)
    if all_or_nothing:
        refuse_faulty_list(check_forms(here.catalogue, desk, bulk, listed), len(listed))
    return work_off(here, out, lambda outbox: issue_forms(here.catalogue, desk, bulk, listed, outbox), count=len(listed), as_json=as_json)


def _ask_after(here: World, forms: tuple[str, ...], case: Case, wanted: WantedForm, document: str) -> Request:
    refuse_page(forms)
    return ask_after(here.catalogue, here, case, wanted, earlier_named(document)).request
