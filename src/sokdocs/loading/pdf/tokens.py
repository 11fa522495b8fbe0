"""What a PDF's streams are made of, word by word: split fast by qpdf (through pikepdf), and still read by pdfminer alone.

qpdf only says where a token ends. What each one means pdfminer says, once for every spelling, and it must see exactly one token there.
A stream that can't be shown to read the same in pieces is left to pdfminer as a whole, so there is never a second reading.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, cast

from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfinterp import PDFContentParser, PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import (
    KEYWORD_ARRAY_BEGIN,
    KEYWORD_ARRAY_END,
    KEYWORD_DICT_BEGIN,
    KEYWORD_DICT_END,
    KEYWORD_PROC_BEGIN,
    KEYWORD_PROC_END,
    PSBaseParser,
    PSBaseParserToken,
    PSKeyword,
    keyword_name,
)

MAX_SPLIT = 1024 * 1024
"""A longer stream is read as it comes and not held in pieces, which take many times its room."""
MAX_KNOWN = 100_000
IMAGE_DATA = b"ID"
AFTER = b" 0 "
STRING_PARTS = re.compile(rb"\\[0-7]{1,3}|\\[^0-7]|[^\\()]+", re.DOTALL)
NESTING = frozenset(
    (
        KEYWORD_ARRAY_BEGIN,
        KEYWORD_ARRAY_END,
        KEYWORD_DICT_BEGIN,
        KEYWORD_DICT_END,
        KEYWORD_PROC_BEGIN,
        KEYWORD_PROC_END,
        PDFContentParser.KEYWORD_BI,
    )
)
Operator = tuple[Callable[..., None] | None, int]


class _NotAloneError(Exception):
    """A piece of a stream that pdfminer doesn't read as one token wherever it stands."""


class _Vocabulary(dict[bytes, PSBaseParserToken | None]):
    """What each spelling means to pdfminer; nothing for blanks."""

    def __missing__(self, piece: bytes) -> PSBaseParserToken | None:
        if piece.startswith(b"("):
            meaning: PSBaseParserToken | None = self._string(piece)
        else:
            meaning = _alone(piece) if piece and not piece.isspace() else None
        self[piece] = meaning
        return meaning

    def _string(self, piece: bytes) -> PSBaseParserToken:
        """A string part by part, for most strings are new but their letters are not; as a whole where it has brackets inside."""
        inside = piece[1:-1]
        parts = STRING_PARTS.findall(inside)
        if len(parts) < 2 or b"".join(parts) != inside or not piece.endswith(b")"):
            return _alone(piece)
        return b"".join(cast(bytes, self[b"(" + part + b")"]) for part in parts)


def _alone(piece: bytes) -> PSBaseParserToken:
    """The one token; the number after it shows where it ended, for an open string, name or comment would swallow that."""
    if piece == IMAGE_DATA or _goes_by_place(piece):
        raise _NotAloneError
    parser = PSBaseParser(io.BytesIO(piece + AFTER))
    try:
        (start, token), (after, _) = parser.nexttoken(), parser.nexttoken()
    except (PSEOF, AssertionError) as error:
        raise _NotAloneError from error
    if (start, after) != (0, len(piece) + 1):
        raise _NotAloneError
    return token


def _goes_by_place(piece: bytes) -> bool:
    """Whether pdfminer reads it in another way where its buffer or a stream ends: odd names, and strings with some escapes."""
    return piece == b"/" or (piece.startswith(b"/") and b"#" in piece) or b"\\\r" in piece


class Tokens:
    """Splits the streams of one file, and remembers what it learnt."""

    def __init__(self) -> None:
        self._split = _splitter()
        self._known = _Vocabulary()

    def of(self, data: bytes) -> list[PSBaseParserToken] | None:
        """The tokens pdfminer would find in a stream; none at all where only pdfminer itself can tell."""
        pieces = self._split(data) if len(data) <= MAX_SPLIT else None
        if pieces is None:
            return None
        if len(self._known) > MAX_KNOWN:
            self._known.clear()
        try:
            return [token for token in map(self._known.__getitem__, pieces) if token is not None]
        except _NotAloneError:
            return None


def _splitter() -> Callable[[bytes], list[bytes] | None]:
    """Cuts a stream into tokens and blanks; gives none where qpdf stumbles or a byte would be lost."""
    import pikepdf  # slow to load, and only a PDF needs it

    pdf = pikepdf.new()
    content, page = pdf.make_stream(b""), pdf.add_blank_page()
    page.obj.Contents = content
    found: list[bytes] = []
    keep, bad = found.append, pikepdf.TokenType.bad

    class Filter(pikepdf.TokenFilter):
        def handle_token(self, token: pikepdf.Token) -> None:
            if token.type_ is bad:
                raise _NotAloneError
            keep(token.raw_value)

    def split(data: bytes) -> list[bytes] | None:
        found.clear()
        content.write(data)
        try:
            page.get_filtered_contents(Filter())
        except (_NotAloneError, pikepdf.PdfError):
            return None
        pieces = found.copy()
        return pieces if b"".join(pieces) == data and not pdf.get_warnings() else None

    return split


# --- pdfminer's own reader, given tokens instead of bytes


class _Given(PDFContentParser):
    """Puts the lists and dictionaries of a page together from tokens; where they stood is not known and not asked."""

    def __init__(self, tokens: Iterable[PSBaseParserToken]) -> None:
        self._given = iter(tokens)
        self.reset()

    def nexttoken(self) -> tuple[int, PSBaseParserToken]:
        for token in self._given:
            return 0, token
        raise PSEOF("no more tokens")


class SplitInterpreter(PDFPageInterpreter):
    """Draws pages as pdfminer does, from tokens that qpdf has split."""

    def __init__(self, manager: PDFResourceManager, device: PDFDevice, tokens: Tokens) -> None:
        super().__init__(manager, device)
        self._tokens = tokens
        self._operators: dict[PSKeyword, Operator] = {}

    def dup(self) -> "SplitInterpreter":
        """Another one for a drawing within the page."""
        return SplitInterpreter(self.rsrcmgr, self.device, self._tokens)

    def execute(self, streams: Sequence[object]) -> None:
        """Does what the streams say; leaves them to pdfminer where one of them can't be split."""
        found = [self._tokens.of(stream.get_data()) for stream in self._not_open_yet(streams)]
        split = [tokens for tokens in found if tokens is not None]
        if len(split) < len(found):
            super().execute(streams)
            return
        for each in _whole(chain.from_iterable(split)):
            if isinstance(each, PSKeyword):
                self._operate(each)
            else:
                self.push(cast(Any, each))

    def _not_open_yet(self, streams: Sequence[object]) -> list[PDFStream]:
        """The streams without those that would draw themselves, which pdfminer leaves out."""
        known = [(stream.objid, stream) for stream in map(stream_value, streams)]
        allowed = {at: stream for at, stream in known if at is not None and at not in self.parent_stream_ids}
        self.stream_ids = set(allowed)
        return [stream for at, stream in known if at in allowed]

    def _operate(self, keyword: PSKeyword) -> None:
        """Calls an operator with as many arguments as it takes; leaves it out where it is unknown or has too few."""
        if keyword not in self._operators:
            self._operators[keyword] = self._operator(keyword)
        operate, wanted = self._operators[keyword]
        arguments = self.pop(wanted)
        if operate is not None and len(arguments) == wanted:
            operate(*arguments)

    def _operator(self, keyword: PSKeyword) -> Operator:
        name = keyword_name(keyword).replace("*", "_a").replace('"', "_w").replace("'", "_q")
        operate = getattr(self, f"do_{name}", None)
        return (operate, operate.__code__.co_argcount - 1) if operate else (None, 0)


def _whole(tokens: Iterator[PSBaseParserToken]) -> Iterator[object]:
    """The tokens with lists and dictionaries put together by pdfminer; raises what it raises where they are broken."""
    for token in tokens:
        if token not in NESTING:
            yield token
            continue
        try:
            yield _Given(chain((token,), tokens)).nextobject()[1]
        except PSEOF:
            return
