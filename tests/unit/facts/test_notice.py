"""From a notice to its category, its lots, and what kind of notice it is."""

from datetime import date

import pytest

from sokdocs.core.facts.notice import Coded, NoticeAward, NoticeParty
from sokdocs.core.facts.notice_category import Verdict
from sokdocs.core.facts.notice_kind import NoticeKind
from tests.unit.facts.notice_builders import (
    a_buyer,
    a_lot,
    a_notice,
    a_tender,
    an_item,
    asks,
    named,
    only_sheet,
    reading,
    said,
    value,
    warnings,
)


def test_main_code_decides_and_is_named_with_its_prefix() -> None:
    sheet = only_sheet(a_notice(an_item("18110000", "33141420")))
    assert (sheet.category, sheet.deciding_code, sheet.deciding_prefix) == ("B", "18110000-3", "18")
    assert named(sheet.recommendation) == "notice_recommends(category=B, title=Tekstil, code=18110000-3, prefix=18)"


def test_additional_code_only_suggests() -> None:
    question = asks(only_sheet(a_notice(an_item("18110000", "33141420"))), "category_override")
    assert question == "notice_category_suggested(codes=33141420-0, category=notice_category(category=D, title=Medisin))"


def test_additional_code_of_the_same_category_asks_nothing() -> None:
    assert asks(only_sheet(a_notice(an_item("18110000", "39512000"))), "category_override") == ""


def test_codes_stand_with_the_main_code_first_and_check_digits() -> None:
    assert value(only_sheet(a_notice(an_item("18110000", "39512000"))), "cpv") == ("18110000-3", "39512000-4")


def test_outside_all_categories_recommends_no_terms_and_names_the_code() -> None:
    sheet = only_sheet(a_notice(an_item("85312300")))
    assert (sheet.category, sheet.verdict) == (None, Verdict.OUTSIDE)
    assert named(sheet.recommendation) == "notice_recommends_none(codes=notice_main_code(code=85312300-2))"
    assert asks(sheet, "products") == ""


def test_broad_main_code_is_a_question_and_not_a_no() -> None:
    sheet = only_sheet(a_notice(an_item("33000000")))
    assert sheet.verdict is Verdict.TOO_BROAD
    assert sheet.recommendation.name == "notice_recommends_none_yet"
    assert "notice_category_inside(prefix=331, category=notice_category(category=D" in asks(sheet, "category_override")


def test_works_give_c_and_ask_which_listed_materials() -> None:
    sheet = only_sheet(a_notice(an_item("45214200")))
    assert sheet.category == "C"
    assert sheet.recommendation.name == "notice_recommends_works"
    assert "notice_products_materials(products=«Stein», «Tre»)" in asks(sheet, "products")


def test_category_questions_follow_the_sheet() -> None:
    assert "Er det bomull?" in asks(only_sheet(a_notice()), "products")


@pytest.mark.parametrize(
    ("code", "category", "words"),
    [
        ("31500000", "F", "notice_category_shared(prefix=315, others=notice_category(category=C"),
        ("42520000", "C", "notice_category_partly(prefix=425, taken=notice_category(category=C"),
    ],
)
def test_shared_or_partial_prefix_is_asked_about(code: str, category: str, words: str) -> None:
    sheet = only_sheet(a_notice(an_item(code)))
    assert sheet.category == category
    assert words in asks(sheet, "category_override")


@pytest.mark.parametrize(
    ("code", "scheme", "words"),
    [
        ("18110000-4", "CPV", "notice_cpv_check_digit(code=18110000-4, right=18110000-3)"),
        ("99999999", "CPV", "notice_cpv_unknown(code=99999999)"),
        ("18110000", "CPV2003", "notice_cpv_2003(code=18110000)"),
        ("18110000", "UNSPSC", "notice_cpv_other_scheme(code=18110000, scheme=UNSPSC)"),
        ("klær", "CPV", "notice_cpv_form(code=klær)"),
    ],
)
def test_bad_code_decides_nothing_and_is_asked_about(code: str, scheme: str, words: str) -> None:
    sheet = only_sheet(a_notice(an_item(code, scheme=scheme)))
    assert (sheet.verdict, sheet.category, value(sheet, "cpv")) == (Verdict.NO_CODE, None, None)
    assert words in asks(sheet, "cpv")


def test_lots_that_agree_give_one_sheet() -> None:
    notice = a_notice(an_item("18110000", lots=("1",)), an_item("39512000", lots=("2",)), lots=(a_lot("1"), a_lot("2")))
    sheet = only_sheet(notice)
    assert sheet.lots == ("1", "2")
    assert value(sheet, "cpv") == ("18110000-3", "39512000-4")


def test_lots_that_differ_give_one_sheet_each_with_their_own_title() -> None:
    lots = (a_lot("1", title=said("Jakker", "a")), a_lot("2", title=said("Hansker", "b")))
    sheets = reading(a_notice(an_item("18110000", lots=("1",)), an_item("33141420", lots=("2",)), lots=lots)).sheets
    assert [(each.lots, each.category, value(each, "title")) for each in sheets] == [
        (("1",), "B", "Arbeidstøy – Jakker"),
        (("2",), "D", "Arbeidstøy – Hansker"),
    ]
    assert sheets[0].answers["title"].paths == ("tender.title", "a")


def test_lot_in_and_lot_outside_a_category_are_kept_apart() -> None:
    notice = a_notice(an_item("18110000", lots=("1",)), an_item("85312300", lots=("2",)), lots=(a_lot("1"), a_lot("2")))
    assert [each.category for each in reading(notice).sheets] == ["B", None]


def test_lot_without_a_code_takes_the_common_one_and_asks() -> None:
    notice = a_notice(an_item("18110000"), lots=(a_lot("1"), a_lot("2")))
    assert "notice_cpv_borrowed(lot=2)" in asks(only_sheet(notice), "cpv")


def test_lot_without_any_code_joins_the_others_with_a_question() -> None:
    sheet = only_sheet(a_notice(an_item("18110000", lots=("1",)), lots=(a_lot("1"), a_lot("2"))))
    assert sheet.category == "B"
    assert "notice_cpv_none(what=notice_what_lot(lot=2))" in asks(sheet, "cpv")


def test_lots_named_by_items_alone_are_lots() -> None:
    sheets = reading(a_notice(an_item("18110000", lots=("1",)), an_item("33141420", lots=("2",)))).sheets
    assert [each.lots for each in sheets] == [("1",), ("2",)]


def test_item_of_a_lot_that_is_not_there_is_warned_of_and_still_counts() -> None:
    found = reading(a_notice(an_item("18110000", lots=("9",)), lots=(a_lot("1"),)))
    assert found.sheets[0].category == "B"
    assert warnings(found) == "notice_lots_unknown(lots=tender.items[0] (9))"


def test_several_main_codes_of_one_lot_are_asked_about() -> None:
    sheet = only_sheet(a_notice(an_item("18110000"), an_item("33141420")))
    assert sheet.category == "B"
    assert asks(sheet, "cpv") == "notice_cpv_several(what=notice_what_whole(), codes=18110000-3, 33141420-0)"


def test_day_of_announcement_is_the_day_in_oslo_and_says_where_it_is_from() -> None:
    answer = only_sheet(a_notice(published=said("2026-06-30T22:30:00+00:00", "date"))).answers["announced_on"]
    assert (answer.value, answer.paths) == (date(2026, 7, 1), ("date",))
    assert named(answer.note) == "notice_date_in_oslo(text=2026-06-30T22:30:00+00:00)"


def test_unreadable_date_is_asked_for() -> None:
    question = asks(only_sheet(a_notice(published=said("i går", "date"))), "announced_on")
    assert question == "notice_date_unreadable(text=i går)"


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({}, NoticeKind.COMPETITION),
        ({"status": "planned"}, NoticeKind.PLANNED),
        ({"tags": ("planning",), "status": ""}, NoticeKind.PLANNED),
        ({"tags": ("tenderUpdate",)}, NoticeKind.CHANGE),
        ({"tags": ("award", "contract")}, NoticeKind.AWARD),
        ({"awards": (NoticeAward("unsuccessful", "a"), NoticeAward("active", "b"))}, NoticeKind.AWARD),
        ({"awards": (NoticeAward("unsuccessful", "a"),)}, NoticeKind.UNSUCCESSFUL),
        ({"status": "cancelled"}, NoticeKind.CANCELLED),
    ],
)
def test_kind_of_notice_is_told_and_warned_of(changes: dict[str, object], kind: NoticeKind) -> None:
    found = reading(a_notice(**changes))  # type: ignore[arg-type]
    assert found.kind is kind
    assert named(found.said) == f"notice_announces_{kind}()"
    assert warnings(found) == ("" if kind is NoticeKind.COMPETITION else f"notice_caution_{kind}()")


@pytest.mark.parametrize("changes", [{"tags": ("award",)}, {"status": "planned"}, {"tags": ("tenderUpdate",)}])
def test_only_the_notice_of_the_competition_gives_its_date_and_reference(changes: dict[str, object]) -> None:
    sheet = only_sheet(a_notice(**changes))  # type: ignore[arg-type]
    assert value(sheet, "announced_on") is None
    assert value(sheet, "competition_reference") is None
    assert asks(sheet, "announced_on")


def test_planned_date_is_marked_as_planned() -> None:
    sheet = only_sheet(a_notice(status="planned", planned_for=said("2024-02-29T00:00:00+02:00", "tender.communication")))
    assert value(sheet, "announced_on") == date(2024, 2, 29)
    assert value(sheet, "announcement_is_planned") is True


def test_planned_date_before_the_notice_itself_is_asked_about() -> None:
    sheet = only_sheet(a_notice(status="planned", planned_for=said("2022-01-01", "p")))
    assert value(sheet, "announced_on") is None
    assert asks(sheet, "announced_on") == "notice_planned_too_early(day=2022-01-01)"


@pytest.mark.parametrize(
    "changes",
    [
        {"is_marked_design_contest": True},
        {"method": "Restricted design contest"},
        {"tender": a_tender(title=said("Torget: plan- og designkonkurranse"))},
    ],
)
def test_design_contest_is_said(changes: dict[str, object]) -> None:
    found = reading(a_notice(**changes))  # type: ignore[arg-type]
    assert found.is_design_contest
    assert warnings(found) == "notice_design_contest()"


@pytest.mark.parametrize(
    ("written", "language", "warns"),
    [("no", "nb", False), ("nb", "nb", False), ("nn", "nn", False), ("en", "nb", True)],
)
def test_language_is_told(written: str, language: str, warns: bool) -> None:
    found = reading(a_notice(language=written))
    assert found.language == language
    assert warnings(found) == (f"notice_language(language={written})" if warns else "")


def test_supplier_and_signing_are_read_from_an_award() -> None:
    supplier = NoticeParty("ORG-9", "parties[1]", said("Søm AS"), (Coded(said("355101061"), ""),))
    notice = a_notice(
        parties=(a_buyer(), supplier),
        awards=(NoticeAward("active", "a", (), None, ("ORG-9",)),),
        signed=(said("2022-08-24T23:59:59Z", "c"),),
    )
    sheet = only_sheet(notice)
    assert (value(sheet, "supplier_name"), value(sheet, "supplier_orgnr"), value(sheet, "signed_on")) == (
        "Søm AS",
        "355101061",
        date(2022, 8, 24),
    )


def test_supplier_with_the_number_of_the_buyer_is_warned_of() -> None:
    twin = NoticeParty("ORG-9", "parties[1]", said("Lillevik"), (Coded(said("NO355101010MVA"), ""),))
    found = reading(a_notice(parties=(a_buyer(), twin), awards=(NoticeAward("active", "a", (), None, ("ORG-9",)),)))
    assert "notice_supplier_is_buyer()" in warnings(found)


def test_several_suppliers_are_named_and_none_is_chosen() -> None:
    others = tuple(NoticeParty(name, "p", said(name)) for name in ("En AS", "To AS"))
    found = reading(a_notice(parties=(a_buyer(), *others), awards=(NoticeAward("active", "a", (), None, ("En AS", "To AS")),)))
    assert value(found.sheets[0], "supplier_name") is None
    assert "notice_suppliers_several(names=En AS, To AS)" in warnings(found)


def test_characters_that_turn_text_are_warned_of_and_kept() -> None:
    found = reading(a_notice(tender=a_tender(title=said("Klær \u202e"))))
    assert value(found.sheets[0], "title") == "Klær \u202e"
    assert warnings(found) == "notice_doubtful(fact=title, character=U+202E)"


def test_question_asked_by_several_lots_stands_once_with_all_paths() -> None:
    lots = (a_lot("1", options=said("options", "x")), a_lot("2", options=said("options", "y")))
    found = [each for each in only_sheet(a_notice(lots=lots)).questions if named(each.text) == "notice_months_options()"]
    assert [each.paths for each in found] == [("x", "y")]
