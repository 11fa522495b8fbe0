"""The note beside a document: what to check, and what each clause means."""

from dataclasses import replace

from sokdocs.core.assembly.assemble import assemble
from sokdocs.core.clauses.clause import Certainty
from sokdocs.core.facts.sheet import FactSheet
from sokdocs.core.issuance.buyer_note import buyer_note
from sokdocs.core.issuance.checklist import checklist
from sokdocs.core.selection.catalogue import Catalogue
from tests.unit.makers import PHRASES, a_catalogue, a_choice, a_clause, a_norm, a_quantity, a_selection, a_sheet, some_norms

UNSURE = a_clause("K-302", "Innen {answer_weeks}.", a_quantity(certainty=Certainty.INFERRED))
CATALOGUE = a_catalogue(UNSURE, norms=(a_norm(is_confirmed=False, to_check={"nb": "Se i Lovdata."}, dates_certainty=Certainty.INFERRED),))


def _note(catalogue: Catalogue, sheet: FactSheet) -> list[str]:
    selection = a_selection(catalogue, sheet)
    document = assemble(selection, sheet, catalogue.library).document
    return buyer_note(selection, document, PHRASES).split("\n")


def test_checklist_has_unconfirmed_norms_first_and_then_values_nobody_confirmed() -> None:
    assert [(each.subject, each.certainty, each.what) for each in checklist(a_selection(CATALOGUE))] == [
        ("LOV-1", "inferred", "Se i Lovdata."),
        ("K-302.answer_weeks", "inferred", "Hvor mange uker?"),
    ]


def test_value_the_buyer_chose_is_not_asked_about_again() -> None:
    assert [each.subject for each in checklist(a_selection(CATALOGUE, a_sheet({"K-302.answer_weeks": 8})))] == ["LOV-1"]


def test_note_says_what_to_check_with_the_value_that_stands() -> None:
    lines = _note(CATALOGUE, a_sheet())
    assert lines[0] == "Til oppdragsgiver: Vilkår"
    assert "Modelltekst" in lines
    assert "- LOV-1 (inferred): Se i Lovdata." in lines
    assert "- K-302.answer_weeks (inferred) [6\u00a0uker, 4 til 8]: Hvor mange uker?" in lines
    assert "- K-302 Tittel K-302: Merknad K-302" in lines


def test_note_gives_a_choice_in_its_words_and_a_list_of_norms_by_their_ids() -> None:
    text = "Om {depth}.\n\nDisse:\n\n{list:conventions}"
    parameters = (a_choice(certainty=Certainty.INFERRED), replace(some_norms("LOV-1", "ILO-29"), certainty=Certainty.INFERRED))
    lines = _note(a_catalogue(a_clause("K-302", text, *parameters), norms=(a_norm(), a_norm("ILO-29"))), a_sheet())
    assert "- K-302.depth (inferred) [«sluttproduksjon»]: Hvor langt?" in lines
    assert "- K-302.conventions (inferred) [LOV-1, ILO-29]: Hvilke?" in lines


def test_note_with_nothing_to_check_says_so() -> None:
    assert "Ingenting å kontrollere." in _note(a_catalogue(), a_sheet())
