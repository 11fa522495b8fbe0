"""Broken libraries the program does not yet answer well; each turns red when it does, and then moves to `cases`."""

from pathlib import Path
from typing import Any

import pytest

from tests.broken.runner import Case, report

CLAUSE = "library/K-302-svarfrist/clause.yaml"
TWIN = "id: A\nslug: other\ntitle: {nb: Annet}\nteam: {nb: x}\nstatus: whole\ncpv:\n  - {prefix: '33', scope: {nb: y}}\n"

FALLS: list[tuple[str, dict[str, Any]]] = [
    ("certainty of a row", {"file": "decision.yaml", "old": "liten.}\n    certainty: inferred", "new": "liten.}\n    certainty: infered"}),
    ("certainty of a norm", {"file": "norms.yaml", "old": "dates_certainty: inferred", "new": "dates_certainty: infered"}),
    ("certainty of a product", {"file": "categories/textiles.yaml", "old": "certainty: found", "new": "certainty: fund"}),
    ("certainty that a version overrides", {"file": CLAUSE, "old": "{default: 5}", "new": "{default: 5, certainty: fund}"}),
    ("statement of no words", {"file": CLAUSE, "old": "statements: [found S1]", "new": 'statements: [""]'}),
    ("unit with one form", {"file": "phrases.yaml", "old": "{nb: {one: uke, many: uker}}", "new": "{nb: {one: uke}}"}),
    ("codes that are not UTF-8", {"file": "cpv-2008.csv", "hex": "636f64650a3138e6"}),
    ("codes without a line", {"file": "cpv-2008.csv", "text": ""}),
]

SILENT: list[tuple[str, dict[str, Any]]] = [
    ("two categories of one id", {"file": "categories/other.yaml", "text": TWIN}),
    ("phrase the program needs is missing", {"file": "phrases.yaml", "old": "  annex: {nb: Vedlegg}\n", "new": ""}),
    ("unknown result of the decision", {"file": "decision.yaml", "old": "result: standard", "new": "result: standrad"}),
    ("unit without a name", {"file": CLAUSE, "old": "unit: weeks", "new": "unit: weks"}),
    ("unknown norm in a list", {"file": "library/K-101-standarder/clause.yaml", "old": "[ILO-29]", "new": "[ILO-92]"}),
    (
        "unknown table",
        {
            "file": "library/K-101-standarder/2019-11-01.nb.md",
            "old": "{list:conventions}",
            "new": "{list:conventions}\n\n{table:produkter}",
        },
    ),
    ("number asked of words", {"file": "decision.yaml", "old": "at_most_fact: small_value_limit", "new": "at_most: lite"}),
    ("unknown other fact", {"file": "decision.yaml", "old": "at_most_fact: small_value_limit", "new": "at_most_fact: small_limit"}),
    ("clause that ends while it is referred to", {"file": CLAUSE, "append": "  2030-01-01: withdrawn\n", "times": 1}),
    (
        "front of a pack's words names no fact",
        {"file": "packs/tender-appendix/base.yaml", "old": "Bilag til {title}", "new": "Bilag til {titel}"},
    ),
]


@pytest.mark.xfail(strict=True, reason="the program falls instead of naming file and line")
@pytest.mark.parametrize(("name", "change"), FALLS, ids=[name for name, _ in FALLS])
def test_broken_library_is_told_and_nothing_falls(name: str, change: dict[str, Any], tmp_path: Path) -> None:
    assert report(Case(name, (change,), "", ()), tmp_path)


@pytest.mark.xfail(strict=True, reason="the fault is not seen before a document is made")
@pytest.mark.parametrize(("name", "change"), SILENT, ids=[name for name, _ in SILENT])
def test_broken_library_is_seen(name: str, change: dict[str, Any], tmp_path: Path) -> None:
    assert report(Case(name, (change,), "", ()), tmp_path)


@pytest.mark.xfail(strict=True, reason="the second folder with the id K-302 takes the place of the first in silence")
def test_two_clauses_of_one_id_are_told(tmp_path: Path) -> None:
    original = (Path(__file__).parent / "sound" / CLAUSE).read_text(encoding="utf-8")
    text = (
        original.split("parameters:")[0]
        + "legal_basis: [LOV-1]\nversions:\n  2019-11-01:\n    why: {nb: x}\n    certainty: found\n    statements: [found]\n"
    )
    changes: tuple[dict[str, Any], ...] = (
        {"file": "library/K-302-zzz/clause.yaml", "text": text},
        {"file": "library/K-302-zzz/2019-11-01.nb.md", "text": "Leverandøren skal svare.\n"},
        {"file": "library/K-501-mineraler/2019-11-01.nb.md", "old": " innen {K-302.answer_weeks}", "new": ""},
    )
    assert report(Case("twins", changes, "", ()), tmp_path)


@pytest.mark.xfail(strict=True, reason="a fault of shape inside a version hides the other faults of the clause")
def test_fault_inside_a_version_does_not_hide_the_others(tmp_path: Path) -> None:
    changes: tuple[dict[str, Any], ...] = (
        {"file": CLAUSE, "old": "default: tier1", "new": "default: tier2"},
        {"file": CLAUSE, "old": "why: {nb: Flere steder.}", "new": "wy: {nb: Flere steder.}"},
    )
    said = [each.message for each in report(Case("two", changes, "", ()), tmp_path)]
    assert any("tier2" in each for each in said)


@pytest.mark.xfail(strict=True, reason="only the first faulty pack is told")
def test_faults_of_two_packs_are_told_at_once(tmp_path: Path) -> None:
    changes: tuple[dict[str, Any], ...] = (
        {"file": "packs/tender-appendix/textiles.yaml", "old": "standards: [K-501]", "new": "standard: [K-501]"},
        {"file": "packs/tender-appendix/more.yaml", "text": "kind: tender-appendix\ncategory: B\nextends: bass\n"},
    )
    assert len(report(Case("two", changes, "", ()), tmp_path)) == 2
