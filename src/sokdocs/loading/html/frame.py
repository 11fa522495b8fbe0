"""What stands around the text of an HTML file that was made here: the head, the style sheet, page head and foot, contents.

Their words are not lines of the document, so they may hold only what a finished file holds there, and hold it once.
"""

import re
from collections import Counter
from collections.abc import Iterator

from lxml.html import HtmlElement

from sokdocs.core.errors import InvalidError
from sokdocs.core.values.text import fold

HEAD_META = (("charset",), ("http-equiv", "content"), ("name", "content"))
META_NAMES = frozenset({"viewport", "referrer", "dcterms.date"})
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
LONGEST_LABEL, LONGEST_LINK = 40, 16
HEAD, FOOT, NAV, SKIP = "header.page-head", "footer.page-foot", "nav.contents", "a.skip"
INSIDE = {
    HEAD: "div.inside div.inside/div.sender div.inside/ul.marks",
    FOOT: "div.inside div.inside/div div.inside/p.to-top div.inside/p.to-top/a",
    NAV: "details details/summary.contents-title details/ol",
    SKIP: "",
}
ONCE = frozenset({*INSIDE, *(f"{region}/{part}" for region, parts in INSIDE.items() for part in parts.split())}) | {
    f"{HEAD}/div.inside/div.sender/p.sender-name",
    f"{HEAD}/div.inside/div.sender/p.reference",
}
OFTEN = frozenset(
    {
        f"{HEAD}/div.inside/div.sender/p",
        f"{HEAD}/div.inside/ul.marks/li",
        f"{FOOT}/div.inside/div/p",
        *(f"{NAV}/details/{path}" for path in ("ol/li", "ol/li/ol", "ol/li/a", "ol/li/a/span", "ol/li/a/span.number")),
    }
)
PLACES = ONCE | OFTEN
WORDY = frozenset(
    path
    for path in PLACES
    if path.rpartition("/")[2].partition(".")[0] in ("p", "span", "summary") or path.endswith(("marks/li", "top/a", SKIP))
)
FRAME_ATTRIBUTES = frozenset({"class", "role", "aria-label", "open", "href"})


def region_of(element: HtmlElement) -> str:
    """Which part of the frame an element is by its place, or nothing: around the text, never within it."""
    above = element.getparent()
    place = str(above.tag) if above is not None else ""
    match element.tag:
        case "header" if place == "body":
            return HEAD
        case "footer" if place == "body":
            return FOOT
        case "nav" if place == "main":
            return NAV
        case "a" if (place, element.get("class")) == ("body", "skip"):
            return SKIP
        case _:
            return ""


def check_frame(root: HtmlElement) -> None:
    """Raises where the frame holds anything that a finished file doesn't, or holds twice what stands there once."""
    _check_head(root)
    paths: Counter[str] = Counter()
    for region in root.iter("header", "footer", "nav", "a"):
        name = region_of(region)
        if name:
            _check_part(region, _named(region), paths)
    for path in (HEAD, FOOT, *paths):
        if paths[path] != 1 and path in ONCE:
            raise InvalidError(f"has {paths[path]} elements <{path.rpartition('/')[2]}> where one is right")
    _check_repeats(root)


def _check_part(element: HtmlElement, path: str, paths: Counter[str]) -> None:
    """One element of the frame and all below it; entries of the contents under another count as entries."""
    _check_place(element, path)
    paths[path] += 1
    above = "details/ol/li" if path.endswith("/ol/li/ol") else ""
    for child in element:
        _check_part(child, f"{NAV}/{above}" if above and child.tag == "li" else f"{path}/{_named(child)}", paths)


def _named(element: HtmlElement) -> str:
    style = element.get("class")
    return f"{element.tag}.{style}" if style else str(element.tag)


def _check_place(element: HtmlElement, path: str) -> None:
    if path not in PLACES:
        raise InvalidError(f"has an element <{element.tag}> at {path}, which no issued file has")
    for name in element.attrib:
        if name not in FRAME_ATTRIBUTES:
            raise InvalidError(f"has an attribute {name} at <{element.tag}>, which no issued file has")
    check_link(element)
    text = "" if path in WORDY else element.text
    loose = (text or "").strip() or ("" if path in INSIDE else element.tail or "").strip()
    if loose:
        raise InvalidError(f'has words at {path} that no issued file has there: "{fold(loose)}"')
    label = element.get("aria-label", "")
    if label and (len(label) > LONGEST_LABEL or not path.endswith(("marks", NAV))):
        raise InvalidError(f'has an attribute aria-label at <{element.tag}> that no issued file has: "{label}"')


def check_link(element: HtmlElement) -> None:
    """Raises where a link leads out of the file."""
    if not element.get("href", "#").startswith("#"):
        raise InvalidError(f'has a link to "{element.get("href")}", which no issued file has')


# --- words that stand in two places


def _check_repeats(root: HtmlElement) -> None:
    """Marks stand in the head and the foot of the page and, with the reference, at the foot of each printed page."""
    marks = _words(root, ".//header//li")
    feet = _words(root, ".//footer/div/div/p")
    if feet[max(0, len(feet) - len(marks)) :] != marks or len(feet) > len(marks) + 1:
        raise InvalidError("has a foot of the page that does not repeat the marks in the head of the page")
    for words in (*_words(root, "./body/a"), *_words(root, "./body/footer/div/p/a")):
        if len(words) > LONGEST_LINK:
            raise InvalidError(f'has a link with the words "{words}", which no issued file has')
    titles = _words(root, ".//summary")
    if any(len(title) > LONGEST_LABEL for title in titles):
        raise InvalidError(f'has contents under the words "{titles[0]}", which no issued file has')
    check_style("".join(root.find("./head/style").itertext()), (*_words(root, ".//header//p[@class='reference']"), *marks))


def _words(root: HtmlElement, path: str) -> list[str]:
    return [fold("".join(each.itertext())) for each in root.iterfind(path)]


def frame_lines(root: HtmlElement, body_lines: frozenset[str]) -> Iterator[str]:
    """Words of the frame that should repeat the text and don't: the file's title, and entries of the contents."""
    title, heading = "".join(_words(root, "./head/title")), "".join(_words(root, ".//h1")[:1])
    name = "".join(_words(root, ".//header//p[@class='sender-name']"))
    if title != fold(f"{heading} – {name}"):
        yield title
    for entry in _words(root, ".//nav//a"):
        if entry not in body_lines:
            yield entry


# --- the head


def _check_head(root: HtmlElement) -> None:
    if [each.tag for each in root] != ["head", "body"] or set(root.keys()) - {"lang"} or root[0].keys():
        raise InvalidError("does not consist of one head and one body, as an issued file does")
    for script in root.iter("script"):
        place = script.getparent()
        if dict(script.attrib) != {"type": "application/json", "id": "manifest"} or place is None or place.tag != "body":
            raise InvalidError("has an element <script> that is not the manifest, which no issued file has")
    for element in root[0]:
        _check_head_element(element)
    for tag in ("title", "style"):
        count = sum(each.tag == tag for each in root[0])
        if count != 1:
            raise InvalidError(f"has {count} elements <{tag}> in its head where one is right")


def _check_head_element(element: HtmlElement) -> None:
    keys = tuple(element.keys())
    known = element.tag in ("title", "style") and not keys
    if element.tag == "meta" and keys in HEAD_META:
        known = keys == ("charset",) or element.get("name") in META_NAMES or element.get("content") == POLICY
    if not known or len(element) or fold(element.tail or ""):
        what = " ".join([str(element.tag), *(f'{key}="{value}"' for key, value in element.items())])
        raise InvalidError(f"has an element <{what}> in its head, which no issued file has")


# --- the style sheet

LEXEMES = re.compile(r"/\*.*?(?:\*/|\Z)|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'", re.DOTALL)
DECLARATION = re.compile(r"([-\w]+)\s*:([^;{}]*)")
RULE = re.compile(r"([^{};]*)\{([^{}]*)\}")
HIDING = re.compile(
    r"(?<![-\w])(visibility|content-visibility|opacity|clip|clip-path|text-indent|transform|translate|scale|zoom|filter|mask)\s*:"
    r"|(?<![-\w])(?:color|font-size|font)\s*:\s*(?:transparent|0)(?![\d.])",
    re.IGNORECASE,
)
NOT_DISPLAYED = re.compile(r"(?<![-\w])display\s*:\s*none", re.IGNORECASE)
MAY_BE_HIDDEN = ".skip, .page-foot .to-top"
PAGE_COUNT = 'counter(page) " / " counter(pages)'
AT_RULES = frozenset({"@media", "@page", "@bottom-left", "@bottom-right"})
ESCAPED = re.compile(r"\\([0-9a-fA-F]{6})")


def check_style(css: str, foot: tuple[str, ...]) -> None:
    """Raises where a style sheet shows words other than the foot of printed pages, hides anything, or takes in another file."""
    bare = LEXEMES.sub(lambda found: " " if found[0].startswith("/*") else '""', css)
    for word in ("\\", "<", "url(", "attr(", "'"):
        if word in bare.lower():
            raise InvalidError(f'has a style sheet with "{word}", which no issued file has')
    strange = sorted(set(re.findall(r"@[-\w]+", bare)) - AT_RULES)
    if strange:
        raise InvalidError(f"has a style sheet with {strange[0]}, which no issued file has")
    _check_shown(LEXEMES.sub(lambda found: " " if found[0].startswith("/*") else found[0], css), " · ".join(foot))
    for selector, rule in RULE.findall(bare):
        hidden = HIDING.search(rule) or (fold(selector) != MAY_BE_HIDDEN and NOT_DISPLAYED.search(rule))
        if hidden:
            raise InvalidError(f'has a style sheet that hides "{fold(selector)}" with "{fold(hidden[0])}", which no issued file has')


def _check_shown(css: str, foot: str) -> None:
    for name, value in DECLARATION.findall(css):
        if name.lower() == "content":
            shown = fold(ESCAPED.sub(lambda found: chr(int(found[1], 16) % 0x110000), value))
            known = shown in (f'"{foot}"', PAGE_COUNT)
        else:
            shown, known = value.strip(), not set(value) & {'"', "'"} or name.lower() in ("font", "font-family")
        if not known:
            raise InvalidError(f"has a style sheet that shows {shown} by {name}, which no issued file has")
