"""What may be asked about a procurement: each fact with its type, its question and the stage from which it is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from sokdocs.core.values.language import Localized


class Stage(StrEnum):
    """When in a procurement an answer is first known."""

    PLANNED = "planned"
    ANNOUNCED = "announced"
    AWARDED = "awarded"
    SIGNED = "signed"


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


@dataclass(frozen=True, slots=True)
class Product:
    """One product a contract covers: its name, its CPV code, and, where the buyer says so, the product group of the category."""

    name: str
    cpv: str
    group: str = ""


FactValue = str | int | bool | date | tuple[str, ...] | tuple[Product, ...]


@dataclass(frozen=True, slots=True)
class FactDefinition:
    """One fact that may be asked; `minimum` and `maximum` bound whole numbers, amounts (NOK ex VAT) and dates, both inclusive."""

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
