"""What must hold in every case: numbers without gaps (I4), no letter out twice for one step (I7), one buyer throughout (I11)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from sokdocs.core.audit.evidence import Fault, UsedNumber
from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.issuance.issued import IssueRecord
from sokdocs.core.values.text import fold

DUE = "due_"
RESTS_ON = ("findings", "about", "corrected_document")


def number_faults(case: Case) -> Iterator[Fault]:
    """Event numbers and document numbers that don't run from 1 without gaps."""
    place = f"case {case.number}"
    for what, found in (
        ("event", [each.number for each in case.events]),
        ("document", [each.document for each in case.events if each.document]),
    ):
        wanted = list(range(1, len(found) + 1))
        if found != wanted:
            first = next((want for want, number in zip(wanted, found, strict=True) if want != number), 0)
            yield Fault("I4", place, f"{what} number {first} is missing or out of order")


def gap_faults(journal: Iterable[tuple[int, int]], numbers: Iterable[UsedNumber]) -> Iterator[Fault]:
    """Gaps in the journal of a year, and gaps below a case number that the register itself counted."""
    taken: dict[int, set[int]] = {}
    for year, sequence in journal:
        taken.setdefault(year, set()).add(sequence)
    for year, sequences in sorted(taken.items()):
        missing = min(set(range(1, max(sequences) + 1)) - sequences, default=0)
        if missing:
            yield Fault("I4", f"journal {year}", f"number {missing} is missing")
    used = tuple(numbers)
    there = {(each.year, each.sequence) for each in used}
    for each in used:
        before = each.sequence - 1
        if each.numbered == "counted" and before and (each.year, before) not in there:
            yield Fault("I4", f"case {each.year}/{each.sequence:05}", f"it was counted on from {each.year}/{before:05}, which is missing")


def repeated_letters(case: Case) -> Iterator[Fault]:
    """Letters that say the same as an earlier one of the same kind that still runs and was not withdrawn."""
    lifted = {each.whole("about") for each in case.of(EventKind.LIFT)}
    earlier: dict[object, Event] = {}
    for letter in case.letters():
        step = tuple((name, value) for name, value in letter.values.items() if not name.startswith(DUE))
        before = earlier.get(step)
        if before is not None and before.document not in lifted and _runs(before, letter.on):
            said = f"letter {letter.text('letter')} stands twice for one step: {case.number}-{before.document} and -{letter.document}"
            yield Fault("I7", f"case {case.number}", said)
        earlier[step] = letter


def _runs(letter: Event, on: date) -> bool:
    """Whether nothing new can have called for the same letter: its deadlines run, or it has none and rests on what can't come again."""
    days = [day for name in letter.values if name.startswith(DUE) and (day := letter.day(name))]
    if days:
        return on <= max(days)
    return on == letter.on or any(letter.values.get(name) for name in RESTS_ON)


def owner_faults(case: Case, letters: Mapping[str, IssueRecord]) -> Iterator[Fault]:
    """Letters of the case, by reference, that were issued for another case or by another buyer than the contract's."""
    buyer = case.contract.text("buyer_name")
    for event in case.of(EventKind.LETTER):
        place, record = f"case {case.number}, event {event.number}", letters.get(event.reference)
        if record is None:
            yield Fault("I11", place, f"the letter {event.reference or 'without a reference'} is not among the issued documents")
            continue
        if record.case_number not in (case.number, f"{case.number}-{event.document}"):
            yield Fault("I11", place, f"{record.reference} was issued for case {record.case_number}")
        if buyer and fold(record.buyer).casefold() != fold(buyer).casefold():
            yield Fault("I11", place, f"{record.reference} was issued by {record.buyer}; the contract's buyer is {buyer}")
