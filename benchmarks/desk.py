"""The desk everything is measured at: the library loaded once, and a procurement with new facts whenever one is asked for.

The procurement is invented. Buyer, title, products and case number are others each time, so nothing can be remembered by content.
"""

from itertools import count
from pathlib import Path

from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.answers import read_answers
from sokdocs.core.problems import Place
from sokdocs.settings import Settings, shipped
from sokdocs.wiring import World
from sokdocs.workflows.drafting import draft
from sokdocs.workflows.making import Made, Request

KIND, LANGUAGE = "tender-appendix", "nb"
SHEET = "the benchmark's fact sheet"
Facts = dict[str, object]


class Desk:
    """Guards that no two documents of one run are made from the same facts."""

    def __init__(self, home: Path) -> None:
        self.world = World(Settings(shipped("clauses"), shipped("templates"), home))
        self.catalogue = self.world.catalogue
        self._numbers = count(1)

    def new_facts(self) -> Facts:
        """Facts as they stand in a fact sheet, never given before."""
        number = next(self._numbers)
        return {
            "example": True,
            "buyer_name": f"Storlia kommune, enhet {number}",
            "buyer_orgnr": "999001246",
            "buyer_kind": "municipality",
            "buyer_address": [f"Lilleveien {number}", "0001 Storlia"],
            "contact_role": "kontraktsforvalter",
            "contact_mailbox": f"innkjop{number}@storlia.example",
            "title": f"Arbeidstøy og verneutstyr, avrop {number}",
            "case_number": f"2026/{number}",
            "announced_on": "2026-09-01",
            "contract_kind": "goods",
            "agreement_form": "framework",
            "contract_value": 92_000_000 + number,
            "contract_months": 48,
            "cpv": ["18110000-3", "18141000-9"],
            "products": [
                {"name": f"Arbeidstøy, serie {number}", "cpv": "18110000-3"},
                {"name": f"Arbeidshansker, serie {number}", "cpv": "18141000-9"},
            ],
        }

    def request(self, facts: Facts, *forms: str) -> Request:
        """What is asked for, the facts checked as those of every sheet; raises `InvalidError` where they have faults."""
        library = self.catalogue.library
        answers = read_answers(
            facts,
            library.facts,
            name=SHEET,
            place_of=lambda path: Place(SHEET, 0, str(path)),
            valid_cpv=library.valid_cpv,
        )
        if answers.problems:
            raise InvalidError(f"{SHEET} has faults", answers.problems)
        return Request(KIND, LANGUAGE, forms, answers)

    def drafted(self, facts: Facts, form: str) -> Made:
        """The draft of the facts in one form: checked, selected, assembled, sealed and rendered."""
        return draft(self.catalogue, self.request(facts, form), self.world.forms)

    def new_draft(self) -> Made:
        """A Word draft of new facts, with its document and manifest."""
        return self.drafted(self.new_facts(), "docx")

    def new_request(self, *forms: str) -> Request:
        """A request of new facts."""
        return self.request(self.new_facts(), *forms)
