"""Value, duration, number, kind and form of the contract, read from a notice."""

from decimal import Decimal

import pytest

from sokdocs.core.facts.notice import Coded, NoticeAward, Period, SaidAmount
from tests.unit.facts.notice_builders import (
    a_lot,
    a_notice,
    a_tender,
    an_item,
    asks,
    kroner,
    named,
    only_sheet,
    reading,
    said,
    value,
    warnings,
)


@pytest.mark.parametrize(
    ("changes", "expected", "note"),
    [
        ({"tender": a_tender(value=kroner("92000000.0"))}, 92_000_000, ""),
        (
            {"lots": (a_lot("1", value=kroner("1000000.5")), a_lot("2", value=kroner("2")))},
            1_000_003,
            "notice_value_rounded_too(note=notice_value_summed(), rounded=notice_value_rounded(exact=1000002.5))",
        ),
        ({"tender": a_tender(framework_value=kroner("5"))}, 5, "notice_value_ceiling()"),
        ({"awards": (NoticeAward("active", "awards[0]", (), kroner("7")),), "tags": ("award",)}, 7, "notice_value_awarded()"),
    ],
)
def test_value_is_taken_from_where_the_notice_has_it(changes: dict[str, object], expected: int, note: str) -> None:
    answer = only_sheet(a_notice(**changes)).answers["contract_value"]  # type: ignore[arg-type]
    assert answer.value == expected
    assert named(answer.note) == note


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (kroner("400000", "EUR"), "notice_value_foreign(currency=EUR, amount=400000)"),
        (kroner("400000", ""), "notice_value_no_currency(amount=400000)"),
        (kroner("0"), "notice_value_not_positive(amount=0)"),
        (kroner("-5"), "notice_value_not_positive(amount=-5)"),
        (kroner("200000000000"), "notice_value_impossible(amount=200000000000)"),
        (None, "notice_value_none()"),
    ],
)
def test_value_that_cannot_be_used_is_asked_for_and_never_converted(amount: SaidAmount | None, words: str) -> None:
    sheet = only_sheet(a_notice(tender=a_tender(value=amount)))
    assert value(sheet, "contract_value") is None
    assert words in asks(sheet, "contract_value")


def test_values_of_some_lots_only_are_not_added_up() -> None:
    sheet = only_sheet(a_notice(lots=(a_lot("1", value=kroner("5")), a_lot("2"))))
    assert value(sheet, "contract_value") is None


def test_sum_of_the_lots_that_differs_from_the_whole_is_asked_about() -> None:
    sheet = only_sheet(a_notice(tender=a_tender(value=kroner("10"))))
    assert asks(sheet, "contract_value") == ""
    two = only_sheet(a_notice(tender=a_tender(value=kroner("10")), lots=(a_lot("1", value=kroner("5")), a_lot("2", value=kroner("6")))))
    assert value(two, "contract_value") == 10
    assert "notice_value_also(amount=11)" in asks(two, "contract_value")


def test_lot_without_a_value_asks_how_much_of_the_whole_is_its_own() -> None:
    items = (an_item("18110000", lots=("1",)), an_item("33141420", lots=("2",)))
    first, second = reading(a_notice(*items, lots=(a_lot("1", value=kroner("4")), a_lot("2")), tender=a_tender(value=kroner("10")))).sheets
    assert value(first, "contract_value") == 4
    assert value(second, "contract_value") is None
    assert "notice_value_of_whole_only(lots=2, amount=10, currency=NOK)" in asks(second, "contract_value")


def test_options_are_asked_about_for_value_and_months() -> None:
    lots = (a_lot("1", value=kroner("5"), period=Period(days=Decimal(720)), options=said("options", "o")),)
    sheet = only_sheet(a_notice(lots=lots))
    assert "notice_value_options()" in asks(sheet, "contract_value")
    assert "notice_months_options()" in asks(sheet, "contract_months")


@pytest.mark.parametrize(
    ("days", "months"),
    [
        ("720", 24),
        ("730", 24),
        ("731", 24),
        ("1461", 48),
        ("2190", 72),
        ("360", 12),
        ("365", 12),
        ("100", 4),
        ("30", 1),
        ("7", 1),
    ],
)
def test_days_become_months(days: str, months: int) -> None:
    assert value(only_sheet(a_notice(tender=a_tender(period=Period(days=Decimal(days))))), "contract_months") == months


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2023-01-01", "2023-12-31", 12),
        ("2023-01-01", "2024-01-01", 12),
        ("2023-01-20T00:00:00+02:00", "2023-07-31T23:59:59+02:00", 7),
        ("2023-06-01T00:00:00+02:00", "2026-05-31T23:59:59Z", 36),
        ("2023-12-31T23:00:00Z", "2024-12-30T23:00:00Z", 12),
    ],
)
def test_start_and_end_become_months(start: str, end: str, months: int) -> None:
    period = Period(said(start, "s"), said(end, "e"))
    assert value(only_sheet(a_notice(tender=a_tender(period=period))), "contract_months") == months


@pytest.mark.parametrize(
    "period",
    [Period(said("2024-01-01"), said("2023-01-01")), Period(days=Decimal(0)), Period(days=Decimal(36500)), None],
)
def test_duration_that_cannot_be_right_is_asked_for(period: Period | None) -> None:
    sheet = only_sheet(a_notice(tender=a_tender(period=period)))
    assert value(sheet, "contract_months") is None
    assert asks(sheet, "contract_months")


def test_lots_of_different_length_give_the_longest_and_a_question() -> None:
    lots = (a_lot("1", period=Period(days=Decimal(720))), a_lot("2", period=Period(days=Decimal(1440))))
    sheet = only_sheet(a_notice(lots=lots))
    assert value(sheet, "contract_months") == 48
    assert "notice_months_differ(months=24, 48)" in asks(sheet, "contract_months")


@pytest.mark.parametrize(
    ("number", "expected"),
    [("2023/724", "2023/724"), ("23/07012", "2023/07012"), ("22/3716", "2022/3716"), ("2023 / 55-2", "2023/55-2")],
)
def test_internal_number_that_fits_is_the_case_number(number: str, expected: str) -> None:
    sheet = only_sheet(a_notice(tender=a_tender(identifiers=(Coded(said(number, "i"), "internal"),))))
    assert value(sheet, "case_number") == expected
    assert ("notice_year_written_out(" in named(sheet.answers["case_number"].note)) is not number.startswith("20")


@pytest.mark.parametrize("number", ["00", "22BAD", "Anskaffelse - 70 - 2023", "1823/55", "2023/"])
def test_internal_number_that_does_not_fit_is_quoted_in_a_question(number: str) -> None:
    sheet = only_sheet(a_notice(tender=a_tender(identifiers=(Coded(said(number, "i"), "internal"),))))
    assert value(sheet, "case_number") is None
    assert f"notice_case_other(numbers=«{number}»)" in asks(sheet, "case_number")


def test_two_case_numbers_are_not_chosen_between() -> None:
    numbers = tuple(Coded(said(each, "i"), "internal") for each in ("2023/1", "2023/2"))
    assert "notice_case_several(numbers=«2023/1», «2023/2»)" in asks(
        only_sheet(a_notice(tender=a_tender(identifiers=numbers))), "case_number"
    )


def test_contract_kind_of_the_lot_goes_before_the_tender_with_a_warning() -> None:
    notice = a_notice(lots=(a_lot("1", contract_kind=said("services", "l")),), tender=a_tender(contract_kind=said("goods", "t")))
    found = reading(notice)
    assert value(found.sheets[0], "contract_kind") == "services"
    assert warnings(found) == "notice_contract_first(path=l, text=services, other_path=t, other=goods)"


def test_lots_of_different_kind_in_one_sheet_are_asked_about() -> None:
    lots = (a_lot("1", contract_kind=said("services")), a_lot("2", contract_kind=said("goods")))
    assert "notice_contract_differs(kinds=«services», «goods»" in asks(only_sheet(a_notice(lots=lots)), "contract_kind")


def test_framework_is_read_and_silence_is_a_question() -> None:
    framework = a_tender(framework=said("true", "tender.techniques"))
    assert value(only_sheet(a_notice(tender=framework)), "agreement_form") == "framework"
    assert value(only_sheet(a_notice(tender=a_tender(no_framework=said("false", "t")))), "agreement_form") == "single"
    silent = only_sheet(a_notice(tender=a_tender(title=said("Rammeavtale om klær"))))
    assert value(silent, "agreement_form") is None
    assert "notice_form_in_title(title=Rammeavtale om klær" in asks(silent, "agreement_form")


def test_what_the_lot_says_of_a_framework_goes_before_the_tender() -> None:
    notice = a_notice(lots=(a_lot("1", no_framework=said("false", "l")),), tender=a_tender(framework=said("true", "t")))
    assert value(only_sheet(notice), "agreement_form") == "single"
