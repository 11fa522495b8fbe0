"""`sokdocs letter issue-many`: the same letter to every contract of a list."""

from pathlib import Path
from typing import Any

import click

from sokdocs.cli.many import list_options, refuse_faulty_list, work_off
from sokdocs.cli.options import FILE, world
from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.answers import Answers
from sokdocs.workflows.bulk_issuing import Bulk, check_many, issue_many
from sokdocs.workflows.bulk_ports import desk_for


@click.command("issue-many")
@click.argument("code", metavar="LETTER")
@list_options("contract, case, and facts of the letter", "letters")
@click.option("--facts", type=FILE, help="Your own answers that hold for every letter.")
def issue_many_command(code: str, out: Path, all_or_nothing: bool, as_json: bool, **options: Any) -> int:
    """Issue the same letter to every contract of a list, row by row.

    A row with a fault is told and left out. The same list given again goes on where it stopped and sends nothing twice.

    \b
    Examples:
      sokdocs letter issue-many L01 --contracts contracts.csv --facts L01.yaml --out letters
      sokdocs letter issue-many L01 --contracts contracts.xlsx --out letters --as docx --all-or-nothing
    """
    here = world(home=options["home"], library=options["library"], templates=options["templates"])
    common = _sound(here.letter_answers(options["facts"], code))
    listed = here.contract_list(options["contracts"], common)
    bulk = Bulk(code.strip().upper(), options["forms"], listed.digest)
    desk = desk_for(here, bulk.forms)
    if all_or_nothing:
        refuse_faulty_list(check_many(here.catalogue, desk, bulk, listed), len(listed))
    return work_off(here, out, lambda outbox: issue_many(here.catalogue, desk, bulk, listed, outbox), count=len(listed), as_json=as_json)


def _sound(common: Answers) -> Answers:
    faults = [each for each in common.problems if not each.is_warning]
    if faults:
        raise InvalidError(f"{common.sheet.name} has faults", faults)
    return common
