"""Word files with two possible answers: words that are tracked or hidden, or are no plain words."""

from collections.abc import Callable, Iterator
from functools import partial

from lxml import etree

from tests.hostile.hostile_form import Build, HostileForm, called, forms
from tests.hostile.sound_forms import ANSWERS, MAIN, parts, with_parts

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
DECLARED = f'xmlns:w="{NAMESPACE}"'
BY = 'w:id="7001" w:author="A" w:date="2026-01-31T00:00:00Z"'
PLACE = "Q2.3"  # the place that is answered with "Leder"
Change = Callable[[etree._Element], object]


def hostile_answers() -> Iterator[HostileForm]:
    """Every form of this file."""
    yield from forms("tracked", "docx", "tracked changes", _tracked())
    yield from forms("hidden", "docx", "hidden text", _hidden())
    yield from forms("beside-the-words", "docx", "something other than text", _beside_words())


def place(root: etree._Element, key: str = PLACE) -> etree._Element:
    """The control of a place."""
    return next(each for each in root.iter(W + "sdt") if each.find(f"{W}sdtPr/{W}tag[@{W}val='answer;{key}']") is not None)


def edited(change: Change, key: str = PLACE, more: dict[str, bytes] | None = None) -> bytes:
    """The form with the control of one place changed."""
    root = etree.fromstring(parts()[MAIN])
    change(place(root, key))
    return with_parts({MAIN: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True), **(more or {})})


def _made(xml: str) -> etree._Element:
    """One element of a document."""
    [element] = etree.fromstring(f"<w:body {DECLARED}>{xml}</w:body>")
    return element


def content(control: etree._Element) -> etree._Element:
    """What stands in a control."""
    found = control.find(W + "sdtContent")
    assert found is not None
    return found


def _run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def _add(xml: str) -> Change:
    return lambda control: content(control).append(_made(xml))


def _wrap(name: str) -> Change:
    """What stands in the place, put into an element that says it is new or gone."""

    def change(control: etree._Element) -> None:
        inside = content(control)
        around = _made(f"<w:{name} {BY}></w:{name}>")
        around.extend(list(inside))
        inside.append(around)

    return change


def _around(name: str) -> Change:
    """The whole control, put into an element that says it is new or gone."""

    def change(control: etree._Element) -> None:
        above = control.getparent()
        assert above is not None
        around = _made(f"<w:{name} {BY}></w:{name}>")
        above.replace(control, around)
        around.append(control)

    return change


# --- tracked


def _tracked() -> dict[str, Build | tuple[str, Build]]:
    deleted = f"<w:del {BY}><w:r><w:delText>Ikke leder</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom {BY}>{_run('Leder')}</w:moveFrom>"
    return {
        "inserted": partial(edited, _add(f"<w:ins {BY}>{_run(' av alt')}</w:ins>")),
        "deleted": partial(edited, _add(deleted)),
        "all-inserted": partial(edited, _wrap("ins")),
        "all-deleted": partial(edited, _wrap("del")),
        "moved-from": partial(edited, _add(moved)),
        "moved-to": partial(edited, _add(moved.replace("moveFrom", "moveTo"))),
        "control-inserted": partial(edited, _around("ins")),
        "control-deleted": partial(edited, _around("del")),
        "long-answer": partial(edited, _add(deleted), "Q2.1.reason"),
        "label": partial(edited, _label_deleted),
        "cell": partial(edited, _cell_deleted),
        "row": partial(edited, _row_deleted),
        "paragraph-mark": partial(edited, _mark_deleted),
    }


def _label_deleted(control: etree._Element) -> None:
    cell = next(control.iterancestors(W + "tr")).find(f"{W}tc/{W}p")
    assert cell is not None
    cell.append(_made(f"<w:del {BY}><w:r><w:delText>og ikke annet</w:delText></w:r></w:del>"))


def _properties(control: etree._Element, above: str, name: str) -> etree._Element:
    """The properties of what a control stands in, made where there are none."""
    around = next(control.iterancestors(W + above))
    found = around.find(W + name)
    if found is None:
        found = etree.Element(W + name)
        around.insert(0, found)
    return found


def _cell_deleted(control: etree._Element) -> None:
    _properties(control, "tc", "tcPr").append(_made(f"<w:cellDel {BY}/>"))


def _row_deleted(control: etree._Element) -> None:
    _properties(control, "tr", "trPr").append(_made(f"<w:del {BY}/>"))


def _mark_deleted(control: etree._Element) -> None:
    mark = etree.SubElement(_properties(control, "p", "pPr"), W + "rPr")
    mark.append(_made(f"<w:del {BY}/>"))


# --- hidden


def _hidden() -> dict[str, Build | tuple[str, Build]]:
    return {
        "run": partial(edited, _add(_run(" (ikke)", "<w:vanish/>"))),
        "run-said-true": partial(edited, _add(_run(" (ikke)", '<w:vanish w:val="true"/>'))),
        "all": partial(edited, _all_hidden),
        "long-answer": partial(edited, _add(_run(" (ikke)", "<w:vanish/>")), "Q2.1.reason"),
        "choice": partial(edited, _add(_run(" nei", "<w:vanish/>")), "Q2.1"),
        "tick": partial(edited, _add(_run("\u2610", "<w:vanish/>")), "Q2.4"),
        "character-style": partial(_styled, "character", _run(" (ikke)", '<w:rStyle w:val="Gone"/>')),
        "row": partial(edited, _row_hidden),
        "label": partial(edited, _label_hidden),
        "beside": partial(edited, _beside_hidden),
        "white": ("", partial(edited, _add(_run(" (ikke)", '<w:color w:val="FFFFFF"/>')))),
        "tiny": ("", partial(edited, _add(_run(" (ikke)", '<w:sz w:val="1"/>')))),
    }


def _all_hidden(control: etree._Element) -> None:
    for run in content(control).iter(W + "r"):
        run.insert(0, _made("<w:rPr><w:vanish/></w:rPr>"))


def _row_hidden(control: etree._Element) -> None:
    _properties(control, "tr", "trPr").append(_made("<w:hidden/>"))


def _label_hidden(control: etree._Element) -> None:
    cell = next(control.iterancestors(W + "tr")).find(f"{W}tc/{W}p")
    assert cell is not None
    cell.append(_made(_run("Ikke svar", "<w:vanish/>")))


def _beside_hidden(control: etree._Element) -> None:
    control.addnext(_made(_run("Ikke leder", "<w:vanish/>")))


def _styled(kind: str, run: str) -> bytes:
    style = f'<w:style w:type="{kind}" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    styles = parts()["word/styles.xml"].replace(b"</w:styles>", style.encode())
    return edited(_add(run), more={"word/styles.xml": styles})


# --- what is no plain word


def _beside_words() -> dict[str, Build | tuple[str, Build]]:
    alternate = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    vml = 'xmlns:v="urn:schemas-microsoft-com:vml"'
    drawing = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    runs = {
        "alternate": f'<mc:AlternateContent {alternate}><mc:Choice Requires="wps">{_run("ikke")}</mc:Choice>'
        f"<mc:Fallback>{_run('ja')}</mc:Fallback></mc:AlternateContent>",
        "text-box": f"<w:r><w:pict><v:shape {vml}><v:textbox><w:txbxContent><w:p>{_run('ikke')}</w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r>",
        "drawn-words": f"<w:r><w:drawing><a:t {drawing}>ikke</a:t></w:drawing></w:r>",
        "formula": f"<m:oMath {math}><m:r><m:t>ikke</m:t></m:r></m:oMath>",
        "ruby": f"<w:r><w:ruby><w:rt>{_run('ikke')}</w:rt><w:rubyBase>{_run('Leder')}</w:rubyBase></w:ruby></w:r>",
        "symbol": '<w:r><w:sym w:font="Wingdings" w:char="F0FB"/></w:r>',
        "field": f'<w:fldSimple w:instr=" IF 1=1 ikke ja ">{_run("ja")}</w:fldSimple>',
        "included-picture": f'<w:fldSimple w:instr=" INCLUDEPICTURE &quot;{called()}&quot; ">{_run("")}</w:fldSimple>',
        "included-text": f'<w:fldSimple w:instr=" INCLUDETEXT &quot;/etc/passwd&quot; ">{_run("")}</w:fldSimple>',
        "program": f'<w:fldSimple w:instr=" DDEAUTO c:\\\\x.exe a ">{_run("")}</w:fldSimple>',
    }
    return {
        **{label: partial(edited, _add(xml)) for label, xml in runs.items()},
        "words-of-a-list-swapped": ("Q2.1: the answers to choose from", partial(edited, _swapped_items, "Q2.1")),
        "words-of-boxes-swapped": ("Q2.6: the answers to choose from", partial(edited, _swapped_words, "Q2.6")),
        "box-without-words": ("Q2.6: the answers to choose from", partial(edited, _without_words, "Q2.6")),
        "control": ("Q2.3: has the character U+009B", lambda: _character("\u009b")),
        "no-character": ("Q2.3: has the character U+1FFFE", lambda: _character("\U0001fffe")),
    }


def _swapped_items(control: etree._Element) -> None:
    """The list says "Ja" for the code `no`; so does what is shown."""
    for item in control.iter(W + "listItem"):
        words = item.get(W + "displayText")
        if words:
            item.set(W + "displayText", {"Ja": "Nei", "Nei": "Ja"}[words])
    for text in content(control).iter(W + "t"):
        text.text = "Ja"


def _swapped_words(control: etree._Element) -> None:
    """The words beside two boxes have changed places."""
    one, other = (text for text in control.iter(W + "t") if (text.text or "").strip().isalpha())
    one.text, other.text = other.text, one.text


def _without_words(control: etree._Element) -> None:
    for text in control.iter(W + "t"):
        if (text.text or "").strip() == "Revisjon":
            text.text = ""


def _character(character: str) -> bytes:
    """A character that XML lets through, in what is shown and in the data."""
    data = parts()[ANSWERS].decode("utf-8")
    assert ">Leder<" in data
    return edited(
        lambda control: _set_words(control, f"Le{character}der"),
        more={ANSWERS: data.replace(">Leder<", f">Le{character}der<").encode("utf-8")},
    )


def _set_words(control: etree._Element, words: str) -> None:
    for text in content(control).iter(W + "t"):
        text.text = words
