"""Every kind of letter in a case of its own that carries it, issued for good: the cases stand in letter_cases.yaml."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sokdocs.core.facts.definition import Stage
from sokdocs.loading.yaml_source import read_yaml
from sokdocs.workflows.letter_preparing import Wanted, prepare
from sokdocs.workflows.letters import IssuedLetter
from sokdocs.workflows.making import Request
from tests.scenarios.case_desk import Desk
from tests.scenarios.case_scenario import PROCUREMENTS

CASES = ("main", "termination", "acute", "joint")
FILE = Path(__file__).with_name("letter_cases.yaml")
KNOWN_LATER = ("supplier_name", "supplier_orgnr", "supplier_transparency_act")
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Written:
    """One letter: the officer's answers, what had happened before it, what it must say, its request, and the letter as issued."""

    name: str
    code: str
    on: date
    given: Values
    contract: Values
    events: tuple[Values, ...]
    says: Values
    request: Request
    issued: IssuedLetter

    def before(self, kind: str) -> tuple[Values, ...]:
        """What of this kind had happened before the letter, in order."""
        return tuple(each for each in self.events if each["record"] == kind)


@cache
def shelf() -> Values:
    """What letter_cases.yaml says."""
    raw: Any = read_yaml(FILE.read_bytes(), FILE.name).value
    return raw  # type: ignore[no-any-return]


def procurement(name: str) -> Values:
    """The facts of the procurement a contract came from; none for a contract on old terms."""
    contract = shelf()["contracts"][name]
    if "procurement" not in contract:
        return {}
    path = PROCUREMENTS / f"{contract['procurement']}.yaml"
    raw: Any = read_yaml(path.read_bytes(), path.name).value
    return {**{key: value for key, value in raw.items() if key not in KNOWN_LATER}, **contract["change"]}


@cache
def the_letters(forms: tuple[str, ...], cases: tuple[str, ...], as_pdf: tuple[str, ...] = ()) -> Mapping[str, Written]:
    """The letters of these cases, issued once for all tests that share a process; the folder is gone when they are made."""
    with TemporaryDirectory() as folder:
        return write_letters(Path(folder), forms, cases, as_pdf)


Marks = dict[str, tuple[Path, tuple[Values, ...]]]


def write_letters(home: Path, forms: tuple[str, ...], cases: tuple[str, ...], as_pdf: tuple[str, ...] = ()) -> dict[str, Written]:
    """Runs these cases under `home`, with their letters issued in these forms, and some of them as PDF too; by the letters' names."""
    marks: Marks = {}
    ways = dict.fromkeys(as_pdf, (*forms, "pdf"))
    return {each.name: each for name in cases for each in _run(name, shelf()["cases"][name], Desk(home / name, forms), ways, marks)}


def _run(name: str, case: Values, desk: Desk, ways: Mapping[str, tuple[str, ...]], marks: Marks) -> Iterator[Written]:
    """The letters of one case, while it runs; folders marked on the way are kept as they stood."""
    first, home = case, desk.home.parent
    events: tuple[Values, ...] = ()
    if "continues" in case:
        first = shelf()["cases"][case["continues"].split("/")[0]]
        folder, events = marks[case["continues"]]
        desk = Desk(folder, desk.forms)
    else:
        _open(desk, case)
    for step in case["steps"]:
        desk.act_as(step.get("by", "contract_manager"))
        if "record" in step:
            fields = {key: value for key, value in step.items() if key not in {"on", "record", "by"}}
            desk.record(case["number"], step["record"], step["on"], **fields)
            events = (*events, step)
        elif "letter" in step:
            desk.world.use(ways.get(step.get("as", step["letter"]), desk.forms))
            letter = _letter(desk, case["number"], first["contract"], step, events)
            events = (*events, {"record": "letter", "on": letter.on, "says": letter.says})
            yield letter
        else:
            copy = home / f"{name}-{step['mark']}"
            shutil.copytree(desk.home, copy)
            marks[f"{name}/{step['mark']}"] = (copy, events)


def _open(desk: Desk, case: Values) -> None:
    start, name = case["steps"][0]["on"], case["contract"]
    contract = desk.contract(procurement(name), shelf()["contracts"][name]["signed"], start)
    desk.open(contract, start, number=case["number"], pairs=tuple(case.get("settings", ())))


def _letter(desk: Desk, case: str, contract: str, step: Values, events: tuple[Values, ...]) -> Written:
    answers = {
        **shelf()["each_letter"],
        **{key: value for key, value in step.items() if key not in {"on", "letter", "as"}},
    }
    given = {key: value for key, value in answers.items() if value is not None}
    wanted = Wanted(case, step["letter"], desk.sheet(given, frozenset({Stage.FOLLOW_UP})))
    desk.world.day = step["on"]
    request = prepare(desk.world.catalogue, desk.world, wanted).request
    issued = desk.letter(case, step["letter"], step["on"], **given)
    name = step.get("as", step["letter"])
    facts = {**procurement(contract), **shelf()["contracts"][contract]["signed"]}
    return Written(name, step["letter"], step["on"], given, facts, events, shelf()["says"].get(name, {}), request, issued)
