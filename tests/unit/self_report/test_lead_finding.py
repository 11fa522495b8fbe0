"""A lead question answered no, as the finding an officer may record."""

from datetime import date

import pytest

from sokdocs.core.document.blocks import ClauseBlock, Document, Furniture, Letterhead, Provision, Section, Text
from sokdocs.core.document.source import Source
from sokdocs.core.errors import ConflictError, NotFoundError
from sokdocs.core.self_report.answers import Answers, Value
from sokdocs.core.self_report.lead_finding import LONGEST, finding_fields, lead_answered_no, wording
from sokdocs.core.values.identifiers import ClauseId, VersionRef
from tests.unit.self_report.makers import PHRASES, REFERENCE, TODAY, a_form, a_lead, a_question

FORM = a_form(a_lead(), a_lead("Q3.1"), a_question("Q2.2"))
NO: dict[str, Value] = {"Q2.1": "no", "Q3.1": "yes"}


def _sent() -> Document:
    blocks = (Provision("", (Text("Har dere "), Text("kartlagt?", strong=True))), Provision("", (Text("Svar ja eller nei."),)))
    clause = ClauseBlock("Q2.1", "", "Q2.1 Kart", blocks, Source(VersionRef(ClauseId("Q2.1"), date(2022, 7, 1), "nb"), "0" * 64))
    return Document(
        "self-report", "nb", "Egenrapportering", "", (), (Section("s", "", "Del", (clause,)),), (), TODAY, Letterhead("Kommune"),
        Furniture("Innhold", "Side", "av", "Om"), REFERENCE,
    )  # fmt: skip


def _what(values: dict[str, Value]) -> object:
    answers = Answers({**NO, **values})
    return finding_fields(lead_answered_no("Q2.1", answers, FORM), answers, FORM, _sent(), PHRASES)["what"]


def test_what_was_seen_is_the_question_its_answer_and_the_reason() -> None:
    said = "Leverandøren har svart «Nei» på hovedspørsmål Q2.1: «Har dere kartlagt?»"
    assert _what({"Q2.1.reason": "Vi har\nikke rukket det."}) == f"{said} Begrunnelsen er: «Vi har ikke rukket det.»"
    assert _what({}) == f"{said} Leverandøren har ikke gitt noen begrunnelse."


def test_long_reason_is_cut_and_says_so() -> None:
    what = str(_what({"Q2.1.reason": "æ" * 5_000}))
    assert f"Begrunnelsen begynner slik: «{'æ' * (LONGEST - 1)}…»" in what


def test_finding_says_where_it_comes_from_and_never_how_grave_it_is() -> None:
    answers = Answers(NO)
    fields = finding_fields(lead_answered_no("Q2.1", answers, FORM), answers, FORM, _sent(), PHRASES)
    assert (fields["source_kind"], fields["lead_question"], fields["topic"]) == ("self_report", "Q2.1", "due_diligence")
    assert "severity" not in fields


@pytest.mark.parametrize(("name", "error"), [("Q3.1", ConflictError), ("Q2.2", NotFoundError), ("Q4.1", NotFoundError)])
def test_other_questions_give_none(name: str, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"Q2\.1"):
        lead_answered_no(name, Answers(NO), FORM)


def test_form_without_the_question_has_no_words_for_it() -> None:
    with pytest.raises(NotFoundError, match=REFERENCE):
        wording(_sent(), "Q3.1")
