"""A Word template made ready once, so that each document only fills in words and packs what they change.

The tags in the template are cleaned by docxtpl, which knows how Word scatters them, and compiled in the sandbox. Parts that
never change stay the packed bytes they already were. The room for the manifest is made here too.
"""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from jinja2 import Template, TemplateError, meta
from markupsafe import Markup

from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem, did_you_mean
from sokdocs.packages.word_package import WordPackage, open_word_package
from sokdocs.packages.zip_members import Member, deflated, unpack, write_members
from sokdocs.rendering.sandbox import compile_template, sandbox_environment
from sokdocs.rendering.word.numbers import WordList, highest_definition, highest_number, read_lists
from sokdocs.rendering.word.template_parts import CORE_PART, TemplateParts, prepare_parts

FILE = "the Word template"
HELP = "templates/README.md lists the words and styles of a Word template"
PLACES = ("title", "front", "contents", "body")  # what the template must have a place for
SAMPLE: Mapping[str, object] = MappingProxyType(
    {
        "title": "T",
        "subtitle": "S",
        "front": Markup(),
        "contents": Markup(),
        "body": Markup(),
        "reference": "R",
        "dated_on": "2026-01-01",
        "language": "nb",
        "marks": ("M",),
        "letterhead": {"name": "N", "lines": ("L",), "footer": "F", "colour": "#000000"},
        "words": {"contents": "C", "page": "P", "of": "O", "front": "F"},
    }
)
TAGGED_KINDS = ("header", "footer", "footnotes", "endnotes")
TAG = re.compile(r"\{[{%#]")


@dataclass(frozen=True, slots=True)
class CompiledWordTemplate:
    """A template ready for any number of documents.

    `order` is the order of the members; each is either copied as it lies (`copied`) or made from a compiled text (`filled`).
    `looks` are the parts that hold the template's own colour and language, as text.
    """

    order: tuple[str, ...]
    copied: Mapping[str, Member]
    filled: Mapping[str, Template]
    looks: Mapping[str, str]
    colour: str
    language: str
    numbering_part: str
    numbering: str
    lists: tuple[WordList, ...]
    first_free_number: int
    first_free_definition: int
    manifest_part: str
    main: str
    links: str
    text_width: int

    def held(self, name: str) -> bytes:
        """A part that no words are filled in."""
        return unpack(self.copied[name])

    def fill(self, words: Mapping[str, object], replaced: Mapping[str, bytes]) -> bytes:
        """The finished package: the words filled in, some parts replaced whole or added, all else as it lay in the template."""
        made = {name: deflated(name, content) for name, content in replaced.items()}
        for name, template in self.filled.items():
            made[name] = deflated(name, shown(template, words).encode("utf-8"))
        added = sorted(made.keys() - set(self.order))
        return write_members(made.get(name) or self.copied[name] for name in (*self.order, *added))


def shown(template: Template, words: Mapping[str, object]) -> str:
    """The template with its words; `InvalidError` names a word that is not there."""
    try:
        return template.render(words)
    except TemplateError as error:
        message = f"the Word template cannot be filled: {error}"
        raise InvalidError(message, [Problem(Place(FILE), message, HELP)]) from error


def compile_word_template(data: bytes) -> CompiledWordTemplate:
    """The template made ready; `InvalidError` names an unknown word, a refused tag, a place or part that is missing."""
    package = open_word_package(data, name=FILE)
    parts = prepare_parts(package)
    filled = _filled(package, parts)
    names = sorted(
        {*parts.texts, *parts.untouched, parts.manifest_part, CORE_PART},
        key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name),
    )
    numbering = parts.texts[parts.numbering_part]
    return CompiledWordTemplate(
        order=tuple(names),
        copied=MappingProxyType(_copied(parts, filled)),
        filled=MappingProxyType(filled),
        looks=MappingProxyType({name: parts.texts[name] for name in parts.look_parts}),
        colour=parts.colour,
        language=parts.language,
        numbering_part=parts.numbering_part,
        numbering=numbering,
        lists=read_lists(numbering.encode("utf-8")),
        first_free_number=highest_number(numbering.encode("utf-8")) + 1,
        first_free_definition=highest_definition(numbering.encode("utf-8")) + 1,
        manifest_part=parts.manifest_part,
        main=package.main,
        links=parts.links,
        text_width=parts.text_width,
    )


def _copied(parts: TemplateParts, filled: Mapping[str, Template]) -> dict[str, Member]:
    changed = {name: deflated(name, text.encode("utf-8")) for name, text in parts.texts.items() if name not in filled}
    return {**parts.untouched, **changed}


def _filled(package: WordPackage, parts: TemplateParts) -> dict[str, Template]:
    """Every part with tags, cleaned, compiled, and tried once with sample words."""
    tagged = [package.main, *(part for kind in TAGGED_KINDS for part in package.related(package.main, kind))]
    cleaner = DocxTemplate(io.BytesIO())
    filled: dict[str, Template] = {}
    used: dict[str, set[str]] = {}
    for name in dict.fromkeys(tagged):
        source: str = cleaner.patch_xml(parts.texts[name])
        if TAG.search(source):
            filled[name] = compile_template(source, name=f"{FILE}, {name}")
            used[name] = _names(source)
    _check_names(used, package.main)
    for template in filled.values():
        shown(template, SAMPLE)
    return filled


def _names(source: str) -> set[str]:
    return meta.find_undeclared_variables(sandbox_environment().parse(source))


def _check_names(used: Mapping[str, set[str]], main: str) -> None:
    for part, names in used.items():
        for name in sorted(names - set(SAMPLE)):
            _refuse(f'unknown word "{name}" in {part} of the Word template', did_you_mean(name, SAMPLE, HELP))
    for place in PLACES:
        if place not in used.get(main, set()):
            _refuse(f"the Word template has no place for the {place}")


def _refuse(message: str, hint: str = HELP) -> None:
    raise InvalidError(message, [Problem(Place(FILE), message, hint)])
