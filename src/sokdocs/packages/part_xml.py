"""The XML of a part: without a document type, in an encoding that every reader takes the same way, and well-formed.

A document type could empty or swell an answer by its entities. It can only stand before the first element, so expat, which reads no
further than it is told to, looks there before another parser sees the part.
"""

from typing import NoReturn
from xml.parsers import expat

from lxml import etree

from sokdocs.packages.zip_members import ZipFaultError

ENCODINGS = ("utf-8", "us-ascii", "utf-16", "utf-16le", "utf-16be")
"""What ECMA-376 part 2, 9.1.3 allows in a package: UTF-8, of which ASCII is a part, and UTF-16."""
PIECE = 4_096


def check_part(content: bytes, part: str, *, any_encoding: bool = False) -> None:
    """Raises `ZipFaultError` where a part has a document type or another encoding, or is not well-formed."""
    parser = _strict(part, any_encoding=any_encoding)
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise _ill_formed(part) from error


def read_part(content: bytes, part: str) -> etree._Element:
    """The root of a part that keeps the same rules; its owner may change it."""
    _check_beginning(content, part)
    try:
        return parsed(content)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _ill_formed(part) from error


def parsed(content: bytes) -> etree._Element:
    """The root of a part that was checked; nothing outside it is looked up. `XMLSyntaxError` where lxml takes it for ill-formed."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, collect_ids=False
    )
    return etree.fromstring(content, parser)


def _check_beginning(content: bytes, part: str) -> None:
    """The same up to the first element, after which no document type can stand."""
    parser, started = _strict(part), False

    def start(*_: object) -> None:
        nonlocal started
        started = True

    parser.StartElementHandler = start
    try:
        first, piece = 0, PIECE
        while first < len(content):
            parser.Parse(content[first : first + piece], False)
            if started:
                return
            first, piece = first + piece, 2 * piece  # expat begins an unfinished comment anew with every piece
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise _ill_formed(part) from error


def _strict(part: str, *, any_encoding: bool = False) -> expat.XMLParserType:
    parser = expat.ParserCreate()

    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in ENCODINGS:
            raise ZipFaultError("is in an encoding that Word files do not have; only UTF-8 and UTF-16 are read", part)

    def refuse(*_: object) -> NoReturn:
        raise ZipFaultError("holds a document type definition", part)

    if not any_encoding:
        parser.XmlDeclHandler = declared
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def _ill_formed(part: str) -> ZipFaultError:
    return ZipFaultError("is not well-formed XML", part)
