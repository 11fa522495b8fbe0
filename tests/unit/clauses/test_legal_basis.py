"""Laws and conventions in time."""

from datetime import date

import pytest

from sokdocs.core.clauses.legal_basis import norm_on
from tests.unit.makers import a_norm

OLD = a_norm("LOV-1-2017", "2017-01-01", "2026-07-01", family="LOV-1")
NEW = a_norm("LOV-1-2026", "2026-07-01", family="LOV-1")
NORMS = {each.id: each for each in (NEW, OLD, a_norm("ILO-29", "1932-05-01"))}


@pytest.mark.parametrize(
    ("name", "day", "found"),
    [
        ("LOV-1", "2016-12-31", None),
        ("LOV-1", "2017-01-01", "LOV-1-2017"),
        ("LOV-1", "2026-06-30", "LOV-1-2017"),
        ("LOV-1", "2026-07-01", "LOV-1-2026"),
        ("LOV-1-2017", "2026-07-01", None),
        ("LOV-1-2026", "2026-06-30", None),
        ("ILO-29", "2026-07-01", "ILO-29"),
        ("LOV-2", "2026-07-01", None),
    ],
)
def test_norm_is_the_form_in_force_on_the_day(name: str, day: str, found: str | None) -> None:
    norm = norm_on(NORMS, name, date.fromisoformat(day))
    assert (norm.id if norm else None) == found


def test_end_of_a_norm_is_exclusive() -> None:
    assert OLD.is_in_force(date(2026, 6, 30))
    assert not OLD.is_in_force(date(2026, 7, 1))


def test_youngest_form_decides_where_forms_overlap() -> None:
    norms = {each.id: each for each in (a_norm("A-2", "2020-01-01", family="A"), a_norm("A-1", "2010-01-01", family="A"))}
    norm = norm_on(norms, "A", date(2026, 1, 1))
    assert norm is not None and norm.id == "A-2"
