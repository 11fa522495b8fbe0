"""What differs between two issued documents."""

from sokdocs.core.issuance.changes import changes
from sokdocs.core.values.canonical import Json

OLD: dict[str, Json] = {
    "facts": {"title": "Tøy", "contract_value": 5, "gone": True},
    "parameters": [{"name": "K-302.answer_weeks", "value": 6}],
    "clauses": [{"clause": "K-101", "date": "2019-11-01"}, {"clause": "K-302", "date": "2019-11-01"}],
}
NEW: dict[str, Json] = {
    "facts": {"title": "Tøy", "contract_value": 6, "fresh": "x" * 80},
    "parameters": [{"name": "K-302.answer_weeks", "value": 4}],
    "clauses": [{"clause": "K-101", "date": "2022-07-01"}, {"clause": "K-501", "date": "2019-11-01"}],
}


def test_every_change_is_one_sentence_facts_first() -> None:
    assert changes(OLD, NEW) == (
        "fact contract_value: 5 → 6",
        f"fact fresh is new ({'x' * 57}...)",
        "fact gone is gone (was True)",
        "parameter K-302.answer_weeks: 6 → 4",
        "clause K-101: 2019-11-01 → 2022-07-01",
        "clause K-302 is gone (was 2019-11-01)",
        "clause K-501 is new (2019-11-01)",
    )


def test_nothing_changed_gives_nothing() -> None:
    assert changes(OLD, OLD) == ()
    assert changes({}, {}) == ()


def test_answer_taken_away_or_given_is_told_also_where_there_was_no_table() -> None:
    assert changes({}, {"facts": {"title": "Tøy"}}) == ("fact title is new (Tøy)",)
    assert changes({"facts": {"title": "Tøy"}}, {"facts": None}) == ("fact title is gone (was Tøy)",)
