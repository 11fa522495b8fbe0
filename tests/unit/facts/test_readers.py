"""One test table for each type of fact: what is read, and what is refused in which words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokdocs.core.facts.definition import FactDefinition, FactType, Product
from sokdocs.core.facts.readers import MAX_BLOCK, MAX_ENTRIES, MAX_TEXT, READERS, Fault
from sokdocs.core.values.characters import refused_character
from tests.unit.makers import VALID_CPV, a_fact


def _read(value: object, definition: FactDefinition) -> tuple[object, list[Fault]]:
    return READERS[definition.type](value, definition, VALID_CPV)


def _fact(type_: FactType) -> FactDefinition:
    choices = {"state": {"nb": "stat"}, "county": {"nb": "fylke"}}
    match type_:
        case FactType.INTEGER | FactType.AMOUNT:
            return a_fact("answer", type_, minimum=1, maximum=100)
        case FactType.DATE:
            return a_fact("answer", type_, minimum=date(2019, 11, 1), maximum=date(2035, 12, 31))
        case FactType.CHOICE:
            return a_fact("answer", type_, choices=choices)
    return a_fact("answer", type_)


GOOD: list[tuple[FactType, object, object]] = [
    (FactType.TEXT, "  Storvik kommune ", "Storvik kommune"),
    (FactType.TEXT, "æøå é ß 東 — §", "æøå é ß 東 — §"),
    (FactType.TEXT, ("a" * 49 + " ") * 5 + "a" * 50, ("a" * 49 + " ") * 5 + "a" * 50),
    (FactType.TEXT_BLOCK, "en\nto\tre", "en\nto\tre"),
    (FactType.LINES, ["Gata 1", "0001 Storvik"], ("Gata 1", "0001 Storvik")),
    (FactType.LINES, "Gata 1", ("Gata 1",)),
    (FactType.LINES, [], ()),
    (FactType.BOOLEAN, True, True),
    (FactType.BOOLEAN, False, False),
    (FactType.INTEGER, 1, 1),
    (FactType.INTEGER, 100, 100),
    (FactType.AMOUNT, 50, 50),
    (FactType.DATE, date(2026, 3, 1), date(2026, 3, 1)),
    (FactType.DATE, "2028-02-29", date(2028, 2, 29)),
    (FactType.DATE, date(2019, 11, 1), date(2019, 11, 1)),
    (FactType.CHOICE, "state", "state"),
    (FactType.ORGNR, "958 935 420", "958935420"),
    (FactType.ORGNR, 958935420, "958935420"),
    (FactType.ORGNR, "NO958935420MVA", "958935420"),
    (FactType.EMAIL, "post@eksempel.example", "post@eksempel.example"),
    (FactType.COLOUR, "#1F3A5f", "#1f3a5f"),
    (FactType.CASE_NUMBER, "2026/01234", "2026/01234"),
    (FactType.CASE_NUMBER, "2026/1-12", "2026/1-12"),
    (FactType.CPV_LIST, ["18110000-3", "33140000"], ("18110000-3", "33140000-3")),
    (FactType.CPV_LIST, "18110000-3", ("18110000-3",)),
    (FactType.CPV_LIST, 18110000, ("18110000-3",)),
    (FactType.PRODUCT_LIST, [{"name": "Vest", "cpv": "18110000-3"}], (Product("Vest", "18110000-3"),)),
    (FactType.PRODUCT_LIST, [{"name": "Vest", "cpv": "18110000", "group": "workwear"}], (Product("Vest", "18110000-3", "workwear"),)),
]


@pytest.mark.parametrize(("type_", "value", "answer"), GOOD)
def test_reader_gives_the_answer(type_: FactType, value: object, answer: object) -> None:
    assert _read(value, _fact(type_)) == (answer, [])


BAD: list[tuple[FactType, object, str, str]] = [
    (FactType.TEXT, 5, "is not text (found a number)", "in quotes"),
    (FactType.TEXT, True, "is not text (found true or false)", "in quotes"),
    (FactType.TEXT, date(2026, 3, 1), "is not text (found a date)", "in quotes"),
    (FactType.TEXT, ["a"], "is not text (found a list)", "in quotes"),
    (FactType.TEXT, {"a": 1}, "is not text (found a table)", "in quotes"),
    (FactType.TEXT, 1.5, "is not text (found something else)", "in quotes"),
    (FactType.TEXT, "", "is empty", "take the line away"),
    (FactType.TEXT, " \u00a0 ", "is empty", "take the line away"),
    (FactType.TEXT, "a" * (MAX_TEXT + 1), "has 301 characters", "at most 300"),
    (FactType.TEXT, "kort " + "a" * 61, "a word of 61 characters", "at most 60"),
    (FactType.TEXT, "a\nb", "U+000A", "take it away"),
    (FactType.TEXT, "a\tb", "U+0009", "take it away"),
    (FactType.TEXT, "a\x00b", "U+0000", "take it away"),
    (FactType.TEXT, "a\x1b[31mb", "U+001B", "take it away"),
    (FactType.TEXT, "a\ud800b", "U+D800", "take it away"),
    (FactType.TEXT, "a\udfffb", "U+DFFF", "take it away"),
    (FactType.TEXT, "a\x7fb", "U+007F", "take it away"),
    (FactType.TEXT, "a\x85b", "U+0085", "take it away"),
    (FactType.TEXT, "a\u2028b", "U+2028", "take it away"),
    (FactType.TEXT, "a\uffffb", "U+FFFF", "take it away"),
    (FactType.TEXT, "a\U0001fffeb", "U+1FFFE", "take it away"),
    (FactType.TEXT_BLOCK, "a\r\nb", "U+000D", "take it away"),
    (FactType.TEXT_BLOCK, "a\x0cb", "U+000C", "take it away"),
    (FactType.TEXT_BLOCK, "a" * (MAX_BLOCK + 1), "has 5001 characters", "at most 5000"),
    (FactType.LINES, ["ok", 5], '"answer[1]" is not text', "in quotes"),
    (FactType.LINES, ["ok", "a\nb"], '"answer[1]" holds the character U+000A', "take it away"),
    (FactType.LINES, ["a"] * (MAX_ENTRIES + 1), "has 201 entries", "at most 200"),
    (FactType.BOOLEAN, "yes", "is neither true nor false (found text)", "write true or false"),
    (FactType.BOOLEAN, 1, "is neither true nor false (found a number)", "write true or false"),
    (FactType.INTEGER, "5", "is not a whole number (found text)", "from 1 to 100"),
    (FactType.INTEGER, True, "is not a whole number (found true or false)", "digits only"),
    (FactType.INTEGER, 0, '"answer" is 0', "allowed: 1 to 100"),
    (FactType.INTEGER, 101, '"answer" is 101', "allowed: 1 to 100"),
    (FactType.AMOUNT, "20 millioner", "is not a whole number", "digits only"),
    (FactType.AMOUNT, -1, '"answer" is -1', "allowed: 1 to 100"),
    (FactType.DATE, "2026-02-30", "2026-02-30 is not a day that exists", "such as 2026-03-01"),
    (FactType.DATE, "2027-02-29", "is not a day that exists", "such as 2026-03-01"),
    (FactType.DATE, "1. mars 2026", "1. mars 2026 is not a day that exists", "year-month-day"),
    (FactType.DATE, 20260301, "is not a date (found a number)", "year-month-day"),
    (FactType.DATE, date(2019, 10, 31), '"answer" is 2019-10-31', "allowed: 2019-11-01 to 2035-12-31"),
    (FactType.DATE, "2036-01-01", '"answer" is 2036-01-01', "allowed: 2019-11-01 to 2035-12-31"),
    (FactType.CHOICE, "stat", 'can\'t be "stat"', 'did you mean "state"? allowed: state, county'),
    (FactType.CHOICE, 5, 'can\'t be "5"', "allowed: state, county"),
    (FactType.CHOICE, ["state"], "can't be", "allowed: state, county"),
    (FactType.ORGNR, "958935421", "958935421 is not a valid organisation number", "check digit"),
    (FactType.ORGNR, "95893542", "is not a valid organisation number", "nine digits"),
    (FactType.ORGNR, True, "is not a valid organisation number", "nine digits"),
    (FactType.ORGNR, None, "is not a valid organisation number", "nine digits"),
    (FactType.EMAIL, "post", "post is not an e-mail address", "post@example.no"),
    (FactType.EMAIL, "post@eksempel", "is not an e-mail address", "post@example.no"),
    (FactType.EMAIL, "a b@eksempel.example", "is not an e-mail address", "post@example.no"),
    (FactType.EMAIL, "<post@eksempel.example>", "is not an e-mail address", "post@example.no"),
    (FactType.EMAIL, "post@eksempel.example\nBcc: x@y.example", "U+000A", "take it away"),
    (FactType.COLOUR, "blue", "blue is not a colour", "#1f3a5f"),
    (FactType.COLOUR, "#fff", "#fff is not a colour", "six signs"),
    (FactType.CASE_NUMBER, "26/1234", "26/1234 is not a case number", "2026/01234"),
    (FactType.CASE_NUMBER, 2026, "is not text", "in quotes"),
    (FactType.CPV_LIST, ["1811"], "1811 is not a CPV code", "eight digits"),
    (FactType.CPV_LIST, ["99999999-9"], "99999999-9 is not in CPV 2008", "look the code up"),
    (FactType.CPV_LIST, ["18110000-4"], "18110000-4 has a wrong check digit", "the code is 18110000-3"),
    (FactType.CPV_LIST, [], "has 0 codes", "the main code first"),
    (FactType.PRODUCT_LIST, [], "is not a list of products", "write `- {name"),
    (FactType.PRODUCT_LIST, "Vest", "is not a list of products", "write `- {name"),
    (FactType.PRODUCT_LIST, ["Vest"], '"answer[0]" is not a product', "write `- {name"),
    (FactType.PRODUCT_LIST, [{"name": "Vest"}], '"answer[0].cpv" is missing', "add `cpv:`"),
    (FactType.PRODUCT_LIST, [{"cpv": "18110000-3"}], '"answer[0].name" is missing', "add `name:`"),
    (FactType.PRODUCT_LIST, [{"name": 5, "cpv": "18110000-3"}], '"answer[0].name" is not text', "in quotes"),
    (FactType.PRODUCT_LIST, [{"name": "Vest", "cpv": "1"}], '"answer[0].cpv": 1 is not a CPV code', "eight digits"),
    (FactType.PRODUCT_LIST, [{"name": "Vest", "cpv": "18110000-3", "gruppe": "x"}], 'has an unknown key "gruppe"', 'did you mean "group"?'),
]


@pytest.mark.parametrize(("type_", "value", "words", "hint"), BAD)
def test_reader_refuses_with_reason_and_hint(type_: FactType, value: object, words: str, hint: str) -> None:
    _answer, faults = _read(value, _fact(type_))
    assert len(faults) == 1, faults
    assert words in faults[0].message
    assert hint in faults[0].hint
    assert not faults[0].is_warning
    assert "answer" in faults[0].message


@pytest.mark.parametrize("type_", [each for each in FactType if each is not FactType.PARAMETERS])
def test_every_type_has_a_reader(type_: FactType) -> None:
    assert type_ in READERS


def test_range_is_not_told_where_there_is_none() -> None:
    _answer, faults = _read("x", a_fact("answer", FactType.INTEGER))
    assert faults[0].hint == "write digits only"


def test_faults_of_a_list_carry_the_path_of_the_entry() -> None:
    products = [{"name": "Vest", "cpv": "18110000-3"}, {"name": "a\x00", "cpv": "1"}]
    answer, faults = _read(products, a_fact("answer", FactType.PRODUCT_LIST))
    assert answer == (Product("Vest", "18110000-3"),)
    assert [each.path for each in faults] == [(1, "name"), (1, "cpv")]


DOUBTFUL = [
    ("Storvik\u200bkommune", "U+200B"),
    ("a\u202eb", "U+202E"),
    ("a\u2066b\u2069", "U+2066"),
    ("a\ufeffb", "U+FEFF"),
    ("Stоrvik", 'mixed scripts in "Stоrvik" (U+043E)'),
    ("Αlfa", 'mixed scripts in "Αlfa" (U+0391)'),
]


@pytest.mark.parametrize(("text", "words"), DOUBTFUL)
def test_doubtful_characters_are_warned_of_and_kept(text: str, words: str) -> None:
    answer, faults = _read(text, _fact(FactType.TEXT))
    assert answer == text
    assert faults and all(each.is_warning for each in faults)
    assert words in faults[0].message
    assert "nothing is removed" in faults[0].hint


@pytest.mark.parametrize("text", ["Москва AS", "Ελλάδα og Norge", "東京 AS", "Ærlig ærfugl", "ﷺ"])
def test_words_of_one_script_each_give_no_warning(text: str) -> None:
    assert _read(text, _fact(FactType.TEXT)) == (text, [])


@given(st.text(max_size=MAX_TEXT))
def test_text_is_given_back_as_it_was_or_refused(text: str) -> None:
    answer, faults = _read(text, _fact(FactType.TEXT))
    if answer is None:
        assert faults and not faults[0].is_warning
    else:
        assert answer == text.strip()
        assert refused_character(str(answer), breaks=False) is None


@given(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=9), st.dates(), st.lists(st.text(max_size=3), max_size=3)),
    st.sampled_from(list(READERS)),
)
def test_readers_never_fall_and_never_keep_silent(value: object, type_: FactType) -> None:
    answer, faults = _read(value, _fact(type_))
    assert answer is not None or faults


OBJECTIONS = a_fact("objections", FactType.TABLE, columns={"objection": {"nb": "Innsigelse"}, "view": {"nb": "Vårt syn"}})


def test_table_rows_come_in_the_order_of_the_columns() -> None:
    value, faults = READERS[FactType.TABLE]([{"view": "Nei", "objection": "Fristen var for kort"}], OBJECTIONS, {})
    assert (value, faults) == ((("Fristen var for kort", "Nei"),), [])


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("Nei", '"objections" is not a list of rows'),
        ([], '"objections" is not a list of rows'),
        (["Nei"], '"objections[0]" is not a row'),
        ([{"objection": "a"}], '"objections[0].view" is missing'),
        ([{"objection": "a", "view": "b", "veiw": "c"}], '"objections[0]" has an unknown column "veiw"'),
        ([{"objection": "a", "view": 5}], '"objections[0].view" is not text (found a number)'),
        ([{"objection": "a", "view": "b\x00"}], "which no document can carry"),
    ],
)
def test_table_that_is_wrong_says_where(rows: object, message: str) -> None:
    value, faults = READERS[FactType.TABLE](rows, OBJECTIONS, {})
    assert not value
    assert message in faults[0].message
