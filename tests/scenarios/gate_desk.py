"""Beginnings kept as folders, so that each scenario starts from a copy; and letters tried on a desk."""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from sokdocs.core.casework.case import EventKind
from sokdocs.core.casework.contract import Contract
from sokdocs.core.casework.event_definition import NewEvent
from sokdocs.core.facts.definition import OF_PROCUREMENT, Stage
from sokdocs.core.values.canonical import digest
from sokdocs.core.values.identifiers import reference_for
from sokdocs.workflows.contracting import add_contract
from sokdocs.workflows.letter_preparing import Dating, Wanted
from sokdocs.workflows.letter_signing import sign_letter
from sokdocs.workflows.letters import IssuedLetter, issue_letter
from tests.scenarios.case_desk import SIGNERS, Desk
from tests.scenarios.case_scenario import NUMBER, Step, take
from tests.scenarios.gate_scenario import Gate, Letter, Start, read_start, up_to

FOLLOW_UP = frozenset({Stage.FOLLOW_UP})


@dataclass(frozen=True, slots=True)
class Kept:
    """A folder with a case as it stands after some steps; `opened` tells the contract and the case apart from others."""

    opened: str
    steps: tuple[Step, ...]
    folder: Path
    last_day: date


@dataclass
class Beginnings:
    """Every beginning that was asked for, played once and kept; a longer one goes on from a shorter."""

    folder: Path
    kept: list[Kept] = field(default_factory=list)

    @cached_property
    def reference(self) -> Desk:
        """A desk that nothing happens at."""
        return Desk(self.folder / "reference")

    def copy(self, start: str, until: str, home: Path) -> Desk:
        """A desk in a fresh copy of the beginning."""
        beginning = read_start(start)
        return self._copied(self._at(beginning, up_to(beginning.case.steps, until)), home)

    def _copied(self, kept: Kept, home: Path) -> Desk:
        shutil.copytree(kept.folder, home, dirs_exist_ok=True)
        desk = Desk(home)
        desk.world.day = kept.last_day
        return desk

    def _at(self, start: Start, steps: tuple[Step, ...]) -> Kept:
        opened = repr(replace(start, case=replace(start.case, title="", steps=start.case.steps[:1])))
        before = [each for each in self.kept if each.opened == opened and each.steps == steps[: len(each.steps)]]
        found = max(before, key=lambda each: len(each.steps), default=None) or self._open(start, opened)
        return found if found.steps == steps else self._go_on(found, steps)

    def _open(self, start: Start, opened: str) -> Kept:
        home, case = Path(tempfile.mkdtemp(dir=self.folder)), start.case
        desk = Desk(home)
        desk.open(_contract(start, desk), case.steps[0].on, number=NUMBER, ladder=case.ladder, pairs=case.settings)
        return self._keep(Kept(opened, (), home, case.steps[0].on))

    def _go_on(self, before: Kept, steps: tuple[Step, ...]) -> Kept:
        home = Path(tempfile.mkdtemp(dir=self.folder))
        desk = self._copied(before, home)
        for step in steps[len(before.steps) :]:
            take(desk, step)
        return self._keep(Kept(before.opened, steps, home, steps[-1].on))

    def _keep(self, kept: Kept) -> Kept:
        self.kept.append(kept)
        return kept


def _contract(start: Start, desk: Desk) -> Contract:
    if start.terms:
        return _old(start, desk)
    if start.without:
        return _lessened(start, desk)
    return desk.contract(start.case.procurement, start.case.signed, start.case.steps[0].on)


def _lessened(start: Start, desk: Desk) -> Contract:
    """The contract as it is when its appendix has not all the clauses."""
    whole = desk.contract(start.case.procurement, start.case.signed, start.case.steps[0].on)
    clauses = tuple(each for each in whole.clauses if each.id not in start.without)
    reference = reference_for(digest({"of": whole.reference, "without": list(start.without)}), prefix="KO")
    lessened = replace(whole, reference=reference, clauses=clauses)
    return desk.world.casefiles.add_contract(lessened, actor=desk.world.actor.id, at=desk.world.now())


def _old(start: Start, desk: Desk) -> Contract:
    """A contract under old terms, whose sheet says everything itself."""
    desk.world.day = start.case.steps[0].on
    sheet = desk.sheet({**start.case.procurement, **start.case.signed, "terms_edition": start.terms}, OF_PROCUREMENT)
    return add_contract(desk.world.catalogue, desk.world.casebook, sheet, appendix="", desk=desk.world, actor=desk.world.actor)[0]


def move(desk: Desk, gate: Gate) -> None:
    """The steps of the scenario itself."""
    for step in gate.steps:
        if step.act == "stored":
            store(desk, step)
        else:
            take(desk, step)


def store(desk: Desk, step: Step) -> None:
    """Puts an event into the register past the checks at the door, as an older program could have left it."""
    case = desk.case(NUMBER)
    desk.world.day = max(desk.world.day, step.on)
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in step.fields.items()}
    event = NewEvent(EventKind(step.name), step.on, values)
    desk.world.casefiles.record(NUMBER, [event], head=case.events[-1].number, actor=desk.world.actor.id, at=desk.world.now())


def attempt(desk: Desk, letter: Letter) -> IssuedLetter:
    """Tries to sign and to issue the letter; raises what the program raises."""
    desk.world.day = letter.on
    signers = SIGNERS.get(letter.code, ()) if letter.signed_by is None else letter.signed_by
    for role in signers:
        desk.act_as(role)
        said = letter.answers if letter.signed_answers is None else letter.signed_answers
        sign_letter(desk.world.catalogue, desk.world, _wanted(desk, letter, said))
    desk.act_as(signers[-1] if signers else letter.by)
    return issue_letter(desk.world.catalogue, desk.world, _wanted(desk, letter, letter.answers))


def _wanted(desk: Desk, letter: Letter, answers: Mapping[str, Any]) -> Wanted:
    dating = Dating(letter.dated["on"], letter.dated.get("reason", "")) if letter.dated else None
    return Wanted(NUMBER, letter.code, desk.sheet({"access_mark": "offentlig", **answers}, FOLLOW_UP), dating=dating)
