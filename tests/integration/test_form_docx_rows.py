"""Open rows of a Word form: people add some, and every one is read; what lies beside a row that was added is not kept out of sight."""

from collections.abc import Callable
from copy import deepcopy

import pytest
from lxml import etree

from sokdocs.core.errors import InvalidError
from sokdocs.loading.word.document import read_docx
from sokdocs.loading.word.form import read_form_docx
from sokdocs.loading.word.form_data import STORE
from tests.builders import a_document
from tests.integration.docx_files import MAIN, W, edited, found, made, parts_of, replaced, wanted
from tests.integration.form_docx_documents import MANIFEST, a_form
from tests.integration.form_docx_filling import F, control_of, data_part, fill_docx
from tests.integration.form_docx_rows import W15, items_of, with_added_rows, without_row
from tests.proofs.docx_audit import docx_findings

Change = Callable[[etree._Element], None]
SHIPPED = made(a_form(), MANIFEST)
MEASURES = {f"Q3.2.{row}.{name}": value for row in range(1, 6) for name, value in (("measure", f"Tiltak {row} & «æøå»"), ("done", "true"))}
WIDER = with_added_rows(SHIPPED, "Q3.2", 3)
FULL = fill_docx(WIDER, MEASURES)


def read(data: bytes) -> dict[str, str]:
    returned = read_form_docx(data, name="svar.docx")
    assert not returned.doubts
    return dict(returned.values)


def refusal(data: bytes) -> str:
    with pytest.raises(InvalidError) as caught:
        read_form_docx(data, name="svar.docx")
    return str(caught.value)


def test_rows_with_words_of_their_own_are_no_open_rows() -> None:
    bound = {str(each.get(W + "xpath")) for each in etree.fromstring(parts_of(SHIPPED)[MAIN]).iter(W15 + "dataBinding")}
    assert bound == {"/f:form[1]/f:rows.Q3.2[1]/f:row"}
    assert not list(etree.fromstring(parts_of(made(a_document()))[MAIN]).iter(W15 + "dataBinding"))


def test_form_with_more_rows_is_clean_and_each_row_is_numbered() -> None:
    assert [docx_findings(each) for each in (WIDER, FULL)] == [[], []]
    assert len(items_of(etree.fromstring(parts_of(FULL)[MAIN]), "Q3.2")) == 5
    numbers = [line.text for line in read_docx(SHIPPED, name="a.docx").lines if line.text.isdecimal()]
    assert numbers == ["1", "2"]


def test_answers_in_added_rows_come_back_as_they_were_given() -> None:
    assert read(WIDER) == {}
    assert read(FULL) == MEASURES


def test_a_row_added_between_others_moves_the_later_ones_on() -> None:
    two = {key: value for key, value in MEASURES.items() if key.startswith(("Q3.2.1", "Q3.2.2"))}
    data = with_added_rows(fill_docx(SHIPPED, two), "Q3.2", after=1)
    assert read(data) == {key.replace("Q3.2.2", "Q3.2.3"): value for key, value in two.items()}


def test_a_row_taken_away_moves_the_later_ones_up() -> None:
    left = {key.replace("Q3.2.5", "Q3.2.4"): value for key, value in MEASURES.items() if not key.startswith("Q3.2.4")}
    assert read(without_row(FULL, "Q3.2", 4)) == left


def test_added_rows_are_no_words_of_the_form() -> None:
    assert found(read_docx(FULL, name="svar.docx")) == wanted(a_form())


def in_words(number: etree._Element) -> None:
    etree.SubElement(etree.SubElement(number, W + "r"), W + "t").text = "Unntak: ingen krav"


def as_symbol(number: etree._Element) -> None:
    etree.SubElement(etree.SubElement(number, W + "r"), W + "sym").set(W + "char", "F0FE")


def in_another_list(number: etree._Element) -> None:
    next(number.iter(W + "numId")).set(W + "val", "1")


def with_a_paragraph_of_another_list(number: etree._Element) -> None:
    heading = next(each for each in number.iterancestors(W + "body")).find(f".//{W}p/{W}pPr/{W}pStyle[@{W}val='Heading2']")
    assert heading is not None
    empty = deepcopy(heading.getparent().getparent())  # type: ignore[union-attr]
    for run in list(empty.iter(W + "t")):  # type: ignore[union-attr]
        run.text = ""
    number.addnext(empty)  # type: ignore[arg-type]


@pytest.mark.parametrize("write", [in_words, as_symbol, in_another_list, with_a_paragraph_of_another_list])
def test_what_stands_beside_an_added_row_is_seen(write: Change) -> None:
    data = edited(FULL, lambda root: write(next(items_of(root, "Q3.2")[-1].iter(W + "p"))))
    assert len(found(read_docx(data, name="svar.docx"))) > len(wanted(a_form()))


OURS = f'w:prefixMappings="xmlns:f=\'urn:sokdocs:self-report:1\'" w:storeItemID="{STORE}" w:xpath="/f:form[1]/f:rows.Q3.2[1]/f:row"'
BLOCK = (
    f'<w:sdt xmlns:w15="{W15[1:-1]}"><w:sdtPr>{{said}}</w:sdtPr><w:sdtContent><w:p><w:r><w:t>Punkt 4 gjelder ikke.</w:t></w:r></w:p>'
    "</w:sdtContent></w:sdt>"
)
SECTION = f"<w15:dataBinding {OURS}/><w15:repeatingSection/>"


@pytest.mark.parametrize(
    "said",
    [
        f'<w:tag w:val="answer;Q2.1"/>{SECTION}',
        SECTION,
        f"<w15:dataBinding {OURS}/>",
        '<w:tag w:val="answer;Q2.1"/><w:group/>',
        '<w:tag w:val="answer;Q2.1"/>',
    ],
)
def test_words_are_not_kept_out_of_sight_as_rows_or_answers(said: str) -> None:
    data = replaced(SHIPPED, "<w:sectPr", BLOCK.format(said=said) + "<w:sectPr")
    assert refusal(data)
    try:
        lines = read_docx(data, name="svar.docx").lines
    except InvalidError as error:
        assert "bound to hidden data" in str(error)
    else:
        assert "Punkt 4 gjelder ikke." in [line.text for line in lines]


def test_row_with_words_of_its_own_in_a_group_of_boxes_is_refused() -> None:
    def write(root: etree._Element) -> None:
        box = control_of(root, "Q2.1.choices", "wood")
        run = deepcopy(next(box.iter(W + "r")))
        next(run.iter(W + "t")).text = "Vi tar forbehold."
        box.addprevious(run)

    assert 'holds words of its own where only boxes to tick stand: "Vi tar forbehold.' in refusal(edited(FULL, write))


def test_rows_bound_to_data_are_refused_in_a_contract() -> None:
    section = (
        f'<w:sdt xmlns:w15="{W15[1:-1]}"><w:sdtPr><w15:dataBinding w:xpath="/f:form[1]/f:rows.Q3.2[1]/f:row"/>'
        "<w15:repeatingSection/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>"
    )
    with pytest.raises(InvalidError, match="bound to hidden data"):
        read_docx(replaced(made(a_document()), "<w:sectPr", section + "<w:sectPr"), name="a.docx")


# --- refused


def same_row_twice(root: etree._Element) -> None:
    for binding in items_of(root, "Q3.2")[4].iter(W + "dataBinding"):
        binding.set(W + "xpath", str(binding.get(W + "xpath")).replace("row[5]", "row[4]"))


def another_column(root: etree._Element) -> None:
    binding = next(control_of(root, "Q3.2.5.measure").iter(W + "dataBinding"))
    binding.set(W + "xpath", str(binding.get(W + "xpath")).replace("f:measure", "f:due_on"))


def another_question(root: etree._Element) -> None:
    for each in root.iter(W15 + "dataBinding"):
        each.set(W + "xpath", "/f:form[1]/f:rows.Q3.2[1]/f:row | //f:was")


def row_without_data(root: etree._Element) -> None:
    binding = next(control_of(root, "Q3.2.5.measure").iter(W + "dataBinding"))
    binding.set(W + "xpath", str(binding.get(W + "xpath")).replace("row[5]", "row[6]"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (same_row_twice, "holds rows that are not made as ours are"),
        (another_column, 'holds a place for Q3.2.5.due_on that is also called "answer;Q3.2.2.measure"'),
        (another_question, "holds rows that are not made as ours are"),
        (row_without_data, "holds rows that are not made as ours are"),
    ],
)
def test_rows_that_can_be_read_in_two_ways_are_refused(change: Change, words: str) -> None:
    assert words in refusal(edited(FULL, change))


def strange(root: etree._Element) -> None:
    etree.SubElement(next(root.iter(F + "rows.Q3.2")), F + "measure")


def doubled(root: etree._Element) -> None:
    row = next(root.iter(F + "row"))
    etree.SubElement(row, F + "measure").text = "Noe annet"


def twice(root: etree._Element) -> None:
    etree.SubElement(etree.SubElement(etree.SubElement(root, F + "rows.Q3.2"), F + "row"), F + "measure").text = "Noe annet"


def words_in_a_row(root: etree._Element) -> None:
    next(root.iter(F + "row")).text = "Noe annet"


def flat_too(root: etree._Element) -> None:
    etree.SubElement(root, F + "Q3.2.1.measure").text = "Noe annet"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (strange, 'holds something that is no row, in the data of Q3.2: "measure"'),
        (doubled, "holds two answers for Q3.2.1.measure in its data"),
        (twice, "holds the rows of Q3.2 twice in its data"),
        (words_in_a_row, 'holds something that is no answer, in the data of Q3.2: "Noe annet"'),
        (flat_too, "holds two answers for Q3.2.1.measure in its data"),
    ],
)
def test_data_of_rows_that_is_unclear_is_refused(change: Change, words: str) -> None:
    assert words in refusal(edited(FULL, change, data_part(FULL)))


def test_row_whose_data_is_shown_nowhere_is_told() -> None:
    def add(root: etree._Element) -> None:
        row = etree.SubElement(next(root.iter(F + "rows.Q3.2")), F + "row")
        etree.SubElement(row, F + "measure").text = "Sjette tiltak"

    doubts = read_form_docx(edited(FULL, add, data_part(FULL)), name="svar.docx").doubts
    assert [each.message for each in doubts] == ["the place to answer Q3.2.6.measure is not in the file any more; it was not read"]
