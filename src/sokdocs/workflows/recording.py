"""Opening cases and recording what happens in them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Protocol

from sokdocs.core.casework.actor import Actor
from sokdocs.core.casework.case import Case, EventFile, EventKind
from sokdocs.core.casework.casebook import Casebook
from sokdocs.core.casework.event_answers import Recording, assigned, new_event
from sokdocs.core.casework.event_definition import NewEvent
from sokdocs.core.casework.ladder import Ladder
from sokdocs.core.casework.letters.signing import SIGNERS
from sokdocs.core.errors import ConflictError, InvalidError, NotFoundError
from sokdocs.core.facts.answers import PlaceOf
from sokdocs.core.problems import Place, Problem, did_you_mean
from sokdocs.core.values.characters import refused_character
from sokdocs.workflows.case_ports import Casefiles
from sokdocs.workflows.ports import Clock, FileStore

Raw = Mapping[str, object]
LONGEST = 1_000
DECIDED = frozenset({EventKind.BREACH, EventKind.DROPPED, EventKind.EXTENSION, EventKind.VERIFICATION, EventKind.CLOSURE})


class CaseDesk(Protocol):
    """What casework asks of the world."""

    @property
    def casefiles(self) -> Casefiles:
        """Contracts and cases."""
        ...

    @property
    def casebook(self) -> Casebook:
        """Ladders and kinds of events."""
        ...

    @property
    def files(self) -> FileStore:
        """The bytes of documents."""
        ...

    @property
    def clock(self) -> Clock:
        """The clock."""
        ...

    @property
    def actor(self) -> Actor:
        """Who does it."""
        ...


class RecordingDesk(CaseDesk, Protocol):
    """What recording asks of the world beside that."""

    def unshown(self, text: str) -> Sequence[str]:
        """The characters of a text that no letter can show, by code point."""
        ...


@dataclass(frozen=True, slots=True)
class Happening:
    """Something a person wants recorded: a sheet of fields with where they stand, fields set one by one, and files that came with it."""

    kind: str
    on: date | None
    raw: Raw
    name: str
    place_of: PlaceOf
    pairs: tuple[str, ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()


def case_named(desk: CaseDesk, number: str) -> Case:
    """The case; raises `NotFoundError` where there is none."""
    case = desk.casefiles.case(number)
    if case is None:
        raise NotFoundError(f"there is no case {number}; see `sokdocs case due` or open one with `sokdocs case open`")
    return case


def ladder_of(casebook: Casebook, case: Case) -> Ladder:
    """The ladder a case follows."""
    ladder = casebook.ladders.get(case.ladder)
    if ladder is None:
        raise NotFoundError(f"the library has no ladder {case.ladder}, which {case.number} follows; ladders: {', '.join(casebook.ladders)}")
    return ladder


def open_case(desk: CaseDesk, contract: str, *, ladder: str, number: str | None, pairs: Sequence[str], on: date | None) -> Case:
    """Opens a case under a contract; raises `InvalidError` for settings the ladder does not have or that are out of range."""
    under = desk.casefiles.contract(contract)
    if under is None:
        raise NotFoundError(f"there is no contract {contract}; see `sokdocs contract list`")
    rules = desk.casebook.ladders.get(ladder)
    if rules is None:
        known = ", ".join(desk.casebook.ladders)
        raise NotFoundError(f'there is no ladder "{ladder}"; {did_you_mean(ladder, desk.casebook.ladders, f"ladders: {known}")}')
    now = desk.clock.now()
    day = on or now.date()
    _refuse_future(day, now.date(), contract)
    _require_any(desk, tuple(rules.roles), "open a case")
    if day < under.announced_on:
        raise InvalidError(f"{day} is before the contract was announced ({under.announced_on}); give the day with --on")
    return desk.casefiles.open_case(
        contract, ladder=ladder, settings=settings_of(rules, pairs), on=day, number=number, actor=desk.actor.id, at=now
    )


def settings_of(ladder: Ladder, pairs: Sequence[str]) -> Mapping[str, int | str | bool]:
    """The ladder's values as this buyer sets them (`reminder_days=15`); raises `InvalidError` with every fault."""
    found: dict[str, int | str | bool] = {}
    problems: list[Problem] = []
    for pair in pairs:
        name, _, text = pair.partition("=")
        parameter = ladder.parameters.get(name)
        place = Place("--set", 0, name)
        if parameter is None:
            problems.append(
                Problem(place, f'the ladder has no setting "{name}"', did_you_mean(name, ladder.parameters, "see clauses/ladders/"))
            )
        elif isinstance(parameter.default, bool):
            found[name] = text == "true"
            if text not in ("true", "false"):
                problems.append(Problem(place, f'"{name}" is "{text}"', "write true or false"))
        elif not re.fullmatch("[0-9]{1,9}", text) or not (parameter.minimum or 0) <= int(text) <= (parameter.maximum or int(text)):
            problems.append(Problem(place, f'"{name}" is "{text}"', f"a whole number from {parameter.minimum} to {parameter.maximum}"))
        else:
            found[name] = int(text)
    if problems:
        raise InvalidError("the case can't be opened with these settings", problems)
    return found


def record(desk: RecordingDesk, number: str, happening: Happening) -> Case:
    """Records one thing that happened; files are stored by their hash.

    Raises `InvalidError` with every fault, and then nothing is stored.
    """
    case = case_named(desk, number)
    kind = _kind(desk.casebook, happening.kind)
    definition = desk.casebook.events[kind]
    now = desk.clock.now()
    day = happening.on or now.date()
    _refuse_future(day, now.date(), case.number)
    _require_role(desk, case, kind)
    raw = {**happening.raw, **assigned(happening.pairs, definition.fields)}
    planned = Recording(definition, day, raw, happening.name, happening.place_of)
    _refuse_unshown(desk, new_event(case, planned), happening)
    files = tuple(_kept(desk, name, data) for name, data in happening.files)
    event = new_event(case, Recording(definition, day, raw, happening.name, happening.place_of, files))
    return desk.casefiles.record(case.number, [event], head=case.events[-1].number, actor=desk.actor.id, at=now)


def erase(desk: CaseDesk, number: str, event: int, reason: str) -> Case:
    """Erases what an event holds of personal data; the trail keeps that it was there, and why it went."""
    case = case_named(desk, number)
    refuse_odd(reason, "--reason")
    _require_any(desk, ladder_of(desk.casebook, case).dating_roles, "erase")
    return desk.casefiles.erase(case.number, event, reason=reason, actor=desk.actor.id, at=desk.clock.now())


def refuse_odd(text: str, name: str) -> None:
    """Raises `InvalidError` where a text typed at the door is empty, too long, or holds a character no document can carry."""
    bad = refused_character(text, breaks=False)
    if bad:
        raise InvalidError(f"{name} holds the character {bad}, which no document can carry; take it away")
    if not text.strip() or len(text) > LONGEST:
        raise InvalidError(f"{name} has {len(text.strip())} characters; write 1 to {LONGEST}")


def _kept(desk: CaseDesk, name: str, data: bytes) -> EventFile:
    bare = PurePath(name).name[:200]
    bad = refused_character(bare, breaks=False)
    if bad:
        raise InvalidError(f"the file's name holds the character {bad}; rename it")
    return EventFile(bare, desk.files.keep(data), len(data))


def _kind(casebook: Casebook, name: str) -> EventKind:
    kinds = {kind.value: kind for kind, each in casebook.events.items() if each.is_recorded}
    if name not in kinds:
        known = ", ".join(kinds)
        raise InvalidError(f'"{name}" can\'t be recorded; {did_you_mean(name, kinds, f"kinds: {known}")}')
    return kinds[name]


def _refuse_unshown(desk: RecordingDesk, event: NewEvent, happening: Happening) -> None:
    """What no letter could show would stop every later letter that tells of it; a document itself is kept as it came."""
    problems = [
        Problem(
            happening.place_of((name,)),
            f'"{name}" holds {", ".join(odd)}, which no letter can show',
            "write it out in words or letters; keep the document itself with --file",
        )
        for name, value in event.values.items()
        if (odd := desk.unshown(" ".join(map(str, value)) if isinstance(value, tuple) else str(value)))
    ]
    if problems:
        raise InvalidError(f"{event.kind.value} can't be recorded", problems)


def _require_role(desk: CaseDesk, case: Case, kind: EventKind) -> None:
    """An override needs the role for it; what is decided for the buyer, one that can sign; everything else, any role at all."""
    ladder = ladder_of(desk.casebook, case)
    if kind is EventKind.OVERRIDE:
        _require_any(desk, ladder.override_roles, "take on an unknown ground")
    elif kind in DECIDED:
        _require_any(desk, SIGNERS, f"record a {kind.value}")
    else:
        _require_any(desk, tuple(ladder.roles), f"record a {kind.value}")


def _require_any(desk: CaseDesk, roles: Sequence[str], what: str) -> None:
    if not desk.actor.has_any(roles):
        raise ConflictError(f"{desk.actor.id} has none of the roles that may {what}: {', '.join(roles)}")


def _refuse_future(day: date, today: date, subject: str) -> None:
    if day > today:
        raise InvalidError(f"{day.isoformat()} has not come yet; what is recorded in {subject} has happened")
