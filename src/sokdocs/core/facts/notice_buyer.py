"""Who buys: name, organisation number, kind and address, read from the parties of a notice."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from sokdocs.core.facts.notice import Coded, Notice, NoticeParty, Said
from sokdocs.core.facts.notice_finding import Finding, answered, asked, doubts, quoted, together, warned
from sokdocs.core.values.identifiers import organisation_number
from sokdocs.core.values.phrases import Saying, saying

NORWEGIAN_SCHEMES = frozenset({"NO-ORG", "NO-BRC", "NO-ORGNR", "NO-BRREG", "ORGNR", "9908", "0192"})
NINE_DIGITS = re.compile(r"(?<!\d)(\d{3}[ .\u00a0]?\d{3}[ .\u00a0]?\d{3})(?!\d)", re.ASCII)
KINDS_BY_NAME = (
    ("county", re.compile(r"\bfylkeskommunen?\b", re.IGNORECASE)),
    ("municipality", re.compile(r"\bkommune\b", re.IGNORECASE)),
    ("health_trust", re.compile(r"\bR?HF\b|\bhelseforetak", re.IGNORECASE)),
    ("university", re.compile(r"universitet|høgskol|høyskol|høgskul", re.IGNORECASE)),
)
KINDS_BY_TYPE: Mapping[str, str] = MappingProxyType({"cga": "state", "la": "municipality"})


def read_buyer(notice: Notice) -> Finding:
    """Everything about the buyer. Where it can't be told which of several it is, nothing is chosen."""
    buyers = _buyers(notice)
    if not buyers:
        return together(asked(fact, saying("notice_buyer_none")) for fact in ("buyer_name", "buyer_orgnr", "buyer_kind"))
    if len(buyers) > 1:
        named = notice.buyer.id if notice.buyer else ""
        chosen = [each for each in buyers if each.id and each.id == named]
        text = saying("notice_buyers_several", names=quoted(_name(each) for each in buyers))
        paths = tuple(each.path for each in buyers)
        if len(chosen) != 1:
            return together(
                [
                    asked("buyer_name", text, *paths),
                    asked("buyer_orgnr", text, *paths),
                    asked("buyer_kind", text, *paths),
                ]
            )
        return together([_about(chosen[0]), asked("buyer_name", text, *paths)])
    return _about(buyers[0])


def _buyers(notice: Notice) -> tuple[NoticeParty, ...]:
    """The parties with the role of buyer or the id of the buyer; else the buyer as the release itself names it."""
    named = notice.buyer.id if notice.buyer else ""
    found = tuple(each for each in notice.parties if "buyer" in each.roles or (named and each.id == named))
    if found:
        return found
    procuring = tuple(each for each in notice.parties if "procuringEntity" in each.roles)
    return procuring or ((notice.buyer,) if notice.buyer and notice.buyer.name else ())


def _name(party: NoticeParty) -> str:
    return party.name.text if party.name else party.id


def _about(party: NoticeParty) -> Finding:
    name = party.name
    return together(
        [
            answered("buyer_name", name.text, name.path) if name else asked("buyer_name", saying("notice_buyer_nameless"), party.path),
            read_orgnr("buyer_orgnr", party, saying("notice_the_buyer")),
            _kind(party),
            _address(party),
            doubts("buyer_name", name.text) if name else Finding(),
        ]
    )


def read_orgnr(fact: str, party: NoticeParty, whose: Saying) -> Finding:
    """The party's organisation number, wherever the converter put it; a wrong or a doubtful one becomes a question."""
    candidates = (*party.identifiers, Coded(Said(party.id, f"{party.path}.id"), ""))
    valid = [(number, each) for each in candidates if (number := _valid_number(each.id.text))]
    numbers = tuple(dict.fromkeys(number for number, _each in valid))
    if len(numbers) > 1:
        return asked(fact, saying("notice_orgnr_several", whose=whose, numbers=quoted(numbers)), party.path)
    if valid:
        number, source = valid[0]
        note = saying("notice_written_as", text=source.id.text) if source.id.text != number else ""
        return together([answered(fact, number, source.id.path, note=note), _odd_scheme(source)])
    wrong = [each.id for each in party.identifiers]
    if wrong:
        text = saying("notice_orgnr_wrong", numbers=quoted(each.text for each in wrong), whose=whose)
        return asked(fact, text, *(each.path for each in wrong))
    return asked(fact, saying("notice_orgnr_none", whose=whose), party.path)


def _valid_number(text: str) -> str | None:
    whole = organisation_number(text) if text.isascii() else None
    if whole:
        return whole
    found = {number for each in NINE_DIGITS.findall(text) if (number := organisation_number(each.replace(".", "")))}
    return found.pop() if len(found) == 1 else None


def _odd_scheme(source: Coded) -> Finding:
    scheme = source.scheme.upper()
    if not scheme or scheme in NORWEGIAN_SCHEMES:
        return Finding()
    return warned(saying("notice_orgnr_scheme", path=source.id.path, scheme=source.scheme))


def _kind(party: NoticeParty) -> Finding:
    """The kind of buyer: by its name first, then by the legal type of the notice; never guessed beyond that."""
    for kind, pattern in KINDS_BY_NAME:
        if party.name and pattern.search(party.name.text):
            return together(
                [answered("buyer_kind", kind, party.name.path, note=saying("notice_read_from_name")), _edition(kind, party.name)]
            )
    for each in party.legal_types:
        if each in KINDS_BY_TYPE:
            path = f"{party.path}.details.classifications"
            return answered("buyer_kind", KINDS_BY_TYPE[each], path, note=saying("notice_read_from_mark", mark=each))
    marks = quoted(party.legal_types)
    return asked("buyer_kind", saying("notice_buyer_marked", marks=marks) if marks else saying("notice_buyer_what"), party.path)


def _edition(kind: str, name: Said) -> Finding:
    if kind == "health_trust":
        return asked("edition", saying("notice_edition", edition="helse"), name.path)
    if name.text.casefold().startswith("oslo kommune"):
        return asked("edition", saying("notice_edition", edition="oslo"), name.path)
    return Finding()


def _address(party: NoticeParty) -> Finding:
    lines = tuple(each.text for each in party.address)
    return answered("buyer_address", lines, *(each.path for each in party.address)) if lines else Finding()
