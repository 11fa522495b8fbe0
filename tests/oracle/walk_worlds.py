"""Contracts, settings and happenings for the walk: what a case may begin with, and what supplier and buyer may do on a day."""

from collections.abc import Callable
from datetime import date, timedelta

from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.casework.contract import Contract, ContractClause
from sokdocs.core.casework.findings import all_findings
from sokdocs.core.facts.definition import FactValue, Product
from sokdocs.core.facts.sheet import ParameterValue
from sokdocs.core.values.identifiers import ClauseId
from tests.oracle.walk import Tally, Walk, casebook
from tests.oracle.walk_moves import PLAIN_WORDS, Choice, as_late_as, deliver, take_on

SIGNED_ON = date(2026, 2, 2)
PRODUCTS = ("Kjeledress", "Hansker", "Vernesko")
OUTSIDE = "Munnbind"
SITES = ("Sydfabrikken", "Nordfabrikken")
HIDDEN_SITE = "Bakgården"
SUBS = ("Sying AS", "Farging AS", "Knapper AS")
UNLISTED_SUB = "Skjult AS"
NEW_SUB = "Ny AS"
# The least, the usual and the most of each number, as the clauses have them.
NUMBERS: dict[str, tuple[int, ...]] = {
    "K-401.hearing_days": (10, 5, 15),
    "K-402.plan_days": (10, 5, 20),
    "K-402.replan_days": (5, 2, 10),
    "K-402.critical_days": (10, 1, 20),
    "K-402.serious_days": (30, 10, 60),
    "K-402.medium_days": (60, 60, 30),
    "K-402.minor_days": (90, 60, 30),
    "K-402.late_days": (10, 5, 20),
    "K-403.hearing_days": (10, 5),
    "K-403.review_days": (30, 10),
    "K-405.warning_days": (30, 14),
    "K-405.declare_days": (60, 30, 90),
}
CHOICES = {"K-401.no_answer_route": ("separate", "joint"), "K-403.acute_stop": ("two_days", "same_day")}
BUYERS = {
    "hearing_days": (10, 5, 15),
    "documentation_days": (10, 5),
    "final_warning_days": (30, 14),
    "declare_days": (60, 30),
    "flag_days": (60, 14),
}
SWITCHES = ("joint_finding_and_correction", "stop_before_hearing_ends")
TOPICS = ("freedom_of_association", "wages", "hours", "contracts", "documentation", "traceability", "health_and_safety")
SOURCES = ("inspection", "self_report", "documentation", "informant", "self_report", "missing_answer", "third_party")
LEAD = "Q2.1"


def a_walk(choice: Choice, tally: Tally) -> Walk:
    """A case just opened under some contract."""
    contract = _old_contract(choice) if choice.seldom(6) else _contract(choice)
    buyers = {name: choice.of(each) for name, each in BUYERS.items() if choice.seldom(4)}
    switches = {name: True for name in SWITCHES if choice.seldom(2)}
    opened_on = SIGNED_ON + timedelta(choice.number(0, 400))
    opened = Event(1, EventKind.OPENED, opened_on, {"contract": contract.reference, "ladder": "standard"})
    return Walk(Case("2026/01234", contract, "standard", opened_on, (opened,), {**buyers, **switches}), opened_on, tally)


def _contract(choice: Choice) -> Contract:
    category = choice.of(("B", "D"))
    names = ["K-302", "K-311", "K-401", "K-402", "K-403", "K-404", "K-405", *(["K-407"] if category == "D" else [])]
    # K-311 stands in every appendix of ours; the sanctions are what a buyer may have left out.
    lacking = {name for name in ("K-403", "K-404", "K-405") if choice.seldom(8)}
    values: dict[str, dict[str, ParameterValue]] = {name: {} for name in names if name not in lacking}
    among: dict[str, tuple[ParameterValue, ...]] = {**NUMBERS, **CHOICES}
    for key, each in among.items():
        clause, _, name = key.partition(".")
        if clause in values:
            values[clause][name] = choice.of(each)
    clauses = tuple(ContractClause(ClauseId(name), name, date(2019, 11, 1), "nb", "", "4.1", own) for name, own in values.items())
    return Contract("KO-1", _facts(choice, category), clauses, date(2026, 1, 5), SIGNED_ON, "SD-1")


def _old_contract(choice: Choice) -> Contract:
    terms = casebook().terms["DIFI-2016"]
    return Contract("KO-2", _facts(choice, choice.of(("", "D"))), terms.clauses, date(2019, 1, 7), SIGNED_ON, "", terms.id)


def _facts(choice: Choice, category: str) -> dict[str, FactValue]:
    facts: dict[str, FactValue] = {
        "products": tuple(Product(each, "18113000") for each in PRODUCTS[: choice.number(1, 3)]),
        "sites": () if choice.seldom(12) else SITES,
        "sub_suppliers": () if choice.seldom(12) else SUBS[: choice.number(1, 3)],
        "contract_kind": choice.of(("goods", "services")),
    }
    return {**facts, "category": category} if category else facts


def a_finding(walk: Walk, choice: Choice) -> None:
    """Something is seen: mostly with all a finding needs, mostly within the contract."""
    source = choice.of(SOURCES)
    values: dict[str, FactValue] = {
        "finding": f"F{len(all_findings(walk.case)) + 1}",
        "severity": choice.of(("K1", "K0", "K2", "K3", "D1", "K0", "K0")),
        "topic": choice.of(TOPICS),
        "country": choice.of(("PK", "BD", "NO", "")) if choice.seldom(3) else "PK",
        "source_kind": source,
        "source": "kilde 1" if source == "informant" and not choice.seldom(5) else "Rapport 4",
        "evidence": "" if choice.seldom(10) else "E1",
        "products": choice.some(
            (*walk.case.contract.names("products"), OUTSIDE) if choice.seldom(10) else walk.case.contract.names("products")
        ),
        "sites": choice.some((*SITES, HIDDEN_SITE) if choice.seldom(8) else walk.case.contract.names("sites")),
        "sub_supplier": choice.of((SUBS[0], "", SUBS[1], NEW_SUB, UNLISTED_SUB) if choice.seldom(3) else (SUBS[0],)),
    }
    if source == "self_report" and not choice.seldom(4):
        values["lead_question"] = LEAD
        if not choice.seldom(4):
            walk.record(EventKind.ANSWER, about=_a_letter(walk, choice), what="self_report", lead_no=(LEAD,))
    on = as_late_as(walk, walk.case.opened_on, choice)
    walk.record(EventKind.FINDING, on, **{name: each for name, each in values.items() if each not in ("", ())})


def supplier_acts(walk: Walk, choice: Choice) -> None:
    """The supplier answers, comments, waives, sends a plan, asks for more time, objects, or goes bankrupt."""
    letter = _letter(walk, choice)
    about = letter.document if letter else 0
    on = as_late_as(walk, letter.on if letter else walk.today, choice)
    deadline = choice.of(("comment", "correction", "plan", "answer", "replacement"))
    acts: dict[str, Callable[[], object]] = {
        "comment": lambda: walk.record(EventKind.COMMENT, on, about=about),
        "waiver": lambda: walk.record(EventKind.WAIVER, on, about=about, reason=PLAIN_WORDS),
        "answer": lambda: walk.record(EventKind.ANSWER, on, about=about, what="documentation", lead_no=choice.some((LEAD,))),
        "plan": lambda: walk.record(EventKind.PLAN_RECEIVED, on, about=about),
        "request": lambda: walk.record(EventKind.EXTENSION_REQUESTED, on, about=about, deadline=deadline),
        "objection": lambda: walk.record(EventKind.OBJECTION, on, about=about),
        "sub_supplier": lambda: walk.record(EventKind.SUB_SUPPLIER_ADDED, name=NEW_SUB, country="PK"),
        "renamed": lambda: walk.record(EventKind.RENAMED, new_name="Nytt navn AS"),
        "bankrupt": lambda: walk.record(EventKind.BANKRUPT) if choice.seldom(6) else None,
    }
    if letter is not None:
        acts[choice.of(tuple(acts))]()


def buyer_records(walk: Walk, choice: Choice) -> None:
    """The buyer records a receipt, a decision, a verification, a verdict on a plan, more time, a review of a stop, or an end."""
    kind = choice.of(tuple(_RECORDS))
    _RECORDS[kind](walk, choice)


def _receipt(walk: Walk, choice: Choice) -> None:
    deliver(walk, _letter(walk, choice), choice)


def _breach(walk: Walk, choice: Choice) -> None:
    if names := _findings(walk, choice):
        walk.record(EventKind.BREACH, as_late_as(walk, walk.case.opened_on, choice), findings=names, view=PLAIN_WORDS)


def _dropped(walk: Walk, choice: Choice) -> None:
    if choice.seldom(3) and (names := _findings(walk, choice)):
        walk.record(EventKind.DROPPED, findings=names, reason=PLAIN_WORDS)


def _verification(walk: Walk, choice: Choice) -> None:
    if names := _findings(walk, choice):
        result = choice.of(("not_corrected", "partly", "not_corrected", "corrected"))
        walk.record(
            EventKind.VERIFICATION,
            as_late_as(walk, walk.case.opened_on, choice),
            findings=names,
            result=result,
            evidence="E9",
        )


def _plan(walk: Walk, choice: Choice) -> None:
    plans = walk.case.of(EventKind.PLAN_RECEIVED)
    if plans:
        plan = choice.of(plans)
        kind = choice.of((EventKind.PLAN_RETURNED, EventKind.PLAN_ACCEPTED))
        walk.record(kind, as_late_as(walk, plan.on, choice), about=plan.document)


def _extension(walk: Walk, choice: Choice) -> None:
    letter = _letter(walk, choice)
    if letter is not None:
        deadline = choice.of(("correction", "comment", "plan", "replacement", "answer"))
        until = walk.today + timedelta(choice.number(0, 30))
        walk.record(EventKind.EXTENSION, about=letter.document, deadline=deadline, until=until, reason=PLAIN_WORDS)


def _review(walk: Walk, choice: Choice) -> None:
    stops = walk.case.letters("L12")
    if stops:
        stop, result = choice.of(stops), choice.of(("continue", "lift"))
        walk.record(EventKind.STOP_REVIEWED, about=stop.document, result=result, next_review_on=walk.today + timedelta(30))


def _replaced(walk: Walk, choice: Choice) -> None:
    demands = walk.case.letters("L14")
    if demands:
        demand = choice.of(demands)
        walk.record(
            EventKind.REPLACED,
            about=demand.document,
            sub_supplier=demand.text("sub_supplier"),
            new_sub_supplier=NEW_SUB,
        )


def _override(walk: Walk, choice: Choice) -> None:
    ground = choice.of(
        (
            "within_reasonable_time",
            "supplier_stands",
            "heard",
            "stop_warned",
            "delivered",
            "correction_due",
            "breach_held",
        )
    )
    take_on(walk, choice.of(("L16", "L08", "L11", "L12", "L14", "L15")), ground)


def _closure(walk: Walk, choice: Choice) -> None:
    if choice.seldom(8):
        walk.record(EventKind.CLOSURE, reason=PLAIN_WORDS)


_RECORDS: dict[str, Callable[[Walk, Choice], None]] = {
    "receipt": _receipt,
    "breach": _breach,
    "verification": _verification,
    "plan": _plan,
    "extension": _extension,
    "dropped": _dropped,
    "review": _review,
    "replaced": _replaced,
    "override": _override,
    "closure": _closure,
}


def _letter(walk: Walk, choice: Choice) -> Event | None:
    sent = walk.case.of(EventKind.LETTER)[-6:]
    return choice.of(tuple(reversed(sent))) if sent else None


def _a_letter(walk: Walk, choice: Choice) -> int:
    letter = _letter(walk, choice)
    return letter.document if letter else 0


def _findings(walk: Walk, choice: Choice) -> tuple[str, ...]:
    return choice.some(tuple(each.text("finding") for each in all_findings(walk.case))[-4:])
