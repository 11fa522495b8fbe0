"""What goes with a form: the checklist, the example that nobody can send in, and the day it is due."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest
from icalendar import Calendar

from sokdocs.core.casework.form_calendar import form_entry
from sokdocs.core.casework.letters.words import LetterWords
from sokdocs.core.document.answer_places import answer_places
from sokdocs.core.document.blocks import Blank, Document, Provision
from sokdocs.core.document.outline import outline, plain
from sokdocs.core.errors import InvalidError
from sokdocs.core.self_report.answers import written
from sokdocs.core.self_report.asked import AskedPlace
from sokdocs.core.self_report.checking import read_and_check
from sokdocs.core.self_report.checklist import checklist
from sokdocs.core.self_report.example import example_answers
from sokdocs.core.self_report.example_form import ExampleForm, example_form
from sokdocs.core.self_report.returned import ReturnedForm
from sokdocs.core.self_report.scoring import score
from sokdocs.settings import read_settings
from sokdocs.wiring import World
from tests.integration.self_report_desk import CASE, SENT_ON, ReportDesk, open_case, send
from tests.integration.self_report_forms import EXAMPLES, FORMS, REFERENCE, TODAY, asked, planned, the_world
from tests.proofs.docx_audit import docx_findings
from tests.proofs.verapdf import validate

OLDER = date(2026, 6, 1)
PROCUREMENTS = (*EXAMPLES.values(), "09")
every_form = pytest.mark.parametrize(
    ("example", "form", "on"),
    [pytest.param(e, f, d, marks=() if d is TODAY else pytest.mark.full) for e in PROCUREMENTS for f in FORMS for d in (OLDER, TODAY)],
)


def the_example(example: str, form: str, on: date) -> ExampleForm:
    letter = planned(example, form, on).selection.situation.category
    supplier = the_world().examples.supplier(letter.id if letter else "")
    found = asked(example, form, on)
    return ExampleForm(found, supplier, example_answers(the_world().examples, supplier, found, on))


def the_document(example: str, form: str, on: date) -> Document:
    return planned(example, form, on).assembly.document


def words(document: Document) -> str:
    return "\n".join(str(each) for each in outline(document))


@every_form
def test_example_answers_every_question_that_is_asked_and_gives_no_remark(example: str, form: str, on: date) -> None:
    filled = the_example(example, form, on)
    values = {place.key: written(place, filled.answers.values[place.key]) for place in _answered(filled)}
    attached = tuple({name for place in _answered(filled) if place.is_evidence for name in filled.answers.chosen(place.key)})
    beyond = {place.key for place in filled.asked.places if place.row > len(filled.supplier.products) and place.question.rows == "products"}
    again, remarks = read_and_check(ReturnedForm("json", "example", REFERENCE, values), filled.asked, on=on, received=attached)
    assert again == filled.answers
    assert [each for each in remarks if each.key not in beyond] == []
    assert {place.question.id for place in _answered(filled)} == set(filled.asked.questions)
    assert score(filled.answers, filled.asked, the_world().scoring, on, received=attached).band.id == "green"


def _answered(filled: ExampleForm) -> list[AskedPlace]:
    return [place for place in filled.asked.places if filled.answers.has(place.key)]


@every_form
def test_checklist_names_every_question_that_takes_evidence_and_what_is_accepted(example: str, form: str, on: date) -> None:
    document, found = the_document(example, form, on), asked(example, form, on)
    listed = checklist(document, found, the_world().phrases)
    taken = {place.question.id: place.question for place in found.places if place.is_evidence}
    clauses = [each for section in listed.sections for each in section.clauses]
    assert [each.anchor for each in clauses if each.anchor != "E-004"] == list(taken)
    assert clauses[0].anchor == "E-004"
    for clause in clauses[1:]:
        question = taken[clause.anchor]
        said = "\n".join(plain(block.inlines) for block in clause.blocks if isinstance(block, Provision))
        assert question.evidence["nb"] in said
        assert (question.asked_when is None) != (f"på {question.asked_when.question}." in said if question.asked_when else False)
        (blank,) = [part for block in clause.blocks if isinstance(block, Provision) for part in block.inlines if isinstance(part, Blank)]
        assert blank.name == question.key("evidence")
    assert answer_places(listed) == () and not listed.reference and document.reference in listed.subtitle


@every_form
def test_checklist_and_example_stand_on_the_very_versions_of_the_form(example: str, form: str, on: date) -> None:
    document, phrases = the_document(example, form, on), the_world().phrases
    sources = {each.anchor: each.source for section in document.sections for each in section.clauses}
    for made in (checklist(document, asked(example, form, on), phrases), example_form(document, the_example(example, form, on), phrases)):
        there = {each.anchor: each.source for section in made.sections for each in section.clauses}
        assert there and there == {anchor: sources[anchor] for anchor in there}


@every_form
def test_example_is_marked_names_only_the_invented_supplier_and_takes_no_answer(example: str, form: str, on: date) -> None:
    document, filled = the_document(example, form, on), the_example(example, form, on)
    made = example_form(document, filled, the_world().phrases)
    assert made.marks[0] == "EKSEMPEL – ikke send inn" and answer_places(made) == () and not made.reference
    assert document.reference not in words(made)
    front = dict(zip([row.label for row in made.front], [plain(row.inlines) for row in made.front], strict=True))
    assert front["Leverandør"] == filled.supplier.name
    assert front["Produktene skjemaet gjelder"] == ", ".join(filled.supplier.products[: len(filled.asked.products)])
    own = plain(next(row.inlines for row in document.front if row.label == "Leverandør"))
    assert own == filled.supplier.name or own not in words(made)


def test_answers_stand_in_words_in_the_example() -> None:
    made = words(example_form(the_document("05", "full", TODAY), the_example("05", "full", TODAY), the_world().phrases))
    for said in ("Vedtatt av: Styret", "Dato: 24. mai 2026", "Bangladesh (BD)", "Krysset av", "leverandørkart.xlsx; risikoanalyse.pdf"):
        assert said in made, said
    assert "Begrunnelse" not in made


def test_example_that_does_not_fit_is_named_by_its_key() -> None:
    examples, found = the_world().examples, asked("05", "full")
    for key, raw in (("Q2.3", "i fjor"), ("Q1.1", "kanskje"), ("Q2.4", ("high_risk_list", "avisen"))):
        wrong = replace(examples, common=MappingProxyType({**examples.common, key: raw}))
        with pytest.raises(InvalidError, match=f"the example answer to {key} is"):
            example_answers(wrong, examples.supplier("B"), found, TODAY)


@pytest.fixture(scope="module")
def unsent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReportDesk]:
    """A case whose form is issued as a page, and no letter has asked for it yet."""
    with pytest.MonkeyPatch.context() as patch:
        desk = ReportDesk(tmp_path_factory.mktemp("unsent"), patch)
        with desk.as_pages_only():
            open_case(desk)
        yield desk


@pytest.fixture
def desk(unsent: ReportDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReportDesk:
    """A desk of the test's own that begins there."""
    return unsent.copy(tmp_path, monkeypatch)


def guided(desk: ReportDesk, *words: str) -> dict[str, Path]:
    """The files that go with the newest form, by the last word of their names."""
    said = desk.good("self-report", "guide", CASE, "--out", str(desk.folder / "guide"), "--json", *words).json
    return {Path(each).name.rpartition("-")[2]: Path(each) for each in said["files"]}


def due_on(file: Path) -> tuple[date, str]:
    (event,) = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    return event.decoded("dtstart"), str(event["description"]).replace("\u00a0", " ")


@pytest.mark.slow
def test_guide_is_made_in_word_and_pdf_and_none_of_it_is_taken_for_an_answer(desk: ReportDesk) -> None:
    before = desk.stored()
    files = guided(desk)
    assert list(files) == ["sjekkliste.docx", "sjekkliste.pdf", "eksempel.pdf", "frist.ics"]
    files["eksempel.docx"] = guided(desk, "--as", "docx")["eksempel.docx"]
    for name in ("sjekkliste.docx", "sjekkliste.pdf", "eksempel.pdf", "eksempel.docx"):
        refused = desk.run("self-report", "receive", str(files[name]))
        assert refused.code == 4 and ("has no fields" in refused.err or "is not a self-report form of ours" in refused.err), refused.err
    assert desk.stored() == before and len(desk.case()["events"]) == 1


def test_form_is_issued_with_its_guide_beside_it(desk: ReportDesk) -> None:
    desk.day = SENT_ON + timedelta(days=1)
    with desk.as_pages_only():
        said = desk.good("self-report", "issue", CASE, "--out", str(desk.folder / "f"), "--as", "html", "--with-guide", "--json").json
    names = [Path(each).name for each in said["guide"]]
    stem = Path(said["files"]["html"]).stem
    assert names == [f"{stem}-sjekkliste.html", f"{stem}-eksempel.html", f"{stem}-frist.ics"]
    assert all(Path(each).is_file() for each in said["guide"])


def test_due_day_is_counted_as_if_sent_today_and_follows_the_letter_once_it_is_sent(desk: ReportDesk) -> None:
    desk.day = date(2026, 8, 20)
    on, said = due_on(guided(desk, "--as", "html")["frist.ics"])
    assert on == desk.day + timedelta(weeks=6) and "som om skjemaet ble sendt 20. august 2026" in said
    desk.day = SENT_ON
    send(desk)
    on, said = due_on(guided(desk, "--as", "html")["frist.ics"])
    assert on == SENT_ON + timedelta(weeks=6) and "Fristen følger av brevet av 1. september 2026" in said
    assert on == date.fromisoformat(desk.good("self-report", "status", "--json").json[0]["due_on"])


@pytest.mark.parametrize(
    ("parameters", "on"),
    [({"answer_weeks": 4}, date(2026, 9, 29)), ({"answer_months": 1}, date(2026, 10, 1)), ({}, date(2026, 10, 13))],
)
def test_due_day_is_that_of_the_contracts_own_clause(desk: ReportDesk, parameters: dict[str, int], on: date) -> None:
    world = World(read_settings(home=desk.home))
    case = world.casefiles.case(CASE)
    assert case is not None
    clauses = (replace(each, parameters=parameters) if each.id == "K-302" else each for each in case.contract.clauses)
    older = replace(case, contract=replace(case.contract, clauses=tuple(clauses)))
    words = LetterWords(older, world.casebook.ladders["standard"], world.casebook, world.phrases, "nb")
    entry = form_entry(words, REFERENCE, SENT_ON)
    assert entry is not None and entry.on == on


def test_guide_of_a_form_that_is_not_there_is_refused(desk: ReportDesk) -> None:
    out = ("--out", str(desk.folder / "guide"))
    wrong = desk.run("self-report", "guide", CASE, "--reference", "SD-0000-0000", *out)
    assert wrong.code == 3 and "has no self-report form SD-0000-0000" in wrong.err
    older = desk.good("self-report", "guide", CASE, "--reference", desk.older, "--as", "html", "--json", *out).json
    assert older["reference"] == desk.older != desk.reference


def _rendered(document: Document, form: str) -> bytes:
    return the_world().forms.renderer(form, document.kind).render(document, b"{}")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["checklist", "example"])
def test_what_goes_with_a_form_lasts_and_can_be_read_by_everyone(kind: str, tmp_path: Path) -> None:
    document, phrases = the_document("05", "full", TODAY), the_world().phrases
    filled = the_example("05", "full", TODAY)
    made = checklist(document, filled.asked, phrases) if kind == "checklist" else example_form(document, filled, phrases)
    path = tmp_path / f"{kind}.pdf"
    path.write_bytes(_rendered(made, "pdf"))
    assert [verdict for verdict in validate(path) if verdict.broken] == []
    assert docx_findings(_rendered(made, "docx")) == []
