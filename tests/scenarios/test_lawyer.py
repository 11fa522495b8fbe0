"""A finished appendix answers what a supplier or a court would ask, and no sentence that binds can go without a question noticing.

Each question of `lawyer/*.yaml` is asked of each example it names. Then each sentence of each clause is taken away in turn, in memory,
and it is counted whether some question about that clause turns red.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from sokdocs.settings import read_settings
from sokdocs.wiring import World
from sokdocs.workflows.making import Request, plan
from tests.scenarios.lawyer_questions import (
    ClauseText,
    Question,
    Sentence,
    Weight,
    an_answer,
    binds,
    clause_texts,
    read_questions,
    split_sentences,
)

PROJECT = Path(__file__).parents[2]
EXAMPLES = ("05", "08", "11")
FEWEST_QUESTIONS = 60
SMALLEST_SHARE = 0.90

QUESTIONS = read_questions(Path(__file__).parent / "lawyer")
ASKED = [pytest.param(each, example, id=f"{each.place}-{each.clause}-{example}") for each in QUESTIONS for example in each.examples]

Documents = Mapping[str, Mapping[str, ClauseText]]


@pytest.fixture(scope="module")
def documents() -> Documents:
    """The clauses of the finished appendix of each example, assembled anew from the clause library."""
    world = World(read_settings())
    made = {}
    for example in EXAMPLES:
        (sheet,) = sorted((PROJECT / "examples" / "procurements").glob(f"{example}-*.yaml"))
        request = Request("tender-appendix", "nb", ("html",), world.answers(sheet))
        made[example] = clause_texts(plan(world.catalogue, request).assembly.document)
    return made


@pytest.mark.parametrize(("question", "example"), ASKED)
def test_question_is_answered_by_the_words_of_its_clause(question: Question, example: str, documents: Documents) -> None:
    assert example in documents, f"{question.place}: there is no example {example!r}; the examples are {', '.join(EXAMPLES)}"
    text = documents[example].get(question.clause)
    if text is None:
        found = ", ".join(each for each in EXAMPLES if question.clause in documents[each]) or "no example"
        pytest.fail(
            f"{question.place}: clause {question.clause} does not stand in example {example}; it stands in {found}",
            pytrace=False,
        )
    missing = question.missing(text)
    if missing:
        pytest.fail(explain(question, example, text, missing), pytrace=False)


def explain(question: Question, example: str, text: ClauseText, missing: Sequence[str]) -> str:
    """What the reader of a red question needs: the question, the clause, the words that are missing, and what comes nearest."""
    lines = [
        f"{question.place}: «{question.words}» ({question.asked_by})",
        f"clause {question.clause} (punkt {text.number}) in example {example} no longer answers; no single sentence holds:",
    ]
    for words in missing:
        lines.append(f"  missing: {words}")
        near = max(text.sentences, key=lambda sentence: SequenceMatcher(None, words, sentence.text).ratio(), default=None)
        lines.append(f"  nearest: {near.place} {near.text}" if near else "  the clause has no sentence")
    return "\n".join(lines)


def test_questions_are_at_least_sixty() -> None:
    assert len(QUESTIONS) >= FEWEST_QUESTIONS


def test_questions_reach_every_clause_of_the_examples(documents: Documents) -> None:
    asked = {(example, question.clause) for question in QUESTIONS for example in question.examples}
    silent = [f"{example}: {clause}" for example in EXAMPLES for clause in documents[example] if (example, clause) not in asked]
    if silent:
        pytest.fail(f"no question is asked of {', '.join(silent)}", pytrace=False)


# --- the mutation test


@dataclass(frozen=True, slots=True)
class Removal:
    """One sentence taken away from a clause of an example, and whether a question turned red."""

    example: str
    clause: str
    number: str
    sentence: Sentence
    caught: bool

    def __str__(self) -> str:
        return f"{self.example} {self.clause} (punkt {self.number}) {self.sentence.place} {self.sentence.text}"


def remove_each(documents: Documents, questions: Iterable[Question]) -> tuple[Removal, ...]:
    """Every sentence of every clause taken away in turn; headings, tables and open regions stay."""
    by_clause: dict[tuple[str, str], list[Question]] = defaultdict(list)
    for question in questions:
        for example in question.examples:
            by_clause[example, question.clause].append(question)
    return tuple(
        Removal(example, clause, text.number, sentence, turns_red(by_clause[example, clause], text, index))
        for example, clauses in documents.items()
        for clause, text in clauses.items()
        for index, sentence in enumerate(text.sentences)
        if sentence.weight is not Weight.DATA
    )


def turns_red(questions: Iterable[Question], text: ClauseText, index: int) -> bool:
    """Whether a question that is answered by the whole clause is no longer answered without that sentence."""
    left = text.without(index)
    return any(question.missing(left) and not question.missing(text) for question in questions)


def share(removals: Sequence[Removal]) -> float:
    """The share that was caught; an empty set has caught nothing."""
    return sum(each.caught for each in removals) / len(removals) if removals else 0.0


def binding(removals: Iterable[Removal]) -> tuple[Removal, ...]:
    """Those in which the sentence carries a duty, right, limit, deadline or condition."""
    return tuple(each for each in removals if each.sentence.weight is Weight.BINDING)


def by_example(removals: Sequence[Removal]) -> Mapping[str, Sequence[Removal]]:
    """The removals of each example, and of all."""
    return {**{name: [each for each in removals if each.example == name] for name in EXAMPLES}, "all": removals}


def table(removals: Sequence[Removal]) -> str:
    """The shares as lines to print."""
    rows = ["", "sentences whose removal turns a question red", "example      binding sentences        all sentences"]
    for name, group in by_example(removals).items():
        cells = [f"{sum(each.caught for each in some):4} of {len(some):4}  {share(some):6.1%}" for some in (binding(group), group)]
        rows.append(f"{name:8}  {cells[0]}   {cells[1]}")
    return "\n".join(rows)


def require_share(removals: Sequence[Removal]) -> None:
    """Fails where too few binding sentences are caught, and lists those that are not."""
    low = [name for name, group in by_example(removals).items() if share(binding(group)) < SMALLEST_SHARE]
    if low:
        uncaught = "\n".join(f"  {each}" for each in binding(removals) if not each.caught)
        pytest.fail(
            f"less than {SMALLEST_SHARE:.0%} caught in {', '.join(low)}{table(removals)}\nnot caught:\n{uncaught}",
            pytrace=False,
        )


def test_removing_a_binding_sentence_turns_a_question_red(documents: Documents, capsys: pytest.CaptureFixture[str]) -> None:
    removals = remove_each(documents, QUESTIONS)
    with capsys.disabled():
        print(table(removals))
    require_share(removals)


def test_mutation_test_fails_when_no_question_is_asked(documents: Documents) -> None:
    removals = remove_each(documents, ())
    assert binding(removals) and share(removals) == 0.0
    with pytest.raises(pytest.fail.Exception, match="less than 90%"):
        require_share(removals)


def test_mutation_test_catches_nothing_in_a_clause_whose_questions_are_gone(documents: Documents) -> None:
    removals = remove_each(documents, [question for question in QUESTIONS if question.clause != "K-002"])
    caught = {each.clause for each in removals if each.caught}
    assert "K-002" not in caught and "K-106" in caught


def test_question_that_was_red_before_catches_nothing(documents: Documents) -> None:
    text = documents["05"]["K-002"]
    broken = Question("here", "Hvor lenge?", "leverandør", ("05",), "K-002", (an_answer("ord som ikke står der"),))
    assert not any(turns_red([broken], text, index) for index in range(len(text.sentences)))


# --- the splitter and the matching


SPLITS = [
    ("Leverandøren skal svare. Fristen er 10 arbeidsdager.", 2),
    ("Se punkt 4.2. Har leverandøren ikke svart, er det et avvik.", 2),
    ("ILO-konvensjon nr. 29 om tvangsarbeid", 1),
    ("Dagene fra og med 24. desember til og med 1. januar er ikke arbeidsdager.", 1),
    ("Fristen er holdt senest kl. 24.00 norsk tid. Avsenderen skal vise det.", 2),
    ("Fabrikker i bl.a. Kina og India er med.", 1),
    ("Det gjelder landet de bor i. Loven der skal følges.", 2),
    ("Anskaffelsen «Tøy. Og sko.» gjelder varer. Den er delt.", 3),
    ("Varselet skal si:", 1),
    ("", 0),
]


@pytest.mark.parametrize(("text", "count"), SPLITS)
def test_splitter_finds_the_sentences(text: str, count: int) -> None:
    assert len(split_sentences(text)) == count


@pytest.mark.parametrize("text", [text for text, _count in SPLITS])
def test_splitter_loses_no_words(text: str) -> None:
    assert " ".join(split_sentences(text)) == text


@pytest.mark.parametrize(
    ("words", "sentence", "found"),
    [
        ("innen 6 uker", "Innen 6 uker skal leverandøren svare.", True),
        ("innen 6 uker", "Innen 16 uker skal leverandøren svare.", False),
        ("6 uker", "Fristen er 16 uker.", False),
        ("fristen er 6 uke", "Fristen er 6 uker.", False),
        ("skal Leverandøren", "Da skal leverandøren svare.", False),
    ],
)
def test_answer_is_found_as_whole_words(words: str, sentence: str, found: bool) -> None:
    text = ClauseText("K-001", "0.1", (Sentence("(1)", sentence, Weight.BINDING),))
    assert an_answer(words).stands_in(text) is found


@pytest.mark.parametrize(
    ("sentence", "carries"),
    [
        ("Leverandøren skal svare.", True),
        ("Nekter noen, er det et brudd.", True),
        ("Fristen er seks uker.", True),
        ("Barn er alle under 18.", False),
    ],
)
def test_binding_sentences_are_told_by_their_signal_words(sentence: str, carries: bool) -> None:
    assert binds((sentence,)) is carries
