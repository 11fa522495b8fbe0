"""Each message `sokdocs library check` can give is shown by one broken file, with its place and what to do."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from _pytest.mark.structures import ParameterSet

from sokdocs.core.clauses import checks as clause_checks
from sokdocs.core.clauses import wording
from sokdocs.core.facts import condition
from sokdocs.core.problems import Problem
from sokdocs.core.selection import checks as catalogue_checks
from sokdocs.loading import catalogue_folder, category_files, clause_files, fact_files, norm_files, pack_files, shapes, yaml_source
from tests.broken.messages import Listener, Span, messages_of, not_heard
from tests.broken.runner import Case, compare, read_cases, report

CASES = read_cases()
MODULES: list[ModuleType] = [
    catalogue_folder,
    category_files,
    catalogue_checks,
    clause_checks,
    clause_files,
    condition,
    fact_files,
    norm_files,
    pack_files,
    shapes,
    wording,
    yaml_source,
]


FILES = frozenset(str(module.__file__) for module in MODULES)


@dataclass(frozen=True, slots=True)
class Told:
    """What the program said of a case, and the places in the source that made the faults."""

    problems: tuple[Problem, ...]
    made_at: frozenset[Span]


Teller = Callable[[Case], Told]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Teller:
    """The report of a case, made once and listened to."""
    return cache(lambda case: _told(case, tmp_path_factory.mktemp("broken")))


def _told(case: Case, folder: Path) -> Told:
    wording.parse.cache_clear()  # a text that was read before would make no fault again
    listener = Listener(FILES)
    return Told(listener.listen(lambda: report(case, folder)), frozenset(listener.heard))


def _expected(case: Case) -> ParameterSet:
    marks = [pytest.mark.xfail(strict=True, reason=case.bug)] if case.bug else []
    return pytest.param(case, marks=marks)


def test_sound_library_has_no_fault(tmp_path: Path) -> None:
    assert report(Case("sound", (), "", ()), tmp_path) == ()


@pytest.mark.parametrize("case", CASES, ids=[each.name for each in CASES])
def test_broken_library_is_reported(case: Case, told: Teller) -> None:
    assert compare(told(case).problems, case.report).lacking == [], "\n".join(map(str, told(case).problems))


@pytest.mark.parametrize("case", [_expected(each) for each in CASES], ids=[each.name for each in CASES])
def test_broken_library_has_nothing_else_said_of_it(case: Case, told: Teller) -> None:
    assert compare(told(case).problems, case.report).beside == []


def test_case_names_are_unique() -> None:
    names = [each.name for each in CASES]
    assert sorted(set(names)) == sorted(names)


def test_every_message_is_shown_by_a_case(told: Teller) -> None:
    assert not_heard(MODULES, _made_by(CASES, told)) == []


def test_message_that_no_case_shows_is_noticed(told: Teller) -> None:
    missing = not_heard(MODULES, _made_by([case for case in CASES if case.name.startswith("norms")], told))
    assert any(each.startswith("pack_files.py") for each in missing)
    assert not any(each.startswith("norm_files.py") for each in missing)
    assert len(missing) < sum(len(messages_of(module)) for module in MODULES)


def _made_by(cases: Iterable[Case], told: Teller) -> frozenset[Span]:
    return frozenset(span for case in cases for span in told(case).made_at)
