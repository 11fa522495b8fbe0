"""Small makers of notices, and short ways to ask a reading."""

from dataclasses import replace
from decimal import Decimal

from sokdocs.core.facts.notice import Coded, Notice, NoticeItem, NoticePart, NoticeParty, Said, SaidAmount
from sokdocs.core.facts.notice_category import CategoryOutline
from sokdocs.core.facts.notice_reading import NoticeReading, NoticeSheet, read_facts
from sokdocs.core.values.cpv import CpvPrefix
from sokdocs.core.values.phrases import Part, Saying

CODES = ("18110000-3", "33141420-0", "33000000-0", "45214200-2", "85312300-2", "39512000-4", "31500000-1", "42520000-7")
VALID = {code[:8]: code for code in CODES}
OUTLINES = {
    "B": CategoryOutline("B", "Tekstil", (CpvPrefix("18", "B"), CpvPrefix("395", "B")), ("Arbeidstøy",), (((), "Er det bomull?"),)),
    "C": CategoryOutline("C", "Bygg", (CpvPrefix("45", "C"), CpvPrefix("315", "C", True), CpvPrefix("425", "C", True)), ("Stein", "Tre")),
    "D": CategoryOutline("D", "Medisin", (CpvPrefix("331", "D"),), ("Hansker",)),
    "F": CategoryOutline("F", "Møbler", (CpvPrefix("315", "F"),)),
}


def said(text: str, path: str = "tender.title") -> Said:
    return Said(text, path)


def kroner(amount: str, currency: str = "NOK", path: str = "tender.value") -> SaidAmount:
    return SaidAmount(Decimal(amount), currency, path)


def an_item(main: str, *additional: str, lots: tuple[str, ...] = (), scheme: str = "CPV") -> NoticeItem:
    codes = tuple(Coded(said(each, "tender.items[0].additional"), "CPV") for each in additional)
    return NoticeItem("tender.items[0]", Coded(said(main, "tender.items[0].classification.id"), scheme) if main else None, codes, lots)


def a_lot(name: str, **changes: object) -> NoticePart:
    return replace(NoticePart(name, f"tender.lots.{name}"), **changes)  # type: ignore[arg-type]


def a_buyer(name: str = "Lillevik kommune", number: str = "355101010", **changes: object) -> NoticeParty:
    identifiers = (Coded(said(number, "parties[0].identifier.id"), "NO-ORG"),) if number else ()
    party = NoticeParty("ORG-1", "parties[0]", said(name, "parties[0].name"), identifiers, ("buyer",))
    return replace(party, **changes)  # type: ignore[arg-type]


def a_notice(*items: NoticeItem, lots: tuple[NoticePart, ...] = (), tender: NoticePart | None = None, **changes: object) -> Notice:
    notice = Notice(
        file="notice.json",
        id=said("2023-100001", "id"),
        published=said("2023-02-16T12:00:00+02:00", "date"),
        language="nb",
        tags=("tender",),
        status="active",
        method="Open procedure",
        is_marked_design_contest=False,
        planned_for=None,
        buyer=None,
        parties=(a_buyer(),),
        tender=tender or NoticePart("T", "tender", said("Arbeidstøy")),
        lots=lots,
        items=items or (an_item("18110000"),),
        awards=(),
        signed=(),
    )
    return replace(notice, **changes)  # type: ignore[arg-type]


def reading(notice: Notice) -> NoticeReading:
    return read_facts(notice, OUTLINES, VALID)


def only_sheet(notice: Notice) -> NoticeSheet:
    (sheet,) = reading(notice).sheets
    return sheet


def value(sheet: NoticeSheet, fact: str) -> object:
    return sheet.answers[fact].value if fact in sheet.answers else None


def named(told: Part) -> str:
    """What is to be said, by the names of its phrases: `notice_cpv_unknown(code=99999999)`."""
    match told:
        case Saying(name, parts):
            return f"{name}({', '.join(f'{part}={named(value)}' for part, value in parts)})"
        case tuple():
            return " + ".join(named(each) for each in told)
    return str(told)


def asks(sheet: NoticeSheet, fact: str) -> str:
    return " ".join(named(each.text) for each in sheet.questions if each.fact == fact)


def warnings(found: NoticeReading) -> str:
    return " ".join(named(each) for each in found.warnings)


def a_tender(**changes: object) -> NoticePart:
    return replace(NoticePart("T", "tender", said("Arbeidstøy")), **changes)  # type: ignore[arg-type]
