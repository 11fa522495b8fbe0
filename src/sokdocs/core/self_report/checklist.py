"""The checklist of evidence that goes with a form: what may show each answer, and where the names of the files are written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sokdocs.core.document.blocks import Answer, Blank, Block, ClauseBlock, Document, Provision, Text
from sokdocs.core.questions.question import EVIDENCE, Question
from sokdocs.core.self_report.asked import AskedForm
from sokdocs.core.values.identifiers import ClauseId
from sokdocs.core.values.phrases import Phrases

KIND = "self-report-checklist"
ABOUT_ATTACHMENTS = ClauseId("E-004")


def checklist(document: Document, asked: AskedForm, phrases: Phrases) -> Document:
    """The checklist of an issued form: its own texts on attachments and on every question that takes some, each from the same version."""
    say, language = phrases.say, document.language
    names = _Names(say("checklist_files", language), say("blank", language, label=say("checklist_blank", language)))
    taken = {each.question.id: each.question for each in asked.places if each.is_evidence}
    sections = (replace(each, clauses=tuple(_kept(each.clauses, taken, names))) for each in document.sections)
    subtitle = say("checklist_subtitle", language, reference=document.reference)
    return replace(
        document,
        kind=KIND,
        title=say("checklist_title", language),
        subtitle=subtitle,
        sections=tuple(each for each in sections if each.clauses),
        reference="",
        has_contents=False,
    )


@dataclass(frozen=True, slots=True)
class _Names:
    """Where the names of the files are written: what stands before the blank, and in it."""

    label: str
    prompt: str


def _kept(clauses: tuple[ClauseBlock, ...], taken: Mapping[str, Question], names: _Names) -> Iterator[ClauseBlock]:
    for clause in clauses:
        question = taken.get(clause.anchor)
        if question is not None:
            yield replace(clause, blocks=tuple(_blocks(clause.blocks, question, names)))
        elif clause.anchor == ABOUT_ATTACHMENTS:
            yield clause


def _blocks(blocks: tuple[Block, ...], question: Question, names: _Names) -> Iterator[Block]:
    """The question itself, when it is asked, what is accepted (it stands before the names of the files), and a blank for the names."""
    yield blocks[0]
    key = question.key(EVIDENCE)
    for block, following in zip(blocks[1:], (*blocks[2:], None), strict=True):
        if _is_condition(block, question) or (following is not None and _asks_for(following, key)):
            yield block
        elif _asks_for(block, key):
            yield Provision("", (Text(f"{names.label} "), Blank(names.prompt, key)))


def _is_condition(block: Block, question: Question) -> bool:
    if question.asked_when is None or not isinstance(block, Provision):
        return False
    return all(isinstance(each, Text) and each.emphasis for each in block.inlines)


def _asks_for(block: Block, key: str) -> bool:
    return isinstance(block, Provision) and any(isinstance(each, Answer) and each.name == key for each in block.inlines)
