"""Numbers with units, dates and amounts as a Norwegian text writes them.

Rules: Språkrådet and DFØ's language profile (a point and a blank in dates, no-break blanks between thousands, prosent in running text).
"""

from collections.abc import Mapping
from datetime import date

from babel.dates import format_date

NO_BREAK = "\u00a0"
LOCALES = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}
Units = Mapping[str, tuple[str, str]]


def grouped(number: int) -> str:
    """The number with its thousands apart: `10 000`; four digits stand together."""
    digits = f"{abs(number):,}".replace(",", NO_BREAK) if abs(number) >= 10_000 else str(abs(number))
    return f"−{digits}" if number < 0 else digits


def quantity(number: int, unit: str, units: Units) -> str:
    """The number and its unit in the right form: `1 uke`, `6 uker`; the two are held together by a no-break blank."""
    one, many = units[unit]
    word = one if number == 1 else many
    return f"{grouped(number)}{NO_BREAK}{word}" if word else grouped(number)


def long_date(day: date, language: str) -> str:
    """`6. januar 2026`, held together by no-break blanks."""
    return format_date(day, format="long", locale=LOCALES[language]).replace(" ", NO_BREAK)


def spaced_orgnr(digits: str) -> str:
    """`958 935 420`, held together by no-break blanks."""
    return NO_BREAK.join((digits[:3], digits[3:6], digits[6:]))


def weekday_date(day: date, language: str) -> str:
    """`fredag 12. mars 2027`: a deadline is read with its weekday; held together by no-break blanks after the weekday."""
    weekday = format_date(day, format="EEEE", locale=LOCALES[language])
    return f"{weekday} {long_date(day, language)}"


def short_date(day: date) -> str:
    """`12.03.2027`, as a table shows a date (Språkrådet)."""
    return f"{day:%d.%m.%Y}"
