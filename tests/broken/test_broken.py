"""Each message `sokdocs library check` can give is shown by one broken file, with its place and what to do."""

from collections.abc import Callable
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
from tests.broken.messages import Listener, messages_of, not_heard
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


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Case], tuple[Problem, ...]]:
    """The report of a case, made once."""
    return cache(lambda case: report(case, tmp_path_factory.mktemp("broken")))


def _expected(case: Case) -> ParameterSet:
    marks = [pytest.mark.xfail(strict=True, reason=case.bug)] if case.bug else []
    return pytest.param(case, marks=marks)


def test_sound_library_has_no_fault(tmp_path: Path) -> None:
    assert report(Case("sound", (), "", ()), tmp_path) == ()


@pytest.mark.parametrize("case", CASES, ids=[each.name for each in CASES])
def test_broken_library_is_reported(case: Case, said: Callable[[Case], tuple[Problem, ...]]) -> None:
    assert compare(said(case), case.report).lacking == [], "\n".join(map(str, said(case)))


@pytest.mark.parametrize("case", [_expected(each) for each in CASES], ids=[each.name for each in CASES])
def test_broken_library_has_nothing_else_said_of_it(case: Case, said: Callable[[Case], tuple[Problem, ...]]) -> None:
    assert compare(said(case), case.report).beside == []


def test_case_names_are_unique() -> None:
    names = [each.name for each in CASES]
    assert sorted(set(names)) == sorted(names)


def test_every_message_is_shown_by_a_case(tmp_path: Path) -> None:
    listener = _heard(CASES, tmp_path)
    assert not_heard(MODULES, listener) == []


def test_message_that_no_case_shows_is_noticed(tmp_path: Path) -> None:
    listener = _heard([case for case in CASES if case.name.startswith("norms")], tmp_path)
    missing = not_heard(MODULES, listener)
    assert any(each.startswith("pack_files.py") for each in missing)
    assert not any(each.startswith("norm_files.py") for each in missing)
    assert len(missing) < sum(len(messages_of(module)) for module in MODULES)


def _heard(cases: list[Case] | tuple[Case, ...], folder: Path) -> Listener:
    wording.parse.cache_clear()
    listener = Listener(frozenset(str(module.__file__) for module in MODULES))
    for index, case in enumerate(cases):
        listener.listen(lambda case=case, index=index: report(case, folder / str(index)))  # type: ignore[misc]
    return listener
