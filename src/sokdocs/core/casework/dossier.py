"""A case as a folder that can be handed over: what stands in its index, and the case itself as plain data."""

from dataclasses import dataclass
from datetime import date

from sokdocs.core.casework.case import Case, Event
from sokdocs.core.casework.contract import Contract
from sokdocs.core.facts.definition import Product
from sokdocs.core.values.canonical import Json

FORMAT = "sokdocs-dossier/1"
DATE, PRODUCT = "date", "product"


@dataclass(frozen=True, slots=True)
class DossierFile:
    """A file of the folder: its name and bytes' SHA-256, what it is, its document number and its day."""

    name: str
    sha256: str
    size: int
    what: str
    number: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Fileless:
    """A document of the case without a file in the folder, and why."""

    number: str
    on: date
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class DossierIndex:
    """What the index tells of the case and its files."""

    case: str
    contract: str
    supplier: str
    buyer: str
    files: tuple[DossierFile, ...]
    fileless: tuple[Fileless, ...]


def case_data(case: Case, names: dict[str, str]) -> Json:
    """The contract, and every event with all its values; `names` says under which name a received file lies in the folder, by
    `event-position`."""
    return {
        "format": FORMAT,
        "case": {
            "number": case.number,
            "contract": case.contract.reference,
            "ladder": case.ladder,
            "opened_on": case.opened_on.isoformat(),
            "settings": dict(case.settings),
        },
        "contract": _contract(case.contract),
        "events": [event_data(each, names) for each in case.events],
    }


def event_data(event: Event, names: dict[str, str]) -> Json:
    """One event with all its values."""
    return {
        "number": event.number,
        "kind": event.kind.value,
        "on": event.on.isoformat(),
        "recorded_at": event.recorded_at.isoformat() if event.recorded_at else None,
        "actor": event.actor,
        "document": event.document or None,
        "reference": event.reference or None,
        "values": {name: plain(value) for name, value in sorted(event.values.items())},
        "files": [
            {
                "name": each.name,
                "sha256": each.sha256,
                "size": each.size,
                "in_folder": names.get(f"{event.number}-{position}"),
            }
            for position, each in enumerate(event.files)
        ],
    }


def plain(value: object) -> Json:
    """A value as JSON that keeps its type: a date and a product are named as such; raises TypeError for anything unknown."""
    match value:
        case bool() | int() | str():
            return value
        case date():
            return {DATE: value.isoformat()}
        case Product():
            return {PRODUCT: [value.name, value.cpv, value.group]}
        case tuple() | list():
            return [plain(each) for each in value]
    raise TypeError(f"{type(value).__name__} is no value of a case")


def _contract(contract: Contract) -> Json:
    clauses: list[Json] = [
        {
            "id": each.id,
            "title": each.title,
            "date": each.date.isoformat(),
            "language": each.language,
            "digest": each.digest,
            "point": each.point,
            "parameters": {name: plain(value) for name, value in sorted(each.parameters.items())},
        }
        for each in contract.clauses
    ]
    return {
        "reference": contract.reference,
        "announced_on": contract.announced_on.isoformat(),
        "signed_on": contract.signed_on.isoformat(),
        "appendix": contract.appendix,
        "terms_edition": contract.terms_edition,
        "facts": {name: plain(value) for name, value in sorted(contract.facts.items())},
        "clauses": clauses,
    }
