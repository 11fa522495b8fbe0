"""Our own notices, read with the categories and codes of the shipped library."""

from functools import cache
from pathlib import Path

from sokdocs.core.facts.notice_category import Outlines
from sokdocs.core.facts.notice_reading import NoticeReading, read_facts
from sokdocs.core.selection.category import outlines
from sokdocs.core.values.phrases import Phrases, Told
from sokdocs.loading.category_files import read_category
from sokdocs.loading.norm_files import read_cpv, read_phrases
from sokdocs.loading.notice_files import read_notice

ROOT = Path(__file__).parents[2]
CLAUSES = ROOT / "clauses"
NOTICES = ROOT / "tests" / "data" / "notices"
ALL = tuple(sorted(path.stem for path in NOTICES.glob("*.json")))


@cache
def the_outlines() -> Outlines:
    found = (read_category(path.read_bytes(), path.name) for path in sorted((CLAUSES / "categories").glob("*.yaml")))
    return outlines({each.id: each for each in found})


@cache
def the_codes() -> dict[str, str]:
    return dict(read_cpv((CLAUSES / "cpv-2008.csv").read_bytes(), "cpv-2008.csv"))


@cache
def the_phrases() -> Phrases:
    return read_phrases((CLAUSES / "phrases.yaml").read_bytes(), "phrases.yaml")


def tell(told: Told) -> str:
    """What is to be said, in the shipped words."""
    return the_phrases().tell(told, "nb")


def reading(name: str) -> NoticeReading:
    path = NOTICES / f"{name}.json"
    return read_facts(read_notice(path.read_bytes(), path.name), the_outlines(), the_codes())
