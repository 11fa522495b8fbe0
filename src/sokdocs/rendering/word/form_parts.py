"""The parts a Word form has beyond other documents: its answers, and the prompts that Word shows again in an emptied place."""

from collections.abc import Mapping
from uuid import NAMESPACE_URL, uuid5

from sokdocs.packages.word_package import TYPES_PART
from sokdocs.rendering.word.compiled_template import CompiledWordTemplate
from sokdocs.rendering.word.form import ANSWERS_NAMESPACE, ANSWERS_STORE, FormAnswers
from sokdocs.rendering.word.template_parts import DECLARATION, LINKS, OFFICE_LINK, PROPERTIES_TYPE, W, free_store, linked, with_types
from sokdocs.rendering.word.text import PROMPT, paragraph, run

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
GLOSSARY_TYPE, STYLES_TYPE = f"{WORD_TYPE}document.glossary+xml", f"{WORD_TYPE}styles+xml"
GLOSSARY_LINK = f"{OFFICE_LINK}glossaryDocument"
GLOSSARY = "glossary-of-prompts"  # the folder, under that of the main part; a template's own is called glossary
OF_PROMPT = (
    '<w:category><w:name w:val="General"/><w:gallery w:val="placeholder"/></w:category>'
    '<w:behaviors><w:behavior w:val="content"/></w:behaviors>'
)


def form_parts(template: CompiledWordTemplate, answers: FormAnswers, *, styles: bytes) -> dict[str, bytes]:
    """The parts to add to a form made from this template, and the two that tell of them."""
    store = free_store(template.order)
    links, types = template.held(template.links), {f"/{store.properties}": PROPERTIES_TYPE}
    prompts: dict[str, bytes] = {}
    if answers.prompts and GLOSSARY_LINK.encode() not in links:
        folder = f"{template.main.rpartition('/')[0]}/{GLOSSARY}".lstrip("/")
        prompts = _prompt_parts(folder, answers.prompts, styles)
        types |= {f"/{folder}/document.xml": GLOSSARY_TYPE, f"/{folder}/styles.xml": STYLES_TYPE}
        links = linked(links, GLOSSARY_LINK, f"/{folder}/document.xml").encode("utf-8")
    parts = {
        TYPES_PART: with_types(template.held(TYPES_PART), types),
        template.links: linked(links, f"{OFFICE_LINK}customXml", f"/{store.item}"),
        store.item: answers.part(),
        **store.told(ANSWERS_STORE, ANSWERS_NAMESPACE),
    }
    return {**prompts, **{name: text.encode("utf-8") for name, text in parts.items()}}


def _prompt_parts(folder: str, prompts: Mapping[str, str], styles: bytes) -> dict[str, bytes]:
    """The prompts as building blocks of the file, with the styles they are shown in."""
    link = f'<Relationship Id="rId1" Type="{OFFICE_LINK}styles" Target="styles.xml"/>'
    blocks = "".join(_block(name, prompt) for name, prompt in sorted(prompts.items()))
    glossary = f'<w:glossaryDocument xmlns:w="{W[1:-1]}"><w:docParts>{blocks}</w:docParts></w:glossaryDocument>'
    return {
        f"{folder}/document.xml": f"{DECLARATION}{glossary}".encode(),
        f"{folder}/_rels/document.xml.rels": f'{DECLARATION}<Relationships xmlns="{LINKS[1:-1]}">{link}</Relationships>'.encode(),
        f"{folder}/styles.xml": styles,
    }


def _block(name: str, prompt: str) -> str:
    identity = str(uuid5(NAMESPACE_URL, f"{ANSWERS_NAMESPACE}:{name}")).upper()
    return (
        f'<w:docPart><w:docPartPr><w:name w:val="{name}"/>{OF_PROMPT}<w:guid w:val="{{{identity}}}"/></w:docPartPr>'
        f"<w:docPartBody>{paragraph('Normal', run(prompt, PROMPT))}</w:docPartBody></w:docPart>"
    )
