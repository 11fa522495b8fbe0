"""Whatever happens in a case, the program lets no sanction out that the plain model forbids.

The machine shrinks a disagreement to the few steps it needs and prints the whole case. The full run tells seed, steps and what was reached;
`SOKDOCS_WALK_SEED` repeats it.
"""

import os
import time
from collections.abc import Mapping
from datetime import timedelta
from random import SystemRandom

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from hypothesis.strategies import DataObject, data

from sokdocs.core.casework.findings import all_findings, open_findings
from sokdocs.core.facts.definition import FactValue
from tests.oracle.plain_ladder import SANCTION_LETTERS
from tests.oracle.walk import Tally, Walk
from tests.oracle.walk_moves import PLAIN_WORDS, Choice, Goal, a_goal, answers, step_to
from tests.oracle.walk_worlds import (
    OUTSIDE,
    PRODUCTS,
    SITES,
    SUBS,
    UNLISTED_SUB,
    a_finding,
    a_walk,
    buyer_records,
    supplier_acts,
)

FULL_STEPS = 20_000
STEPS_PER_CASE = 80
# How often each sanction must be sent in the full run for the walk to say something.
LEAST_SENT = {"L08": 200, "L11": 200, "L12": 100, "L14": 50, "L15": 100, "L16": 30}
OTHER_LETTERS = ("L07", "L07", "L09", "L10", "L13", "L19", "L20", "L01", "L02", "L03", "L04", "L06", "L17", "L18")
# The officer goes on most of the time: blind steps alone seldom come further than a notice of finding.
HAPPENINGS = (
    *["officer_goes_on"] * 5,
    "days_pass",
    "something_is_seen",
    "letter_is_tried",
    "letter_is_tried",
    "supplier_acts",
    "buyer_records",
)
# And how often it must go by each exception.
LEAST_WAYS = {
    "L08 heard: joint": 3,
    "L08 heard: waived": 1,
    "L11 correction_due: zero_tolerance": 20,
    "L12 stop_warned: acute": 3,
}
TALLY = Tally()


class Followed(RuleBasedStateMachine):
    """A contract that is followed up; when its case is over, the next one begins."""

    walk: Walk
    goal: Goal | None = None

    @initialize(drawn=data())
    def begin(self, drawn: DataObject) -> None:
        self._begin(Choice(drawn))

    @rule(drawn=data())
    def something_happens(self, drawn: DataObject) -> None:
        """One rule for all, so that the share of each happening is ours to say."""
        choice = Choice(drawn)
        if self.walk.is_over() and choice.seldom(3):
            self._begin(choice)
        else:
            getattr(self, choice.of(HAPPENINGS))(choice)

    def officer_goes_on(self, choice: Choice) -> None:
        for _ in range(choice.number(1, 4)):
            self.goal = self.goal or a_goal(self.walk, choice)
            if self.goal is None or not step_to(self.walk, self.goal, choice):
                self.goal = None
                return

    def days_pass(self, choice: Choice) -> None:
        self.walk.today += timedelta(choice.number(0, 40))

    def something_is_seen(self, choice: Choice) -> None:
        if len(open_findings(self.walk.case)) < 4:
            a_finding(self.walk, choice)

    def letter_is_tried(self, choice: Choice) -> None:
        code = choice.of((*SANCTION_LETTERS, *OTHER_LETTERS))
        self.walk.send(code, _any_answers(self.walk, code, choice))

    def supplier_acts(self, choice: Choice) -> None:
        supplier_acts(self.walk, choice)

    def buyer_records(self, choice: Choice) -> None:
        buyer_records(self.walk, choice)

    @invariant()
    def no_sanction_is_let_out_that_is_forbidden(self) -> None:
        TALLY.steps += 1
        names = tuple(each.text("finding") for each in all_findings(self.walk.case)[-3:])
        for code in SANCTION_LETTERS:
            for each in names:
                self.walk.judge(code, _plain_answers(self.walk, each))
        if len(names) > 1:
            for code in SANCTION_LETTERS:
                self.walk.judge(code, {**_plain_answers(self.walk, names[-1]), "findings": names[-2:]})

    def _begin(self, choice: Choice) -> None:
        self.walk, self.goal = a_walk(choice, TALLY), None
        a_finding(self.walk, choice)


def _plain_answers(walk: Walk, finding: str) -> Mapping[str, FactValue]:
    """Everything said but one answer now and then; on odd days a stop or a termination reaches the part the finding concerns."""
    extent = "part" if walk.today.toordinal() % 2 else "whole"
    left_out = {0: "why_milder", 1: "supply_risk"}.get(walk.today.toordinal() % 5, "")
    said = {name: PLAIN_WORDS for name in ("why_milder", "why_whole", "supply_risk", "pointless_because") if name != left_out}
    found = walk.case.finding(finding)
    place = found.text("sub_supplier") if found else ""
    return {
        **said,
        "findings": (finding,),
        "stop_extent": extent,
        "termination_extent": extent,
        "effective_on": walk.today,
        "sub_supplier": place,
    }


def _any_answers(walk: Walk, code: str, choice: Choice) -> Mapping[str, FactValue]:
    """What a careless officer may answer: something left out, a scope that is not the findings' own, a day that is past."""
    names = tuple(each.text("finding") for each in all_findings(walk.case)) or ("F1",)
    given = answers(walk, code, tuple(dict.fromkeys(choice.of(names) for _ in range(choice.number(1, 2)))), choice)
    for name in ("why_milder", "supply_risk", "why_whole"):
        if choice.seldom(6):
            given.pop(name)
    if choice.seldom(2):
        given |= {"stop_products": choice.some((*PRODUCTS, OUTSIDE)), "stop_sites": choice.some(SITES)}
    if choice.seldom(3):
        given["sub_supplier"] = choice.of((*SUBS, UNLISTED_SUB))
    if choice.seldom(4):
        given["effective_on"] = walk.today - timedelta(choice.number(1, 20))
    if code in ("L08", "L07", "L15") and choice.seldom(4):
        given["warns_of"] = choice.of((("replacement",), ("stop", "replacement")))
    return given


def _run(examples: int, *, seeded: int | None) -> Tally:
    """Runs the machine, and says what it reached."""
    TALLY.__init__()  # type: ignore[misc]
    suppressed = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    wanted = settings(
        max_examples=examples,
        stateful_step_count=STEPS_PER_CASE,
        database=None,
        derandomize=seeded is None,
        suppress_health_check=suppressed,
    )
    machine = type("Followed", (Followed,), {})
    run_state_machine_as_test(machine if seeded is None else seed(seeded)(machine), settings=wanted)
    return TALLY


def test_no_sanction_is_let_out_that_the_plain_model_forbids() -> None:
    tally = _run(5, seeded=None)
    assert tally.steps >= 300
    assert {code for code in SANCTION_LETTERS if tally.sent[code]} >= {"L08", "L11", "L12", "L15"}, tally.sent


@pytest.mark.full
def test_no_sanction_is_let_out_in_twenty_thousand_steps() -> None:
    number = int(os.environ.get("SOKDOCS_WALK_SEED") or SystemRandom().randrange(10**9))
    print(f"\nseed {number}")
    began = time.monotonic()
    tally = _run(FULL_STEPS // STEPS_PER_CASE + 10, seeded=number)
    print(f"{tally.steps} steps, {tally.asked} questions compared, {time.monotonic() - began:.0f} s")
    print("sent:", ", ".join(f"{code} {count}" for code, count in sorted(tally.sent.items())))
    print("carried otherwise than plainly:", ", ".join(f"{name} {count}" for name, count in sorted(tally.ways.items())))
    print("allowed by the plain model, refused by the program, by ground:")
    for name, count in tally.stricter.most_common():
        print(f"  {count:6} {name}")
    assert tally.steps >= FULL_STEPS
    assert {code: tally.sent[code] for code, least in LEAST_SENT.items() if tally.sent[code] < least} == {}
    assert {name: tally.ways[name] for name, least in LEAST_WAYS.items() if tally.ways[name] < least} == {}
