"""Small makers of forms and answers: a form is built as the assembly builds it, from questions that a test names."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sokdocs.core.assembly.answers import Asking, answer_blocks
from sokdocs.core.document.blocks import ClauseBlock, Document, Furniture, Letterhead, Section
from sokdocs.core.document.source import Source
from sokdocs.core.questions.question import AnswerDefinition, AnswerType, PointRule, Question, Rows
from sokdocs.core.self_report.answers import Answers, Value
from sokdocs.core.self_report.asked import AskedForm, asked_form
from sokdocs.core.self_report.comparing import ReportedForm
from sokdocs.core.self_report.reading import read_answers_of
from sokdocs.core.self_report.remark import Remark
from sokdocs.core.self_report.returned import ReturnedForm
from sokdocs.core.values.identifiers import ClauseId, VersionRef
from sokdocs.core.values.phrases import Phrases
from sokdocs.loading.norm_files import read_phrases
from tests.unit.makers import a_clause, a_library, a_version

SINCE = "2022-07-01"
TODAY = date(2026, 11, 30)
REFERENCE = "SD-7K3Q-9F2M"
PRODUCTS = ("Arbeidstøy", "Hansker")
PHRASES: Phrases = read_phrases((Path(__file__).parents[3] / "clauses" / "phrases.yaml").read_bytes(), "phrases.yaml")
LEAD_RULES = (PointRule(codes=("yes",)), PointRule(has_evidence=True), PointRule(field="covers", codes=("yes",)))


def a_field(type_: str = "yes_no", name: str = "", **changes: Any) -> AnswerDefinition:
    """A place to answer; choices are a table of codes and words."""
    label = {"nb": changes.pop("label", name.replace("_", " "))} if name or "label" in changes else {}
    choices = {code: {"nb": words} for code, words in changes.pop("choices", {}).items()}
    return AnswerDefinition(name, AnswerType(type_), label, choices=MappingProxyType(choices), **changes)


def a_question(name: str, *fields: AnswerDefinition, **changes: Any) -> Question:
    """A question; its part is that of its id."""
    part = int(name[1]) if name[1].isdigit() else 7
    return Question(name, changes.pop("part", part), fields or (() if "columns" in changes else (a_field(),)), **changes)


def a_lead(name: str = "Q2.1", **changes: Any) -> Question:
    """A lead question as the bank has them: yes or no, all products or not, a reason for no, and evidence."""
    fields = (a_field(), a_field("yes_partly_no", "covers"))
    base: dict[str, Any] = {"is_lead": True, "reason_for": ("no",), "evidence": {"nb": "kart"}, "points": LEAD_RULES}
    return a_question(name, *fields, **{**base, **changes})


def a_table(name: str, *columns: AnswerDefinition, rows: Rows = Rows.PRODUCTS, count: int = 0, **changes: Any) -> Question:
    """A question that is answered in rows."""
    return a_question(name, columns=columns, rows=rows, row_count=count, **changes)


def a_form(*questions: Question, products: tuple[str, ...] = PRODUCTS, since: str = SINCE, reference: str = REFERENCE) -> AskedForm:
    """What a form with these questions asks."""
    clauses = [a_clause(each.id, versions=(a_version("Hva?", since, question=each),)) for each in questions]
    asking = Asking(PHRASES, "nb", products)
    blocks = tuple(
        ClauseBlock(each.id, each.id, each.id, answer_blocks(each, f"{each.id} Tittel", asking), _source(each.id, since))
        for each in questions
    )
    document = Document(
        "self-report", "nb", "Egenrapportering", "", (), (Section("s", "", "Del", blocks),), (), TODAY, Letterhead("Kommune"),
        Furniture("Innhold", "Side", "av", "Om"), reference,
    )  # fmt: skip
    return asked_form(document, a_library(*clauses))


def _source(name: str, since: str) -> Source:
    return Source(VersionRef(ClauseId(name), date.fromisoformat(since), "nb"), "0" * 64)


def returned(values: Mapping[str, str], **changes: Any) -> ReturnedForm:
    """A form that came back with these values, as written."""
    return ReturnedForm("docx", "svar.docx", REFERENCE, values, **changes)


def read(asked: AskedForm, values: Mapping[str, str]) -> tuple[Mapping[str, Value], tuple[Remark, ...]]:
    """What is read from these values."""
    answers, remarks = read_answers_of(returned(values), asked)
    return answers.values, remarks


def some_answers(**values: Value) -> Answers:
    """Answers by key; `Q2_1` stands for `Q2.1` and `Q2_1__covers` for `Q2.1.covers`."""
    return Answers(MappingProxyType({key.replace("__", ".").replace("_", ".", 1): value for key, value in values.items()}))


def reported(asked: AskedForm, values: Mapping[str, Value]) -> ReportedForm:
    """A form with its answers."""
    return ReportedForm(asked, Answers(MappingProxyType(dict(values))))


def codes(remarks: tuple[Remark, ...]) -> list[tuple[str, str]]:
    """The key and code of each remark."""
    return [(each.key, each.code) for each in remarks]


def told(remarks: tuple[Remark, ...]) -> list[str]:
    """Each remark in bokmål."""
    return [PHRASES.tell(each.saying, "nb") for each in remarks]
