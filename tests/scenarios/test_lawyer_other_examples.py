"""The same questions for clauses that stand in none of the three main examples: other products, shared follow-up, daily fines."""

from pathlib import Path

import pytest

from sokdocs.settings import read_settings
from sokdocs.wiring import World
from sokdocs.workflows.making import Request, plan
from tests.scenarios.lawyer_questions import ClauseText, Question, clause_texts, read_questions
from tests.scenarios.test_lawyer import PROJECT, SMALLEST_SHARE, binding, explain, remove_each, share

FACTS_ADDED = {"05-dagmulkt": "daily_fine: true\n"}  # a variant of an example: the facts that are added to its sheet

QUESTIONS = read_questions(Path(__file__).parent / "lawyer" / "other-examples")
ASKED = [pytest.param(each, example, id=f"{each.place}-{each.clause}-{example}") for each in QUESTIONS for example in each.examples]

Documents = dict[str, dict[str, ClauseText]]


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Documents:
    """The clauses that are asked about, from the finished appendix of each example that is named."""
    folder = tmp_path_factory.mktemp("sheets")
    asked = {(example, question.clause) for question in QUESTIONS for example in question.examples}
    return {name: {clause: text for clause, text in appendix(name, folder).items() if (name, clause) in asked} for name, _ in sorted(asked)}


def appendix(example: str, folder: Path) -> dict[str, ClauseText]:
    """The clauses of an example's appendix; a variant is the example's sheet with facts added."""
    (sheet,) = (PROJECT / "examples" / "procurements").glob(f"{example.split('-')[0]}-*.yaml")
    facts = folder / f"{example}.yaml"
    facts.write_text(sheet.read_text(encoding="utf-8") + FACTS_ADDED.get(example, ""), encoding="utf-8")
    world = World(read_settings())
    request = Request("tender-appendix", "nb", ("html",), world.answers(facts))
    return dict(clause_texts(plan(world.catalogue, request).assembly.document))


@pytest.mark.parametrize(("question", "example"), ASKED)
def test_question_is_answered_in_the_other_example(question: Question, example: str, documents: Documents) -> None:
    assert question.clause in documents[example], f"{question.place}: clause {question.clause} does not stand in {example}"
    text = documents[example][question.clause]
    missing = question.missing(text)
    if missing:
        pytest.fail(explain(question, example, text, missing), pytrace=False)


def test_removing_a_binding_sentence_of_the_other_clauses_turns_a_question_red(documents: Documents) -> None:
    removals = binding(remove_each(documents, QUESTIONS))
    uncaught = [str(each) for each in removals if not each.caught]
    assert share(removals) >= SMALLEST_SHARE, "\n".join(uncaught)
