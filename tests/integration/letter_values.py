"""The case's own values that a block of a letter must hold, taken from the case's file and never from the program."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from tests.integration.letter_world import Values, Written, shelf

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTHS = (
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
)
GRADES = {"K0": "nulltoleranse", "K1": "alvorlig avvik", "K2": "middels avvik"}
RESULTS = {"corrected": "rettet", "not_corrected": "ikke rettet"}
KINDS = {"inspection": "kontroll", "informant": "varsler", "third_party": "rapport fra en tredjepart"}
KINDS |= {"self_report": "leverandørens egenrapportering"}
COUNTRIES = {"PK": "Pakistan", "BD": "Bangladesh"}
WITH_RECEIPT = ("L08", "L11", "L12", "L14", "L15", "L16")


def expected(letter: Written, name: str) -> tuple[str, ...]:
    """What a named value reads in a letter; raises `LookupError` where the case has none."""
    if name in MADE:
        found = tuple(MADE[name](letter))
    else:
        sources: tuple[Values, ...] = (letter.says, shelf()["named"], letter.given, letter.contract)
        found = tuple(_texts(next(each[name] for each in sources if name in each)))
    if not found:
        raise LookupError(f"{letter.name} has no {name}")
    return found


def spoken(day: date) -> str:
    """`fredag 5. juni 2026`."""
    return f"{WEEKDAYS[day.weekday()]} {long(day)}"


def long(day: date) -> str:
    """`5. juni 2026`."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def short(day: date) -> str:
    """`05.06.2026`."""
    return f"{day:%d.%m.%Y}"


def _texts(value: object) -> Iterator[str]:
    match value:
        case date():
            yield spoken(value)
        case list() | tuple():
            for each in value:
                yield from _texts(each)
        case Mapping():
            yield _row(*(str(cell) for cell in value.values()))
        case _:
            yield str(value)


def _points(letter: Written) -> Iterator[str]:
    for clause in letter.says["points"]:
        yield _row(*shelf()["clauses"][clause])


def _findings(letter: Written) -> Iterator[str]:
    """Each finding as a row of its table: id, what, when, where, by whom, with which evidence."""
    for number, each in enumerate(letter.before("finding"), 1):
        where = f"{each['place']}, {COUNTRIES[each['country']]}"
        yield _row(
            f"F{number}",
            each["what"],
            short(each["on"]),
            where,
            f"{KINDS[each['source_kind']]}: {each['source']}",
            each["evidence"],
        )


def _duties(letter: Written) -> Iterator[str]:
    for number, each in enumerate(letter.before("finding"), 1):
        yield _row(f"F{number}", *shelf()["clauses"][each["clause"]])


def _severities(letter: Written) -> Iterator[str]:
    for number, each in enumerate(letter.before("finding"), 1):
        yield _row(f"F{number}", f"{each['severity']} {GRADES[each['severity']]}", each["severity_reason"])


def _history(letter: Written) -> Iterator[str]:
    """Date, number and title of every letter before, its deadlines, and the days on which letters were received."""
    for each in letter.before("letter"):
        yield _row(short(each["on"]), each["says"]["number"], each["says"]["title"].removesuffix(" av kontrakten"))
        yield from (short(day) for day in each["says"].get("goal", ()))
    yield from (short(each["on"]) for each in letter.before("delivered"))


def _comments(letter: Written) -> Iterator[str]:
    for each in (*letter.before("comment"), *letter.before("objection")):
        yield from (short(each["on"]), each["summary"])


def _verifications(letter: Written) -> Iterator[str]:
    for each in letter.before("verification"):
        yield _row(", ".join(each["findings"]), short(each["on"]), RESULTS[each["result"]], each["evidence"])


def _row(*cells: str) -> str:
    """A row of a table: its cells stand one after the other, each a line of its own."""
    return "\n".join(cells)


def _products(letter: Written) -> Iterator[str]:
    yield from letter.given.get("stop_products") or dict.fromkeys(name for each in letter.before("finding") for name in each["products"])


def _sub_suppliers(letter: Written) -> Iterator[str]:
    yield from dict.fromkeys(each["sub_supplier"] for each in letter.before("finding"))


def _sites(letter: Written) -> Iterator[str]:
    yield from dict.fromkeys(name for each in letter.before("finding") for name in each["sites"])


MADE: Mapping[str, Callable[[Written], Iterator[str]]] = {
    "points": _points,
    "findings": _findings,
    "duties": _duties,
    "severities": _severities,
    "history": _history,
    "comments": _comments,
    "verifications": _verifications,
    "products": _products,
    "sites": _sites,
    "subs": _sub_suppliers,
    "contract_title": lambda letter: iter([letter.contract["title"]]),
    "letter_on": lambda letter: iter([long(letter.on)]),
    "roles": lambda letter: iter(letter.says.get("roles", ["kontraktsforvalter"])),
    "delivery": lambda letter: iter(["Sendt med mottakskvittering" if letter.code in WITH_RECEIPT else "Sendt elektronisk"]),
    "access": lambda letter: iter([letter.says.get("access", "offentlig")]),
}
