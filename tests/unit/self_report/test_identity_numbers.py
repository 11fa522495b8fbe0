"""National identity numbers are found in free text however they are written, and never repeated."""

import pytest

from sokdocs.core.self_report.checking import check
from sokdocs.core.self_report.identity_numbers import holds_identity_number
from tests.unit.self_report.makers import TODAY, a_field, a_form, a_question, codes, read, some_answers, told

BIRTH = "15108695088"  # the number that stdnum shows in its own text


def _checked(nine: str) -> str:
    first = (11 - sum(w * int(n) for w, n in zip((3, 7, 6, 1, 8, 9, 4, 5, 2), nine, strict=True)) % 11) % 11
    ten = f"{nine}{first}"
    second = (11 - sum(w * int(n) for w, n in zip((5, 4, 3, 2, 7, 6, 5, 4, 3, 2), ten, strict=False)) % 11) % 11
    return f"{ten}{second}"


D_NUMBERS = [made for number in range(940, 960) if len(made := _checked(f"551086{number}")) == 11]


@pytest.mark.parametrize(
    "text",
    [
        BIRTH,
        "fnr. 151086 95088",
        "151086-95088.",
        "15 10 86 950 88",
        "15.10.86.95088",
        "151086\u00a095088",
        "151086\n95088",
        "1510\u200b8695088",
        "１５１０８６９５０８８",
        "ansatt15108695088x",
        f"Kontakt 12 timer, {BIRTH}, i fabrikken",
        D_NUMBERS[0],
    ],
)
def test_number_is_found(text: str) -> None:
    assert holds_identity_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "15108695077",
        "915108695088",
        "151086950881",
        "958 935 420",
        "tlf. 22 33 44 55, 123",
        "1510869, 5088",
        "2026-01-31 kl. 12",
        "",
        "Ti av tolv",
        _checked("991386950"),
    ],
)
def test_other_numbers_pass(text: str) -> None:
    assert not holds_identity_number(text)


@pytest.mark.parametrize("key", ["Q6.3", "Q6.3.reason", "Q6.3.evidence", "Q6.3.where", "Q6.3.count"])
def test_number_is_refused_wherever_it_stands_and_not_repeated(key: str) -> None:
    fields = (a_field("text"), a_field("url", "where"), a_field("number", "count"))
    asked = a_form(a_question("Q6.3", *fields, reason_for=("no",), evidence={"nb": "liste"}))
    values, remarks = read(asked, {key: f"{BIRTH}"})
    assert (dict(values), codes(remarks)) == ({}, [(key, "identity_number")])
    assert "15108" not in told(remarks)[0]


def test_number_is_not_repeated_where_it_is_a_key_or_the_name_of_a_file() -> None:
    asked = a_form(a_question("Q6.3", a_field("text")))
    _, remarks = read(asked, {f"Q1.{BIRTH}": "x"})
    unnamed = check(some_answers(), asked, on=TODAY, received=(f"{BIRTH}.pdf",))
    assert BIRTH not in repr((remarks, unnamed))


def test_answers_that_were_not_read_from_a_form_are_held_to_the_same() -> None:
    asked = a_form(a_question("Q6.3", a_field("text")))
    assert [each.code for each in check(some_answers(Q6_3=BIRTH), asked, on=TODAY)] == ["identity_number"]
