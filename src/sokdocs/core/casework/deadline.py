"""When a deadline falls: how long it is in this contract, the day it ends on, and the day it really ends once receipt is known.

The day of the event is day 0. No deadline ends on a day off (rule 10): it is pushed forward to the next working day.
Wherever two counts are possible the later day holds, so that nobody's time is cut short.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.casework.contract import Contract
from sokdocs.core.casework.ladder import DeadlineRule, Ladder, setting
from sokdocs.core.errors import InvalidError
from sokdocs.core.values.working_days import ONE_DAY, days_off, is_weekend, is_working_day, next_working_day

BUYER = "buyer"
WORKING_DAYS = "working_days"
CALENDAR_DAYS = "calendar_days"
WEEKS = "weeks"
MONTHS = "months"
TENTHS_OF_A_DAY: Mapping[str, int] = MappingProxyType({WORKING_DAYS: 14, CALENDAR_DAYS: 10, WEEKS: 70, MONTHS: 304})

PROVES_RECEIPT = frozenset(
    {EventKind.COMMENT, EventKind.ANSWER, EventKind.OBJECTION, EventKind.PLAN_RECEIVED, EventKind.EXTENSION_REQUESTED}
)

ONE_WEEK = timedelta(weeks=1)

Settings = Mapping[str, int | str | bool]


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time: `10 working_days`, `30 calendar_days`, `6 weeks`, `2 months`. 0 is the same day. Another unit is refused."""

    number: int
    unit: str

    def __post_init__(self) -> None:
        if self.unit not in TENTHS_OF_A_DAY:
            raise InvalidError(f'unknown unit "{self.unit}" for a deadline: use one of {", ".join(TENTHS_OF_A_DAY)}')
        if self.number < 0:
            raise InvalidError(f"a deadline can't be {self.number} {self.unit}: use 0 or more")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A counted deadline with its working: from `start`, by `period`, to `counted_to`, pushed forward to `on`.

    `passed_over` are the days off that made it longer, each with the key of the phrase that names it; weekends go without saying.
    """

    start: date
    period: Period
    counted_to: date
    on: date
    passed_over: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EffectiveDue:
    """The day a letter's deadline really falls on. `printed_on` is the day in the letter, `on` that day or a later one.

    `event` is the number of the event that decided `on`: the letter itself, its receipt, or an extension.
    `received_on` is the day of receipt, or where only a reply proves it the latest day it can have been; None where it is not known.
    `recounted` is the working where it was counted anew from a later receipt.
    """

    key: str
    on: date
    printed_on: date
    event: int
    received_on: date | None = None
    recounted: Deadline | None = None

    @property
    def is_receipt_known(self) -> bool:
        """Whether we know that the supplier has had the letter."""
        return self.received_on is not None


def count(start: date, period: Period) -> Deadline:
    """The deadline that a period sets when it starts on a day; refused where it would end after the year 9999."""
    try:
        counted_to = _counted_to(start, period)
        on = next_working_day(counted_to)
    except (OverflowError, ValueError) as error:
        raise InvalidError(f"{period.number} {period.unit} from {start} is beyond the calendar: use a shorter deadline") from error
    first = start + ONE_DAY if period.unit == WORKING_DAYS and period.number else counted_to
    return Deadline(start, period, counted_to, on, _named_days_off(first, on))


def count_back(start: date, period: Period) -> Deadline:
    """The last working day on which a period that may not be exceeded still runs; never before the day after its start."""
    forward = count(start, period)
    on = forward.counted_to
    while not is_working_day(on) and on > start + ONE_DAY:
        on -= ONE_DAY
    return Deadline(start, period, forward.counted_to, on)


def period_for(rule: DeadlineRule, contract: Contract, ladder: Ladder, settings: Settings, severities: tuple[str, ...] = ()) -> Period:
    """How long a deadline is: as the contract says, else as the ladder is set, else the ladder's own number.

    Where it depends on severity and a letter is about several findings, the longest of their periods is taken: the shortest would be
    stricter, but nobody's time is to be cut short. Without a start, working days are weighed as 7/5 calendar days; `deadline_for`
    weighs the days themselves. Refused where neither contract nor ladder gives a length.
    """
    return max(_periods(rule, contract, ladder, settings, severities), key=_weight)


def deadline_for(
    start: date,
    rule: DeadlineRule,
    *,
    contract: Contract,
    ladder: Ladder,
    settings: Settings,
    severities: tuple[str, ...] = (),
) -> Deadline:
    """The deadline that a letter sets on a day: of all its findings' own deadlines the one that ends last.

    A day by which the buyer itself must act, at the latest, is not pushed forward but back to the working day before.
    """
    counter = count_back if rule.runs == BUYER else count
    counted = [counter(start, each) for each in _periods(rule, contract, ladder, settings, severities)]
    return max(counted, key=lambda each: (each.on, _weight(each.period)))


def effective_due(case: Case, letter: Event, key: str, ladder: Ladder) -> EffectiveDue | None:
    """The day the deadline `key` of an issued letter really falls on, or None where the letter sets no such deadline.

    The latest of: the day printed; the same period from a recorded receipt that came after the letter's date; an extension granted.
    A reply proves that the letter has come, not when: it makes the receipt known, and leaves the printed day.
    The buyer's own deadlines don't wait for a receipt.
    """
    printed = letter.day(f"due_{key}")
    if printed is None:
        return None
    receipt = _first(_about(case, letter, {EventKind.DELIVERED}))
    known = receipt or _first(_about(case, letter, PROVES_RECEIPT))
    recounted = _recounted(case, letter, key, ladder=ladder, receipt=receipt)
    days = [(_not_on_a_day_off(printed), letter.number)]
    if receipt and recounted:
        days.append((recounted.on, receipt.number))
    days.extend(_extensions(case, letter, key))
    on, event = max(days, key=lambda each: each[0])
    return EffectiveDue(key, on, printed, event, received_on=known.on if known else None, recounted=recounted)


def _counted_to(start: date, period: Period) -> date:
    if period.unit == WORKING_DAYS:
        return _nth_working_day(start, period.number)
    if period.unit == MONTHS:
        return _months_after(start, period.number)
    return start + period.number * (ONE_WEEK if period.unit == WEEKS else ONE_DAY)


def _nth_working_day(start: date, number: int) -> date:
    day = start
    for _ in range(number):
        day = next_working_day(day + ONE_DAY)
    return day


def _months_after(start: date, number: int) -> date:
    """The same day of a later month, or the month's last day where it has no such day."""
    years, month = divmod(start.month - 1 + number, 12)
    first = date(start.year + years, month + 1, 1)
    following = date(first.year + month // 11, (month + 1) % 12 + 1, 1)
    return min(first + timedelta(days=start.day - 1), following - ONE_DAY)


def _named_days_off(first: date, until: date) -> tuple[tuple[date, str], ...]:
    """The days off from the first day until the last, which is left out; those on a weekend cost nobody a day."""
    years = range(first.year, until.year + 1)
    named = (each for year in years for each in days_off(year).items())
    return tuple((day, name) for day, name in named if first <= day < until and not is_weekend(day))


def _periods(rule: DeadlineRule, contract: Contract, ladder: Ladder, settings: Settings, severities: tuple[str, ...]) -> list[Period]:
    """The periods of a rule: one for each parameter that the severities lead to, or the rule's own."""
    sources = {_source(rule, ladder, each) for each in severities} or {(rule.from_contract, rule.otherwise)}
    return [
        _from_contract(key, contract, ladder)
        or _from_contract(rule.or_contract, contract, ladder)
        or _from_ladder(name, rule, ladder, settings)
        for key, name in sorted(sources)
    ]


def _source(rule: DeadlineRule, ladder: Ladder, severity: str) -> tuple[str, str]:
    """The contract parameter for a severity, and the ladder parameter in its place: that of the same name where there is one."""
    key = rule.by_severity.get(severity, "")
    name = key.rpartition(".")[2]
    return (key or rule.from_contract, name if name in ladder.parameters else rule.otherwise)


def _from_contract(key: str, contract: Contract, ladder: Ladder) -> Period | None:
    """The period that the contract itself sets, or None where it says nothing."""
    value = contract.parameter(key)
    if value is None:
        return None
    if not isinstance(value, int):
        raise InvalidError(f'{key} in contract {contract.reference} is "{value}": a deadline needs a whole number')
    if key not in ladder.units:
        raise InvalidError(f"the ladder {ladder.id} gives no unit for {key}: add it under units")
    return Period(value, ladder.units[key])


def _from_ladder(name: str, rule: DeadlineRule, ladder: Ladder, settings: Settings) -> Period:
    if name not in ladder.parameters:
        raise InvalidError(f'the deadline "{rule.key}" has no length: neither the contract nor the ladder {ladder.id} gives one')
    value = setting(ladder, settings, name)
    if isinstance(value, bool):
        raise InvalidError(f"the setting {name} is a switch: a deadline needs a whole number")
    return Period(value, ladder.parameters[name].unit)


def _weight(period: Period) -> int:
    return period.number * TENTHS_OF_A_DAY[period.unit]


def _about(case: Case, letter: Event, kinds: Collection[EventKind]) -> Iterator[Event]:
    """The events of these kinds that are about the letter's document."""
    return (each for each in case.events if each.kind in kinds and letter.document and each.whole("about") == letter.document)


def _first(events: Iterator[Event]) -> Event | None:
    return min(events, key=lambda each: (each.on, each.number), default=None)


def _recounted(case: Case, letter: Event, key: str, *, ladder: Ladder, receipt: Event | None) -> Deadline | None:
    """The supplier's deadline counted from a receipt later than the letter's date, where the ladder still knows the deadline."""
    known = ladder.letters.get(letter.text("letter"))
    rule = next((each for each in known.deadlines if each.key == key), None) if known else None
    if rule is None or rule.runs != "supplier" or receipt is None or receipt.on <= letter.on:
        return None
    findings = (case.finding(each) for each in letter.names("findings"))
    severities = tuple(each.text("severity") for each in findings if each)
    return deadline_for(receipt.on, rule, contract=case.contract, ladder=ladder, settings=case.settings, severities=severities)


def _extensions(case: Case, letter: Event, key: str) -> Iterator[tuple[date, int]]:
    """The days to which the deadline was extended, each with the number of the event that did it."""
    for each in _about(case, letter, {EventKind.EXTENSION}):
        until = each.day("until")
        if until is not None and each.text("deadline") == key:
            yield _not_on_a_day_off(until), each.number


def _not_on_a_day_off(day: date) -> date:
    """The day, pushed forward where it is a day off; refused where the calendar ends first."""
    return count(day, Period(0, CALENDAR_DAYS)).on
