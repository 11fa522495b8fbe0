"""A document as a Word file: true numbering, living cross-references, locked clauses that carry their source."""

import re
from collections.abc import Mapping

from markupsafe import Markup

from sokdocs.core.document.blocks import Document
from sokdocs.core.errors import InvalidError
from sokdocs.core.values.text import fold
from sokdocs.rendering.word.body import Body, targets
from sokdocs.rendering.word.checks import is_carriable, refuse_uncarriable, refuse_unclear
from sokdocs.rendering.word.compiled_template import CompiledWordTemplate
from sokdocs.rendering.word.form import FormAnswers
from sokdocs.rendering.word.form_parts import form_parts
from sokdocs.rendering.word.front import contents, front_table
from sokdocs.rendering.word.numbers import Numbering
from sokdocs.rendering.word.template_parts import CORE_PART, DECLARATION, MANIFEST_NAMESPACE
from sokdocs.rendering.word.text import Ids, Words, escape

LANGUAGE_TAGS = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
LANGUAGE_ATTRIBUTE = re.compile(r'(<w:lang\b[^>]*?\bw:val=")([^"]*)(")')
CORE_NAMESPACES = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


class DocxRenderer:
    """Makes Word files from one template; the same document and manifest give the same bytes anywhere, on any day."""

    form = "docx"

    def __init__(self, template: CompiledWordTemplate) -> None:
        self._template = template

    def render(self, document: Document, manifest: bytes) -> bytes:
        """The finished file, with the manifest inside; `InvalidError` names every field that Word cannot carry."""
        refuse_unclear(document)
        template, ids = self._template, Ids()
        numbering = Numbering(template.lists, template.first_free_number, template.first_free_definition)
        places = targets(document, ids)
        answers = FormAnswers(document, ids)
        words = Words(ids, places, answers.control)
        body = Body(ids=ids, words=words, numbering=numbering, targets=places, width=template.text_width, open_rows=answers.rows)
        filled = {
            **_plain_words(document),
            "front": Markup(front_table(document, ids=ids, words=words, width=template.text_width)),
            "contents": Markup(contents(document, ids=ids, targets=places)),
            "body": Markup(body.sections(document)),
        }
        core = _core_properties(document)
        refuse_uncarriable(document, (*_strings(filled), core, *answers.elements))
        replaced = {
            template.manifest_part: _manifest_part(manifest).encode("utf-8"),
            CORE_PART: core.encode("utf-8"),
            **{name: text.encode("utf-8") for name, text in _looks(template, document).items()},
        }
        if numbering.restarts:
            replaced[template.numbering_part] = _with_restarts(template, numbering).encode("utf-8")
        if answers.has_places:
            replaced |= form_parts(template, answers, styles=_styles(template, replaced))
        return template.fill(filled, replaced)


def _plain_words(document: Document) -> dict[str, object]:
    """The words of the page heads and feet, as the template knows them."""
    letterhead, furniture = document.letterhead, document.furniture
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "reference": document.reference,
        "dated_on": document.dated_on.isoformat(),
        "language": document.language,
        "marks": document.marks,
        "letterhead": {
            "name": letterhead.name,
            "lines": letterhead.lines,
            "footer": letterhead.footer,
            "colour": letterhead.colour,
        },
        "words": {"contents": furniture.contents, "page": furniture.page, "of": furniture.of, "front": furniture.front},
    }


def _strings(value: object) -> tuple[str, ...]:
    """Every string in the words for the template."""
    if isinstance(value, str):
        return (value,)
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
    return tuple(text for each in inner for text in _strings(each))


def _looks(template: CompiledWordTemplate, document: Document) -> dict[str, str]:
    """The parts that hold the template's colour and language, where the document's are others."""
    colour, language = document.letterhead.colour[1:].upper(), _language_tag(document)
    changed: dict[str, str] = {}
    for name, text in template.looks.items():
        new = text.replace(f'"{template.colour}"', f'"{colour}"') if template.colour else text
        if language != template.language:
            new = LANGUAGE_ATTRIBUTE.sub(rf"\g<1>{language}\g<3>", new)
        if new != text:
            changed[name] = new
    return changed


def _styles(template: CompiledWordTemplate, replaced: Mapping[str, bytes]) -> bytes:
    """The styles as the document has them."""
    part = next(iter(template.looks))
    return replaced.get(part) or template.held(part)


def _language_tag(document: Document) -> str:
    if document.language not in LANGUAGE_TAGS:
        raise InvalidError(f'no Word language is known for "{document.language}"; known are ' + ", ".join(LANGUAGE_TAGS))
    return LANGUAGE_TAGS[document.language]


def _with_restarts(template: CompiledWordTemplate, numbering: Numbering) -> str:
    """The template's lists, and those that start anew where the document's numbers do."""
    definitions, end, rest = template.numbering.rpartition("</w:abstractNum>")
    nums, last, tail = rest.rpartition("</w:num>")
    if not (end and last):
        raise InvalidError("the Word template's numbering cannot be added to")
    return "".join((definitions, end, *numbering.definitions, nums, last, *numbering.restarts, tail))


def _core_properties(document: Document) -> str:
    """What Word's list of files and screen readers show; the date is the document's, never the clock's."""
    day = f"{document.dated_on.isoformat()}T00:00:00Z"
    said = {
        "dc:title": document.title,
        "dc:subject": document.subtitle,
        "dc:creator": document.letterhead.name,
        "dc:identifier": document.reference,
        "dc:language": _language_tag(document),
    }
    texts = "".join(f"<{name}>{escape(fold(text))}</{name}>" for name, text in said.items())
    dates = "".join(f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day}</dcterms:{name}>' for name in ("created", "modified"))
    return f"{DECLARATION}<cp:coreProperties {CORE_NAMESPACES}>{texts}{dates}</cp:coreProperties>"


def _manifest_part(manifest: bytes) -> str:
    """The manifest as escaped text in an element of our own namespace; it comes out byte for byte."""
    try:
        text = manifest.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidError("the manifest is not UTF-8 text") from error
    if not is_carriable(text.replace("\r", "")):
        raise InvalidError("the manifest holds a character that no document can carry")
    return f'{DECLARATION}<manifest xmlns="{MANIFEST_NAMESPACE}">{_as_content(text)}</manifest>'


def _as_content(text: str) -> str:
    """The text as it may stand between tags, where quotes need no escape; a manifest has very many of them."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
