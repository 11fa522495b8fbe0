"""The tables of a letter: what the case says, row by row. A cell that has nothing to say holds a dash."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sokdocs.core.casework.case import Event, EventKind
from sokdocs.core.casework.contract import ContractClause
from sokdocs.core.casework.deadline import Deadline, effective_due
from sokdocs.core.casework.ladder import LetterRule
from sokdocs.core.casework.letters.words import NOTHING, LetterWords
from sokdocs.core.facts.definition import FactRow
from sokdocs.core.values.countries import country
from sokdocs.core.values.language import in_language
from sokdocs.core.values.quantities import short_date, weekday_date

Rows = tuple[FactRow, ...]
SUPPLIER = "supplier"  # the history tells the supplier's own deadlines, not the buyer's, nor how early a meeting may be
JUDGED = {EventKind.PLAN_ACCEPTED: "plan_accepted", EventKind.PLAN_RETURNED: "plan_returned"}


def cited_points(words: LetterWords, rule: LetterRule) -> Rows:
    """The contract's own points that the letter rests on, with the version in force in it (rule 14)."""
    names = dict.fromkeys((*((rule.gives,) if rule.gives else ()), *rule.cites))
    found = [clause for name in names if (clause := words.case.contract.clause(name)) is not None]
    return tuple((each.point or NOTHING, each.title, words.version(each)) for each in found)


def duty_points(words: LetterWords, findings: Sequence[Event]) -> Rows:
    """For each finding the duty it concerns, as the contract has it."""
    return tuple(_duty(words, each) for each in findings)


def _duty(words: LetterWords, finding: Event) -> FactRow:
    clause: ContractClause | None = words.case.contract.clause(finding.text("clause"))
    name = finding.text("finding")
    return (name, clause.point or NOTHING, clause.title, words.version(clause)) if clause else (name, NOTHING, NOTHING, NOTHING)


def findings_table(words: LetterWords, findings: Sequence[Event]) -> Rows:
    """What was seen, when, where, by which source, with which evidence."""
    return tuple(
        (
            each.text("finding"),
            each.text("what"),
            short_date(each.on),
            ", ".join(part for part in (each.text("place"), country(each.text("country"), words.language)) if part) or NOTHING,
            f"{words.choice(EventKind.FINDING, 'source_kind', each.text('source_kind'))}: {each.text('source')}",
            each.text("evidence") or NOTHING,
        )
        for each in findings
    )


def severity_table(words: LetterWords, findings: Sequence[Event]) -> Rows:
    """How grave each finding is, and why."""
    return tuple(
        (
            each.text("finding"),
            f"{each.text('severity')} {words.choice(EventKind.FINDING, 'severity', each.text('severity'))}",
            each.text("severity_reason") or NOTHING,
        )
        for each in findings
    )


def history(words: LetterWords, before: Sequence[Event]) -> Rows:
    """Every letter sent before that still counts: when, which, what deadline it set, when it was received."""
    return tuple(_sent(words, each) for each in before)


def _sent(words: LetterWords, letter: Event) -> FactRow:
    rule = words.ladder.letters.get(letter.text("letter"))
    rules = [each for each in (rule.deadlines if rule else ()) if each.runs == SUPPLIER]
    dues = [(each.title, due) for each in rules if (due := effective_due(words.case, letter, each.key, words.ladder)) is not None]
    several = [f"{in_language(title, words.language)}: {short_date(due.on)}" for title, due in dues]
    told = several if len(dues) > 1 else [short_date(due.on) for _title, due in dues]
    received = next((each for each in words.case.of(EventKind.DELIVERED) if each.whole("about") == letter.document), None)
    return (
        short_date(letter.on),
        words.number(letter.document),
        words.title(letter.text("letter")),
        ", ".join(told) or NOTHING,
        short_date(received.on) if received else NOTHING,
    )


def comments(words: LetterWords) -> Rows:
    """What the supplier has said: comments and objections, with date and document number."""
    said = [each for each in words.case.events if each.kind in (EventKind.COMMENT, EventKind.OBJECTION)]
    return tuple((short_date(each.on), words.number(each.document), each.text("summary") or NOTHING) for each in said)


def verifications(words: LetterWords, findings: Iterable[str]) -> Rows:
    """The verifications of the findings: when, with which result, by which evidence."""
    return tuple(_verified(words, set(findings)))


def _verified(words: LetterWords, findings: set[str]) -> Iterator[FactRow]:
    for each in words.case.of(EventKind.VERIFICATION):
        about = [name for name in each.names("findings") if name in findings]
        if about:
            result = words.choice(EventKind.VERIFICATION, "result", each.text("result"))
            yield ", ".join(about), short_date(each.on), result, each.text("evidence") or NOTHING


def actions(words: LetterWords) -> Rows:
    """What was agreed in meetings."""
    return tuple((short_date(each.on), action) for each in words.case.of(EventKind.MEETING) for action in each.names("actions"))


def plans(words: LetterWords, judged_here: Mapping[int, str]) -> Rows:
    """The plans that came in, and what was made of them, by earlier letters or by this one."""
    judged = {each.whole("about"): name for kind, name in JUDGED.items() for each in words.case.of(kind)}
    found = {**judged, **judged_here}
    return tuple(
        (short_date(each.on), words.number(each.document), words.say(found.get(each.document, "plan_open")))
        for each in words.case.of(EventKind.PLAN_RECEIVED)
    )


def working(words: LetterWords, deadlines: Sequence[tuple[str, Deadline]]) -> Rows:
    """How each deadline was counted: from, length, days off passed over, the day it ends."""
    return tuple(
        (title, short_date(each.start), words.period(each.period), words.passed_over(each), weekday_date(each.on, words.language))
        for title, each in deadlines
    )
