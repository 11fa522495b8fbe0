"""From a selection to the document: fields, references, blanks, holes, lists, tables, marks."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokdocs.core.clauses.clause import Clause
from sokdocs.core.document.blocks import Blank, Block, Filled, Hole, Inlines, ListEntry, OpenRegion, Provision, Reference, Table, Text
from sokdocs.core.document.outline import outline, plain
from sokdocs.core.facts.definition import Product
from sokdocs.core.values.identifiers import PackId
from sokdocs.core.values.text import fold
from tests.builders import HOSTILE
from tests.unit.makers import (
    KIND,
    a_catalogue,
    a_choice,
    a_clause,
    a_condition_clause,
    a_norm,
    a_pack,
    a_quantity,
    a_sheet,
    a_version,
    an_assembly,
    some_norms,
    when,
)

SP = "\u00a0"


def _blocks(clause: Clause, **facts: Any) -> tuple[Block, ...]:
    assembly = an_assembly(a_catalogue(clause), a_sheet(**facts))
    assert assembly.problems == ()
    return assembly.document.sections[0].clauses[0].blocks


def _inlines(text: str, **facts: Any) -> Inlines:
    (block,) = _blocks(a_clause("K-101", text), **facts)
    assert isinstance(block, Provision)
    return block.inlines


def test_words_keep_their_looks() -> None:
    assert _inlines("a **b** *c*") == (Text("a "), Text("b", strong=True), Text(" "), Text("c", emphasis=True))


@pytest.mark.parametrize(
    ("fact", "value", "text"),
    [
        ("buyer_name", "Storvik kommune", "Storvik kommune"),
        ("buyer_orgnr", "958935420", f"958{SP}935{SP}420"),
        ("announced_on", date(2026, 3, 1), f"1.{SP}mars{SP}2026"),
        ("contract_value", 20_000_000, f"20{SP}000{SP}000{SP}kroner"),
        ("contract_months", 1, f"1{SP}måned"),
        ("contract_months", 48, f"48{SP}måneder"),
        ("market_immature", True, "ja"),
        ("market_immature", False, "nei"),
        ("edition", "standard", "standard"),
        ("buyer_address", ("Gata 1", "0001 Storvik"), "Gata 1, 0001 Storvik"),
        ("products", (Product("Vest", "18110000-3"), Product("Bukse", "18110000-3")), "Vest, Bukse"),
        ("cpv", ("18110000-3", "33140000-3"), "18110000-3, 33140000-3"),
    ],
)
def test_fact_is_filled_in_as_a_norwegian_text_writes_it(fact: str, value: object, text: str) -> None:
    assert _inlines(f"{{{fact}}}", **{fact: value}) == (Filled(text, fact),)


def test_choice_stands_by_its_name_in_words() -> None:
    pack = a_pack("K-101", id=PackId(KIND, "helse", "A"))
    assembly = an_assembly(a_catalogue(a_clause("K-101", "Utgave: {edition}."), pack=pack), a_sheet(edition="helse"))
    provision = assembly.document.sections[0].clauses[0].blocks[0]
    assert isinstance(provision, Provision)
    assert plain(provision.inlines) == "Utgave: helse."


@pytest.mark.parametrize("answer", [None, ()])
def test_missing_fact_stands_as_a_visible_hole_and_is_named(answer: object) -> None:
    assembly = an_assembly(a_catalogue(a_clause("K-101", "{buyer_address}")), a_sheet(buyer_address=answer))
    provision = assembly.document.sections[0].clauses[0].blocks[0]
    assert isinstance(provision, Provision)
    assert provision.inlines == (Hole("[mangler: buyer address]", "buyer_address"),)
    assert assembly.missing == ("buyer_address",)


def test_fact_that_is_nought_or_false_is_no_hole() -> None:
    assert _inlines("{contract_value}", contract_value=0) == (Filled(f"0{SP}kroner", "contract_value"),)
    assert _inlines("{market_immature}", market_immature=False) == (Filled("nei", "market_immature"),)


def test_parameters_are_filled_with_their_values_in_words() -> None:
    clause = a_clause("K-302", "Innen {answer_weeks} om {depth}.", a_quantity(), a_choice())
    (block,) = _blocks(clause)
    assert isinstance(block, Provision)
    assert block.inlines[1] == Filled(f"6{SP}uker", "K-302.answer_weeks")
    assert block.inlines[3] == Filled("sluttproduksjon", "K-302.depth")


def test_parameter_of_another_clause_stands_with_that_clause_s_value() -> None:
    clauses = (a_clause("K-101", "Som i {K-302.answer_weeks}."), a_clause("K-302", "Innen {answer_weeks}.", a_quantity()))
    assembly = an_assembly(a_catalogue(*clauses), a_sheet({"K-302.answer_weeks": 8}))
    provision = assembly.document.sections[0].clauses[0].blocks[0]
    assert isinstance(provision, Provision)
    assert provision.inlines[1] == Filled(f"8{SP}uker", "K-302.answer_weeks")


def test_reference_shows_the_number_of_its_clause() -> None:
    catalogue = a_catalogue(a_clause("K-101", "Se punkt {ref:K-302}."), a_clause("K-102"), a_clause("K-302"))
    provision = an_assembly(catalogue).document.sections[0].clauses[0].blocks[0]
    assert isinstance(provision, Provision)
    assert provision.inlines[1] == Reference("1.3", "K-302")


def test_reference_to_a_clause_an_edition_words_itself_goes_there() -> None:
    pack = a_pack("K-101", "K-810")
    catalogue = a_catalogue(a_clause("K-101", "Se {ref:K-310}."), a_clause("K-310"), a_clause("K-810", adapts="K-310"), pack=pack)
    provision = an_assembly(catalogue).document.sections[0].clauses[0].blocks[0]
    assert isinstance(provision, Provision)
    assert provision.inlines[1] == Reference("1.2", "K-810")


def test_every_reference_names_an_anchor_of_the_document_with_its_number() -> None:
    catalogue = a_catalogue(
        a_clause("K-101", "{ref:K-302} {ref:K-601}"),
        a_clause("K-302"),
        a_clause("K-601"),
        pack=a_pack("K-101", "K-302", annexes={"x": ("K-601",)}),
    )
    document = an_assembly(catalogue).document
    anchors = {clause.anchor: clause.number or section.number for section in document.sections for clause in section.clauses}
    provision = document.sections[0].clauses[0].blocks[0]
    assert isinstance(provision, Provision)
    references = [each for each in provision.inlines if isinstance(each, Reference)]
    assert [anchors[each.anchor] for each in references] == [each.text for each in references] == ["1.2", "Vedlegg 1"]


def test_reference_to_a_clause_that_is_not_there_is_a_fault_and_a_hole() -> None:
    catalogue = a_catalogue(a_clause("K-101", "Se {ref:K-302}."), a_clause("K-302"), pack=a_pack("K-101"))
    assembly = an_assembly(catalogue)
    assert [each.message for each in assembly.problems] == ["K-101: the text refers to K-302, which is not in this document"]


def test_norm_stands_by_the_name_it_has_on_the_day() -> None:
    norms = (a_norm("L-A", family="L", until="2026-07-01"), a_norm("L-B", "2026-07-01", family="L"))
    catalogue = a_catalogue(a_clause("K-101", "{norm:L}", legal_basis=()), norms=norms)
    for day, title in ((date(2026, 6, 30), "norm L-A"), (date(2026, 7, 1), "norm L-B")):
        provision = an_assembly(catalogue, a_sheet(announced_on=day)).document.sections[0].clauses[0].blocks[0]
        assert isinstance(provision, Provision)
        assert provision.inlines == (Filled(title, "norm.L"),)


def test_norm_that_is_not_in_force_is_a_fault() -> None:
    catalogue = a_catalogue(a_clause("K-101", "{norm:L}"), norms=(a_norm("L", "2030-01-01"),))
    assert "was not in force on 2026-03-01" in an_assembly(catalogue).problems[0].message


def test_blank_and_open_region_stand_with_their_prompts() -> None:
    blocks = _blocks(a_clause("K-101", "Her: {blank:who}\n\n{open:own}", blanks={"who": {"nb": "hvem"}, "own": {"nb": "Skriv her"}}))
    assert blocks == (Provision("", (Text("Her: "), Blank("[fylles ut: hvem]", "who"))), OpenRegion("own", "Skriv her"))


def test_provisions_are_numbered_and_lists_lettered() -> None:
    blocks = _blocks(a_clause("K-101", "En:\n\n- ett\n- to\n  - tre\n  - fire\n\nTo."))
    inner = (ListEntry("i.", (Text("tre"),)), ListEntry("ii.", (Text("fire"),)))
    entries = (ListEntry("a)", (Text("ett"),)), ListEntry("b)", (Text("to"),), inner))
    assert blocks == (Provision("(1)", (Text("En:"),), entries), Provision("(2)", (Text("To."),)))


def test_named_list_holds_the_norms_in_the_order_given() -> None:
    clause = a_clause("K-101", "Disse:\n\n{list:conventions}", some_norms("ILO-87", "ILO-29"))
    document = an_assembly(a_catalogue(clause, norms=(a_norm("ILO-29"), a_norm("ILO-87"), a_norm()))).document
    provision = document.sections[0].clauses[0].blocks[0]
    assert isinstance(provision, Provision)
    assert [(each.number, plain(each.inlines)) for each in provision.entries] == [("a)", "norm ILO-87"), ("b)", "norm ILO-29")]


def test_written_table_has_the_clause_s_title_as_caption() -> None:
    blocks = _blocks(a_clause("K-101", "Ord.\n\n| Hva | Hvem |\n|---|---|\n| svar | {buyer_name} |"))
    table = blocks[1]
    assert isinstance(table, Table)
    assert (plain(table.caption), [plain(each) for each in table.header]) == ("Tittel K-101", ["Hva", "Hvem"])
    assert table.rows == (((Text("svar"),), (Filled("Storvik kommune", "buyer_name"),)),)


def _table(name: str, *others: Clause, **facts: Any) -> list[list[str]]:
    clause = a_clause("K-601", f"Ord.\n\n{{table:{name}}}")
    assembly = an_assembly(a_catalogue(*others, clause), a_sheet(**facts))
    assert assembly.problems == ()
    table = assembly.document.sections[0].clauses[-1].blocks[1]
    assert isinstance(table, Table)
    assert plain(table.caption) == f"Tabell {name}"
    assert all(len(row) == len(table.header) for row in table.rows)
    return [[plain(cell) for cell in row] for row in table.rows]


def test_products_table_has_risk_by_stage_and_says_what_is_not_known() -> None:
    products = (Product("Vest", "18110000-3"), Product("Plaster", "33140000-3"))
    assert _table("products", products=products) == [
        ["Vest", "18110000-3", "high", "medium", "unknown"],
        ["Plaster", "33140000-3", "unlisted", "unlisted", "unlisted"],
    ]


def test_risk_table_names_group_and_certainty() -> None:
    assert _table("risk") == [["Kjeledress", "Arbeidstøy", "raw: high, component: medium, final: unknown", "found"]]


def test_deadlines_table_lists_labelled_deadlines_with_their_points() -> None:
    labelled = a_quantity(label={"nb": "Svarfrist"})
    clause = a_clause(
        "K-302", "{answer_weeks} {price} {quiet}", labelled, a_quantity("price", unit="nok", label={"nb": "Pris"}), a_quantity("quiet")
    )
    assert _table("deadlines", clause) == [["Svarfrist", f"6{SP}uker", "1.1"]]


def test_proof_table_always_ends_with_what_is_equivalent() -> None:
    assert _table("proof") == [["Merket", "hele kjeden"], ["Annet bevis", "det samme"]]


def test_decision_table_gives_both_results_with_reasons() -> None:
    assert _table("decision") == [["Vilkår", "standard", "Fordi standard."], ["Skjema", "full", "Fordi full."]]


def test_clauses_table_lists_chosen_and_left_out() -> None:
    rows = _table("clauses", a_condition_clause("K-501", when("category", "is", "B")))
    assert rows == [["K-601 Tittel K-601", "tatt med", "Gjelder alltid."], ["K-501 Tittel K-501", "utelatt", "K-501 trengs ikke."]]


def test_unknown_table_is_a_fault() -> None:
    assembly = an_assembly(a_catalogue(a_clause("K-101", "Ord.\n\n{table:produkter}")))
    assert assembly.problems[0].message == 'unknown table "produkter"'


def test_front_has_answered_facts_and_those_that_must_be_answered() -> None:
    pack = a_pack("K-101", front=("buyer_name", "buyer_address", "required"))
    front = an_assembly(a_catalogue(pack=pack)).document.front
    assert [(each.label, plain(each.inlines)) for each in front] == [("buyer name", "Storvik kommune"), ("required", "[mangler: required]")]


def test_marks_say_example_and_model_text() -> None:
    assert an_assembly(a_catalogue()).document.marks == ("Modelltekst",)
    assert an_assembly(a_catalogue(), a_sheet(example=True)).document.marks == ("EKSEMPEL", "Modelltekst")
    approved = a_clause(versions=(a_version("Ord.", "2019-11-01", approved_by=("juridisk",)),))
    assert an_assembly(a_catalogue(approved)).document.marks == ()
    assert an_assembly(a_catalogue(approved, a_clause("K-102"))).document.marks == ("Modelltekst",)


def test_annex_shows_no_clause_headings() -> None:
    document = an_assembly(a_catalogue(a_clause(), a_clause("K-601"), pack=a_pack("K-101", annexes={"x": ("K-601",)}))).document
    assert [(each.clauses[0].number, each.clauses[0].title) for each in document.sections] == [("1.1", "Tittel K-101"), ("", "")]


def test_every_clause_carries_its_source() -> None:
    clause = a_clause()
    document = an_assembly(a_catalogue(clause)).document
    assert document.sections[0].clauses[0].source == clause.source(clause.versions[0], "nb")


def test_date_of_the_document_comes_from_the_facts() -> None:
    assert an_assembly(a_catalogue()).document.dated_on == date(2026, 3, 1)


def test_title_and_names_stand_literally_everywhere() -> None:
    catalogue = a_catalogue(a_clause("K-101", "Til **{buyer_name}**: {title}\n\n| {title} |\n|---|\n| {buyer_name} |"))
    lines = [each.text for each in outline(an_assembly(catalogue, a_sheet(title=HOSTILE, buyer_name=HOSTILE)).document)]
    assert f"Bilag til {HOSTILE}" in lines
    assert f"Til {HOSTILE}: {HOSTILE}" in lines
    assert lines.count(HOSTILE) == 3


PRINTABLE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"]), min_size=1, max_size=40)


@given(PRINTABLE)
def test_any_printable_fact_comes_out_literally(text: str) -> None:
    catalogue = a_catalogue(a_clause("K-101", "Til **{title}**, ja:\n\n- {title}"))
    document = an_assembly(catalogue, a_sheet(title=text)).document
    provision = document.sections[0].clauses[0].blocks[0]
    assert isinstance(provision, Provision)
    assert plain(provision.inlines) == f"Til {text}, ja:"
    assert plain(provision.entries[0].inlines) == text
    assert document.subtitle == f"Bilag til {text}"
    assert fold(f"Til {text}, ja:") in {each.text for each in outline(document)}


def test_document_is_the_same_twice() -> None:
    assert an_assembly(a_catalogue()) == an_assembly(a_catalogue())
