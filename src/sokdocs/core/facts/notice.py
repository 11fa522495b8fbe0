"""What a public notice says about a procurement, as far as it is of use here: plain values, each with the path where it stands."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Said:
    """Words of the notice and the path where they stand, such as `tender.lots[0].title`."""

    text: str
    path: str


@dataclass(frozen=True, slots=True)
class SaidAmount:
    """An amount; `currency` is empty where the notice names none."""

    amount: Decimal
    currency: str
    path: str


@dataclass(frozen=True, slots=True)
class Coded:
    """A code or a number with the scheme the notice claims for it."""

    id: Said
    scheme: str


@dataclass(frozen=True, slots=True)
class Period:
    """A contract period as start and end, or as a number of days."""

    start: Said | None = None
    end: Said | None = None
    days: Decimal | None = None
    path: str = ""


@dataclass(frozen=True, slots=True)
class NoticePart:
    """What the tender as a whole and each lot can say alike."""

    id: str
    path: str
    title: Said | None = None
    contract_kind: Said | None = None
    value: SaidAmount | None = None
    framework: Said | None = None
    no_framework: Said | None = None
    framework_value: SaidAmount | None = None
    period: Period | None = None
    options: Said | None = None
    identifiers: tuple[Coded, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """What is bought: one main code, additional codes, and the lots it belongs to."""

    path: str
    main: Coded | None = None
    additional: tuple[Coded, ...] = ()
    lots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeParty:
    """An organisation; contact persons are never read."""

    id: str
    path: str
    name: Said | None = None
    identifiers: tuple[Coded, ...] = ()
    roles: tuple[str, ...] = ()
    address: tuple[Said, ...] = ()
    legal_types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeAward:
    """The outcome for some lots."""

    status: str
    path: str
    lots: tuple[str, ...] = ()
    value: SaidAmount | None = None
    suppliers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """One release of a public notice."""

    file: str
    id: Said | None
    published: Said | None
    language: str
    tags: tuple[str, ...]
    status: str
    method: str
    is_marked_design_contest: bool
    planned_for: Said | None
    buyer: NoticeParty | None
    parties: tuple[NoticeParty, ...]
    tender: NoticePart
    lots: tuple[NoticePart, ...]
    items: tuple[NoticeItem, ...]
    awards: tuple[NoticeAward, ...]
    signed: tuple[Said, ...]
