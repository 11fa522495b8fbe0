"""What a contract is worth and how long it lasts, as far as a notice says: never converted, never guessed."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from sokdocs.core.facts.notice import NoticePart, Period, SaidAmount
from sokdocs.core.facts.notice_finding import Finding, Scope, answered, asked, together
from sokdocs.core.values.oslo import day_meant

LARGEST = 100_000_000_000
LONGEST = 240
OPTIONS = "Kunngjøringen har opsjoner eller forlengelser. "


def read_value(scope: Scope) -> Finding:
    """The estimated value without tax: of the whole or of the lot; else the ceiling of the framework; else the award."""
    found, note, also = _amounts(scope)
    if not found:
        return asked("contract_value", f"Kunngjøringen oppgir ingen verdi{_for_lot(scope)}.{_shared(scope)}")
    bad = [text for each in found if (text := _unusable(each))]
    if bad:
        return asked("contract_value", bad[0], *(each.path for each in found))
    exact = sum((each.amount for each in found), Decimal(0))
    kroner = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    notes = [note] if note else []
    if kroner != exact:
        notes.append(f"rundet av fra {exact}")
    paths = tuple(each.path for each in found)
    if not 1 <= kroner <= LARGEST:
        return asked("contract_value", f"Verdien {kroner} kan ikke være riktig. Hva er den anslåtte verdien?", *paths)
    return together([answered("contract_value", kroner, *paths, note="; ".join(notes)), *_value_doubts(scope, kroner, also)])


Amounts = tuple[SaidAmount, ...]


def _amounts(scope: Scope) -> tuple[Amounts, str, Amounts]:
    """The amounts to add up, what they are, and other amounts that stand beside them."""
    tender, lots = scope.notice.tender, scope.lots
    per_lot = _all(each.value for each in lots)
    ceiling = _all(each.framework_value for each in lots) or (_one(tender.framework_value) if scope.is_whole else ())
    awards = _awards(scope)
    if scope.is_whole and tender.value:
        return (tender.value,), "", (*_summed(per_lot), *ceiling)
    if per_lot:
        return per_lot, "summen av delkontraktene" if len(per_lot) > 1 else "", ceiling
    if ceiling:
        return ceiling, "høyeste verdi for rammeavtalen", ()
    return awards, "verdien etter tildeling, ikke anslaget før konkurransen", ()


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


def _unusable(amount: SaidAmount) -> str:
    if not amount.currency:
        return f"Beløpet {amount.amount.normalize():f} står uten valuta. Hva er verdien i kroner?"
    if amount.currency != "NOK":
        return f"Beløpet er oppgitt i {amount.currency}: {amount.amount.normalize():f}. Det er ikke regnet om. Hva er verdien i kroner?"
    if amount.amount <= 0:
        return f"Beløpet er {amount.amount.normalize():f}. Hva er den anslåtte verdien?"
    return ""


def _for_lot(scope: Scope) -> str:
    return "" if scope.is_whole else f" for delkontrakt {', '.join(each.id for each in scope.lots)}"


def _shared(scope: Scope) -> str:
    """What the tender as a whole says, where a lot says nothing: it can't be split by rule."""
    value = scope.notice.tender.value or scope.notice.tender.framework_value
    if scope.is_whole or value is None:
        return ""
    return f" Hele konkurransen har {value.amount.normalize():f} {value.currency}. Hvor mye av det gjelder delkontrakten?"


def _value_doubts(scope: Scope, kroner: int, also: Amounts) -> Iterable[Finding]:
    for each in also:
        if each.currency == "NOK" and int(each.amount) != kroner:
            text = f"Kunngjøringen har også beløpet {each.amount.normalize():f} kroner. Hvilket er den anslåtte verdien med opsjoner?"
            yield asked("contract_value", text, each.path)
    options = _options(scope)
    if options:
        yield asked("contract_value", f"{OPTIONS}Er de med i verdien?", *options)


def _options(scope: Scope) -> tuple[str, ...]:
    return tuple(each.options.path for each in (*scope.lots, scope.notice.tender) if each.options)


def read_months(scope: Scope) -> Finding:
    """How long the contract lasts in whole months; where lots differ, the longest, with a question."""
    parts = [each for each in scope.lots if each.period] or [scope.notice.tender]
    read = [(months, part) for part in parts if part.period and (months := _months(part.period))]
    options = _options(scope)
    more = [asked("contract_months", f"{OPTIONS}Hvor mange måneder kan kontrakten vare med dem?", *options)] if options else []
    if not read:
        return together([asked("contract_months", f"Kunngjøringen sier ikke hvor lenge kontrakten varer{_for_lot(scope)}."), *more])
    (longest, note), part = max(read, key=lambda each: each[0][0])
    path = part.period.path if part.period else part.path
    if not 1 <= longest <= LONGEST:
        return asked("contract_months", f"Varigheten blir {longest} måneder. Hva er riktig?", path)
    return together([answered("contract_months", longest, path, note=note), *_different(read), *more])


def _different(read: Sequence[tuple[tuple[int, str], NoticePart]]) -> Iterable[Finding]:
    lengths = sorted({months for (months, _note), _part in read})
    if len(lengths) > 1:
        text = f"Delkontraktene varer ulikt: {', '.join(map(str, lengths))} måneder. Det lengste er brukt. Er det riktig?"
        yield asked("contract_months", text, *(part.path for _months, part in read))


def _months(period: Period) -> tuple[int, str] | None:
    start = day_meant(period.start.text) if period.start else None
    end = day_meant(period.end.text) if period.end else None
    if start and end and end > start:
        return _between(start, end), f"regnet ut fra {start.isoformat()} til {end.isoformat()}"
    if period.days is None or period.days <= 0:
        return None
    return _from_days(period.days)


def _between(start: date, end: date) -> int:
    """Whole months from the first day to the last, a begun month counts; the same day of the month ends a month, as does the day before."""
    beyond = end if end.day == start.day else end + timedelta(days=1) if end < date.max else end
    months = (beyond.year - start.year) * 12 + beyond.month - start.month
    return months + 1 if beyond.day > start.day else months


def _from_days(days: Decimal) -> tuple[int, str]:
    """Whole years of 365 days and months of 30 are taken as such; anything else is rounded up to a begun month."""
    whole = int(days)
    note = f"regnet ut fra {whole} dager"
    years, over = divmod(whole, 365)
    if years and (over == 0 or (over <= (years + 3) // 4 and whole % 30)):
        return years * 12, note
    if whole % 30 == 0:
        return whole // 30, note
    return -(-whole * 48 // 1461), f"{note}, rundet opp"
