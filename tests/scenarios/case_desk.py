"""A desk for whole cases: a real register in a folder, with a clock and an actor that the test sets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from sokdocs.core.casework.actor import Actor
from sokdocs.core.casework.case import Case
from sokdocs.core.casework.contract import Contract
from sokdocs.core.casework.ground import LetterStatus
from sokdocs.core.casework.next_step import overview
from sokdocs.core.facts.answers import Answers, read_answers
from sokdocs.core.facts.definition import OF_PROCUREMENT, Stage, at_stages
from sokdocs.core.problems import Place
from sokdocs.settings import read_settings
from sokdocs.wiring import World
from sokdocs.workflows.contracting import add_contract
from sokdocs.workflows.issuing import issue
from sokdocs.workflows.letter_preparing import Wanted
from sokdocs.workflows.letter_signing import sign_letter
from sokdocs.workflows.letters import IssuedLetter, issue_letter
from sokdocs.workflows.making import Request
from sokdocs.workflows.recording import Happening, case_named, ladder_of, open_case, record

ROLES = {
    "contract_manager": ("contract_manager",),
    "procurement_head": ("procurement_head",),
    "top_manager": ("top_manager",),
    "lawyer": ("lawyer",),
    "records_manager": ("records_manager", "contract_manager"),
    "manager_and_head": ("contract_manager", "procurement_head"),
}
SIGNERS = {"L12": ("contract_manager", "procurement_head"), "L14": ("contract_manager", "procurement_head")}
SIGNERS |= {"L15": ("contract_manager", "procurement_head"), "L16": ("procurement_head", "top_manager")}
OSLO = ZoneInfo("Europe/Oslo")


class CaseWorld(World):
    """The world with a clock that stands at noon of a day, one second later at each look, and an actor named by the test."""

    day = date(2026, 1, 2)
    looks = 0
    who = Actor("contract_manager", ("contract_manager",))

    def now(self) -> datetime:
        """Noon of the day, and a second more for each look."""
        self.looks += 1
        return datetime.combine(self.day, time(12, self.looks // 60 % 60, self.looks % 60), OSLO)

    def use(self, forms: Sequence[str]) -> None:
        """From now on everything is issued in these forms."""
        readers = World(self.settings).readers
        self.readers = {form: readers[form] for form in forms}

    @property
    def clock(self) -> "CaseWorld":  # type: ignore[override]
        """This very world."""
        return self

    @property
    def actor(self) -> Actor:
        """Who the test says."""
        return self.who


@dataclass
class Desk:
    """Opens contracts and cases and moves them along, day by day."""

    home: Path
    forms: tuple[str, ...] = ("docx",)
    answers: Mapping[str, object] = field(default_factory=dict)

    @cached_property
    def world(self) -> CaseWorld:
        """The world."""
        world = CaseWorld(read_settings(home=self.home))
        world.use(self.forms)
        return world

    def sheet(self, values: Mapping[str, object], stages: frozenset[Stage]) -> Answers:
        """The answers in `values`, read as a fact sheet's are."""
        library = self.world.catalogue.library
        definitions = at_stages(library.facts, stages)
        return read_answers(
            values, definitions, name="sheet", place_of=lambda path: Place("sheet", 0, str(path[0])), valid_cpv=library.valid_cpv
        )

    def contract(self, procurement: Mapping[str, object], signed: Mapping[str, object], on: date) -> Contract:
        """A contract made from an appendix that is issued for it; without a procurement, one on old terms."""
        self.world.day = on
        appendix = ""
        if procurement:
            request = Request("tender-appendix", "nb", (), self.sheet(procurement, OF_PROCUREMENT))
            appendix = issue(self.world.catalogue, request, self.world).record.reference
        contract, _ = add_contract(
            self.world.catalogue,
            self.world.casebook,
            self.sheet(signed, OF_PROCUREMENT),
            appendix=appendix,
            desk=self.world,
            actor=self.world.actor,
        )
        return contract

    def open(
        self, contract: Contract, on: date, *, number: str = "2026/01234", ladder: str = "standard", pairs: tuple[str, ...] = ()
    ) -> Case:
        """A case under the contract."""
        self.world.day = on
        return open_case(self.world, contract.reference, ladder=ladder, number=number, pairs=pairs, on=on)

    def record(self, case: str, kind: str, on: date, **fields: object) -> Case:
        """Something that happened on a day, recorded on it."""
        self.world.day = max(self.world.day, on)
        return record(self.world, case, Happening(kind, on, fields, "event", lambda path: Place("event", 0, str(path[0]))))

    def letter(self, case: str, code: str, on: date, **answers: object) -> IssuedLetter:
        """A letter issued on a day, signed first by those who must."""
        self.world.day = on
        wanted = Wanted(case, code, self.sheet({"access_mark": "offentlig", **answers}, frozenset({Stage.FOLLOW_UP})))
        for role in SIGNERS.get(code, ()):
            self.act_as(role)
            sign_letter(self.world.catalogue, self.world, wanted)
        return issue_letter(self.world.catalogue, self.world, wanted)

    def act_as(self, role: str) -> None:
        """From now on the actor is this one."""
        self.world.who = Actor(role, ROLES[role])

    def case(self, number: str) -> Case:
        """The case as it stands."""
        return case_named(self.world, number)

    def statuses(self, number: str, on: date) -> Mapping[str, LetterStatus]:
        """Whether each letter may be sent on the day."""
        case = self.case(number)
        return {each.intent.code: each for each in overview(case, ladder_of(self.world.casebook, case), on)}
