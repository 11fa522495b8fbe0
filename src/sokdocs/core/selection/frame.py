"""The words of a document that belong to no clause: titles, headings, labels, table heads."""

import re
from collections.abc import Iterator

from sokdocs.core.clauses.wording import FIELD
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.values.language import Localized
from sokdocs.core.values.text import fold


def frame_patterns(catalogue: Catalogue, language: str) -> tuple[re.Pattern[str], ...]:
    """A pattern for every line a pack, a fact's label or a table head can give; fields match any words.

    A line that is nothing but a field has no words of its own, and would fit anything: it gives none.
    """
    texts = {text[language] for text in _texts(catalogue) if language in text and FIELD.sub("", text[language]).strip()}
    return tuple(
        re.compile(".{1,400}?".join(re.escape(part) for part in FIELD.sub("\x00", fold(text)).split("\x00"))) for text in sorted(texts)
    )


def _texts(catalogue: Catalogue) -> Iterator[Localized]:
    for pack in catalogue.packs.values():
        yield pack.title
        yield pack.subtitle
        yield from (section.title for section in (*pack.sections, *pack.annexes))
    yield from (definition.label for definition in catalogue.library.facts.values())
    yield from (heading for definition in catalogue.library.facts.values() for heading in definition.columns.values())
    for name, text in catalogue.library.phrases.words.items():
        if name.startswith(("table_", "column_", "equivalent", "decision_")):
            yield text
