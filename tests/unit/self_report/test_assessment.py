"""What an officer is told beside the score: which evidence came, by which rule, which parts have no say, and the form's own words."""

from datetime import date

from sokdocs.core.document.blocks import ClauseBlock, Document, Filled, FrontRow, Furniture, Letterhead, Section, Text
from sokdocs.core.document.source import Source
from sokdocs.core.self_report.answer_table import answer_rows
from sokdocs.core.self_report.answers import Answers
from sokdocs.core.self_report.assessment import Proof, proofs_of, rule_of, unscored_parts
from sokdocs.core.self_report.headings import headings_of
from sokdocs.core.self_report.scoring import score
from sokdocs.core.values.identifiers import ClauseId, VersionRef
from tests.unit.self_report.makers import TODAY, a_field, a_form, a_lead, a_question
from tests.unit.self_report.test_scoring import SCORING, YES


def test_each_file_is_told_once_with_the_questions_that_name_it() -> None:
    form = a_form(a_lead("Q1.1"), a_lead("Q2.1"))
    answers = Answers({"Q1.1.evidence": ("etikk.pdf",), "Q2.1.evidence": ("kart.pdf", "etikk.pdf")})
    assert proofs_of(answers, form, ("ETIKK.pdf", "bilde.png")) == (
        Proof("etikk.pdf", ("Q1.1", "Q2.1"), True),
        Proof("kart.pdf", ("Q2.1",), False),
        Proof("bilde.png", (), True),
    )


def test_rule_spans_the_days_of_the_questions() -> None:
    versions = {
        name: VersionRef(ClauseId(name), date.fromisoformat(day), "nb") for name, day in (("Q1.1", "2026-07-01"), ("Q2.1", "2022-07-01"))
    }
    rule = rule_of(SCORING, "ab", versions)
    assert (rule.oldest, rule.newest, rule.sha256) == (date(2022, 7, 1), date(2026, 7, 1), "ab")


def test_part_without_any_question_that_counts_is_named() -> None:
    form = a_form(
        a_lead("Q1.1"), a_question("Q3.3", a_field("yes_partly_no"), points=(YES,)), a_question("Q4.1"), a_question("Q0.1", points=(YES,))
    )
    found = score(Answers({"Q1.1": "yes", "Q3.3": "not_relevant"}), form, SCORING, TODAY, received=())
    assert unscored_parts(found, form, SCORING) == (3,)


def test_words_are_those_of_the_form_without_what_only_tells_how_to_answer() -> None:
    source = Source(VersionRef(ClauseId("Q2.1"), date(2022, 7, 1), "nb"), "0" * 64)
    front = (
        FrontRow("Leverandør", (Filled("Tråd og Vern AS", "supplier_name"), Text(" (ny)"))),
        FrontRow("E-post", (Filled("innkjop@storvik.example", "contact_mailbox"),)),
    )
    sections = (Section("s", "", "Del 2 Kartlegging", (ClauseBlock("q", "", "Q2.1 Kartlegging", (), source),)),)
    document = Document(
        "self-report", "nb", "Egenrapportering", "", front, sections, (), TODAY, Letterhead("Kommune"), Furniture("a", "b", "c", "d")
    )
    words = headings_of(document, a_form(a_lead("Q2.1")))
    assert words.facts == (("Leverandør", "Tråd og Vern AS (ny)"),)
    assert (words.part(2), words.part(3)) == ("Del 2 Kartlegging", "3")
    assert (words.question("Q2.1"), words.question("Q9.9")) == ("Q2.1 Kartlegging", "Q9.9")


def test_every_place_is_a_row_with_its_answer_its_code_and_its_words() -> None:
    form = a_form(
        a_lead("Q1.1"), a_question("Q1.6", a_field("number")), a_question("Q2.4", a_field("choices", choices={"a": "Aviser", "b": "Bøker"}))
    )
    rows = {each.key: each for each in answer_rows(form, Answers({"Q1.1": "yes", "Q1.6": 12, "Q2.4": ("a", "b")}))}
    assert list(rows) == [place.key for place in form.places]
    assert (rows["Q1.1"].value, rows["Q1.1"].text, rows["Q1.1"].words) == ("yes", "yes", ("Ja",))
    assert (rows["Q1.6"].value, rows["Q1.6"].text, rows["Q1.6"].words) == (12, "12", ())
    assert (rows["Q2.4"].text, rows["Q2.4"].words) == ("a b", ("Aviser", "Bøker"))
    assert (rows["Q1.1.reason"].value, rows["Q1.1.reason"].text) == (None, "")
