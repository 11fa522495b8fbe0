"""Word files with two possible answers: places that stand twice, and answers that are shown otherwise than stored."""

import re
from collections.abc import Iterator
from functools import partial

from lxml import etree

from tests.hostile.hostile_form import Build, HostileForm, forms
from tests.hostile.sound_forms import ANSWERS, LINKS, TYPES, parts, with_parts
from tests.hostile.word_answer_forms import PLACE, Change, W, content, edited

FORM = "urn:sokdocs:self-report:1"


def hostile_doubles() -> Iterator[HostileForm]:
    """Every form of this file."""
    yield from forms("doubled-place", "docx", "two answers|two places|twice|is no answer", _doubled())
    yield from forms("shown-against-stored", "docx", "shows", _against())


# --- doubled


def _stored(change: Change, key: str = PLACE) -> bytes:
    """The form with what is stored for one place changed."""
    root = etree.fromstring(parts()[ANSWERS])
    change(next(each for each in root if each.tag == f"{{{FORM}}}{key}"))
    return with_parts({ANSWERS: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)})


def _text(words: str) -> Change:
    return lambda element: setattr(element, "text", words)


def _again(words: str) -> Change:
    """The same place once more, with other words."""

    def change(element: etree._Element) -> None:
        twin = etree.fromstring(etree.tostring(element))
        twin.text = words
        element.addnext(twin)

    return change


def _above(element: etree._Element) -> etree._Element:
    above = element.getparent()
    assert above is not None
    return above


def _doubled() -> dict[str, Build | tuple[str, Build]]:
    return {
        "answer-behind": partial(_stored, _again("Ingen")),
        "answer-the-same": partial(_stored, _again("Leder")),
        "answer-emptied": partial(_stored, _again("")),
        "answer-before": partial(_stored, lambda element: _above(element).insert(0, etree.XML(f'<Q2.3 xmlns="{FORM}">Ingen</Q2.3>'))),
        "answer-nested": partial(_stored, lambda element: element.append(etree.XML(f'<Q2.3 xmlns="{FORM}">Ingen</Q2.3>'))),
        "answer-renamed": partial(_stored, lambda element: setattr(element, "tag", f"{{{FORM}}}{PLACE}"), "Q2.2"),
        "option": partial(_stored, lambda element: _again("true")(element[0]), "Q2.6"),
        "control": partial(edited, _control_doubled),
        "control-with-other-words": partial(edited, _control_changed),
        "part": _part_doubled,
        "part-of-the-same-store": _store_doubled,
        "form-in-form": partial(_stored, lambda element: element.addnext(etree.fromstring(etree.tostring(_above(element))))),
    }


def _control_doubled(control: etree._Element) -> None:
    control.addnext(etree.fromstring(etree.tostring(control)))


def _control_changed(control: etree._Element) -> None:
    control.addnext(etree.fromstring(etree.tostring(control).replace(b"Leder", b"Ingen")))


def _part_doubled(store: str = "{00000000-3F7D-4A90-B6E4-27C05D9A1B38}") -> bytes:
    """A second part of answers, in a store of its own."""
    kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = parts()[TYPES].replace(b"</Types>", f'<Override PartName="/customXml/itemProps3.xml" ContentType="{kind}"/></Types>'.encode())
    links = parts()[LINKS].replace(
        b"</Relationships>", f'<Relationship Id="rId901" Type="{office}/customXml" Target="/customXml/item3.xml"/></Relationships>'.encode()
    )
    own = parts()["customXml/itemProps2.xml"]
    return with_parts(
        {
            TYPES: types,
            LINKS: links,
            "customXml/item3.xml": parts()[ANSWERS].replace(b">no<", b">yes<"),
            "customXml/itemProps3.xml": re.sub(rb"\{[0-9A-F-]{36}\}", store.encode(), own),
            "customXml/_rels/item3.xml.rels": parts()["customXml/_rels/item2.xml.rels"].replace(b"itemProps2", b"itemProps3"),
        }
    )


def _store_doubled() -> bytes:
    return _part_doubled("{8E1C6B52-3F7D-4A90-B6E4-27C05D9A1B38}")


# --- shown against stored


def _against() -> dict[str, Build | tuple[str, Build]]:
    return {
        "stored-text": partial(_stored, _text("Ingen")),
        "shown-text": partial(edited, _shown("Ingen")),
        "stored-choice": partial(_stored, _text("yes"), "Q2.1"),
        "shown-choice": partial(edited, _shown("Ja"), "Q2.1"),
        "stored-tick": partial(_stored, _text("false"), "Q2.4"),
        "shown-tick": partial(edited, _shown("\u2610"), "Q2.4"),
        "stored-date": partial(_stored, _text("2025-01-31"), "Q2.5"),
        "shown-date": partial(edited, _shown("31.01.2025"), "Q2.5"),
        "stored-option": partial(_stored, lambda element: setattr(element[0], "text", "true"), "Q2.6"),
        "stored-nothing": partial(_stored, _text("")),
        "shown-nothing": partial(edited, _shown("")),
        "stored-line-more": partial(_stored, lambda element: setattr(element, "text", f"{element.text}\nVi sluttet."), "Q2.1.reason"),
        "look-alike": partial(_stored, _text("L\u0435der")),
        "bound-to-another-place": ("also called", partial(edited, _bound_elsewhere)),
        "bound-to-another-store": ("bound to something unknown", partial(edited, _bound_to_other_store)),
    }


def _shown(words: str) -> Change:
    def change(control: etree._Element) -> None:
        texts = list(content(control).iter(W + "t"))
        assert texts
        texts[0].text = words

    return change


def _binding(control: etree._Element) -> etree._Element:
    return next(control.iter(W + "dataBinding"))


def _bound_elsewhere(control: etree._Element) -> None:
    _binding(control).set(W + "xpath", "/f:form[1]/f:Q2.2[1]")


def _bound_to_other_store(control: etree._Element) -> None:
    _binding(control).set(W + "storeItemID", "{00000000-3F7D-4A90-B6E4-27C05D9A1B38}")
