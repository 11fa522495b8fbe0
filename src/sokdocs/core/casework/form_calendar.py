"""The last day to answer a form as an entry for the supplier's calendar: from the letter that asked for it, else as if it went today."""

from datetime import date

from sokdocs.core.casework.deadline import deadline_for
from sokdocs.core.casework.due_calendar import CalendarEntry, changed_at
from sokdocs.core.casework.letters.words import LetterWords
from sokdocs.core.casework.report_status import ANSWER, FORM, ReportState, report_status
from sokdocs.core.values.quantities import long_date

OVER = frozenset({ReportState.NOT_SENT, ReportState.RECEIVED, ReportState.ASSESSED})


def form_entry(words: LetterWords, reference: str, on: date) -> CalendarEntry | None:
    """The entry, or None where neither a letter nor the ladder sets a day; its name stays the same when the day moves.

    Where no letter waits for an answer, the weeks of the contract's own clause are counted from `on`, and the entry says so.
    """
    case, say = words.case, words.say
    status = report_status(case, words.ladder, on)
    if status.due_on is not None and status.sent_on is not None and status.state not in OVER:
        due, letter = status.due_on, status.reminded_on or status.sent_on
        told = say("form_due_letter", date=long_date(letter, words.language))
    else:
        counted = _counted(words, on)
        if counted is None:
            return None
        due, told = counted, say("form_due_if_sent", date=long_date(on, words.language))
    buyer, mailbox = case.contract.text("buyer_name"), case.contract.text("contact_mailbox")
    about = {"reference": reference, "contract": words.contract_named(case.contract), "mailbox": mailbox, "told": told}
    return CalendarEntry(
        uid=f"{case.number.replace('/', '-')}-{reference}-{ANSWER}@sokdocs",
        on=due,
        changed_at=changed_at(case),
        sequence=case.events[-1].number,
        summary=say("form_due_summary", buyer=buyer),
        description=say("form_due_description", **about),
    )


def _counted(words: LetterWords, on: date) -> date | None:
    """The day the letter that asks for the form would set, were it sent on that day."""
    rule = words.ladder.letters.get(FORM)
    own = next((each for each in rule.deadlines if each.key == ANSWER), None) if rule else None
    if own is None:
        return None
    return deadline_for(on, own, contract=words.case.contract, ladder=words.ladder, settings=words.case.settings).on
