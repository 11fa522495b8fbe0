"""Every ground by its name, with the rule it keeps."""

from collections.abc import Mapping
from types import MappingProxyType

from sokdocs.core.casework.ground import Ground
from sokdocs.core.casework.grounds import (
    contract,
    correction,
    hearing,
    notice,
    other,
    replacement,
    request,
    scope,
    sent_before,
    stop,
    termination,
)
from sokdocs.core.casework.grounds.inquiry import GroundFunction, Inquiry
from sokdocs.core.errors import InvalidError

FIRST = "first"
ORDER = "5.3"

GROUNDS: Mapping[str, tuple[str, GroundFunction]] = MappingProxyType(
    {
        "clause_in_contract": (FIRST, contract.clause_in_contract),
        "contract_signed": (ORDER, contract.contract_signed),
        "case_open": (ORDER, contract.case_open),
        "supplier_stands": (ORDER, contract.supplier_stands),
        "first_request_expired": (ORDER, request.first_request_expired),
        "answer_received": (ORDER, request.answer_received),
        "meeting_called": (ORDER, request.meeting_called),
        "reason_for_audit": (ORDER, request.reason_for_audit),
        "notice_kept": (ORDER, notice.notice_kept),
        "reminded": (ORDER, request.reminded),
        "finding_recorded": (ORDER, hearing.finding_recorded),
        "evidence_and_date": ("5.4-6", hearing.evidence_and_date),
        "within_contract": ("5.4-5", scope.within_contract),
        "not_wages_in_norway": ("5.4-13", scope.not_wages_in_norway),
        "source_protected": ("5.4-12", scope.source_protected),
        "heard": ("5.4-1", hearing.heard),
        "breach_held": ("5.4-1", hearing.breach_held),
        "correction_due": (ORDER, correction.correction_due),
        "plan_pending": (ORDER, correction.plan_pending),
        "corrected": (ORDER, correction.corrected),
        "stop_warned": ("5.4-2", stop.stop_warned),
        "part_not_enough": (ORDER, stop.part_not_enough),
        "why_milder": ("5.4-7", other.why_milder),
        "supply_risk": ("5.4-11", other.supply_risk),
        "stop_in_force": (ORDER, stop.stop_in_force),
        "lift_decided": (ORDER, stop.lift_decided),
        "replacement_ground": ("5.4-3", replacement.replacement_ground),
        "replacement_heard": (ORDER, replacement.replacement_heard),
        "milder_tried": (ORDER, termination.milder_tried),
        "final_warning_expired": ("5.4-4", termination.final_warning_expired),
        "within_reasonable_time": ("5.4-8", termination.within_reasonable_time),
        "early_ground": (ORDER, termination.early_ground),
        "objection_received": (ORDER, other.objection_received),
        "extension_requested": (ORDER, other.extension_requested),
        "letter_to_correct": (ORDER, other.letter_to_correct),
        "sharing_basis": (ORDER, other.sharing_basis),
        "not_sent_before": (ORDER, sent_before.not_sent_before),
        "delivered": ("5.8", sent_before.delivered),
    }
)


def judge(name: str, inquiry: Inquiry) -> Ground:
    """What one ground comes to for this letter; raises `InvalidError` where the ladder names a ground that nobody can judge."""
    if name not in GROUNDS:
        raise InvalidError(f'the ladder {inquiry.ladder.id} rests {inquiry.rule.code} on "{name}", which is no known ground')
    rule, function = GROUNDS[name]
    verdict = function(inquiry)
    event = verdict.event
    return Ground(
        name=name,
        rule=rule,
        standing=verdict.standing,
        parts=verdict.parts,
        event=event.number if event is not None else 0,
        on=event.on if event is not None else None,
        clause=verdict.clause,
        opens_on=verdict.opens_on,
    )
