"""Small makers of contracts, cases, events and a ladder in code: a test names only what it is about.

`a_case` numbers the events in order from 1; a letter and what comes in get that number as document number too,
so that `about=2` points to the second event.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.casework.contract import Contract, ContractClause
from sokdocs.core.casework.findings import as_of
from sokdocs.core.casework.ground import Ground, Intent
from sokdocs.core.casework.grounds.inquiry import Inquiry
from sokdocs.core.casework.grounds.registry import judge
from sokdocs.core.casework.ladder import DeadlineRule, Ladder, LadderParameter, LetterRule
from sokdocs.core.clauses.clause import Certainty
from sokdocs.core.facts.definition import FactValue, Product
from sokdocs.core.facts.sheet import ParameterValue
from sokdocs.core.values.identifiers import ClauseId

SIGNED_ON = date(2026, 2, 2)
ISSUING: Mapping[str, object] = MappingProxyType({"__issuing__": True})
DOCUMENTS = {
    *(EventKind.LETTER, EventKind.ANSWER, EventKind.COMMENT, EventKind.OBJECTION),
    *(EventKind.PLAN_RECEIVED, EventKind.EXTENSION_REQUESTED),
}
CLAUSES: Mapping[str, Mapping[str, ParameterValue]] = MappingProxyType(
    {
        "K-302": {"answer_weeks": 6, "reminder_days": 10},
        "K-401": {"hearing_days": 10, "no_answer_route": "separate"},
        "K-402": {"critical_days": 10, "serious_days": 30, "medium_days": 60, "minor_days": 90, "late_days": 10},
        "K-403": {"hearing_days": 10, "acute_stop": "two_days", "review_days": 30},
        "K-404": {"transition_days": 60},
        "K-405": {"warning_days": 30, "declare_days": 60},
    }
)
UNITS = {
    "K-302.answer_weeks": "weeks",
    **dict.fromkeys(("K-302.reminder_days", "K-401.hearing_days", "K-403.hearing_days"), "working_days"),
    **dict.fromkeys(("K-402.critical_days", "K-402.late_days"), "working_days"),
    **dict.fromkeys(("K-402.serious_days", "K-402.medium_days", "K-402.minor_days"), "calendar_days"),
    **dict.fromkeys(("K-403.review_days", "K-404.transition_days", "K-405.warning_days"), "calendar_days"),
}
NUMBERS = {
    **dict.fromkeys(("reminder_days", "hearing_days", "plan_days", "plan_review_days", "objection_days"), (10, "working_days")),
    **dict.fromkeys(("documentation_days", "stop_hearing_days"), (10, "working_days")),
    "self_report_weeks": (6, "weeks"),
    **dict.fromkeys(("replacement_days", "declare_days", "flag_days"), (60, "calendar_days")),
    **dict.fromkeys(("stop_review_days", "final_warning_days"), (30, "calendar_days")),
}
SWITCHES = ("joint_finding_and_correction", "stop_before_hearing_ends")
BY_SEVERITY = {
    "K0": "K-402.critical_days",
    "K1": "K-402.serious_days",
    "K2": "K-402.medium_days",
    "K3": "K-402.minor_days",
    "D1": "K-402.late_days",
}
OPEN = ("contract_signed", "case_open", "supplier_stands")
CONTENT = ("finding_recorded", "evidence_and_date", "within_contract", "not_wages_in_norway", "source_protected")
SANCTION = ("clause_in_contract", *OPEN, *CONTENT)
END = ("why_milder", "delivered", "not_sent_before")


def a_contract(
    parameters: Mapping[str, ParameterValue] | None = None,
    *,
    without: tuple[str, ...] = (),
    facts: Mapping[str, FactValue] | None = None,
) -> Contract:
    """A contract for overalls and gloves with one site and two sub-suppliers; `{"K-401.hearing_days": 5}` sets a parameter."""
    values = {name: dict(own) for name, own in CLAUSES.items() if name not in without}
    for key, value in (parameters or {}).items():
        clause, _, name = key.partition(".")
        values.setdefault(clause, {})[name] = value
    clauses = tuple(
        ContractClause(ClauseId(name), f"Tittel {name}", date(2019, 11, 1), "nb", "", "4.1", own) for name, own in values.items()
    )
    known: dict[str, FactValue] = {
        "products": (Product("Kjeledress", "18113000"), Product("Hansker", "18141000")),
        "sites": ("Sydfabrikken",),
        "sub_suppliers": ("Sying AS", "Farging AS"),
    }
    return Contract("KO-1", {**known, **(facts or {})}, clauses, date(2026, 1, 5), SIGNED_ON)


def a_case(*events: Event, contract: Contract | None = None, **settings: int | bool) -> Case:
    """A case opened on the day of signing; its events numbered in order."""
    numbered = tuple(
        replace(each, number=number, document=number if each.kind in DOCUMENTS else 0) for number, each in enumerate(events, 1)
    )
    return Case("2026/01234", contract or a_contract(), "standard", SIGNED_ON, numbered, settings)


def event(kind: EventKind, on: str, **values: FactValue) -> Event:
    """Anything that happened on a day (`"2026-06-01"`)."""
    return Event(0, kind, date.fromisoformat(on), values, actor="kari")


def letter(code: str, on: str, *findings: str, **values: FactValue) -> Event:
    """An issued letter; a text that is a date is a date."""
    dated = {name: date.fromisoformat(each) if name.startswith("due_") else each for name, each in values.items() if isinstance(each, str)}
    return event(EventKind.LETTER, on, letter=code, findings=findings, **{**values, **dated})


def received(about: int, on: str) -> Event:
    """The receipt of a letter."""
    return event(EventKind.DELIVERED, on, about=about, channel="eFormidling")


def a_finding(name: str = "F1", on: str = "2026-05-29", **values: FactValue) -> Event:
    """A finding with all it needs: K2, at a sub-supplier abroad, found by inspection."""
    known: dict[str, FactValue] = {
        "finding": name,
        "severity": "K2",
        "evidence": "E1",
        "source": "Rapport 4",
        "source_kind": "inspection",
        "country": "PK",
        "topic": "freedom_of_association",
        "sub_supplier": "Sying AS",
        "products": ("Kjeledress",),
    }
    return event(EventKind.FINDING, on, **{**known, **values})


def held(on: str, *findings: str) -> Event:
    """The findings are held as breaches."""
    return event(EventKind.BREACH, on, findings=findings or ("F1",), view="Vi holder fast ved funnet.")


def verified(on: str, result: str, *findings: str) -> Event:
    """What a verification found."""
    return event(EventKind.VERIFICATION, on, findings=findings or ("F1",), result=result, evidence="E9")


def the_hearing(**finding: FactValue) -> tuple[Event, ...]:
    """Events 1–4: finding, notice received on 1 June 2026 (comment until 15 June), breach held on 16 June."""
    return (
        a_finding(**finding),  # type: ignore[arg-type]
        letter("L07", "2026-06-01", "F1", due_comment="2026-06-15"),
        received(2, "2026-06-01"),
        held("2026-06-16"),
    )


def the_demand(**finding: FactValue) -> tuple[Event, ...]:
    """Events 1–6: the hearing, then a demand received on 17 June 2026, to be corrected by 17 August."""
    return (
        *the_hearing(**finding),
        letter("L08", "2026-06-17", "F1", due_correction="2026-08-17"),
        received(5, "2026-06-17"),
    )


def the_warning(**values: FactValue) -> tuple[Event, ...]:
    """Events 1–8: the demand, then a warning of a part stop received on 18 August 2026, to comment by 1 September."""
    known: dict[str, FactValue] = {
        "extent": "part",
        "products": ("Kjeledress",),
        "warns_of": ("stop",),
        "due_comment": "2026-09-01",
    }
    return (*the_demand(), letter("L11", "2026-08-18", "F1", **{**known, **values}), received(7, "2026-08-18"))


def the_stop() -> tuple[Event, ...]:
    """Events 1–10: the warning, then a part stop on 2 September 2026, to be reviewed by 2 October."""
    stop = letter("L12", "2026-09-02", "F1", extent="part", products=("Kjeledress",), due_review="2026-10-02")
    return (*the_warning(), stop, received(9, "2026-09-02"))


def the_last_warning(**values: FactValue) -> tuple[Event, ...]:
    """Events 1–12: the stop, then a warning of termination received on 1 October 2026, with 2 November as the last day."""
    known: dict[str, FactValue] = {"extent": "whole", "due_final": "2026-11-02"}
    return (*the_stop(), letter("L15", "2026-10-01", "F1", **{**known, **values}), received(11, "2026-10-01"))


def a_rule(code: str, *grounds: str, gives: str = "", is_sanction: bool = False, **changes: object) -> LetterRule:
    """A letter of the ladder; `deadlines` are rules, `status_after` its status."""
    base = LetterRule(
        code=code,
        title={"nb": code},
        purpose={"nb": code},
        is_sanction=is_sanction or bool(gives),
        gives=ClauseId(gives) if gives else None,
        cites=(),
        grounds=grounds,
        deadlines=(),
        signatures=1,
        roles=("contract_manager",),
        needs_receipt=bool(gives),
        about_findings=code in ABOUT_FINDINGS,
        status_after="",
    )
    return replace(base, **changes)  # type: ignore[arg-type]


ABOUT_FINDINGS = frozenset({"L07", "L08", "L09", "L10", "L11", "L12", "L13", "L14", "L15", "L16"})


def _deadline(key: str, from_contract: str = "", otherwise: str = "", **more: object) -> DeadlineRule:
    return DeadlineRule(key, {"nb": key}, from_contract, otherwise, **more)  # type: ignore[arg-type]


def the_rules() -> tuple[LetterRule, ...]:
    """The letters of a ladder like the standard one."""
    answer = (_deadline("answer", "K-302.answer_weeks", "self_report_weeks"),)
    reminder = (_deadline("answer", "K-302.reminder_days", "reminder_days"),)
    comment = (_deadline("comment", "K-401.hearing_days", "hearing_days"),)
    stop_comment = (_deadline("comment", "K-403.hearing_days", "stop_hearing_days"),)
    correction = (
        _deadline("plan", "K-402.plan_days", "plan_days"),
        _deadline("correction", "", "documentation_days", by_severity=BY_SEVERITY),
    )
    review = (_deadline("review", "K-403.review_days", "stop_review_days", runs="buyer"),)
    replacement = (_deadline("replacement", "K-404.transition_days", "replacement_days"),)
    final = (_deadline("final", "K-405.warning_days", "final_warning_days"),)
    demanding = (*SANCTION, "heard", "breach_held", "not_sent_before")
    warning = (*SANCTION, "correction_due", *END)
    lifting = ("clause_in_contract", *OPEN[:2], "stop_in_force", "lift_decided")
    last_warning = (*SANCTION, "heard", "breach_held", "milder_tried", *END)
    stopping = (*SANCTION, "correction_due", "stop_warned", "part_not_enough", "supply_risk", *END)
    replacing = (*SANCTION, "breach_held", "replacement_ground", "replacement_heard", *END)
    ending = (*SANCTION, "breach_held", "final_warning_expired", "within_reasonable_time", "supply_risk", *END)
    return (
        a_rule("L01", *OPEN, "not_sent_before", deadlines=answer, status_after="awaiting"),
        a_rule("L02", *OPEN, "first_request_expired", "not_sent_before", deadlines=reminder, status_after="awaiting"),
        a_rule("L03", *OPEN, "answer_received", "not_sent_before", deadlines=reminder, status_after="awaiting"),
        a_rule("L04", *OPEN, "notice_kept", "not_sent_before", status_after="meeting"),
        a_rule("L05", *OPEN, "meeting_called", "not_sent_before"),
        a_rule("L06", *OPEN, "reason_for_audit", "notice_kept", "not_sent_before", status_after="audit"),
        a_rule("L07", *OPEN, *CONTENT, "reminded", "not_sent_before", deadlines=comment, status_after="hearing"),
        a_rule("L08", *demanding, gives="K-402", deadlines=correction, status_after="correcting"),
        a_rule("L09", *OPEN, "plan_pending", status_after="correcting"),
        a_rule("L10", *OPEN, "corrected", "not_sent_before", status_after="closed"),
        a_rule("L11", *warning, gives="K-403", deadlines=stop_comment, status_after="pre_stop"),
        a_rule("L12", *stopping, gives="K-403", deadlines=review, status_after="stopped"),
        a_rule("L13", *lifting, gives="K-403", status_after="correcting"),
        a_rule("L14", *replacing, gives="K-404", deadlines=replacement, status_after="replacing"),
        a_rule("L15", *last_warning, gives="K-405", deadlines=final, status_after="pre_termination"),
        a_rule("L16", *ending, gives="K-405", status_after="terminated"),
        a_rule("L17", "contract_signed", "objection_received"),
        a_rule("L18", "contract_signed", "sharing_basis", "source_protected", "not_sent_before", status_after="shared"),
        a_rule("L19", "contract_signed", "case_open", "extension_requested"),
        a_rule("L20", "contract_signed", "letter_to_correct"),
    )


def a_ladder(*rules: LetterRule) -> Ladder:
    """A ladder like the standard one; a rule that is named takes the place of its own."""
    letters = {each.code: each for each in (*the_rules(), *rules)}
    parameters = {name: LadderParameter(name, *_number(each)) for name, each in NUMBERS.items()}
    switches = {name: LadderParameter(name, False, Certainty.INFERRED, {"nb": name}) for name in SWITCHES}
    all_parameters = {**{name: replace(each, unit=NUMBERS[name][1]) for name, each in parameters.items()}, **switches}
    return Ladder("standard", {"nb": "Standard"}, all_parameters, {}, letters, {}, ("lawyer",), (), UNITS)


def _number(each: tuple[int, str]) -> tuple[int, Certainty, Mapping[str, str]]:
    return each[0], Certainty.INFERRED, {"nb": "Hvor lenge?"}


def ground(name: str, case: Case, intent: Intent, on: str, ladder: Ladder | None = None) -> Ground:
    """What one ground comes to for a letter on a day."""
    used, day = ladder or a_ladder(), date.fromisoformat(on)
    return judge(name, Inquiry(as_of(case, day), used, used.letters[intent.code], intent, day))


def about(code: str, *findings: str, **values: object) -> Intent:
    """A letter about findings (F1 where none is named) that is about to be made; answers of the officer go in `given`."""
    given = values.pop("given", {})
    assert isinstance(given, dict)
    return Intent(code, findings or ("F1",), given={**ISSUING, **given}, **values)  # type: ignore[arg-type]


def said(found: Ground) -> str:
    """The sentence a ground comes to: `met`, `not_met.running` …"""
    variant = found.parts.get("variant", "")
    return f"{found.standing}.{variant}" if variant else str(found.standing)
