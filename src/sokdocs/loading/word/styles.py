"""What the styles of a Word file say about its paragraphs: which list they stand in, and on what other style they build."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from sokdocs.core.errors import InvalidError
from sokdocs.loading.word.numbers import DEEPEST, NO_LIST, Numbered, W, bounded, value_of

LEVEL = "a paragraph on the list level"
MOST_STYLES, LONGEST_CHAIN = 4_000, 40
"""More than any word program writes: a default template of Word has some 400, and Word builds no more than 11 on each other."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a file by id, and the lists that may be tied to them."""

    by_id: Mapping[str, etree._Element]
    default: str
    lists: Mapping[str, Numbered]
    defaults: etree._Element | None = None

    def place(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """The list and level a paragraph stands in: its own, else its style's."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        own_list = "" if own is None else value_of(own, "numId")
        own_level = "" if own is None else value_of(own, "ilvl")
        style = style_of(paragraph) or self.default
        list_id, level = (own_list, 0) if own_list else self._from_style(style)
        if list_id in ("", NO_LIST):
            return None
        return list_id, bounded(int(own_level), DEEPEST, LEVEL) if own_level else level

    def name(self, style: str) -> str:
        """A style's name as Word shows it, in small letters."""
        return value_of(self.by_id[style], "name").lower() if style in self.by_id else ""

    def _from_style(self, style: str) -> tuple[str, int]:
        list_id, level = "", ""
        for each in self.chain(style):
            numbers = each.find(f"{W}pPr/{W}numPr")
            if numbers is not None:
                list_id, level = list_id or value_of(numbers, "numId"), level or value_of(numbers, "ilvl")
        linked = self.lists.get(list_id)
        if linked and not level:
            level = next((str(depth) for depth, each in linked.levels.items() if each.style == style), "0")
        return list_id, bounded(int(level or "0"), DEEPEST, LEVEL)

    def chain(self, style: str) -> Iterator[etree._Element]:
        """A style and those it is based on, also where they go round in a circle; `InvalidError` where there is no end of them."""
        seen: set[str] = set()
        while style in self.by_id and style not in seen:
            if len(seen) == LONGEST_CHAIN:
                raise InvalidError(f"builds more than {LONGEST_CHAIN} styles on each other")
            seen.add(style)
            yield self.by_id[style]
            style = value_of(self.by_id[style], "basedOn")


def styles_in(root: etree._Element | None, lists: Mapping[str, Numbered]) -> Styles:
    """The styles of a file; none where it has no styles part. `InvalidError` where one is defined twice, or there are too many."""
    styles = () if root is None else tuple(root.iterchildren(W + "style"))
    if len(styles) > MOST_STYLES:
        raise InvalidError(f"has more than {MOST_STYLES} styles")
    found: dict[str, etree._Element] = {}
    for each in styles:
        if found.setdefault(str(each.get(W + "styleId")), each) is not each:
            raise InvalidError(f'defines the style "{str(each.get(W + "styleId"))[:60]}" twice')
    default = next(
        (name for name, each in found.items() if each.get(W + "type") == "paragraph" and each.get(W + "default") in ("1", "true")),
        "",
    )
    return Styles(found, default, lists, None if root is None else root.find(W + "docDefaults"))


def style_of(paragraph: etree._Element) -> str:
    """The id of the style that a paragraph names itself."""
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(W + "val", ""))
