"""Columns of a Word table: wider for longer texts, words whole where the page has room, and in all the width there is."""

import pytest

from sokdocs.core.document.blocks import Answer, Inlines, Text
from sokdocs.rendering.word.columns import LETTER, LONGEST_WORD, MARGINS, column_widths

PAGE = 9_070


def row(*texts: str | Answer) -> tuple[Inlines, ...]:
    return tuple((Text(each) if isinstance(each, str) else each,) for each in texts)


def needs(letters: int) -> int:
    return letters * LETTER + MARGINS


@pytest.mark.parametrize(
    "rows",
    [
        [row("Nr.", "Tiltak"), row("1", "x" * 400)],
        [row(*"abcdefg"), row(*["lang tekst " * 20] * 7)],
        [row(*["Leverandørkjedeanalyse"] * 9)],
        [row("", "")],
    ],
)
def test_columns_fill_the_page(rows: list[tuple[Inlines, ...]]) -> None:
    widths = column_widths(rows, PAGE)
    assert sum(widths) == PAGE and min(widths) > 0


def test_longer_texts_have_more_room() -> None:
    short, long = column_widths([row("ett ord", "mange flere ord enn i den andre")], PAGE)
    assert long > 2 * short


def test_number_and_day_stay_whole_beside_long_answers() -> None:
    answers = [Answer("Q3.2.1.measure", "long_text", "Tiltak"), Answer("Q3.2.1.due", "date", "Frist")]
    number, _, day = column_widths([row("Nr.", "Tiltak", "Frist"), row("1", *answers)], PAGE)
    assert number >= needs(len("Nr.")) and day >= needs(len("31.12.2026"))


def test_long_word_takes_from_what_others_can_spare() -> None:
    rows = [row("Underleverandører", "a " * 40, "b " * 40, "c " * 40, "d " * 40, "e " * 40)]
    first, *others = column_widths(rows, PAGE)
    assert first >= needs(LONGEST_WORD) and max(others) - min(others) <= len(others)


def test_without_room_for_every_word_the_page_is_parted_by_length() -> None:
    widths = column_widths([row(*["Leverandørkjedeanalyse"] * 9)], PAGE)
    assert max(widths) - min(widths) <= 9
