"""What a contract is worth and how long it lasts, as far as a notice says: never converted, never guessed."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from sokdocs.core.facts.notice import NoticePart, Period, SaidAmount
from sokdocs.core.facts.notice_finding import Finding, Scope, answered, asked, together
from sokdocs.core.values.oslo import day_meant
from sokdocs.core.values.phrases import Saying, Told, saying

LARGEST = 100_000_000_000
LONGEST = 240


def read_value(scope: Scope) -> Finding:
    """The estimated value without tax: of the whole or of the lot; else the ceiling of the framework; else the award."""
    found, note, also = _amounts(scope)
    if not found:
        return asked("contract_value", _no_value(scope))
    bad = [text for each in found if (text := _unusable(each))]
    if bad:
        return asked("contract_value", bad[0], *(each.path for each in found))
    exact = sum((each.amount for each in found), Decimal(0))
    kroner = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    if kroner != exact:
        rounded = saying("notice_value_rounded", exact=str(exact))
        note = saying("notice_value_rounded_too", note=note, rounded=rounded) if note else rounded
    paths = tuple(each.path for each in found)
    if not 1 <= kroner <= LARGEST:
        return asked("contract_value", saying("notice_value_impossible", amount=str(kroner)), *paths)
    return together([answered("contract_value", kroner, *paths, note=note), *_value_doubts(scope, kroner, also)])


Amounts = tuple[SaidAmount, ...]
Length = tuple[int, Saying]


def _amounts(scope: Scope) -> tuple[Amounts, Told, Amounts]:
    """The amounts to add up, what they are, and other amounts that stand beside them."""
    tender, lots = scope.notice.tender, scope.lots
    per_lot = _all(each.value for each in lots)
    ceiling = _all(each.framework_value for each in lots) or (_one(tender.framework_value) if scope.is_whole else ())
    awards = _awards(scope)
    if scope.is_whole and tender.value:
        return (tender.value,), "", (*_summed(per_lot), *ceiling)
    if per_lot:
        return per_lot, saying("notice_value_summed") if len(per_lot) > 1 else "", ceiling
    if ceiling:
        return ceiling, saying("notice_value_ceiling"), ()
    return awards, saying("notice_value_awarded"), ()


def _all(values: Iterable[SaidAmount | None]) -> Amounts:
    """Every value, or none where one is missing: half a sum is no value."""
    found = tuple(values)
    return tuple(each for each in found if each) if all(found) else ()


def _one(value: SaidAmount | None) -> Amounts:
    return (value,) if value else ()


def _summed(values: Amounts) -> Amounts:
    """The sum as one amount, where there is more than one value and all have the same currency."""
    if len({each.currency for each in values}) != 1:
        return ()
    return (SaidAmount(sum((each.amount for each in values), Decimal(0)), values[0].currency, values[0].path),)


def _awards(scope: Scope) -> Amounts:
    lots = {each.id for each in scope.lots}
    won = [each for each in scope.notice.awards if each.status not in {"unsuccessful", "cancelled"}]
    if not scope.is_whole:
        won = [each for each in won if each.lots and set(each.lots) <= lots]
    return _all(each.value for each in won)


def _figures(amount: SaidAmount) -> str:
    return f"{amount.amount.normalize():f}"


def _unusable(amount: SaidAmount) -> Saying | None:
    if not amount.currency:
        return saying("notice_value_no_currency", amount=_figures(amount))
    if amount.currency != "NOK":
        return saying("notice_value_foreign", currency=amount.currency, amount=_figures(amount))
    if amount.amount <= 0:
        return saying("notice_value_not_positive", amount=_figures(amount))
    return None


def _lots(scope: Scope) -> str:
    return ", ".join(each.id for each in scope.lots)


def _no_value(scope: Scope) -> Saying:
    """No value at all; what the tender as a whole says of one lot can't be split by rule."""
    if scope.is_whole:
        return saying("notice_value_none")
    value = scope.notice.tender.value or scope.notice.tender.framework_value
    if value is None:
        return saying("notice_value_none_of_lot", lots=_lots(scope))
    return saying("notice_value_of_whole_only", lots=_lots(scope), amount=_figures(value), currency=value.currency)


def _value_doubts(scope: Scope, kroner: int, also: Amounts) -> Iterable[Finding]:
    for each in also:
        if each.currency == "NOK" and int(each.amount) != kroner:
            yield asked("contract_value", saying("notice_value_also", amount=_figures(each)), each.path)
    options = _options(scope)
    if options:
        yield asked("contract_value", saying("notice_value_options"), *options)


def _options(scope: Scope) -> tuple[str, ...]:
    return tuple(each.options.path for each in (*scope.lots, scope.notice.tender) if each.options)


def read_months(scope: Scope) -> Finding:
    """How long the contract lasts in whole months; where lots differ, the longest, with a question."""
    parts = [each for each in scope.lots if each.period] or [scope.notice.tender]
    read = [(months, part) for part in parts if part.period and (months := _months(part.period))]
    options = _options(scope)
    more = [asked("contract_months", saying("notice_months_options"), *options)] if options else []
    if not read:
        silent = saying("notice_months_none") if scope.is_whole else saying("notice_months_none_of_lot", lots=_lots(scope))
        return together([asked("contract_months", silent), *more])
    (longest, note), part = max(read, key=lambda each: each[0][0])
    path = part.period.path if part.period else part.path
    if not 1 <= longest <= LONGEST:
        return asked("contract_months", saying("notice_months_impossible", months=str(longest)), path)
    return together([answered("contract_months", longest, path, note=note), *_different(read), *more])


def _different(read: Sequence[tuple[Length, NoticePart]]) -> Iterable[Finding]:
    lengths = sorted({months for (months, _note), _part in read})
    if len(lengths) > 1:
        differing = saying("notice_months_differ", months=", ".join(map(str, lengths)))
        yield asked("contract_months", differing, *(part.path for _months, part in read))


def _months(period: Period) -> Length | None:
    start = day_meant(period.start.text) if period.start else None
    end = day_meant(period.end.text) if period.end else None
    if start and end and end > start:
        return _between(start, end), saying("notice_months_from_dates", start=start.isoformat(), end=end.isoformat())
    if period.days is None or period.days <= 0:
        return None
    return _from_days(period.days)


def _between(start: date, end: date) -> int:
    """Whole months from the first day to the last, a begun month counts; the same day of the month ends a month, as does the day before."""
    beyond = end if end.day == start.day else end + timedelta(days=1) if end < date.max else end
    months = (beyond.year - start.year) * 12 + beyond.month - start.month
    return months + 1 if beyond.day > start.day else months


def _from_days(days: Decimal) -> Length:
    """Whole years of 365 days and months of 30 are taken as such; anything else is rounded up to a begun month."""
    whole = int(days)
    note = saying("notice_months_from_days", days=str(whole))
    years, over = divmod(whole, 365)
    if years and (over == 0 or (over <= (years + 3) // 4 and whole % 30)):
        return years * 12, note
    if whole % 30 == 0:
        return whole // 30, note
    return -(-whole * 48 // 1461), saying("notice_months_rounded_up", days=str(whole))
