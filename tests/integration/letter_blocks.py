"""Which block of which letter must hold which of the case's own values, and the check that it does."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.selection.pack import Pack
from sokdocs.core.values.language import in_language
from sokdocs.workflows.ports import Reader
from tests.integration.letter_values import expected
from tests.integration.letter_world import Written

ALL = "L01 L02 L03 L04 L05 L06 L07 L08 L09 L10 L11 L12 L13 L14 L15 L16 L17 L18 L19 L20"
AFTER_HEARING = "L08 L11 L12 L14 L15 L16"

# block | letters | clauses, either of which holds it: the values that must stand there. `front.x` is a row of the first table.
COMMON = f"""
title       | {ALL} | heading: title, contract_title
sender      | {ALL} | front.buyer_name: buyer_name
sender      | {ALL} | front.buyer_orgnr: buyer_number
sender      | {ALL} | 005: buyer_name
receiver    | {ALL} | front.supplier_name: supplier_name
receiver    | {ALL} | front.supplier_orgnr: supplier_number
receiver    | {ALL.replace("L18 ", "")} | front.supplier_address: supplier_address
receiver    | {ALL.replace("L18 ", "")} | front.covers_supplier_role: covers_supplier_role
receiver    | {ALL.replace("L18 ", "")} | front.extra_recipient_role: extra_recipient_role
receiver    | L18 | 090: share_with, supplier_name
date        | {ALL} | front.letter_on: letter_on
our number  | {ALL} | front.our_reference: number
their number| {ALL} | front.their_reference: their_reference
contract    | {ALL} | front.contract_named: contract
basis       | {ALL} | 001, 014: contract, appendix, law
basis       | {ALL.replace(" L20", "")} | 001, 015: points
earlier     | {ALL.replace("L01 ", "").replace("L07 ", "").replace("L18 ", "")} | 002: history
answer to   | L01 L02 L03 L05 L07 L08 L09 L11 L12 L14 L15 L19 | 003: contact_mailbox, contact_role, number
answer to   | L04 L06 L10 L13 L16 L17 L18 L20 | 016: contact_mailbox, contact_role, number
enclosed    | {ALL} | 008: attachments
signed by   | {ALL} | 005: roles
copy to     | {ALL.replace("L07 ", "")} | 009: copy_to
access      | {ALL} | 007: number, access
access      | {ALL} | front.access_mark: access
access      | L07 | 013: access_basis
delivery    | {ALL} | 006: delivery
"""
FACTS = """
products    | L01 | 038: answer_products
products    | L01-all | 039: all_products
form        | L01 L01-all | 001: points
where to    | L01 L01-all | 030: contact_mailbox
deadline    | L01 L01-all | 030: due_answer
first letter| L02 | 035: earlier
deadline    | L02 | 035: due_answer
passed      | L02 | 002: history
length      | L02 | 036: answer_period
where to    | L02 | 035: contact_mailbox
missing     | L03 | 040: missing_proof
deadline    | L03 | 040: due_answer, contact_mailbox
facts       | L03 | 041: answered, all_products
agenda      | L04 | 046: agenda, all_products
time        | L04 | 045: meeting_on, meeting_time
place       | L04 | 045: meeting_place
who         | L04 | 045: meeting_participants
actions     | L05 | 052: agreed_actions
facts       | L05 | 051: meeting_on, meeting_place, meeting_participants, minutes
deadline    | L05 | 050: due_comment, contact_mailbox
scope       | L05 | 018: all_products
scope       | L06 | 059: audit_scope, all_products
date        | L06 | 055: audit_on, audit_kind
site        | L06 | 055: audit_site
auditor     | L06 | 059: auditor
access      | L06 | 057: audit_access
cost        | L06 | 059: audit_cost
reason      | L06 | 058: audit_reason
where to    | L06 | 059: contact_mailbox
plan        | L09 | 066: due_plan, plan_gaps, contact_mailbox
assessed    | L09 L09-accepted | 069: answered
findings    | L09 L10 L13 | 017: findings
scope       | L09 L10 | 018: products
evidence    | L10 L13 | 077: verifications
date        | L10 | 075: closed_on
reason      | L10 | 076: closing_reason
next        | L10 | 078: further_follow_up
proof       | L13 | 082: accepted_proof
date        | L13 | 080: lift_on, extent, products
scope       | L13 | 019: sites
scope       | L13 | 020: subs
deliveries  | L13 | 083: contact_mailbox
objections  | L17 | 085: answered, objections
disputes    | L17 | 086: mother_contract
what        | L18 | 090: share_what
reason      | L18 | 091: share_reason
consent     | L18 | 093: consent
scope       | L18 | 018: all_products
answer      | L19 | 095: deadline, extension_until
reason      | L19 | 097: answered, extension_reason
corrected   | L20 | 100: corrected, correction_text, contact_mailbox
reason      | L20 | 102: correction_reason
"""
SANCTIONS = f"""
contract    | L07 L08 L11 L12 L14 L15 L16 | 001: contract, appendix, law, points
facts       | L07 L08 L11 L12 L14 L15 L16 L07-acute L08-joint | 200: findings
duty        | L07 L07-acute | 201: duties
duty        | L08 L14 L15 L16 L08-acute L08-joint L15-acute | 235: duties
duty        | L11 L12 L11-acute L12-acute | 202, 203: duties
severity    | L07 L07-acute | 204: severities
severity    | L08 L11 L12 L14 L15 L16 L11-acute L12-acute | 205: severities
history     | {AFTER_HEARING} L12-acute L16-acute L08-joint | 002: history
comments    | {AFTER_HEARING} | 206: comments, comments_view
comments    | L08-acute L08-joint L11-acute L12-acute L15-acute L16-acute | 207: comments_view
demand      | L08 L08-acute L08-joint | 230: demand, due_correction
demand      | L08 L08-acute L08-joint | 231: due_plan
demand      | L08 L08-acute L08-joint | 232: proof_wanted, due_correction
demand      | L08-acute | 233: contact_mailbox
demand      | L11 L11-acute | 251: avoid_by
demand      | L14 | 300: demand, sub_supplier
demand      | L14 | 301: due_plan
demand      | L14 | 302: appendix
demand      | L15 L15-acute | 322: demand, due_final
deadline    | L07 L07-acute | 220: due_comment, comment_period
deadline    | L08 | 230: due_correction
deadline    | L08 | 231: due_plan
deadline    | L11 L11-acute | 250: due_comment, effective_on
deadline    | L12 L12-acute | 272: due_review
deadline    | L14 | 300: due_replacement
deadline    | L15 | 321: due_final
deadline    | L15-acute | 320: due_final
deadline    | L16 | 341: effective_on
deadline    | L16-acute | 340: effective_on
scope       | L07 L08 L14 L15 L16 L07-acute L08-acute L15-acute L16-acute | 208: products
scope       | L07 L08 L14 L15 L16 | 019: sites
scope       | L07 L08 L11 L12 L15 L16 | 020: subs
scope       | L07 | 222: products
scope       | L08 | 236: products
scope       | L11 | 254: stop_products
scope       | L11-acute | 255: contract
scope       | L12 | 270: stop_products, effective_on
scope       | L12-acute | 271: contract, why_whole, effective_on
scope       | L11 L12 | 256: stop_sites
scope       | L14 | 300: sub_supplier
scope       | L15 | 321: stop_products, contract
scope       | L15-acute | 320: contract
scope       | L16 | 341: stop_products, contract
scope       | L16-acute | 340: contract
milder      | L11 L11-acute | 258: why_milder
milder      | L12 L14 L15 L16 L12-acute L15-acute L16-acute | 212: why_milder
checked     | L11 L12 L14 L15 L16 | 211: verifications
lifting     | L08 | 232: proof_wanted
lifting     | L11 | 252: due_comment
lifting     | L12 L12-acute | 273: lift_conditions
lifting     | L12 | 274: contact_mailbox
lifting     | L14 | 308: lift_conditions, due_replacement, contact_mailbox
lifting     | L15 | 323: due_final
orders      | L11 | 257: effective_on
orders      | L12 L12-acute | 275: running_orders, effective_on
orders      | L11 L12 L14 L15 L16 | 276: substitute
orders      | L14 | 303: transition, sub_supplier
orders      | L14 | 304: running_orders, sub_supplier
orders      | L14 | 305: sub_supplier
orders      | L15 L15-acute | 326: running_orders, due_final
orders      | L16 L16-acute | 345: running_orders, effective_on
supply      | L11 L12-acute L15 L16 L15-acute L16-acute | 216: supply_risk
next        | L07 L07-acute | 223: due_comment, warned
next        | L07 L11 | 217: due_comment, subs, products
next        | L08 | 238: due_correction
next        | L11 | 259: due_comment, effective_on
next        | L12 L12-acute | 278: due_review
next        | L14 | 309: due_replacement, sub_supplier
next        | L15 L15-acute | 329: due_final
comment     | L07 | 220: due_comment
comment     | L08 L12 L14 | 213: contact_mailbox
comment     | L08-joint | 234: due_comment, answered
comment     | L11 | 250: due_comment
comment     | L12-acute | 279: due_comment
comment     | L15 | 328: due_final, contact_mailbox
comment     | L07 L08 L11 L12 L14 L15 | 003: contact_mailbox, number
material    | L15 L15-acute | 324: material_reasons
material    | L16 L16-acute | 344: material_reasons
material    | L16 L16-acute | 342: earlier
settlement  | L15 L15-acute | 327: settlement_short, mother_contract
settlement  | L16 L16-acute | 346: settlement
settlement  | L16 | 347: mother_contract
settlement  | L16 | 348: mother_contract
disputes    | L16 | 350: contact_mailbox, effective_on, mother_contract
sign-off    | L07 L08 L11 L12 L14 L15 L16 | 005: roles
receipt     | L07 L08 L11 L12 L14 L15 L16 | 006: delivery
access      | L07 L08 L11 L12 L14 L15 L16 | 007: number, access
copy        | {AFTER_HEARING} | 009: copy_to
"""
ACUTE = """
lifting     | L11-acute | 253: due_comment, effective_on
next        | L11-acute | 260: due_comment, effective_on
"""
# domain.md 5.8: which letters carry which row ("copy" may stand, in all but L07).
MARKED = {
    "contract": "L07 L08 L11 L12 L14 L15 L16",
    "facts": "L07 L08 L11 L12 L14 L15 L16",
    "duty": "L07 L08 L11 L12 L14 L15 L16",
    "severity": "L07 L08 L11 L12 L14 L15 L16",
    "history": AFTER_HEARING,
    "comments": AFTER_HEARING,
    "demand": "L08 L11 L14 L15",
    "deadline": "L07 L08 L11 L12 L14 L15 L16",
    "scope": "L07 L08 L11 L12 L14 L15 L16",
    "milder": "L11 L12 L14 L15 L16",
    "lifting": "L08 L11 L12 L14 L15",
    "orders": "L11 L12 L14 L15 L16",
    "next": "L07 L08 L11 L12 L14 L15",
    "comment": "L07 L08 L11 L12 L14 L15",
    "material": "L15 L16",
    "settlement": "L15 L16",
    "sign-off": "L07 L08 L11 L12 L14 L15 L16",
    "receipt": "L07 L08 L11 L12 L14 L15 L16",
    "access": "L07 L08 L11 L12 L14 L15 L16",
    "copy": AFTER_HEARING,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One block of one letter: the places either of which holds it, and the values that must stand there."""

    block: str
    letter: str
    places: tuple[str, ...]
    values: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.letter} {self.block} ({', '.join(self.places)})"


def rows_of(table: str) -> Iterator[Row]:
    """The rows of a table written as text, one for each letter it names."""
    for line in filter(None, table.splitlines()):
        block, letters, holds = (part.strip() for part in line.split("|"))
        places, values = (tuple(part.strip() for part in half.split(",")) for half in holds.split(":"))
        yield from (Row(block, letter, places, values) for letter in letters.split())


TABLE = tuple(row for table in (COMMON, FACTS, SANCTIONS) for row in rows_of(table))
LETTERS = tuple(dict.fromkeys(row.letter for row in TABLE))
Lines = Mapping[str, tuple[str, ...]]


def faults(letter: Written, lines: Lines, rows: Sequence[Row]) -> list[str]:
    """Each block that is not there, and each value that is not in its block."""
    return [fault for row in rows if row.letter == letter.name for fault in _faults(letter, lines, row)]


def _faults(letter: Written, lines: Lines, row: Row) -> Iterator[str]:
    there = "\n".join(line for place in row.places for line in lines.get(place, ()))
    if not there:
        yield f"{row}: not in the letter"
    for name in row.values if there else ():
        for value in expected(letter, name):
            if not stands_in(value, there):
                yield f"{row}: {name} «{value}» is not in «{there}»"


def stands_in(value: str, words: str) -> bool:
    """Whether the value stands there as a whole: `6` does not stand in `16`."""
    return re.search(rf"(?<!\w){re.escape(value)}(?!\w)", words) is not None


def by_place(lines: Sequence[tuple[str, str]], front: Mapping[str, str]) -> Lines:
    """The words of a letter by the place they stand in: the clause's number, `front.x`, or the heading at the top."""
    found: dict[str, tuple[str, ...]] = {"heading": tuple(text for _, text in lines[:2])}
    for index, (clause, text) in enumerate(lines):
        if clause:
            found[clause[2:]] = (*found.get(clause[2:], ()), text)
        elif text in front and front[text] not in found and index + 1 < len(lines):
            found[front[text]] = (lines[index + 1][1],)
    return found


def read_back(reader: Reader, data: bytes, form: str) -> list[tuple[str, str]]:
    """The lines of a finished file, each with the clause that the sealed manifest says it is from."""
    returned = reader(data, f"letter.{form}")
    assert returned.manifest is not None
    sealed = json.loads(returned.manifest)["lines"]
    digests = [hashlib.sha256(line.text.encode()).hexdigest()[:16] for line in returned.lines]
    assert digests == [digest for _, _, digest in sealed]
    return [(clause, line.text) for (clause, _, _), line in zip(sealed, returned.lines, strict=True)]


def labels(catalogue: Catalogue, letter: Written) -> Mapping[str, str]:
    """The rows of the first table by their label."""
    pack = pack_of(catalogue, letter)
    return {in_language(catalogue.library.facts[name].label, "nb"): f"front.{name}" for name in pack.front}


def pack_of(catalogue: Catalogue, letter: Written) -> Pack:
    """The pack the letter is made from."""
    (pack,) = (each for each in catalogue.packs.values() if each.letter == letter.code)
    return pack
