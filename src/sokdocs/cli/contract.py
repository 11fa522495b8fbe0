"""`sokdocs contract`: add, show, list."""

from pathlib import Path
from typing import Any

import click

from sokdocs.cli.options import FILE, home_option, json_option, library_option, world
from sokdocs.cli.output import show_json, show_problems, visible
from sokdocs.core.casework.contract import Contract
from sokdocs.core.errors import NotFoundError
from sokdocs.core.values.canonical import as_json
from sokdocs.workflows.contracting import add_contract


@click.group("contract")
def contract_group() -> None:
    """Signed contracts: add, show, list."""


@contract_group.command("add")
@click.option("--appendix", metavar="REF", default="", help="The issued appendix that was signed. Leave out for a contract on old terms.")
@click.option("--facts", type=FILE, required=True, help="What was known at signing: supplier, date, sites, sub-suppliers.")
@library_option
@home_option
@json_option
def add_command(appendix: str, facts: Path, library: Path | None, home: Path | None, as_json: bool) -> None:
    """Take a signed contract into the register. It keeps the clause versions it was signed with, for good.

    \b
    Examples:
      sokdocs contract add --appendix SD-7K3Q-9F2M --facts contract.yaml
      sokdocs contract add --facts old-contract.yaml
    """
    here = world(home=home, library=library)
    answers = here.answers(facts)
    contract, was_there = add_contract(
        here.catalogue, here.casebook, answers, appendix=appendix.strip().upper(), desk=here, actor=here.actor
    )
    show_problems([each for each in answers.problems if each.is_warning])
    if as_json:
        show_json({**contract_json(contract), "repeat": was_there})
        return
    click.echo(f"{contract.reference}{' (there before; the same contract)' if was_there else ''}")


@contract_group.command("show")
@click.argument("reference", metavar="REF")
@home_option
@json_option
def show_command(reference: str, home: Path | None, as_json: bool) -> None:
    """Show a contract: its parties, what it covers, and its own clause versions."""
    here = world(home=home)
    contract = here.casefiles_or_none.contract(reference.strip().upper()) if here.casefiles_or_none else None
    if contract is None:
        raise NotFoundError(f"there is no contract {visible(reference[:40])}; see `sokdocs contract list`")
    if as_json:
        show_json(contract_json(contract))
        return
    for line in _lines(contract):
        click.echo(visible(line))


@contract_group.command("list")
@home_option
@json_option
def list_command(home: Path | None, as_json: bool) -> None:
    """List every contract."""
    found = world(home=home).casefiles_or_none
    contracts = found.contracts() if found else ()
    if as_json:
        show_json([contract_json(each) for each in contracts])
        return
    for each in contracts:
        parties = f"{each.text('supplier_name')}: {each.text('title')} ({each.text('buyer_name')})"
        click.echo(visible(f"{each.reference}  {each.signed_on}  {parties}"))


def contract_json(contract: Contract) -> dict[str, Any]:
    """A contract as data."""
    return {
        "reference": contract.reference,
        "appendix": contract.appendix or None,
        "terms_edition": contract.terms_edition or None,
        "announced_on": contract.announced_on.isoformat(),
        "signed_on": contract.signed_on.isoformat(),
        "facts": as_json(dict(contract.facts)),
        "clauses": [
            {
                "clause": each.id,
                "point": each.point,
                "date": each.date.isoformat(),
                "digest": each.digest,
                "parameters": as_json(dict(each.parameters)),
            }
            for each in contract.clauses
        ],
    }


def _lines(contract: Contract) -> list[str]:
    terms = f"appendix {contract.appendix}" if contract.appendix else f"old terms {contract.terms_edition}"
    head = [
        f"{contract.reference}  {contract.text('title')}",
        f"buyer: {contract.text('buyer_name')} {contract.text('buyer_orgnr')}",
        f"supplier: {contract.text('supplier_name')} {contract.text('supplier_orgnr')}",
        f"announced {contract.announced_on}, signed {contract.signed_on}, {terms}",
        *(f"{name}: {', '.join(contract.names(name))}" for name in ("products", "sites", "sub_suppliers") if contract.names(name)),
    ]
    return [*head, *(f"{each.point:>5}  {each.id} {each.date}  {each.title}" for each in contract.clauses)]
