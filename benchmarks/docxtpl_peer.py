"""docxtpl doing our work: the same letterhead, opened anew for each document, and the same body.

"The same body as tags" can be read in two ways, and both are measured: *loops*, where docxtpl makes every paragraph from
tags that loop over the blocks, and *written out*, where the clauses stand in the template as people write them in Word,
with a tag for each fact. A third peer is *ready-made*: our own XML put in at one tag, the least that docxtpl can do.
"""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from lxml import etree
from markupsafe import Markup

from benchmarks.word_context import Data, word_context
from benchmarks.word_tags import body, contents, front
from sokdocs.core.document.blocks import Answer, Document, Filled, Inline
from sokdocs.core.errors import ConflictError
from sokdocs.rendering.word.body import Body, Targets, targets
from sokdocs.rendering.word.compiled_template import CompiledWordTemplate
from sokdocs.rendering.word.form import FormAnswers
from sokdocs.rendering.word.front import contents as contents_table
from sokdocs.rendering.word.front import front_table
from sokdocs.rendering.word.numbers import Numbering
from sokdocs.rendering.word.text import Ids, Words, run

MAIN = "word/document.xml"
W = TypeVar("W", bound=Words)
PLACES = {"front": front, "contents": contents, "body": body}


@dataclass(frozen=True, slots=True)
class Peer:
    """One way in which docxtpl makes our documents: its template, what it is given, and whether the body stands there as tags."""

    name: str
    has_tags: bool
    template: bytes
    context: Callable[[Document], Data]


def peers(letterhead: bytes, compiled: CompiledWordTemplate, example: Document) -> tuple[Peer, Peer, Peer]:
    """The three ways; the written-out template has the clauses of the example."""
    loops = with_body(letterhead, {name: tags() for name, tags in PLACES.items()})
    written = with_body(letterhead, written_out(example, compiled)[0])

    def values(document: Document) -> Data:
        return {**word_context(document, compiled), "values": written_out(document, compiled)[1]}

    def whole(document: Document) -> Data:
        made = body_xml(document, compiled, Words)[0]
        return {**word_context(document, compiled), **{name: Markup(xml) for name, xml in made.items()}}

    return (
        Peer("docxtpl, loops", True, loops, lambda document: word_context(document, compiled)),
        Peer("docxtpl, written out", True, written, values),
        Peer("docxtpl, ready-made", False, letterhead, whole),
    )


def with_body(letterhead: bytes, body_tags: Mapping[str, str]) -> bytes:
    """The letterhead with XML and tags where it had one tag for each of its places."""
    parts = _parts(letterhead)
    text = parts[MAIN].decode()
    for place, tags in body_tags.items():
        pieces = re.split(rf"<w:p>(?:(?!<w:p>).)*\{{\{{p {place} \}}\}}.*?</w:p>", text)
        if len(pieces) != 2:
            raise ConflictError(f"the letterhead has {len(pieces) - 1} places for the {place}")
        text = tags.join(pieces)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {**parts, MAIN: text.encode()}.items():
            package.writestr(name, content)
    return packed.getvalue()


class _TagWords(Words):
    """Writes a tag where a fact stands, and keeps the fact."""

    def __init__(self, ids: Ids, targets: Targets, answer: Callable[[Answer], str]) -> None:
        super().__init__(ids, targets, answer)
        self.values: list[str] = []

    def _inline(self, part: Inline) -> str:
        if not isinstance(part, Filled):
            return super()._inline(part)
        self.values.append(part.text)
        return run(f"{{{{ values[{len(self.values) - 1}] }}}}")


def written_out(document: Document, compiled: CompiledWordTemplate) -> tuple[dict[str, str], list[str]]:
    """The body as it stands in Word with a tag for each fact, and the facts."""
    made, words = body_xml(document, compiled, _TagWords)
    return made, words.values


def body_xml(document: Document, compiled: CompiledWordTemplate, kind: type[W]) -> tuple[dict[str, str], W]:
    """The XML for each of the letterhead's places, as our renderer makes it."""
    ids = Ids()
    places = targets(document, ids)
    answers, width = FormAnswers(document, ids), compiled.text_width
    words = kind(ids, places, answers.control)
    numbering = Numbering(compiled.lists, compiled.first_free_number, compiled.first_free_definition)
    sections = Body(ids=ids, words=words, numbering=numbering, targets=places, width=width, open_rows=answers.rows)
    made = {
        "front": front_table(document, ids=ids, words=words, width=width),
        "contents": contents_table(document, ids=ids, targets=places),
        "body": sections.sections(document),
    }
    return made, words


def filled(template: bytes, context: Data) -> bytes:
    """The document as docxtpl makes it, from opening the template to the packed file (python-docx packs at level 6)."""
    opened = DocxTemplate(io.BytesIO(template))
    opened.render(context, autoescape=True)
    packed = io.BytesIO()
    opened.save(packed)
    return packed.getvalue()


def refuse_difference(ours: bytes, theirs: bytes) -> None:
    """Nothing, if word/document.xml is the same in canonical XML; nothing is evened out. Otherwise a `ConflictError`."""
    one, other = (etree.tostring(etree.fromstring(_parts(each)[MAIN]), method="c14n") for each in (ours, theirs))
    if one != other:
        place = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
        near = slice(max(place - 80, 0), place + 120)
        raise ConflictError(f"the two documents differ: {one[near]!r} is not {other[near]!r}")


def _parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}
