"""Public notices on disk: strict JSON, our own notices with the quirks of real ones, and fact sheets that read back equal."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.definition import FactValue, Product
from sokdocs.core.facts.notice_reading import NoticeReading, NoticeSheet
from sokdocs.core.values.characters import refused_character
from sokdocs.loading.fact_files import read_fact_definitions, read_fact_sheet
from sokdocs.loading.fact_sheet_writing import SheetLine, write_blank_sheet, write_fact_sheet, write_notice_sheet
from sokdocs.loading.strict_json import read_json
from sokdocs.loading.yaml_source import read_yaml
from tests.integration.notice_readings import ALL, CLAUSES, NOTICES, reading, tell, the_codes

# notice: (kind, [(lots, deciding code, prefix, category)], facts with an open question in the first sheet)
EXPECTED: dict[str, tuple[str, list[tuple[tuple[str, ...], str, str, str | None]], set[str]]] = {
    "additional-code-in-a-category-main-code-outside": (
        "competition",
        [(("LOT-0000",), "90910000-9", "", None)],
        {"buyer_orgnr", "case_number", "agreement_form", "contract_value", "contract_months", "category_override"},
    ),
    "award-with-value-and-supplier": (
        "award",
        [(("LOT-0000",), "55510000-8", "555", "A")],
        {"announced_on", "competition_reference", "case_number", "agreement_form", "contract_months", "products"},
    ),
    "award-without-a-winner": (
        "unsuccessful",
        [(("LOT-0000",), "45212000-6", "45", "C")],
        {
            "announced_on",
            "competition_reference",
            "case_number",
            "agreement_form",
            "contract_value",
            "contract_months",
            "products",
        },
    ),
    "buyer-without-number-in-a-package": (
        "competition",
        [(("LOT-0000",), "31500000-1", "315", "F")],
        {
            "buyer_orgnr",
            "buyer_kind",
            "announced_on",
            "case_number",
            "agreement_form",
            "contract_value",
            "contract_months",
            "category_override",
            "products",
        },
    ),
    "codes-with-wrong-check-digit-and-of-2003": (
        "competition",
        [((), "35811300-5", "358", "B")],
        {"case_number", "agreement_form", "contract_value", "contract_months", "cpv", "products"},
    ),
    "design-contest-award": (
        "award",
        [(("LOT-0000",), "45000000-7", "45", "C")],
        {
            "buyer_kind",
            "announced_on",
            "competition_reference",
            "case_number",
            "agreement_form",
            "contract_value",
            "contract_months",
            "products",
        },
    ),
    "framework-ceiling-and-night-publication": (
        "competition",
        [(("LOT-0000",), "09331200-0", "0933", "C")],
        {"case_number", "contract_months", "products"},
    ),
    "hostile-title": (
        "competition",
        [(("LOT-0000",), "15861000-1", "15", "A")],
        {"buyer_kind", "agreement_form", "contract_value", "contract_months", "products"},
    ),
    "lot-without-items-and-item-without-lot": (
        "competition",
        [(("LOT-0001", "LOT-0002"), "39160000-1", "391", "F")],
        {"case_number", "agreement_form", "contract_months", "cpv", "products"},
    ),
    "lots-of-two-categories-and-a-foreign-currency": (
        "competition",
        [(("LOT-0001",), "33141420-0", "331", "D"), (("LOT-0002",), "39512000-4", "395", "B")],
        {"edition", "agreement_form", "products"},
    ),
    "orgnr-as-vat-number-and-buyer-by-role-only": (
        "competition",
        [(("LOT-0000",), "30213100-6", "302", "E")],
        {"agreement_form", "contract_months", "products"},
    ),
    "orgnr-with-blanks-and-two-digit-year": ("competition", [(("LOT-0000",), "18110000-3", "18", "B")], {"products"}),
    "outside-all-categories-in-nynorsk": (
        "competition",
        [(("LOT-0000",), "85312300-2", "", None)],
        {"case_number", "agreement_form", "contract_months"},
    ),
    "prior-information-with-planned-date-and-broad-code": (
        "planned",
        [((), "33000000-0", "", None)],
        {"edition", "case_number", "agreement_form", "contract_months", "category_override"},
    ),
    "several-buyers-and-no-buyer-id": (
        "competition",
        [((), "39112000-0", "391", "F")],
        {"buyer_name", "buyer_orgnr", "buyer_kind", "agreement_form", "contract_value", "contract_months", "products"},
    ),
    "works-with-options-and-neither-value-nor-period": (
        "competition",
        [(("LOT-0000",), "45214200-2", "45", "C")],
        {"case_number", "agreement_form", "contract_value", "contract_months", "products"},
    ),
}


def test_table_has_every_notice() -> None:
    assert set(EXPECTED) == set(ALL)


@pytest.mark.parametrize("name", ALL)
def test_notice_gives_its_kind_categories_and_open_questions(name: str) -> None:
    kind, sheets, questions = EXPECTED[name]
    found = reading(name)
    assert found.kind == kind
    assert [(each.lots, each.deciding_code, each.deciding_prefix, each.category) for each in found.sheets] == sheets
    assert {each.fact for each in found.sheets[0].questions} == questions


@pytest.mark.parametrize(
    ("name", "sheet", "facts"),
    [
        (
            "orgnr-with-blanks-and-two-digit-year",
            0,
            {
                "buyer_name": "Lillevik kommune",
                "buyer_orgnr": "355101010",
                "buyer_kind": "municipality",
                "buyer_address": ("Storgata 1", "0199 Lillevik"),
                "title": "Arbeidstøy og vernesko",
                "case_number": "2023/00123",
                "competition_reference": "2023-100001",
                "announced_on": date(2023, 2, 16),
                "contract_kind": "goods",
                "agreement_form": "framework",
                "contract_value": 92_000_000,
                "contract_months": 48,
                "cpv": ("18110000-3", "18141000-9", "18830000-6"),
            },
        ),
        ("lots-of-two-categories-and-a-foreign-currency", 0, {"contract_value": 9_500_000, "contract_months": 24}),
        (
            "lots-of-two-categories-and-a-foreign-currency",
            1,
            {"contract_months": 36, "title": "Forbruksvarer til sykehjem – Sengetøy"},
        ),
        (
            "framework-ceiling-and-night-publication",
            0,
            {"announced_on": date(2026, 7, 1), "contract_value": 100_000_000},
        ),
        (
            "award-with-value-and-supplier",
            0,
            {"supplier_orgnr": "355101061", "signed_on": date(2022, 8, 24), "contract_value": 73_000_000},
        ),
        (
            "prior-information-with-planned-date-and-broad-code",
            0,
            {"announced_on": date(2024, 2, 29), "announcement_is_planned": True},
        ),
        ("lot-without-items-and-item-without-lot", 0, {"contract_value": 5_500_001}),
        ("hostile-title", 0, {"title": "Smith & Søn <b> {{ 7*7 }} {% x %} {_{ 1 }_} **AS** #1"}),
    ],
)
def test_facts_are_read_from_the_notice(name: str, sheet: int, facts: dict[str, FactValue]) -> None:
    answers = reading(name).sheets[sheet].answers
    assert {fact: answers[fact].value for fact in facts} == facts


@pytest.mark.parametrize("name", ALL)
def test_every_answer_says_where_it_stands_in_the_file(name: str) -> None:
    source = read_json((NOTICES / f"{name}.json").read_bytes(), name)
    places = {source.place(path).field for path in source.lines}
    for sheet in reading(name).sheets:
        for answer in sheet.answers.values():
            assert answer.paths and set(answer.paths) <= places


# --- the fact sheet


def questions() -> list[tuple[str, str, str, bool]]:
    definitions = read_fact_definitions((CLAUSES / "facts.yaml").read_bytes(), "facts.yaml").values()
    return [(each.name, each.question["nb"], each.help.get("nb", ""), "tender-appendix" in each.required_for) for each in definitions]


def sheets() -> list[tuple[str, NoticeReading, NoticeSheet]]:
    return [(f"{name}-{index}", found, sheet) for name in ALL for found in [reading(name)] for index, sheet in enumerate(found.sheets)]


@pytest.mark.parametrize(("_name", "found", "sheet"), sheets(), ids=[each[0] for each in sheets()])
def test_written_sheet_reads_back_equal_and_without_a_fault(_name: str, found: NoticeReading, sheet: NoticeSheet) -> None:
    text = write_notice_sheet(found, sheet, questions(), tell)
    definitions = read_fact_definitions((CLAUSES / "facts.yaml").read_bytes(), "facts.yaml")
    answers = read_fact_sheet(text.encode(), "sheet.yaml", definitions, the_codes())
    assert [each for each in answers.problems if not each.is_warning] == []
    assert {fact: answers.sheet.values[fact] for fact in sheet.answers} == {fact: each.value for fact, each in sheet.answers.items()}


def test_written_sheet_says_where_a_fact_is_from_and_what_is_open() -> None:
    found = reading("orgnr-with-blanks-and-two-digit-year")
    lines = write_notice_sheet(found, found.sheets[0], questions(), tell).splitlines()
    at = lines.index('case_number: "2023/00123"')
    assert lines[at - 1] == "# Fra kunngjøringen: tender.identifiers[0].id – skrevet «23/00123» i kunngjøringen, årstallet er skrevet ut"
    unknown = lines.index("# contact_mailbox:")
    assert lines[unknown - 2] == "# Hvilken felles e-postadresse skal leverandøren bruke?"
    assert "# daily_fine:" not in lines


def test_sheet_of_a_notice_outside_says_so_at_the_top() -> None:
    found = reading("outside-all-categories-in-nynorsk")
    head = write_notice_sheet(found, found.sheets[0], questions(), tell).split("\n\n")[0].replace("\n# ", " ")
    assert "Vi anbefaler ingen vilkår, fordi hovedkoden 85312300-2" in head


def test_blank_sheet_holds_every_question_and_no_answer() -> None:
    text = write_blank_sheet(questions(), tell)
    assert text.startswith("# Faktaark for en anskaffelse.\n")
    assert read_yaml(text.encode(), "new.yaml").value is None
    assert all(f"\n# {name}:\n" in text for name, *_rest in questions())


def test_products_are_written_as_tables() -> None:
    products = (Product("Hanske: «nitril» #1", "33141420-0", "gloves"), Product("Frakk", "33199000-1"))
    text = write_fact_sheet([], {"products": SheetLine(products)}, tell)
    assert read_yaml(text.encode(), "x.yaml").value == {
        "products": [
            {"name": "Hanske: «nitril» #1", "cpv": "33141420-0", "group": "gloves"},
            {"name": "Frakk", "cpv": "33199000-1"},
        ]
    }


words = st.text(max_size=80).filter(lambda text: refused_character(text, breaks=True) is None)


@given(value=words, comment=st.text(max_size=200))
def test_any_text_reads_back_equal_and_no_comment_breaks_out(value: str, comment: str) -> None:
    text = write_fact_sheet([("title", comment, comment, True)], {"title": SheetLine(value, (comment,))}, tell, heading=[comment])
    assert read_yaml(text.encode(), "x.yaml").value == {"title": value}


@given(lines=st.lists(words, min_size=1, max_size=4))
def test_any_lines_read_back_equal(lines: list[str]) -> None:
    text = write_fact_sheet([], {"sharing_bodies": SheetLine(tuple(lines))}, tell)
    assert read_yaml(text.encode(), "x.yaml").value == {"sharing_bodies": lines}


def test_value_that_no_document_can_carry_is_refused_by_name() -> None:
    with pytest.raises(InvalidError) as caught:
        write_fact_sheet([], {"title": SheetLine("a\x00b")}, tell)
    assert '"title" holds the character U+0000' in str(caught.value.problems[0])
