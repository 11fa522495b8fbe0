"""The names that last: clauses, clause versions, packs, and the numbers of organisations and products."""

import re
from dataclasses import dataclass
from datetime import date
from typing import NewType

from stdnum.exceptions import ValidationError
from stdnum.no import orgnr

ClauseId = NewType("ClauseId", str)
FactName = NewType("FactName", str)

QUESTION_PART = "Q[0-9A-GT]"
"""How the id of a question begins: its part of the self-report, the category it is for, or T for the tender (the confirmation)."""
CLAUSE_ID = re.compile(rf"[A-Z]-\d{{3}}|{QUESTION_PART}\.\d{{1,2}}")  # a clause, or a question of a form
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CPV_CODE = re.compile(r"(\d{8})(?:-(\d))?")


@dataclass(frozen=True, slots=True, order=True)
class VersionRef:
    """The key of a clause text: which clause, from which date, in which language (`nb`, `nn` or `en`)."""

    clause: ClauseId
    date: date
    language: str

    def __str__(self) -> str:
        return f"{self.clause} {self.date.isoformat()} {self.language}"


@dataclass(frozen=True, slots=True, order=True)
class PackId:
    """What a document is made from: its kind, the edition of the terms, and the category."""

    kind: str
    edition: str
    category: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.edition}/{self.category}"


def organisation_number(text: str) -> str | None:
    """The nine digits of a Norwegian organisation number with a right check digit, else None.

    Blanks, `NO` in front and `MVA` behind are taken away. Weights 3 2 7 6 5 4 3 2, sum modulo 11 (Brønnøysundregistrene).
    """
    bare = re.sub(r"\s", "", text).upper().removeprefix("NO").removesuffix("MVA")
    try:
        return str(orgnr.validate(bare))
    except ValidationError:
        return None


def cpv_digits(text: str) -> str | None:
    """The eight digits of a CPV code written with or without its check digit, else None."""
    match = CPV_CODE.fullmatch(text.strip())
    return match.group(1) if match else None


def reference_for(request: str, *, length: int = 8, prefix: str = "SD") -> str:
    """A reference people can read out, made from the request: `SD-7K3Q-9F2M`. Letters that look like digits are not used."""
    number = int(request, 16)
    signs = [ALPHABET[(number >> (5 * index)) & 31] for index in range(length)]
    return f"{prefix}-" + "-".join("".join(signs[start : start + 4]) for start in range(0, length, 4))
