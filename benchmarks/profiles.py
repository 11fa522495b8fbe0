"""Where our own time goes: the functions that cost most, by their own time and with all they call."""

import cProfile
import io
import pstats
from collections.abc import Iterator
from typing import TypeVar

from benchmarks import issue_rows, library_rows, pdf_rows, word_rows
from benchmarks.desk import Desk
from benchmarks.pairs import WARM_UP, Side

T = TypeVar("T")
SHOWN = 18  # functions in each list


def profiles(desk: Desk, *, rounds: int) -> Iterator[str]:
    """One report for each thing we do."""
    yield _profile("facts → DOCX", word_rows.from_facts(desk), rounds)
    yield _profile("Document → DOCX", word_rows.from_document(desk), rounds)
    yield _profile("facts → PDF", pdf_rows.from_facts(desk), rounds)
    yield _profile("issue with read-back", issue_rows.issuing(desk), rounds)
    yield _profile("clause library", library_rows.loading(), rounds)


def _profile(name: str, side: Side[T], rounds: int) -> str:
    for _ in range(WARM_UP):
        side.timed()
    profile = cProfile.Profile()
    for _ in range(rounds):
        profile.runcall(side.work, side.prepare())
    report = io.StringIO()
    found = pstats.Stats(profile, stream=report).strip_dirs()
    for order in ("tottime", "cumulative"):
        found.sort_stats(order).print_stats(SHOWN)
    return f"== {name}, {rounds} rounds\n{report.getvalue()}"
