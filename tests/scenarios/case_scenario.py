"""A whole case as a lawyer writes it: what happens day by day, and what may and may not be sent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sokdocs.loading.yaml_source import read_yaml
from tests.scenarios.case_desk import Desk

FOLDER = Path(__file__).parent / "cases"
PROCUREMENTS = Path(__file__).parent.parent.parent / "examples" / "procurements"
NUMBER = "2026/01234"
ASKS = {"on", "may", "may_not", "by"}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a case: a letter, an event, or what must be possible.

    `fields` are the officer's answers or the event's fields, `by` who does it.
    """

    on: date
    act: str
    name: str
    fields: Mapping[str, Any]
    may: tuple[str, ...] = ()
    may_not: tuple[str, ...] = ()
    by: str = "contract_manager"


@dataclass(frozen=True, slots=True)
class CaseScenario:
    """A case with its contract and its steps in order."""

    title: str
    procurement: Mapping[str, Any]
    signed: Mapping[str, Any]
    steps: tuple[Step, ...]
    settings: tuple[str, ...] = ()
    ladder: str = "standard"


def read_case(name: str) -> CaseScenario:
    """The case of that name, with the steps of the one it continues before its own."""
    raw: Any = read_yaml((FOLDER / f"{name}.yaml").read_bytes(), f"{name}.yaml").value
    steps = tuple(steps_of(raw["steps"]))
    if "continues" in raw:
        before = read_case(raw["continues"])
        return CaseScenario(raw["case"], before.procurement, before.signed, (*before.steps, *steps), before.settings)
    sheet: Any = {}
    if raw.get("procurement"):
        path = PROCUREMENTS / f"{raw['procurement']}.yaml"
        known_later = ("supplier_name", "supplier_orgnr", "supplier_transparency_act")
        sheet = {key: value for key, value in read_yaml(path.read_bytes(), path.name).value.items() if key not in known_later}  # type: ignore[union-attr]
    return CaseScenario(raw["case"], {**sheet, **raw.get("change", {})}, raw["signed"], steps, tuple(raw.get("settings", ())))


def steps_of(raw: Any) -> Iterator[Step]:
    """The steps as they are written, one after the other."""
    for each in raw:
        act = next((word for word in ("record", "letter", "stored") if word in each), "")
        fields = {key: value for key, value in each.items() if key not in ASKS and key != act}
        may, may_not = (tuple(each.get(word, ())) for word in ("may", "may_not"))
        yield Step(each["on"], act, each.get(act, ""), fields, may, may_not, each.get("by", "contract_manager"))


def begin(scenario: CaseScenario, home: Path, forms: tuple[str, ...] = ("docx",)) -> Desk:
    """A desk with the contract and the open case."""
    desk = Desk(home, forms)
    first = scenario.steps[0].on
    contract = desk.contract(scenario.procurement, scenario.signed, first)
    desk.open(contract, first, number=NUMBER, pairs=scenario.settings)
    return desk


def take(desk: Desk, step: Step) -> None:
    """Does what a step says; a step that only asks does nothing."""
    desk.act_as(step.by)
    if step.act == "letter":
        desk.letter(NUMBER, step.name, step.on, **step.fields)
    elif step.act == "record":
        desk.record(NUMBER, step.name, step.on, **step.fields)


def wrong(desk: Desk, step: Step) -> list[str]:
    """Every letter that may be sent though the step says it may not, or the other way round, with what its grounds say."""
    if not (step.may or step.may_not):
        return []
    found = desk.statuses(NUMBER, step.on)
    return [
        *(f"{step.on} {code} may not be sent: {_why(found[code])}" for code in step.may if _why(found[code])),
        *(f"{step.on} {code} may be sent" for code in step.may_not if found[code].may_be_sent),
    ]


def _why(status: Any) -> list[str]:
    """The grounds that do not carry; an answer that the officer still has to give is no obstacle."""
    return [
        f"{each.name} {dict(each.parts)}" for each in status.grounds if not each.carries and each.parts.get("variant") != "missing_answer"
    ]
