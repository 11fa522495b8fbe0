"""The rounds of self-reporting in a case: each begins with the letter that sends the form, and holds the answers to it."""

from collections.abc import Sequence

from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.casework.report_status import FORM, REMINDER, SELF_REPORT
from sokdocs.core.errors import ConflictError

ANSWERS_FILE = "answers.json"
SUPPLEMENT = "L03"
DOCUMENTATION = "documentation"


def self_reports(case: Case) -> tuple[Event, ...]:
    """The answers of a case that hold a self-report as data, oldest first."""
    answers = (each for each in case.of(EventKind.ANSWER) if each.text("what") == SELF_REPORT)
    return tuple(each for each in answers if [file.name for file in each.files[1:2]] == [ANSWERS_FILE])


def files_of_round(case: Case, number: int = 0) -> tuple[str, ...]:
    """The names of all attachments that came in the round of an event, else of the newest: beside answers, and as documentation.

    A round begins with the letter that sends the form (L01): what came a year ago proves nothing today.
    """
    first = round_of(case, number or len(case.events))
    last = next((each.number for each in case.letters(FORM) if each.number > (number or len(case.events))), len(case.events) + 1)
    within = [each for each in case.of(EventKind.ANSWER) if first < each.number < last]
    forms = self_reports(case)
    beside = [file.name for each in within if each in forms for file in each.files[2:]]
    return (*beside, *(file.name for each in within if each.text("what") == DOCUMENTATION for file in each.files))


def round_of(case: Case, number: int) -> int:
    """The event that began the round of another one; 0 where no form was sent before it."""
    return max((each.number for each in case.letters(FORM) if each.number <= number), default=0)


def asking_letter(case: Case) -> int:
    """The newest letter that asked for the form; once it has been answered, one that asks for what was missing counts as well."""
    forms: Sequence[Event] = [each for each in case.letters() if each.text("letter") in (FORM, REMINDER)]
    if not forms:
        raise ConflictError(f"no letter in {case.number} has asked for a self-report; send the form with L01 first")
    answers = (each for each in case.of(EventKind.ANSWER) if each.number > forms[-1].number and each.text("what") == SELF_REPORT)
    first = next(answers, None)
    supplements = [each for each in case.letters(SUPPLEMENT) if first is not None and each.number > first.number]
    return [*forms, *supplements][-1].document
