"""What a letter must rest on, as a lawyer writes it: a beginning, a few steps, and a letter that is blocked or let through."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sokdocs.loading.yaml_source import read_yaml
from tests.scenarios.case_scenario import FOLDER, PROCUREMENTS, CaseScenario, Step, read_case, steps_of

GATES = FOLDER / "gates"
STARTS = GATES / "starts"
TODAY = "today"
LATER = "in two months"
NONE = "none"
EXPECTED = ("blocks", "lets_through", "refused")


@dataclass(frozen=True, slots=True)
class Blocked:
    """The ground that blocks: its rule, words of the message, the day from which time cures it, and grounds that can't but block too."""

    ground: str
    rule: str
    says: tuple[str, ...]
    opens: date | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter asked for. `signed_by` are those who sign before; `signed_answers` what it said when they did, where that is another."""

    code: str
    on: date
    answers: Mapping[str, Any]
    by: str
    signed_by: tuple[str, ...] | None = None
    signed_answers: Mapping[str, Any] | None = None
    dated: Mapping[str, Any] | None = None

    def moved_to(self, day: date) -> "Letter":
        """The same letter on another day; what it says of its own day moves with it."""
        return replace(self, on=day, answers={key: day if value == self.on else value for key, value in self.answers.items()})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What must come of it: blocked, refused with these words, or let through on these grounds.

    `taken_on` are grounds that were not known and that somebody took on. `reads` and `never_reads` are words in the finished letter (a
    list: cells in a row), `note` words in the case note beside it.
    """

    blocks: Blocked | None = None
    refused: tuple[str, ...] = ()
    lets_through: tuple[str, ...] = ()
    taken_on: tuple[str, ...] = ()
    reads: tuple[Any, ...] = ()
    never_reads: tuple[str, ...] = ()
    note: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    """One scenario. `until` is the last day of the beginning, or the letter it ends with; `record` an event tried instead of a letter."""

    name: str
    start: str
    until: str
    steps: tuple[Step, ...]
    outcome: Outcome
    letter: Letter | None = None
    record: Step | None = None
    not_yet: str = ""


def gates() -> tuple[Gate, ...]:
    """Every scenario, file by file."""
    return tuple(gate for path in sorted(GATES.glob("*.yaml")) for gate in _gates(path))


def _gates(path: Path) -> Iterator[Gate]:
    raw: Any = read_yaml(path.read_bytes(), path.name).value
    named = raw.get("named", {})
    for each in raw["scenarios"]:
        assert sum(word in each for word in EXPECTED) == 1, f"{path.name}: {each['title']} says not one thing that must come of it"
        is_letter = "letter" in each
        yield Gate(
            name=f"{path.stem}: {each['title']}",
            start=each["from"],
            until=str(each.get("until", "")),
            steps=_complete(_written_out(each.get("steps", ()), named)),
            outcome=_outcome(each),
            letter=_letter(each) if is_letter else None,
            record=None if is_letter else next(steps_of(_written_out([{**each["tries"], "on": each["on"]}], named))),
            not_yet=each.get("not_yet", ""),
        )


@cache
def _usual() -> Mapping[str, Mapping[str, Any]]:
    found: Any = read_yaml((STARTS / "letters.yaml").read_bytes(), "letters.yaml").value
    return found  # type: ignore[no-any-return]


def _said(code: str, on: date, own: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a letter says: what every letter of its kind says here, and its own."""
    days = {TODAY: on, LATER: on + timedelta(days=60)}
    given = {key: value for key, value in {**_usual()[code], **own}.items() if value != NONE}
    return {key: days.get(value, value) if isinstance(value, str) else value for key, value in given.items()}


def _complete(raw: Any) -> tuple[Step, ...]:
    """The steps, with what every letter says filled in."""
    return tuple(replace(each, fields=_said(each.name, each.on, each.fields)) if each.act == "letter" else each for each in steps_of(raw))


def _written_out(raw: Any, named: Mapping[str, Any]) -> list[Any]:
    """The steps; one that is `like` a named one takes over what it does not say itself, but for what is `none` here."""
    whole = [{**named[each["like"]], **each} if "like" in each else each for each in raw]
    return [{key: value for key, value in each.items() if key != "like" and value != NONE} for each in whole]


def _letter(raw: Any) -> Letter:
    answers = _said(raw["letter"], raw["on"], raw.get("answers", {}))
    said = {key: value for key, value in answers.items() if key not in raw.get("without", ())}
    before = {**said, **raw["signed_answers"]} if "signed_answers" in raw else None
    signed_by = tuple(raw["signed_by"]) if "signed_by" in raw else None
    return Letter(raw["letter"], raw["on"], said, raw.get("by", "contract_manager"), signed_by, before, raw.get("dated"))


def _outcome(raw: Any) -> Outcome:
    return Outcome(
        blocks=_blocked(raw["blocks"]) if "blocks" in raw else None,
        refused=_listed(raw.get("refused")),
        lets_through=_listed(raw.get("lets_through")),
        taken_on=_listed(raw.get("taken_on")),
        reads=_listed(raw.get("reads")),
        never_reads=_listed(raw.get("never_reads")),
        note=_listed(raw.get("note")),
    )


def _blocked(raw: Any) -> Blocked:
    return Blocked(raw["ground"], str(raw["rule"]), _listed(raw["says"]), raw.get("opens"), _listed(raw.get("also")))


def _listed(value: Any) -> tuple[Any, ...]:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list) else (value,)


@dataclass(frozen=True, slots=True)
class Start:
    """A beginning: a case with its contract; `without` are clauses its contract has not, `terms` the old terms it was made under."""

    case: CaseScenario
    without: tuple[str, ...] = ()
    terms: str = ""


@cache
def read_start(name: str) -> Start:
    """A beginning of the gates' own, or one of the whole cases; `contract_of` takes another's contract, with what is changed in it."""
    path = STARTS / f"{name}.yaml"
    if not path.is_file():
        return Start(read_case(name))
    raw: Any = read_yaml(path.read_bytes(), path.name).value
    steps = (*_steps_of(raw), *_complete(raw.get("steps", ())))
    if "continues" in raw:
        before = read_start(raw["continues"])
        return replace(before, case=replace(before.case, title=raw["case"], steps=(*before.case.steps, *steps)))
    base = read_case("timeline")
    changed = {**_sheet(raw.get("procurement", ""), base.procurement), **raw.get("change", {})}
    signed = {**base.signed, **raw.get("signed", {})}
    settings, ladder = tuple(raw.get("settings", ())), raw.get("ladder", "standard")
    terms = raw.get("terms", "")
    case = CaseScenario(raw["case"], changed, signed, steps, settings, ladder)
    return Start(case, tuple(raw.get("without_clauses", ())), terms)


def _steps_of(raw: Any) -> tuple[Step, ...]:
    """The steps of another beginning, where it names one."""
    return up_to(read_start(raw["steps_of"]).case.steps, str(raw.get("until", ""))) if "steps_of" in raw else ()


def up_to(steps: tuple[Step, ...], until: str) -> tuple[Step, ...]:
    """The steps up to a day, up to a letter (`L08`), or up to what comes before it (`before L08`); all of them without either."""
    if not until:
        return steps
    if until[:1].isdigit():
        return tuple(each for each in steps if each.on.isoformat() <= until)
    code = until.removeprefix("before ")
    last = max(place for place, each in enumerate(steps) if each.act == "letter" and each.name == code)
    return steps[:last] if until != code else steps[: last + 1]


def _sheet(procurement: str, base: Mapping[str, Any]) -> Mapping[str, Any]:
    if not procurement:
        return base
    path = PROCUREMENTS / f"{procurement}.yaml"
    raw: Any = read_yaml(path.read_bytes(), path.name).value
    return {key: value for key, value in raw.items() if key not in ("supplier_name", "supplier_orgnr", "supplier_transparency_act")}
