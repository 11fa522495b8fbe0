"""Whether a letter keeps to what contract and ladder are about: what the contract covers, not wages in Norway, no source named."""

import re
from collections.abc import Iterable, Iterator

from sokdocs.core.casework.case import Event, EventKind
from sokdocs.core.casework.findings import all_findings, plain
from sokdocs.core.casework.grounds.inquiry import Inquiry, for_each_finding
from sokdocs.core.casework.grounds.letter_scope import wanted_scope
from sokdocs.core.casework.grounds.verdict import Verdict, listed, met, not_met, unknown, worst
from sokdocs.core.casework.grounds.zero_tolerance import STOPS

LIMITED = STOPS | {"L16"}
WAGE_TOPICS = frozenset({"wages", "hours", "contracts"})
NORWAY = "NO"
PROTECTED_SOURCE = re.compile(r"kilde [1-9]\d*")


def within_contract(inquiry: Inquiry) -> Verdict:
    """Products, sites and sub-suppliers of the letter and its findings are covered by the contract or were added later (5.4-5)."""
    checks = (_products, _sub_suppliers, _sites, _stop_limited)
    lacking = [verdict for check in checks if (verdict := check(inquiry)) is not None]
    return worst(lacking) if lacking else met()


def _products(inquiry: Inquiry) -> Verdict | None:
    outside = _outside(_named(inquiry, "products", inquiry.intent.products), inquiry.contract.names("products"))
    return not_met("products", names=listed(outside)) if outside else None


def _sub_suppliers(inquiry: Inquiry) -> Verdict | None:
    """A sub-supplier comes under the contract by its list, by being added in the case, or by replacing another."""
    added = (each.text("name") for each in inquiry.case.of(EventKind.SUB_SUPPLIER_ADDED))
    replaced = (each.text("new_sub_supplier") for each in inquiry.case.of(EventKind.REPLACED))
    covered = (*inquiry.contract.names("sub_suppliers"), *added, *replaced)
    outside = _outside(_named_one(inquiry), covered)
    if not outside:
        return None
    return not_met("sub_supplier", names=listed(outside)) if covered else unknown("no_list", names=listed(outside))


def _sites(inquiry: Inquiry) -> Verdict | None:
    """A contract that lists sites covers those; without a list nobody can tell by comparing."""
    named = _named(inquiry, "sites", inquiry.intent.sites)
    covered = inquiry.contract.names("sites")
    outside = _outside(named, covered)
    if not outside:
        return None
    return not_met("sites", names=listed(outside)) if covered else unknown("no_list", names=listed(outside))


def _stop_limited(inquiry: Inquiry) -> Verdict | None:
    """A part says which part, and a stop of a part keeps to the products and sites that the breach concerns (K-403)."""
    wanted = wanted_scope(inquiry)
    if wanted is None or wanted.is_whole or inquiry.rule.code not in LIMITED:
        return None
    if wanted.names_nothing:
        return not_met("names_nothing")
    if inquiry.rule.code not in STOPS:
        return None
    beyond = [
        *_beyond_findings(inquiry, "products", inquiry.intent.products),
        *_beyond_findings(inquiry, "sites", inquiry.intent.sites),
    ]
    return not_met("beyond_findings", clause="K-403", names=listed(beyond)) if beyond else None


def _beyond_findings(inquiry: Inquiry, field: str, named: Iterable[str]) -> list[str]:
    """What the letter names that no finding does; a finding that names none of that kind concerns them all."""
    of_findings = [each.names(field) for each in inquiry.findings()]
    if not of_findings or not all(of_findings):
        return []
    return _outside(named, (name for names in of_findings for name in names))


def _named(inquiry: Inquiry, field: str, own: Iterable[str]) -> list[str]:
    return [*own, *(name for each in inquiry.findings() for name in each.names(field))]


def _named_one(inquiry: Inquiry) -> list[str]:
    return [inquiry.intent.sub_supplier, *(each.text("sub_supplier") for each in inquiry.findings())]


def _outside(named: Iterable[str], covered: Iterable[str]) -> list[str]:
    known = {plain(each) for each in covered}
    return [each for each in named if plain(each) and plain(each) not in known]


def not_wages_in_norway(inquiry: Inquiry) -> Verdict:
    """Wages, hours and contracts in Norway have rules of their own and are not followed up by this ladder (5.4-13)."""
    return for_each_finding(inquiry, _not_wages_in_norway)


def _not_wages_in_norway(_: Inquiry, finding: Event) -> Verdict:
    name, country = finding.text("finding"), finding.text("country").strip().upper()
    if finding.text("topic") not in WAGE_TOPICS:
        return met()
    if not country:
        return unknown(event=finding, finding=name)
    return not_met(event=finding, finding=name) if country == NORWAY else met()


def source_protected(inquiry: Inquiry) -> Verdict:
    """An informant is named by number only, in the findings of the letter, or where it names none, of the case (5.4-12)."""
    findings = inquiry.findings() or all_findings(inquiry.case)
    return worst(_source_verdicts(findings)) if findings else met()


def _source_verdicts(findings: Iterable[Event]) -> Iterator[Verdict]:
    for each in findings:
        is_informant = each.text("source_kind") == "informant"
        if is_informant and not PROTECTED_SOURCE.fullmatch(each.text("source").strip()):
            yield not_met(event=each, finding=each.text("finding"))
        else:
            yield met()
