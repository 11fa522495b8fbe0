"""A form whose answers to choose from were changed on the way is refused; how its words are broken into lines does not matter."""

import pytest

from sokdocs.core.document.blocks import Answer
from sokdocs.core.errors import InvalidError
from sokdocs.core.self_report.offered import check_offered
from sokdocs.core.self_report.reading import read_answers_of
from sokdocs.core.self_report.returned import Options
from tests.unit.self_report.makers import a_field, a_form, a_question, returned

SENT = Answer("Q2.1", "choice", "Hvem", (("board", "Styret og ledelsen"), ("other", "Andre")))


@pytest.mark.parametrize(
    "options",
    [
        (("board", "Styret og ledelsen"), ("other", "Andre")),
        (("other", "Andre"), ("board", "Styret ogledelsen")),
        (("board", "\u00a0Styret\nog ledel\u00adsen"), ("other", " Andre ")),
    ],
)
def test_same_answers_pass(options: Options) -> None:
    check_offered(returned({}, options={"Q2.1": options}), [SENT])


def test_form_that_shows_no_answers_passes() -> None:
    check_offered(returned({"Q2.1": "board"}), [SENT])


@pytest.mark.parametrize(
    "options",
    [
        (),
        (("board", "Andre"), ("other", "Styret og ledelsen")),
        (("board", "Styret og ledelsen"),),
        (("board", "Styret og ledelsen"), ("other", "Andre"), ("all", "Alle")),
        (("board", "Styret og ledelsen"), ("other", "Andre"), ("other", "Andre")),
        (("board", "Styret eller ledelsen"), ("other", "Andre")),
    ],
)
def test_other_answers_are_refused_by_their_key(options: Options) -> None:
    with pytest.raises(InvalidError) as caught:
        check_offered(returned({}, options={"Q2.1": options, "Q9.9": options}), [SENT])
    assert [(each.place.file, each.place.field) for each in caught.value.problems] == [("svar.docx", "Q2.1")]


def test_answers_of_such_a_form_are_not_read() -> None:
    asked = a_form(a_question("Q2.1", a_field("yes_no")))
    with pytest.raises(InvalidError, match="offers other answers"):
        read_answers_of(returned({"Q2.1": "yes"}, options={"Q2.1": (("yes", "Nei"), ("no", "Ja"))}), asked)
