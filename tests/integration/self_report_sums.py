"""The scores of the example self-reports, worked out by hand from the answers and from the rules in `clauses/`.

The points of each question were read off the form with a pencil; nothing here is computed by what is tested.
"""

from collections.abc import Mapping
from fractions import Fraction

Points = Mapping[int, Mapping[str, int]]

WEIGHTS = {1: 1, 2: 2, 3: 2, 4: 1, 5: 1, 6: 1, 7: 1}
MOST = 3

GREEN: Points = {
    1: {"Q1.1": 3, "Q1.2": 3, "Q1.3": 2, "Q1.4": 3, "Q1.5": 3, "Q1.6": 3},  # Q1.3: translated only in part
    2: {"Q2.1": 3, "Q2.2": 2, "Q2.3": 3, "Q2.4": 3, "Q2.5": 3, "Q2.6": 2},  # Q2.2: the map is used in part; Q2.6: not each product
    3: {"Q3.1": 2, "Q3.2": 3, "Q3.3": 2, "Q3.4": 3},  # Q3.1: not all products; Q3.3: partly
    4: {"Q4.1": 3, "Q4.2": 3, "Q4.3": 2, "Q4.4": 2},  # Q4.3: 70 % corrected, not 80; Q4.4: not all sites
    5: {"Q5.1": 3, "Q5.2": 2},  # Q5.2: says something of the products in part
    6: {"Q6.1": 3, "Q6.2": 2},  # Q6.2: partly
    7: {"QB.1": 2, "QB.2": 3},  # QB.1: not all places are known
}
YELLOW: Points = {
    1: {"Q1.1": 1, "Q1.2": 1, "Q1.3": 1, "Q1.4": 1, "Q1.5": 2, "Q1.6": 2},  # no proof of Q1.1 and Q1.2, so no later point either
    2: {"Q2.1": 2, "Q2.2": 1, "Q2.3": 1, "Q2.4": 2, "Q2.5": 2, "Q2.6": 1},  # Q2.3: no proof; Q2.5: two rows of three
    3: {"Q3.1": 1, "Q3.2": 2, "Q3.3": 1, "Q3.4": 2},  # Q3.1: no proof; Q3.3: nothing said of what was found
    4: {"Q4.1": 2, "Q4.2": 2, "Q4.3": 2, "Q4.4": 1},  # Q4.2: none unannounced
    5: {"Q5.1": 2, "Q5.2": 2},
    6: {"Q6.1": 2, "Q6.2": 1},
    7: {"QB.1": 2, "QB.2": 1},
}
RED: Points = {
    1: {"Q1.1": 3, "Q1.2": 3, "Q1.3": 2, "Q1.4": 2, "Q1.5": 2, "Q1.6": 1},
    2: {"Q2.1": 0, "Q2.2": 1},  # Q2.3 to Q2.6 are not asked after the no
    3: {"Q3.1": 2, "Q3.2": 2, "Q3.3": 2, "Q3.4": 1},  # Q3.2: two whole rows and a half
    4: {"Q4.1": 2, "Q4.2": 1, "Q4.3": 2, "Q4.4": 0},
    5: {"Q5.1": 3, "Q5.2": 1},  # Q5.2: of June 2025, older than twelve months
    6: {"Q6.1": 2, "Q6.2": 0},
    7: {"QB.1": 1, "QB.2": 1},
}
# Green by hand: 17/18 + 2 · 16/18 + 2 · 10/12 + 10/12 + 5/6 + 5/6 + 5/6 = 139/18; a ninth of that, in percent, is 6950/81.
# Yellow: 8/18 + 2 · 9/18 + 2 · 6/12 + 7/12 + 4/6 + 3/6 + 3/6 = 169/36, so 4225/81.
# Red: 13/18 + 2 · 1/6 + 2 · 7/12 + 5/12 + 4/6 + 2/6 + 2/6 = 143/36, so 3575/81: above 40 %, and red for the lead question alone.
POINTS = {"green": GREEN, "yellow": YELLOW, "red": RED}
PERCENT = {"green": Fraction(6950, 81), "yellow": Fraction(4225, 81), "red": Fraction(3575, 81)}
SHOWN = {"green": "85,8", "yellow": "52,1", "red": "44,1"}
NOT_ASKED = {"green": (), "yellow": (), "red": ("Q2.3", "Q2.4", "Q2.5", "Q2.6")}


def mean(points: Mapping[str, int]) -> Fraction:
    """The mean of a part, from 0 to 1: its points of those it could have."""
    return Fraction(sum(points.values()), MOST * len(points))


def percent(parts: Points) -> Fraction:
    """The weighted mean of the parts, in percent."""
    total = sum((WEIGHTS[part] * mean(points) for part, points in parts.items()), Fraction(0))
    return 100 * total / sum(WEIGHTS[part] for part in parts)


def rounded_down(share: Fraction) -> str:
    """A percentage with one decimal, never rounded up."""
    tenths = int(share * 10)
    return f"{tenths // 10},{tenths % 10}"
