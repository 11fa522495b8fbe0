"""Word files that can be read in two ways are refused: tracked changes, hidden text, text bound to hidden data, files in the file."""

from lxml import etree

from sokdocs.core.errors import InvalidError
from sokdocs.loading.word.looks import LONGEST_TOLD, words_of
from sokdocs.loading.word.numbers import W, is_on

TRACKED = "holds tracked changes; accept or reject them first"
TWO_READINGS = {
    **dict.fromkeys(("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "numberingChange"), TRACKED),
    "dataBinding": "holds text that is bound to hidden data, so that what is shown may not be what is stored",
    "altChunk": "takes in another file",
    "subDoc": "takes in another file",
}
REFUSED = {
    **{W + name: why for name, why in TWO_READINGS.items()},
    "{http://schemas.microsoft.com/office/word/2012/wordml}dataBinding": TWO_READINGS["dataBinding"],
}
EVERYWHERE = tuple(REFUSED)
IN_FORMS = tuple(name for name in REFUSED if not name.endswith("}dataBinding"))


def body_of(document: etree._Element) -> etree._Element:
    """The body of a main part."""
    body = document.find(W + "body")
    if body is None:
        raise InvalidError("is not a Word document in the usual (transitional) form")
    return body


def check_one_reading(body: etree._Element) -> None:
    """Raises, with the words, where a body can be read in two ways."""
    _check(body, EVERYWHERE)


def check_one_reading_of_form(body: etree._Element) -> None:
    """The same for a form, whose answers are bound to data that is read beside them."""
    _check(body, IN_FORMS)


def _check(body: etree._Element, refused: tuple[str, ...]) -> None:
    for element in body.iter(*refused):
        raise InvalidError(REFUSED[str(element.tag)])
    for switch in body.iter(W + "vanish", W + "hidden"):
        if is_on(switch):
            around = next(switch.iterancestors(W + "r", W + "p", W + "tr", W + "tbl"), switch)
            raise InvalidError(f'holds hidden text: "{words_of(around)[:LONGEST_TOLD]}"')
