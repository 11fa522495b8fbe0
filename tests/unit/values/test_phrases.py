"""The program's own words: parts are put in as they are, and only once."""

from sokdocs.core.values.phrases import Phrases, saying
from tests.unit.makers import PHRASES

WORDS = Phrases(
    {
        "hole": {"nb": "[mangler: {label}]", "nn": "[manglar: {label}]"},
        "two": {"nb": "{a} og {b}"},
        "list_and": {"nb": "{first} og {last}"},
    },
    {},
)


def test_phrase_is_said_in_the_language_or_in_bokmaal() -> None:
    assert WORDS.say("hole", "nn", label="x") == "[manglar: x]"
    assert WORDS.say("hole", "en", label="x") == "[mangler: x]"


def test_part_that_looks_like_a_part_is_put_in_as_it_stands() -> None:
    assert WORDS.say("two", "nb", a="{b}", b="{a}") == "{b} og {a}"
    assert WORDS.say("hole", "nb", label=r"\1 {label}") == r"[mangler: \1 {label}]"


def test_part_that_is_not_given_stays_visible() -> None:
    assert WORDS.say("two", "nb", a="x") == "x og {b}"


def test_saying_is_told_with_parts_in_the_same_language() -> None:
    inner = saying("hole", label={"nb": "navn", "nn": "namn"})
    assert WORDS.tell(inner, "nn") == "[manglar: namn]"
    assert WORDS.tell(saying("two", a=inner, b="y"), "nb") == "[mangler: navn] og y"


def test_several_sayings_become_a_list() -> None:
    sayings = tuple(saying("two", a=str(n), b="x") for n in range(3))
    assert WORDS.tell(sayings, "nb") == "0 og x, 1 og x og 2 og x"
    assert WORDS.tell(sayings[:1], "nb") == "0 og x"
    assert WORDS.tell((), "nb") == ""


def test_words_are_told_as_they_are() -> None:
    assert PHRASES.tell("{label}", "nb") == "{label}"
