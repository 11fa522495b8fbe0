"""The version in force on a day, and the next one."""

from datetime import date

import pytest

from sokdocs.core.values.dates import newest_on, next_after
from tests.unit.makers import a_version

VERSIONS = tuple(a_version("x", on) for on in ("2022-07-01", "2019-11-01", "2026-07-01"))


@pytest.mark.parametrize(
    ("day", "newest", "following"),
    [
        ("2019-10-31", None, "2019-11-01"),
        ("2019-11-01", "2019-11-01", "2022-07-01"),
        ("2022-06-30", "2019-11-01", "2022-07-01"),
        ("2022-07-01", "2022-07-01", "2026-07-01"),
        ("2030-01-01", "2026-07-01", None),
    ],
)
def test_version_before_and_after_a_day(day: str, newest: str | None, following: str | None) -> None:
    on = date.fromisoformat(day)
    before, after = newest_on(VERSIONS, on), next_after(VERSIONS, on)
    assert (before.date.isoformat() if before else None) == newest
    assert (after.date.isoformat() if after else None) == following


def test_no_versions_give_none() -> None:
    assert newest_on((), date(2026, 1, 1)) is None
    assert next_after((), date(2026, 1, 1)) is None
