"""Whether the same letter is out already, and whether the letters this one builds on are known to have come."""

from collections.abc import Mapping, Sequence
from datetime import date

from sokdocs.core.casework.case import Event, EventKind
from sokdocs.core.casework.findings import latest, letters_about, plain
from sokdocs.core.casework.grounds.inquiry import Inquiry
from sokdocs.core.casework.grounds.letter_scope import reaches, wanted_scope
from sokdocs.core.casework.grounds.period import ending, received_on
from sokdocs.core.casework.grounds.request import answer_to
from sokdocs.core.casework.grounds.stops import lifted_by
from sokdocs.core.casework.grounds.verdict import Verdict, met, not_met, unknown
from sokdocs.core.values.working_days import ONE_DAY

BUILDS_ON: Mapping[str, Sequence[str]] = {
    "L08": ("L07",),
    "L11": ("L08",),
    "L12": ("L11",),
    "L14": ("L08",),
    "L15": ("L08",),
    "L16": ("L15",),
}
PERIODS: Mapping[str, str] = {
    "L01": "answer",
    "L02": "answer",
    "L03": "answer",
    "L07": "comment",
    "L08": "correction",
    "L11": "comment",
    "L14": "replacement",
    "L15": "final",
}
SCOPED = frozenset({"L11", "L12", "L15"})
FOR_GOOD = frozenset({"L10", "L16"})
ANSWERED = frozenset({"L01", "L02", "L03"})
MEETINGS: Mapping[str, tuple[str, EventKind]] = {
    "L04": ("meeting_on", EventKind.MEETING),
    "L06": ("audit_on", EventKind.AUDIT),
}


def not_sent_before(inquiry: Inquiry) -> Verdict:
    """The same letter about the same is not out and running (5.3)."""
    code = inquiry.rule.code
    twins = [each for each in inquiry.case.letters(code) if _is_twin(inquiry, each)]
    for twin in reversed(twins):
        last_day = _runs_until(inquiry, twin)
        document = inquiry.numbered(twin)
        if last_day == date.max:
            return not_met(event=twin, letter=code, document=document, date=twin.on)
        if last_day is not None and inquiry.on <= last_day:
            return not_met("running", event=twin, opens=last_day + ONE_DAY, until=last_day, letter=code, document=document)
    if twins:
        return met("expired", event=twins[-1], letter=code, document=inquiry.numbered(twins[-1]))
    return met(letter=code)


def _is_twin(inquiry: Inquiry, letter: Event) -> bool:
    """Whether an earlier letter is about the same: findings, sub-supplier, and all that this one is to reach."""
    intent, code = inquiry.intent, inquiry.rule.code
    if inquiry.rule.about_findings and not set(letter.names("findings")) & set(intent.findings):
        return False
    if code == "L14" and intent.sub_supplier and plain(letter.text("sub_supplier")) != plain(intent.sub_supplier):
        return False
    if code in SCOPED and set(intent.findings) <= set(letter.names("findings")):
        return reaches(letter, wanted_scope(inquiry))
    return code not in SCOPED


def _runs_until(inquiry: Inquiry, letter: Event) -> date | None:
    """The last day on which the letter stands in the way; `date.max` where no day ends it, None where nothing does."""
    code = inquiry.rule.code
    if code == "L14" and _events_about(inquiry, letter, EventKind.REPLACED):
        return date.max
    if code in PERIODS:
        return None if _is_answered(inquiry, letter) else ending(inquiry, letter, PERIODS[code]).until or date.max
    if code in MEETINGS:
        return _until_held(inquiry, letter, *MEETINGS[code])
    if code == "L12":
        return date.max if lifted_by(inquiry.case, letter) is None else None
    if code == "L05":
        return None if _is_newer_meeting(inquiry, letter) else date.max
    return date.max if code in FOR_GOOD else letter.on


def _is_answered(inquiry: Inquiry, letter: Event) -> bool:
    """A request no longer runs when it is answered, nor a reminder of an earlier form when a new one has gone out."""
    code, case = inquiry.rule.code, inquiry.case
    if code == "L01":
        return answer_to(inquiry, letter) is not None
    is_for_earlier_form = code == "L02" and any(each.number > letter.number for each in case.letters("L01"))
    return is_for_earlier_form or (code in ANSWERED and bool(_events_about(inquiry, letter, EventKind.ANSWER)))


def _until_held(inquiry: Inquiry, letter: Event, day: str, kind: EventKind) -> date | None:
    return None if _events_about(inquiry, letter, kind) else letter.day(day) or letter.on


def _events_about(inquiry: Inquiry, letter: Event, kind: EventKind) -> list[Event]:
    return [each for each in inquiry.case.of(kind) if letter.document and each.whole("about") == letter.document]


def _is_newer_meeting(inquiry: Inquiry, minutes: Event) -> bool:
    return any(each.number > minutes.number for each in inquiry.case.of(EventKind.MEETING))


def delivered(inquiry: Inquiry) -> Verdict:
    """The letters this one builds on are known to have come, where they go with a receipt (5.8)."""
    lacking: list[Event] = []
    known: list[Event] = []
    for letter in _earlier(inquiry):
        rule = inquiry.ladder.letters.get(letter.text("letter"))
        if rule is not None and rule.needs_receipt:
            (known if received_on(inquiry.case, letter) is not None else lacking).append(letter)
    if lacking:
        return unknown(event=lacking[-1], document=inquiry.numbered(lacking[-1]))
    if not known:
        return met("not_needed")
    last = known[-1]
    variant = "" if _events_about(inquiry, last, EventKind.DELIVERED) else "answered"
    return met(variant, event=last, document=inquiry.numbered(last), date=received_on(inquiry.case, last))


def _earlier(inquiry: Inquiry) -> list[Event]:
    """For each finding the last letter of the kind that this one builds on."""
    found: dict[int, Event] = {}
    for name in inquiry.intent.findings:
        finding = inquiry.case.finding(name)
        letter = latest(letters_about(inquiry.case, finding, BUILDS_ON.get(inquiry.rule.code, ()))) if finding else None
        if letter is not None:
            found[letter.number] = letter
    return [found[number] for number in sorted(found)]
