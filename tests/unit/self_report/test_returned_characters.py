"""Characters that no document can carry are refused by their key; all others pass."""

import pytest

from sokdocs.core.errors import InvalidError
from sokdocs.core.self_report.returned_characters import with_sound_characters
from tests.unit.self_report.makers import returned


@pytest.mark.parametrize("text", ["Łódź", "en\nto\tre", "en\r\nto\rre", "en\u2028to\u0085re\v", "বাংলা", "\U0001f44d", "a\u202eb\u200b"])
def test_plain_text_passes_untouched(text: str) -> None:
    form = returned({"Q2.3": text})
    assert with_sound_characters(form) == form


@pytest.mark.parametrize(
    ("text", "code"), [("\x00", "U+0000"), ("a\x1b[2J", "U+001B"), ("\ud800", "U+D800"), ("\uffff", "U+FFFF"), ("\x9b", "U+009B")]
)
def test_character_that_no_document_can_carry_is_refused_by_its_key(text: str, code: str) -> None:
    with pytest.raises(InvalidError) as caught:
        with_sound_characters(returned({"Q2.1": "yes", "Q2.3": text}))
    assert [(each.place.field, each.message) for each in caught.value.problems] == [
        ("Q2.3", f"Q2.3: has the character {code}, which no text can have")
    ]


def test_words_of_an_answer_to_choose_are_held_to_the_same_rule() -> None:
    with pytest.raises(InvalidError):
        with_sound_characters(returned({}, options={"Q2.1": (("yes", "J\x00a"),)}))
