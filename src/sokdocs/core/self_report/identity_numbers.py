"""National identity numbers in free text: a form holds none, so they are found, refused, and never repeated."""

import re
import unicodedata
from collections.abc import Iterator

from stdnum.exceptions import ValidationError
from stdnum.no import fodselsnummer

LENGTH = 11
GROUPS = re.compile(r"[0-9]+|[^0-9]+")
BETWEEN = re.compile(r"[\s.:/_*\u2010-\u2015\u2212-]{1,3}")


def holds_identity_number(text: str) -> bool:
    """Whether a birth number or D-number stands in the text, also with blanks, points or dashes between its digits."""
    if sum(map(str.isdecimal, text)) < LENGTH:
        return False
    return any(_is_identity_number(each) for each in _elevens(_plain(text)))


def _plain(text: str) -> str:
    """Every digit as 0–9, and no invisible characters."""
    seen = (each for each in unicodedata.normalize("NFKC", text) if unicodedata.category(each) != "Cf")
    return "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in seen)


def _elevens(text: str) -> Iterator[str]:
    """Eleven digits that stand alone: whole groups of digits with nothing but a separator between them."""
    groups = GROUPS.findall(text)
    for start, first in enumerate(groups):
        digits = ""
        for each in groups[start:]:
            if each[0].isdigit():
                digits += each
            elif not digits or not BETWEEN.fullmatch(each):
                break
            if len(digits) >= LENGTH:
                break
        if first[0].isdigit() and len(digits) == LENGTH:
            yield digits


def _is_identity_number(digits: str) -> bool:
    """Both check digits are right and the first six are a day. The library's own test asks the clock, which the core may not."""
    if digits[9] != fodselsnummer.calc_check_digit1(digits) or digits[10] != fodselsnummer.calc_check_digit2(digits):
        return False
    try:
        return bool(fodselsnummer.get_birth_date(digits))
    except ValidationError:
        return False
