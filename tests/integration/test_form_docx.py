"""A fillable Word form: clean for Word, filled in, read back, and refused where it gives two answers."""

from collections.abc import Callable

import pytest
from lxml import etree

from sokdocs.core.errors import InvalidError
from sokdocs.loading.word.document import read_docx
from sokdocs.loading.word.form import read_form_docx
from tests.builders import a_document
from tests.integration.docx_files import MAIN, W, edited, found, made, parts_of, replaced, wanted, with_parts, words_of
from tests.integration.form_docx_documents import FILLED, HARD, KINDS, LONG, MANIFEST, REFERENCE, a_form
from tests.integration.form_docx_filling import W14, control_of, data_part, fill_docx, show
from tests.proofs.docx_audit import docx_findings

EMPTY = made(a_form(), MANIFEST)
FULL = fill_docx(EMPTY, FILLED)
Change = Callable[[etree._Element], None]


def read(data: bytes) -> dict[str, str]:
    returned = read_form_docx(data, name="svar.docx")
    assert not returned.doubts
    assert (returned.origin, returned.name, returned.reference) == ("docx", "svar.docx", REFERENCE)
    return dict(returned.values)


def refusal(data: bytes) -> str:
    with pytest.raises(InvalidError) as caught:
        read_form_docx(data, name="svar.docx")
    assert caught.value.problems
    return str(caught.value)


def test_form_is_clean_empty_filled_and_prefilled() -> None:
    prefilled = made(a_form(**{key.removeprefix("Q2.1."): value for key, value in FILLED.items() if key.startswith("Q2.1.")}), MANIFEST)
    assert [docx_findings(each) for each in (EMPTY, FULL, prefilled)] == [[], [], []]


def test_form_gives_the_same_bytes_twice() -> None:
    assert made(a_form(), MANIFEST) == EMPTY


def test_empty_form_has_no_answers() -> None:
    assert read(EMPTY) == {}


def test_answers_come_back_as_they_were_given() -> None:
    assert len(LONG) == 5000
    assert read(FULL) == FILLED


def test_what_stood_in_the_form_already_is_read() -> None:
    values = {key.removeprefix("Q2.1."): value for key, value in FILLED.items() if key.startswith("Q2.1.")}
    assert read(made(a_form(**values), MANIFEST)) == {f"Q2.1.{kind}": value for kind, value in values.items()}


def test_answer_taken_away_again_is_none() -> None:
    prefilled = made(a_form(text="før", yes_no="yes", date="2026-01-31", check="true", choices="wood"), MANIFEST)
    assert read(edited(edited(prefilled, _take_answers_away), _take_data_away, data_part(prefilled))) == {}


def _take_data_away(root: etree._Element) -> None:
    for element in list(root)[:-1]:
        for place in element if len(element) else [element]:
            place.text = None


def _take_answers_away(root: etree._Element) -> None:
    for control in root.iter(W + "sdt"):
        for checked in control.iterfind(f"{W}sdtPr/{W14}checkbox/{W14}checked"):
            checked.set(W14 + "val", "0")
            next(control.iter(W + "t")).text = "\u2610"
        if control.find(f"{W}sdtPr/{W}dataBinding") is not None and control.find(f"{W}sdtPr/{W14}checkbox") is None:
            show(control, "")


@pytest.mark.parametrize("data", [EMPTY, FULL], ids=["empty", "filled"])
def test_form_says_the_same_empty_and_filled(data: bytes) -> None:
    returned = read_docx(data, name="svar.docx")
    assert found(returned) == wanted(a_form())
    assert returned.manifest == MANIFEST
    assert all(line.bookmark.startswith(("Q2_1_", "Q3_2_")) for line in returned.lines[7:])


def test_words_in_a_contract_are_not_hidden_as_an_answer() -> None:
    hidden = (
        '<w:p><w:sdt><w:sdtPr><w:tag w:val="answer;Q2.1"/></w:sdtPr><w:sdtContent><w:r><w:t>Unntak</w:t></w:r></w:sdtContent></w:sdt></w:p>'
    )
    returned = read_docx(replaced(made(a_document()), "<w:sectPr", hidden + "<w:sectPr"), name="a.docx")
    assert "Unntak" in [line.text for line in returned.lines]


def test_each_place_names_its_key_in_tag_alias_and_bookmark() -> None:
    root = etree.fromstring(parts_of(EMPTY)[MAIN])
    names = {str(each.get(W + "name")) for each in root.iter(W + "bookmarkStart")}
    for kind in KINDS:
        control = control_of(root, f"Q2.1.{kind}")
        alias = control.find(f"{W}sdtPr/{W}alias")
        assert alias is not None
        assert str(alias.get(W + "val")).startswith(f"Q2.1.{kind} ")
        assert f"_answer_Q2_1_{kind}" in names
    marks = [str(each.get(W + "val")) for name in ("tag", "alias") for each in root.iter(W + name)]
    assert max(map(len, marks)) <= 64


def test_empty_places_say_what_to_do() -> None:
    words = words_of(etree.fromstring(parts_of(EMPTY)[MAIN]))
    assert all(f"Skriv {kind}" in words for kind in KINDS if kind not in ("check", "choices"))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"yes_no": "maybe"}, '"maybe" can\'t be chosen at "Q2.1.yes_no"'),
        ({"choices": "wood stone"}, '"wood stone" can\'t be chosen at "Q2.1.choices"'),
        ({"text": "a\x00b"}, "Q2.1.text holds"),
    ],
)
def test_form_with_an_impossible_value_is_not_made(values: dict[str, str], words: str) -> None:
    with pytest.raises(InvalidError, match=r".") as caught:
        made(a_form(**values), MANIFEST)
    assert words in str(caught.value)


# --- refused


def shows(key: str, words: str, code: str = "") -> Change:
    return lambda root: show(control_of(root, key, code), words)


def doubled(root: etree._Element) -> None:
    control = control_of(root, "Q2.1.text")
    control.addnext(etree.fromstring(etree.tostring(control)))


def renamed(root: etree._Element) -> None:
    tag = control_of(root, "Q2.1.text").find(f"{W}sdtPr/{W}tag")
    assert tag is not None
    tag.set(W + "val", "answer;Q2.1.url")


def bound_elsewhere(root: etree._Element) -> None:
    binding = control_of(root, "Q2.1.text").find(f"{W}sdtPr/{W}dataBinding")
    assert binding is not None
    binding.set(W + "xpath", "/f:form[1]/f:Q2.1.text[1] | /f:form[1]/f:Q2.1.url[1]")


def half_ticked(root: etree._Element) -> None:
    next(control_of(root, "Q2.1.check").iter(W14 + "checked")).set(W14 + "val", "0")


def another_day(root: etree._Element) -> None:
    next(control_of(root, "Q2.1.date").iter(W + "date")).set(W + "fullDate", "2026-02-01T00:00:00Z")


def tracked(root: etree._Element) -> None:
    run = next(control_of(root, "Q2.1.text").iter(W + "r"))
    kept = etree.SubElement(run.getparent(), W + "ins")  # type: ignore[arg-type]
    kept.append(run)


def hidden(root: etree._Element) -> None:
    run = next(control_of(root, "Q2.1.text").iter(W + "r"))
    look = etree.Element(W + "rPr")
    etree.SubElement(look, W + "vanish")
    run.insert(0, look)


def two_bindings(root: etree._Element) -> None:
    properties = control_of(root, "Q2.1.text")[0]
    properties.append(etree.fromstring(etree.tostring(next(properties.iter(W + "dataBinding")))))


def white(root: etree._Element) -> None:
    run = next(control_of(root, "Q2.1.text").iter(W + "r"))
    look = etree.Element(W + "rPr")
    etree.SubElement(look, W + "color").set(W + "val", "FFFFFF")
    run.insert(0, look)


def pictured(root: etree._Element) -> None:
    etree.SubElement(next(control_of(root, "Q2.1.text").iter(W + "r")), W + "drawing")


def same_words(root: etree._Element) -> None:
    for item in control_of(root, "Q2.1.yes_no").iter(W + "listItem"):
        item.set(W + "displayText", "Nei")


REFUSED: list[tuple[Change, str]] = [
    (shows("Q2.1.number", "13"), 'shows "13" for Q2.1.number, but holds "12" as data'),
    (shows("Q2.1.yes_no", "Ja"), 'shows "yes" for Q2.1.yes_no, but holds "no" as data'),
    (shows("Q2.1.yes_no", "Kanskje"), 'shows "Kanskje" for Q2.1.yes_no, which is no choice'),
    (same_words, 'shows "Nei" for Q2.1.yes_no, which stands for two choices'),
    (shows("Q2.1.date", "30.01.2026"), 'shows "30.01.2026" for Q2.1.date, but says of itself that it is 2026-01-31'),
    (another_day, 'shows "31.01.2026" for Q2.1.date, but says of itself that it is 2026-02-01'),
    (shows("Q2.1.choices", "\u2612", "metal"), "for Q2.1.choices (metal), but says of itself that it is 0"),
    (half_ticked, "for Q2.1.check, but says of itself that it is 0"),
    (doubled, "holds two places to answer Q2.1.text"),
    (renamed, 'holds a place for Q2.1.text that is also called "answer;Q2.1.url"'),
    (bound_elsewhere, "bound to something unknown"),
    (tracked, "holds tracked changes"),
    (hidden, "holds hidden text"),
    (white, "holds text in the colour of what lies behind it"),
    (two_bindings, "holds a place that says two things of itself: Q2.1.text"),
    (pictured, 'something other than text as the answer to Q2.1.text: "drawing"'),
]


@pytest.mark.parametrize(("change", "words"), REFUSED)
def test_two_answers_are_refused_with_the_key(change: Change, words: str) -> None:
    assert words in refusal(edited(FULL, change))


DATA: list[tuple[str, str, str]] = [
    ("<Q2.1.number>12</Q2.1.number>", "<Q2.1.number>12</Q2.1.number><Q2.1.number>13</Q2.1.number>", "two answers for Q2.1.number"),
    ("<Q2.1.number>12</Q2.1.number>", "", "holds a place to answer Q2.1.number, which its data does not know"),
    ("<Q2.1.number>12</Q2.1.number>", "<Q2.1.number>1<x>2</x></Q2.1.number>", 'is no answer, in the data of Q2.1.number: "x"'),
    ("<Q2.1.check>true</Q2.1.check>", "<Q2.1.check>maybe</Q2.1.check>", 'holds "maybe" as data for Q2.1.check, which is no tick'),
    ("<was/>", "<was/><was/>", "twice"),
    ("<was/>", '<x xmlns="urn:other"/><was/>', "holds something that is no answer in its data"),
    ("<form ", "<!DOCTYPE form [<!ENTITY a ''>]><form ", "holds a document type definition"),
]


@pytest.mark.parametrize(("old", "new", "words"), DATA)
def test_data_that_is_unclear_is_refused(old: str, new: str, words: str) -> None:
    assert words in refusal(replaced(FULL, old, new, data_part(FULL)))


def test_data_that_stands_twice_is_refused() -> None:
    parts = parts_of(FULL)
    other = next(name for name, content in parts.items() if b"urn:sokdocs:manifest:1" in content and "itemProps" not in name)
    assert "holds its answers as data twice" in refusal(with_parts(FULL, {other: parts[data_part(FULL)]}))


def test_file_that_is_no_form_is_refused() -> None:
    assert refusal(made(a_document())).startswith("svar.docx: is not a self-report form of ours")


# --- told


def doubts(data: bytes) -> tuple[dict[str, str], list[str]]:
    returned = read_form_docx(data, name="svar.docx")
    return dict(returned.values), [f"{each.place.field}: {each.message}" for each in returned.doubts]


def test_lost_place_is_told_and_not_read_as_empty() -> None:
    def lose(root: etree._Element) -> None:
        control = control_of(root, "Q2.1.number")
        control.getparent().remove(control)  # type: ignore[union-attr]

    values, told = doubts(edited(FULL, lose))
    assert "Q2.1.number" not in values
    assert told == ["Q2.1.number: the place to answer Q2.1.number is not in the file any more; it was not read"]


def test_answer_marked_as_a_prompt_is_told() -> None:
    def mark(root: etree._Element) -> None:
        control = control_of(root, "Q2.1.text")
        show(control, "Ja, alltid")
        etree.SubElement(control[0], W + "showingPlcHdr")

    values, told = doubts(edited(EMPTY, mark))
    assert values == {}
    assert told == ['Q2.1.text: Q2.1.text shows "Ja, alltid", but as a prompt, not as an answer; it was not read']


def untagged(key: str, words: str) -> Change:
    def change(root: etree._Element) -> None:
        control = control_of(root, key)
        show(control, words)
        for tag in control.iterfind(f"{W}sdtPr/{W}tag"):
            control[0].remove(tag)

    return change


def test_answer_that_another_program_only_shows_is_read_and_told() -> None:
    values, told = doubts(edited(EMPTY, untagged("Q2.1.yes_no", "Ja")))
    assert values == {"Q2.1.yes_no": "yes"}
    assert told == ["Q2.1.yes_no: Q2.1.yes_no was answered in a program that changes only what is shown; that was read"]


def test_answer_that_another_program_changed_after_word_is_refused() -> None:
    assert 'shows "yes" for Q2.1.yes_no, but holds "no" as data' in refusal(edited(FULL, untagged("Q2.1.yes_no", "Ja")))


def test_hard_characters_stay_literal() -> None:
    assert read(fill_docx(EMPTY, {"Q2.1.text": HARD}))["Q2.1.text"] == HARD
