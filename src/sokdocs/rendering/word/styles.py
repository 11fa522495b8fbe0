"""The styles that a document uses in Word, known by the names people see.

Word writes its own ids for them when it saves a file, in the language it runs in (`Overskrift1`). So a template's styles
are found by name, and given our ids before anything is made with them.
"""

import re
from collections.abc import Mapping

from lxml import etree

from sokdocs.core.errors import InvalidError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLE_NAMES: Mapping[str, str] = {
    "AnnexHeading": "Annex Heading",
    "AnnexText": "Annex Text",
    "Caption": "caption",
    "DocumentTable": "Document Table",
    "FrontFact": "Front Fact",
    "FrontLabel": "Front Label",
    "FrontTable": "Front Table",
    "Heading1": "heading 1",
    "Heading2": "heading 2",
    "Hyperlink": "Hyperlink",
    "InnerListEntry": "Inner List Entry",
    "ListEntry": "List Entry",
    "MissingFact": "Missing Fact",
    "OpenRegion": "Open Region",
    "PlaceholderText": "Placeholder Text",
    "PlainProvision": "Plain Provision",
    "Provision": "Provision",
    "Subtitle": "Subtitle",
    "TableCell": "Table Cell",
    "TableGap": "Table Gap",
    "TableHead": "Table Head",
    "Title": "Title",
    "TOC1": "toc 1",
    "TOC2": "toc 2",
    "TOCHeading": "TOC Heading",
}
USES = re.compile(r'(<w:(?:pStyle|rStyle|tblStyle|basedOn|next|link|styleLink|numStyleLink)\b[^>]*?\bw:val="|\bw:styleId=")([^"]*)(")')


def with_our_ids(texts: Mapping[str, str], styles_part: str) -> dict[str, str]:
    """The parts with our ids for the styles of these names; `InvalidError` names the styles that are missing."""
    named = _ids_by_name(texts[styles_part])
    missing = [name for name in STYLE_NAMES.values() if name.casefold() not in named]
    if missing:
        raise InvalidError("the Word template lacks these styles: " + ", ".join(missing))
    renamed = {named[name.casefold()]: ours for ours, name in STYLE_NAMES.items() if named[name.casefold()] != ours}
    clashing = sorted({*renamed.values()} & ({*named.values()} - {*renamed}))
    if clashing:
        raise InvalidError("the Word template uses these ids for styles of other names: " + ", ".join(clashing))
    if not renamed:
        return dict(texts)
    return {
        part: USES.sub(lambda match: match.group(1) + renamed.get(match.group(2), match.group(2)) + match.group(3), text)
        for part, text in texts.items()
    }


def _ids_by_name(styles: str) -> dict[str, str]:
    root = etree.fromstring(styles.encode("utf-8"))
    found: dict[str, str] = {}
    for style in root.iterchildren(W + "style"):
        name = style.find(W + "name")
        if name is not None:
            found[str(name.get(W + "val")).casefold()] = str(style.get(W + "styleId"))
    return found
