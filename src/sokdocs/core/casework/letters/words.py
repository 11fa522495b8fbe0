"""How a letter speaks of a case: its documents, dates, periods and choices, in the letter's language."""

from collections.abc import Iterator
from dataclasses import dataclass

from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.casework.casebook import Casebook
from sokdocs.core.casework.contract import Contract, ContractClause
from sokdocs.core.casework.deadline import Deadline, Period
from sokdocs.core.casework.ladder import Ladder
from sokdocs.core.values.language import in_language
from sokdocs.core.values.phrases import Phrases
from sokdocs.core.values.quantities import long_date, quantity, short_date

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class LetterWords:
    """Says things of one case in one language."""

    case: Case
    ladder: Ladder
    casebook: Casebook
    phrases: Phrases
    language: str

    def say(self, name: str, **parts: str) -> str:
        """A phrase of the library."""
        return self.phrases.say(name, self.language, **parts)

    def number(self, document: int) -> str:
        """`2026/01234-7`."""
        return f"{self.case.number}-{document}"

    def theirs(self, event: Event) -> str:
        """`brevet deres 3. mars 2026 (2026/01234-4)`."""
        return self.say("letter_theirs", date=long_date(event.on, self.language), document=self.number(event.document))

    def ours(self, event: Event) -> str:
        """`brevet vårt 2. februar 2026 (2026/01234-1)`."""
        return self.say("letter_ours", date=long_date(event.on, self.language), document=self.number(event.document))

    def title(self, code: str) -> str:
        """The title of a kind of letter."""
        rule = self.ladder.letters.get(code)
        return in_language(rule.title, self.language) if rule else code

    def choice(self, kind: EventKind, name: str, value: str) -> str:
        """What a choice of an event's field is called."""
        definition = self.casebook.events[kind].fields[name]
        return in_language(definition.choices.get(value, {}), self.language) or value

    def contract_named(self, contract: Contract) -> str:
        """The contract by title, number and day of signing."""
        signed = long_date(contract.signed_on, self.language)
        number = contract.text("contract_number")
        parts = {"title": contract.text("title"), "date": signed}
        return self.say("letter_contract_numbered", number=number, **parts) if number else self.say("letter_contract", **parts)

    def appendix_named(self, contract: Contract) -> str:
        """The terms the letter rests on: the appendix by its number, or the old terms by their title."""
        terms = self.casebook.terms.get(contract.terms_edition)
        if terms is not None:
            return in_language(terms.title, self.language)
        number, title = contract.text("appendix_number"), self.say("letter_appendix_title")
        return self.say("letter_appendix_numbered", number=number, title=title) if number else title

    def version(self, clause: ContractClause) -> str:
        """`K-402, tekst fra 1. november 2019`."""
        return self.say("letter_version", clause=clause.id, date=long_date(clause.date, self.language))

    def period(self, period: Period) -> str:
        """`10 arbeidsdager`."""
        return quantity(period.number, period.unit, self.phrases.units[self.language])

    def passed_over(self, deadline: Deadline) -> str:
        """The days off that made a deadline longer, by date and name."""
        return ", ".join(self._days_off(deadline)) or NOTHING

    def _days_off(self, deadline: Deadline) -> Iterator[str]:
        for day, name in deadline.passed_over:
            yield f"{short_date(day)} {self.say(name)}"
