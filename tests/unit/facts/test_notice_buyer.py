"""Who buys, read from the parties of a notice."""

import pytest

from sokdocs.core.facts.notice import Coded, NoticeParty
from tests.unit.facts.notice_builders import a_buyer, a_notice, asks, only_sheet, reading, said, value, warnings


@pytest.mark.parametrize("written", ["355101010", "355 101 010", "NO355101010MVA", "NO 355 101 010 MVA", "Org.nr. 355.101.010"])
def test_organisation_number_is_read_however_it_is_written(written: str) -> None:
    assert value(only_sheet(a_notice(parties=(a_buyer(number=written),))), "buyer_orgnr") == "355101010"


def test_odd_scheme_of_a_valid_number_is_warned_of() -> None:
    odd = a_buyer(identifiers=(Coded(said("355101010", "p"), "GB-COH"),))
    found = reading(a_notice(parties=(odd,)))
    assert value(found.sheets[0], "buyer_orgnr") == "355101010"
    assert warnings(found) == "notice_orgnr_scheme(path=p, scheme=GB-COH)"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("355101011", "notice_orgnr_wrong(numbers=«355101011», whose=notice_the_buyer())"),
        ("", "notice_orgnr_none(whose=notice_the_buyer())"),
    ],
)
def test_wrong_or_missing_number_is_asked_for(written: str, words: str) -> None:
    sheet = only_sheet(a_notice(parties=(a_buyer(number=written),)))
    assert value(sheet, "buyer_orgnr") is None
    assert words in asks(sheet, "buyer_orgnr")


def test_two_valid_numbers_are_not_chosen_between() -> None:
    two = a_buyer(identifiers=(Coded(said("355101010"), ""), Coded(said("355101029"), "")))
    sheet = only_sheet(a_notice(parties=(two,)))
    assert value(sheet, "buyer_orgnr") is None
    assert "notice_orgnr_several(whose=notice_the_buyer(), numbers=«355101010», «355101029»)" in asks(sheet, "buyer_orgnr")


def test_buyer_is_found_by_id_without_the_role() -> None:
    court = NoticeParty("ORG-2", "parties[1]", said("Retten"), roles=("reviewBody",))
    notice = a_notice(parties=(court, a_buyer(roles=())), buyer=NoticeParty("ORG-1", "buyer"))
    assert value(only_sheet(notice), "buyer_name") == "Lillevik kommune"


def test_several_buyers_without_a_named_one_leave_the_buyer_open() -> None:
    sheet = only_sheet(a_notice(parties=(a_buyer(), a_buyer("Storvik kommune", id="ORG-2"))))
    assert value(sheet, "buyer_name") is None
    assert "notice_buyers_several(names=«Lillevik kommune», «Storvik kommune»)" in asks(sheet, "buyer_name")


def test_several_buyers_with_a_named_one_take_it_and_ask() -> None:
    parties = (a_buyer("Storvik kommune", id="ORG-2"), a_buyer())
    sheet = only_sheet(a_notice(parties=parties, buyer=NoticeParty("ORG-1", "buyer")))
    assert value(sheet, "buyer_name") == "Lillevik kommune"
    assert "notice_buyers_several(" in asks(sheet, "buyer_name")


@pytest.mark.parametrize(
    ("name", "types", "kind"),
    [
        ("Lillevik kommune", (), "municipality"),
        ("Nordre fylkeskommune - brukere", ("ra",), "county"),
        ("LILLEVIK SYKEHUS HF", ("body-pl",), "health_trust"),
        ("Universitetssykehuset HF", (), "health_trust"),
        ("Storbyuniversitetet", ("cga",), "university"),
        ("Etaten", ("cga",), "state"),
        ("Kvartalet AS", ("pub-undert",), None),
        ("Kommunesamarbeidet", ("ra",), None),
    ],
)
def test_kind_of_buyer_is_read_from_name_and_type_or_asked(name: str, types: tuple[str, ...], kind: str | None) -> None:
    sheet = only_sheet(a_notice(parties=(a_buyer(name, legal_types=types),)))
    assert value(sheet, "buyer_kind") == kind
    assert bool(asks(sheet, "buyer_kind")) is (kind is None)


@pytest.mark.parametrize(("name", "edition"), [("Lillevik HF", "helse"), ("Oslo kommune v/ etaten", "oslo"), ("Lillevik kommune", "")])
def test_buyers_with_an_edition_of_their_own_are_asked_about_it(name: str, edition: str) -> None:
    question = asks(only_sheet(a_notice(parties=(a_buyer(name),))), "edition")
    assert question == (f"notice_edition(edition={edition})" if edition else "")


def test_notice_without_a_buyer_asks_for_it() -> None:
    assert asks(only_sheet(a_notice(parties=())), "buyer_name") == "notice_buyer_none()"
