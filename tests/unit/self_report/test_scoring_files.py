"""The rule for scoring is read from a file; each fault has its line and what to do."""

from pathlib import Path

import pytest

from sokdocs.core.errors import InvalidError
from sokdocs.core.self_report.scale import Sign
from sokdocs.loading.scoring_files import read_scoring

GOOD = """\
weights: {1: 1, 2: 2, 3: 2, 4: 1, 5: 1, 6: 1, 7: 1}
not_scored: [0, 8]
bands:
  - {id: red, below: 40, or: [lead_no, no_answer], title: {nb: Rød}, follows: {nb: Varsel}, letters: [L07]}
  - {id: yellow, below: 70, title: {nb: Gul}, follows: {nb: Møte}, letters: [L03]}
  - {id: green, title: {nb: Grønn}, follows: {nb: Lukk}}
certainty: inferred
source: [S54]
"""


def test_file_becomes_a_scoring() -> None:
    found = read_scoring(GOOD.encode(), "scoring.yaml")
    assert (found.weights[2], found.not_scored, found.sources) == (2, (0, 8), ("S54",))
    assert [(each.id, each.below, each.signs, each.letters) for each in found.bands] == [
        ("red", 40, (Sign.LEAD_NO, Sign.NO_ANSWER), ("L07",)),
        ("yellow", 70, (), ("L03",)),
        ("green", None, (), ()),
    ]


def test_shipped_file_is_read() -> None:
    path = Path(__file__).parents[3] / "clauses" / "scoring.yaml"
    assert [each.id for each in read_scoring(path.read_bytes(), "scoring.yaml").bands] == ["red", "yellow", "green"]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("weights", "wieghts", 1, 'unknown key "wieghts"'),
        ("2: 2", "2: two", 1, '"2"'),
        ("7: 1}", "9: 1}", 1, 'there is no part "9"'),
        (", 7: 1}", "}", 1, "no weight for part 7"),
        ("7: 1}", "7: 1, 8: 1}", 1, "part 8 has a weight and is not scored"),
        ("1: 1,", "1: 0,", 1, "the weight 0 is too small"),
        ("[0, 8]", "[0, 8, 9]", 2, "there is no part 9"),
        ("[lead_no,", "[leed_no,", 4, 'unknown sign "leed_no"'),
        ("below: 40, ", "", 4, 'the band "red" has no limit'),
        ("id: green,", "id: green, below: 90,", 6, 'the band "green" is the last and has a limit'),
        ("below: 40", "below: 0", 4, "0 is no limit"),
        ("below: 70", "below: 40", 5, "the limit 40 is not above 40"),
        ("id: yellow", "id: red", 5, 'the band "red" stands twice'),
        ("title: {nb: Gul}", "title: {en: Yellow}", 5, 'the band "yellow" lacks words'),
        ("inferred", "sure", 7, 'unknown certainty "sure"'),
    ],
)
def test_fault_has_its_line(old: str, new: str, line: int, words: str) -> None:
    with pytest.raises(InvalidError) as caught:
        read_scoring(GOOD.replace(old, new, 1).encode(), "scoring.yaml")
    found = [each for each in caught.value.problems if words in each.message]
    assert [(each.place.line, bool(each.hint)) for each in found] == [(line, True)], caught.value.problems


def test_file_without_bands_is_refused() -> None:
    data = GOOD.split("bands:", maxsplit=1)[0] + "bands: []\ncertainty: inferred\n"
    with pytest.raises(InvalidError) as caught:
        read_scoring(data.encode(), "scoring.yaml")
    assert [each.message for each in caught.value.problems] == ["there are no bands"]
