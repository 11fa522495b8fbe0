"""What may be done in a case today and why the rest may not, and what is due."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.casework.deadline import CALENDAR_DAYS, Period, count, deadline_for
from sokdocs.core.casework.findings import all_findings, as_of, is_open, latest, open_findings
from sokdocs.core.casework.ground import Ground, Intent, LetterStatus, Standing
from sokdocs.core.casework.grounds.inquiry import Inquiry
from sokdocs.core.casework.grounds.period import COMMENT, State, ending, is_request_answered
from sokdocs.core.casework.grounds.registry import judge
from sokdocs.core.casework.grounds.request import answer_to
from sokdocs.core.casework.grounds.stops import lifted_by, stop_to_lift
from sokdocs.core.casework.ladder import DeadlineRule, Ladder, LetterRule, setting
from sokdocs.core.casework.standing import CLOSED, CLOSES, TERMINATED, standing_of
from sokdocs.core.errors import NotFoundError

SUPPLIER = "supplier"
BUYER = "buyer"
REPLIES: Mapping[EventKind, DeadlineRule] = MappingProxyType(
    {
        EventKind.PLAN_RECEIVED: DeadlineRule("plan_review", {}, "K-402.answer_days", "plan_review_days", runs=BUYER),
        EventKind.OBJECTION: DeadlineRule("objection", {}, "K-401.objection_days", "objection_days", runs=BUYER),
    }
)
FOLLOWS: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType(
    {
        ("L01", "answer"): ("L02",),
        ("L02", "answer"): ("L07",),
        ("L03", "answer"): ("L06", "L07"),
        ("L07", COMMENT): ("L08",),
        ("L08", COMMENT): (),
        ("L08", "plan"): ("L09",),
        ("L08", "correction"): ("L10", "L11", "L14", "L15"),
        ("L09", "plan"): ("L09",),
        ("L11", COMMENT): ("L12", "L14"),
        ("L12", "review"): ("L13",),
        ("L14", "replacement"): ("L10", "L13", "L15"),
        ("L15", "final"): ("L16",),
        ("", "plan_review"): ("L09",),
        ("", "objection"): ("L17",),
        ("", "extension"): ("L19",),
        ("", "declare"): ("L16",),
    }
)


@dataclass(frozen=True, slots=True)
class DueItem:
    """Something that is due: `key` names the deadline, `runs` whose it is (supplier or buyer), `on` its last day.

    `event` and `document` are the numbers of the letter or document it comes from; `letter` its code, empty for a document that came in.
    `follows` are the letters that may come next.
    """

    key: str
    runs: str
    on: date
    event: int
    document: int
    letter: str = ""
    follows: tuple[str, ...] = ()
    is_overdue: bool = False


def status(case: Case, ladder: Ladder, intent: Intent, on: date) -> LetterStatus:
    """Whether a letter may be sent on a day, ground by ground; raises `NotFoundError` where the ladder has no such letter.

    Only what had happened by that day counts. Asked in general, without findings, it is asked for all that the letter could be about.
    """
    rule = ladder.letters.get(intent.code)
    if rule is None:
        raise NotFoundError(f'the ladder {ladder.id} has no letter "{intent.code}"')
    seen = as_of(case, on)
    wanted = _filled(seen, rule, intent)
    inquiry = Inquiry(seen, ladder, rule, wanted, on)
    return LetterStatus(wanted, on, tuple(_taken_on(inquiry, judge(name, inquiry)) for name in rule.grounds))


def overview(case: Case, ladder: Ladder, on: date) -> tuple[LetterStatus, ...]:
    """Whether each letter of the ladder may be sent on a day, asked in general."""
    return tuple(status(case, ladder, Intent(code), on) for code in ladder.letters)


def findings_to_name(case: Case, rule: LetterRule) -> tuple[str, ...]:
    """The findings a letter is about where nobody says which: the open ones; for a lift those of the stop, for a closure those settled."""
    if not rule.about_findings:
        return ()
    if rule.code == "L13":
        stop = stop_to_lift(case, ())
        return stop.names("findings") if stop is not None else ()
    found = open_findings(case)
    if rule.code == CLOSES:
        told = {name for each in case.letters(CLOSES) for name in each.names("findings")}
        settled = (each for each in all_findings(case) if not is_open(case, each) and each.text("finding") not in told)
        found = tuple(settled) or found
    if rule.code == "L14":
        found = tuple(each for each in found if each.text("sub_supplier")) or found
    return tuple(each.text("finding") for each in found)


def due(case: Case, ladder: Ladder, on: date) -> tuple[DueItem, ...]:
    """What is due in a case as it stands on a day, first what was due first; nothing is, once it is closed or terminated."""
    seen = as_of(case, on)
    if standing_of(seen, ladder) in (CLOSED, TERMINATED):
        return ()
    items = [*_of_letters(seen, ladder, on), *_replies(seen, ladder), *_requests(seen)]
    dated = (replace(each, is_overdue=each.on < on, follows=_follows(each, ladder)) for each in items)
    return tuple(sorted(dated, key=lambda each: (each.on, each.event, each.key)))


def _filled(case: Case, rule: LetterRule, intent: Intent) -> Intent:
    if intent.given or intent.findings:
        return intent
    return replace(intent, findings=findings_to_name(case, rule))


def _taken_on(inquiry: Inquiry, ground: Ground) -> Ground:
    """An unknown ground that somebody with the role took on for the next letter of this kind, as long as it is unknown for that reason."""
    if ground.standing is not Standing.UNKNOWN:
        return ground
    case, code = inquiry.case, inquiry.rule.code
    last = max((each.number for each in case.of(EventKind.LETTER) if each.text("letter") == code), default=0)
    taken = (each for each in case.of(EventKind.OVERRIDE) if each.number > last and each.text("letter") == code)
    mine = (each for each in taken if each.text("ground") == ground.name and each.actor)
    override = latest(each for each in mine if _was_the_same(inquiry, ground, each))
    if override is None:
        return ground
    return replace(ground, overridden_by=override.actor, override_reason=override.text("reason"))


def _was_the_same(inquiry: Inquiry, ground: Ground, override: Event) -> bool:
    """Whether the ground was unknown for the same reason when it was taken on, also for each finding by itself."""
    seen = as_of(inquiry.case, override.on)
    case = replace(seen, events=tuple(each for each in seen.events if each.number < override.number))
    then = replace(inquiry, case=case, on=override.on)
    if _reason(judge(ground.name, then)) != _reason(ground):
        return False
    alone = (replace(inquiry.intent, findings=(name,)) for name in dict.fromkeys(inquiry.intent.findings))
    pairs = ((judge(ground.name, replace(inquiry, intent=each)), judge(ground.name, replace(then, intent=each))) for each in alone)
    return all(now.standing is Standing.MET or _reason(now) == _reason(before) for now, before in pairs)


def _reason(ground: Ground) -> tuple[Standing, str, int]:
    return ground.standing, ground.parts.get("variant", ""), ground.event


def _of_letters(case: Case, ladder: Ladder, on: date) -> Iterator[DueItem]:
    for letter in case.letters():
        rule = ladder.letters.get(letter.text("letter"))
        if rule is None or _is_settled(case, letter):
            continue
        inquiry = Inquiry(case, ladder, rule, Intent(rule.code), on)
        for each in rule.deadlines:
            if letter.day(f"due_{each.key}") is not None and not _is_done(inquiry, letter, each.key):
                yield from _letter_items(inquiry, letter, each)
        yield from _appointments(case, letter)


def _letter_items(inquiry: Inquiry, letter: Event, rule: DeadlineRule) -> Iterator[DueItem]:
    code = letter.text("letter")
    if rule.runs == BUYER:
        yield DueItem(rule.key, BUYER, _review_day(inquiry.case, letter, rule.key), letter.number, letter.document, code)
    if rule.runs != SUPPLIER:
        return
    until = ending(inquiry, letter, rule.key).until
    if until is None:
        return
    yield DueItem(rule.key, SUPPLIER, until, letter.number, letter.document, code)
    if rule.key == "final" and inquiry.on > until:
        own = inquiry.contract.parameter("K-405.declare_days")
        days = own if isinstance(own, int) else int(setting(inquiry.ladder, inquiry.case.settings, "declare_days"))
        last_day = count(until, Period(days, CALENDAR_DAYS)).counted_to
        yield DueItem("declare", BUYER, last_day, letter.number, letter.document)


def _appointments(case: Case, letter: Event) -> Iterator[DueItem]:
    for key, kind in (("meeting", EventKind.MEETING), ("audit", EventKind.AUDIT)):
        day = letter.day(f"{key}_on")
        if day is not None and not _about(case, letter, kind):
            yield DueItem(key, BUYER, day, letter.number, letter.document, letter.text("letter"))


def _review_day(case: Case, letter: Event, key: str) -> date:
    review = latest(each for each in _about(case, letter, EventKind.STOP_REVIEWED))
    printed = letter.day(f"due_{key}") or letter.on
    return (review.day("next_review_on") if review is not None else None) or printed


def _is_settled(case: Case, letter: Event) -> bool:
    """Whether every finding of a letter is dropped or corrected, so that nothing in it is due any more."""
    found = [finding for name in letter.names("findings") if (finding := case.finding(name)) is not None]
    return bool(found) and letter.text("letter") != "L12" and not any(is_open(case, each) for each in found)


def _is_done(inquiry: Inquiry, letter: Event, key: str) -> bool:
    """Whether what a deadline asked for has come, or something later has taken its place."""
    case = inquiry.case
    done: Mapping[str, Callable[[], bool]] = {
        "answer": lambda: _is_answered(inquiry, letter),
        COMMENT: lambda: ending(inquiry, letter, COMMENT).state is State.WAIVED or _is_decided(case, letter),
        "plan": lambda: any(each.number > letter.number for each in case.of(EventKind.PLAN_RECEIVED)),
        "correction": lambda: _is_followed(case, letter, ("L08",)),
        "review": lambda: lifted_by(case, letter) is not None,
        "replacement": lambda: bool(_about(case, letter, EventKind.REPLACED)),
        "final": lambda: _is_followed(case, letter, ("L15", "L16")),
    }
    return done[key]() if key in done else False


def _is_answered(inquiry: Inquiry, letter: Event) -> bool:
    case, code = inquiry.case, letter.text("letter")
    if code == "L01":
        is_reminded = any(each.number > letter.number for each in case.letters("L02"))
        return is_reminded or answer_to(inquiry, letter) is not None
    forms = [each for each in case.letters("L01") if each.number < letter.number]
    is_form_answered = code == "L02" and bool(forms) and answer_to(inquiry, forms[-1]) is not None
    return is_form_answered or bool(_about(case, letter, EventKind.ANSWER)) or _is_finding_made(case, letter)


def _is_finding_made(case: Case, letter: Event) -> bool:
    """Whether silence has become a finding."""
    return any(each.text("severity") == "D1" and each.number > letter.number for each in all_findings(case))


def _is_decided(case: Case, letter: Event) -> bool:
    """Whether the buyer has gone on after a hearing: held the breach, or sent the next letter about the same."""
    names = set(letter.names("findings"))
    decided = {name for each in case.of(EventKind.BREACH) if each.number > letter.number for name in each.names("findings")}
    return (bool(names) and names <= decided) or _is_followed(case, letter, ("L08", "L12", "L14"))


def _is_followed(case: Case, letter: Event, codes: tuple[str, ...]) -> bool:
    names = set(letter.names("findings"))
    later = (each for each in case.letters() if each.number > letter.number and each.text("letter") in codes)
    return any(names <= set(each.names("findings")) for each in later)


def _replies(case: Case, ladder: Ladder) -> Iterator[DueItem]:
    """What the buyer owes the supplier: a word on the plan, an answer to an objection."""
    for kind, rule in REPLIES.items():
        code = "L09" if kind is EventKind.PLAN_RECEIVED else "L17"
        document = latest(case.of(kind))
        if document is None or any(each.number > document.number for each in case.letters(code)):
            continue
        day = deadline_for(document.on, rule, contract=case.contract, ladder=ladder, settings=case.settings).on
        yield DueItem(rule.key, BUYER, day, document.number, document.document)


def _requests(case: Case) -> Iterator[DueItem]:
    """A request for more time is to be answered at once."""
    for each in case.of(EventKind.EXTENSION_REQUESTED):
        if not is_request_answered(case, each):
            yield DueItem("extension", BUYER, each.on, each.number, each.document)


def _follows(item: DueItem, ladder: Ladder) -> tuple[str, ...]:
    return tuple(each for each in FOLLOWS.get((item.letter, item.key), ()) if each in ladder.letters)


def _about(case: Case, letter: Event, kind: EventKind) -> tuple[Event, ...]:
    return tuple(each for each in case.of(kind) if letter.document and each.whole("about") == letter.document)
