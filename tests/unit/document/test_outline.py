"""The document as plain lines."""

from sokdocs.core.document.outline import Line, outline, plain, sourced_outline
from tests.builders import a_document

LINES = [str(each) for each in outline(a_document())]


def test_outline_begins_with_title_subtitle_and_front() -> None:
    assert LINES[:4] == [
        "Kontraktsvilkår om menneskerettigheter i leverandørkjeden",
        "Bilag til kontrakt om arbeidstøy og verneutstyr",
        "Oppdragsgiver",
        "Storvik kommune",
    ]


def test_outline_has_numbers_before_words() -> None:
    for line in (
        "0\tInnledning",
        "0.1\tInternasjonale standarder",
        "(1)\tLeverandøren skal følge disse konvensjonene:",
        "a)\tILO-konvensjon 29 om tvangsarbeid",
    ):
        assert line in LINES
    start = LINES.index("i.\tminstealder 15 år")
    assert LINES[start + 1] == "ii.\tikke nattarbeid under 18 år"


def test_outline_has_cells_row_by_row_after_the_caption() -> None:
    start = LINES.index("Produkter og risiko", LINES.index("Kontrakten omfatter disse produktene."))
    assert LINES[start : start + 7] == [
        "Produkter og risiko",
        "Produkt",
        "CPV",
        "Risiko",
        "Arbeidstøy & hansker",
        "18110000-3",
        "svært høy",
    ]


def test_outline_has_no_empty_lines_and_no_marks() -> None:
    assert all(LINES)
    assert not any("Modelltekst" in each or "EKSEMPEL" in each for each in LINES)


def test_sourced_outline_says_where_each_line_comes_from() -> None:
    sourced = sourced_outline(a_document())
    assert [line for line, _ in sourced] == list(outline(a_document()))
    sources = {line.text: str(source.ref.clause) if source else "" for line, source in sourced}
    assert sources["Storvik kommune"] == ""
    assert sources["Innledning"] == ""
    assert sources["Internasjonale standarder"] == "K-101"
    assert sources["minstealder 15 år"] == "K-101"
    assert sources["18830000-6"] == "K-601"


def test_line_without_a_number_is_only_its_words() -> None:
    assert str(Line("", "Ord")) == "Ord"
    assert plain(()) == ""
