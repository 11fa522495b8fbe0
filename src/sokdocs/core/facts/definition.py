"""What may be asked about a procurement: each fact with its type, its question and the stage from which it is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from sokdocs.core.values.language import Localized


class Stage(StrEnum):
    """When an answer is first known: before the contract, when it is signed, in its follow-up; a `case` fact follows from the case."""

    PLANNED = "planned"
    ANNOUNCED = "announced"
    AWARDED = "awarded"
    SIGNED = "signed"
    FOLLOW_UP = "follow_up"
    CASE = "case"


OF_PROCUREMENT = frozenset({Stage.PLANNED, Stage.ANNOUNCED, Stage.AWARDED, Stage.SIGNED})
LATE = frozenset(Stage) - {Stage.PLANNED, Stage.ANNOUNCED}


class FactType(StrEnum):
    """What kind of answer a fact takes."""

    TEXT = "text"
    LINES = "lines"
    TEXT_BLOCK = "text_block"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    AMOUNT = "amount"
    CHOICE = "choice"
    DATE = "date"
    ORGNR = "orgnr"
    EMAIL = "email"
    COLOUR = "colour"
    CASE_NUMBER = "case_number"
    CPV_LIST = "cpv_list"
    PRODUCT_LIST = "product_list"
    PARAMETERS = "parameters"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Product:
    """One product a contract covers: its name, its CPV code, and, where the buyer says so, the product group of the category."""

    name: str
    cpv: str
    group: str = ""


FactRow = tuple[str, ...]
FactValue = str | int | bool | date | tuple[str, ...] | tuple[Product, ...] | tuple[FactRow, ...]


@dataclass(frozen=True, slots=True)
class FactDefinition:
    """One fact that may be asked; `minimum` and `maximum` bound whole numbers, amounts (NOK ex VAT) and dates, both inclusive.

    `columns` are the columns of a table in order, with their headings; each row of its value has one text for each.
    """

    name: str
    type: FactType
    stage: Stage
    label: Localized
    question: Localized
    help: Localized = field(default_factory=lambda: MappingProxyType({}))
    required_for: tuple[str, ...] = ()
    choices: Mapping[str, Localized] = field(default_factory=lambda: MappingProxyType({}))
    default: FactValue | None = None
    minimum: int | date | None = None
    maximum: int | date | None = None
    unit: str = ""
    certainty: str = ""
    columns: Mapping[str, Localized] = field(default_factory=lambda: MappingProxyType({}))


def at_stages(definitions: Mapping[str, FactDefinition], stages: frozenset[Stage]) -> Mapping[str, FactDefinition]:
    """The facts that are first known at one of the stages, in order."""
    return MappingProxyType({name: each for name, each in definitions.items() if each.stage in stages})
