"""Contracts in the register: written once, with the clause versions that are theirs for good."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, cast

from sqlalchemy import Connection, Row, insert, select

from sokdocs.core.casework.contract import Contract, ContractClause
from sokdocs.core.errors import ConflictError
from sokdocs.core.facts.definition import FactValue
from sokdocs.core.facts.sheet import ParameterValue
from sokdocs.core.values.identifiers import ClauseId
from sokdocs.register.stored_values import new_salt, read_value, read_values, write_value, write_values
from sokdocs.register.tables import contracts
from sokdocs.register.trail import append
from sokdocs.register.trail_bodies import CONTRACT
from sokdocs.register.transactions import understood


def add_contract(connection: Connection, contract: Contract, *, actor: str, at: datetime) -> None:
    """Records a contract; the same one again changes nothing. Raises `ConflictError` for another one under the same reference."""
    row = _row(contract)
    there = connection.execute(select(contracts).where(contracts.c.reference == contract.reference)).mappings().one_or_none()
    if there is not None:
        changed = [name for name, value in row.items() if there[name] != value]
        if changed:
            raise ConflictError(
                f"{contract.reference} is in the register already with other {', '.join(changed)}; a contract is never changed, "
                "add it under another reference"
            )
        return
    connection.execute(insert(contracts).values(**row, salt=new_salt()))
    append(connection, ((CONTRACT, contract.reference),), actor=actor, at=at)


def read_contracts(connection: Connection, references: Iterable[str] | None = None) -> dict[str, Contract]:
    """The contracts with these references, or all, by reference."""
    statement = select(contracts).order_by(contracts.c.reference)
    if references is not None:
        statement = statement.where(contracts.c.reference.in_(sorted(set(references))))
    return {row.reference: _contract(row) for row in connection.execute(statement)}


def _row(contract: Contract) -> dict[str, object]:
    return {
        "reference": contract.reference,
        "announced_on": contract.announced_on.isoformat(),
        "signed_on": contract.signed_on.isoformat(),
        "appendix": contract.appendix,
        "terms_edition": contract.terms_edition,
        "clauses": write_value([_clause_fields(each) for each in contract.clauses]),
        "facts": write_values(contract.facts),
    }


def _clause_fields(clause: ContractClause) -> Sequence[object]:
    parameters = [[name, value] for name, value in sorted(clause.parameters.items())]
    return [clause.id, clause.title, clause.date, clause.language, clause.digest, clause.point, parameters]


def _contract(row: Row[Any]) -> Contract:
    with understood(f"the contract {row.reference}"):
        return Contract(
            reference=row.reference,
            facts=MappingProxyType(cast("dict[str, FactValue]", read_values(row.facts))),
            clauses=tuple(_clause(each) for each in cast("tuple[Any, ...]", read_value(row.clauses))),
            announced_on=date.fromisoformat(row.announced_on),
            signed_on=date.fromisoformat(row.signed_on),
            appendix=row.appendix,
            terms_edition=row.terms_edition,
        )


def _clause(fields: tuple[Any, ...]) -> ContractClause:
    name, title, day, language, digest, point, parameters = fields
    values: dict[str, ParameterValue] = dict(parameters)
    return ContractClause(ClauseId(name), title, day, language, digest, point, MappingProxyType(values))
