"""The members of a ZIP file as they lie there: read strictly, unpacked within limits, and written the same way every time.

A file that two programs could read in two ways (doubled names, overlaps, headers that disagree) is not read at all.
"""

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

LARGEST_FILE = 10_000_000
MOST_MEMBERS = 500
LARGEST_UNPACKED = 50_000_000
HIGHEST_RATIO, RATIO_FROM = 100, 1_000_000

STORED, DEFLATED = 0, 8
END = struct.Struct("<4s4H2LH")
CENTRAL = struct.Struct("<4s6H3L5H2L")
LOCAL = struct.Struct("<4s5H3L2H")
ENCRYPTED, WITH_DESCRIPTOR, UNUSUAL = 0x0001, 0x0008, 0x2060  # general purpose bits of APPNOTE.TXT 4.4.4
UNIX, FILE_TYPE, SYMLINK = 3, 0xF000, 0xA000
NEW_YEAR_1980 = 0x0021  # the only date in the files we write
VERSION = 20
SPILL = 0xFFFF, 0xFFFFFFFF  # these values mean "look in the ZIP64 record"


class ZipFaultError(Exception):
    """Why a ZIP file is not read; `member` names the part at fault, or is empty."""

    def __init__(self, message: str, member: str = "") -> None:
        super().__init__(message)
        self.message, self.member = message, member


@dataclass(frozen=True, slots=True)
class Member:
    """One member: its name, how it is packed (stored or deflated), and its packed bytes."""

    name: str
    method: int
    crc: int
    size: int
    packed: bytes


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the central directory, and where its data lies."""

    name: str
    flags: int
    method: int
    crc: int
    packed_size: int
    size: int
    offset: int


# --- reading


def read_members(data: bytes) -> tuple[Member, ...]:
    """Every member in the order of the central directory, still packed; raises `ZipFaultError` for any doubt."""
    if len(data) > LARGEST_FILE:
        raise ZipFaultError(f"is larger than {LARGEST_FILE // 1_000_000} MB")
    start, entries = _directory(data)
    _check_names([entry.name for entry in entries])
    spans: list[tuple[int, int]] = []
    members: list[Member] = []
    for entry in entries:
        first = _data_start(data, entry)
        spans.append((entry.offset, first + entry.packed_size))
        members.append(Member(entry.name, entry.method, entry.crc, entry.size, data[first : first + entry.packed_size]))
    _check_spans(spans, start)
    return tuple(members)


def _directory(data: bytes) -> tuple[int, list[_Entry]]:
    end = data.rfind(b"PK\x05\x06")
    if not data.startswith(b"PK\x03\x04") or end < 0 or end + END.size > len(data):
        raise ZipFaultError("is not a ZIP file, or is cut short")
    _, disk, start_disk, here, count, size, start, comment = END.unpack_from(data, end)
    if disk or start_disk or here != count or SPILL[0] in (count,) or SPILL[1] in (size, start):
        raise ZipFaultError("is a ZIP file in several volumes or of a size that is not read")
    if end + END.size + comment != len(data) or start + size != end:
        raise ZipFaultError("has bytes before or after its ZIP directory that do not belong there")
    if count > MOST_MEMBERS:
        raise ZipFaultError(f"has more than {MOST_MEMBERS} members")
    entries, position = [], start
    for _ in range(count):
        entry, position = _entry(data, position, end)
        entries.append(entry)
    if position != end:
        raise ZipFaultError("has a ZIP directory that does not add up")
    return start, entries


def _entry(data: bytes, position: int, end: int) -> tuple[_Entry, int]:
    if position + CENTRAL.size > end:
        raise ZipFaultError("has a ZIP directory that is cut short")
    (
        sign,
        made_by,
        _,
        flags,
        method,
        _,
        _,
        crc,
        packed,
        size,
        name_length,
        extra,
        comment,
        disk,
        _,
        attributes,
        offset,
    ) = CENTRAL.unpack_from(data, position)
    first = position + CENTRAL.size
    name = _name(data[first : first + name_length])
    if sign != b"PK\x01\x02" or disk or SPILL[1] in (packed, size, offset):
        raise ZipFaultError("has a ZIP directory that is not read", name)
    if flags & (ENCRYPTED | UNUSUAL):
        raise ZipFaultError("is encrypted or patched", name)
    if method not in (STORED, DEFLATED):
        raise ZipFaultError("is packed in a way that is not read (only stored and deflated are)", name)
    if made_by >> 8 == UNIX and (attributes >> 16) & FILE_TYPE == SYMLINK:
        raise ZipFaultError("is a link to another file", name)
    return _Entry(name, flags, method, crc, packed, size, offset), first + name_length + extra + comment


def _name(raw: bytes) -> str:
    name = raw.decode("ascii", errors="backslashreplace")
    parts = name.removesuffix("/").split("/")
    if not raw.isascii() or not name.isprintable() or any(each in name for each in "\\:") or any(part in ("", ".", "..") for part in parts):
        raise ZipFaultError("has a name that is not allowed in a document", name.encode("unicode_escape").decode("ascii"))
    return name


def _check_names(names: list[str]) -> None:
    seen: dict[str, str] = {}
    for name in names:
        twin = seen.setdefault(name.lower().removesuffix("/"), name)
        if twin is not name:
            raise ZipFaultError("stands twice in the ZIP directory, perhaps with other capitals", name)


def _data_start(data: bytes, entry: _Entry) -> int:
    """Where a member's data begins; its own header must say what the directory says."""
    if entry.offset + LOCAL.size > len(data):
        raise ZipFaultError("lies outside the file", entry.name)
    sign, _, flags, method, _, _, crc, packed, size, name_length, extra = LOCAL.unpack_from(data, entry.offset)
    first = entry.offset + LOCAL.size
    agrees = (sign, method, flags & ENCRYPTED) == (b"PK\x03\x04", entry.method, 0)
    agrees = agrees and data[first : first + name_length] == entry.name.encode("ascii")
    if not flags & WITH_DESCRIPTOR:
        agrees = agrees and (crc, packed, size) == (entry.crc, entry.packed_size, entry.size)
    if not agrees:
        raise ZipFaultError("is described in two ways in the ZIP file", entry.name)
    return first + int(name_length) + int(extra)


def _check_spans(spans: list[tuple[int, int]], directory: int) -> None:
    """No two members share bytes (Python's own check came with 3.11.8, CVE-2024-0450)."""
    ordered = sorted(spans)
    if any(later[0] < earlier[1] for earlier, later in pairwise(ordered)) or any(last > directory for _, last in ordered):
        raise ZipFaultError("has members that overlap in the ZIP file")


def unpack_all(members: Iterable[Member]) -> dict[str, bytes]:
    """The contents by name, counted while unpacking so that a bomb is stopped, not measured."""
    left, parts = LARGEST_UNPACKED, {}
    for member in members:
        if member.size > left:
            raise ZipFaultError(f"would unpack to more than {LARGEST_UNPACKED // 1_000_000} MB in all", member.name)
        if member.size > RATIO_FROM and member.size > HIGHEST_RATIO * len(member.packed):
            raise ZipFaultError(f"is packed more than {HIGHEST_RATIO} to 1", member.name)
        parts[member.name] = unpack(member)
        left -= member.size
    return parts


def unpack(member: Member) -> bytes:
    """The content of one member, never longer than it says; raises `ZipFaultError` where size or checksum is wrong."""
    content = member.packed if member.method == STORED else _inflate(member)
    if len(content) != member.size or zlib.crc32(content) != member.crc:
        raise ZipFaultError("is damaged: size or checksum is wrong", member.name)
    return content


def _inflate(member: Member) -> bytes:
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = stream.decompress(member.packed, member.size + 1)
    except zlib.error as error:
        raise ZipFaultError("is damaged: it cannot be unpacked", member.name) from error
    if not stream.eof and len(content) == member.size:
        content += stream.decompress(stream.unconsumed_tail, 1)  # an empty last block may still be ahead
    if not stream.eof or stream.unused_data:
        raise ZipFaultError("is damaged: it does not end where it should", member.name)
    return content


# --- writing


def deflated(name: str, content: bytes) -> Member:
    """A member packed at level 6."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(content) + packer.flush()
    return Member(name, DEFLATED, zlib.crc32(content), len(content), packed)


def write_members(members: Iterable[Member]) -> bytes:
    """A ZIP file with these members in this order; the same members give the same bytes on every day."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for member in members:
        name = member.name.encode("ascii")
        told = (member.method, 0, NEW_YEAR_1980, member.crc, len(member.packed), member.size, len(name))
        head = LOCAL.pack(b"PK\x03\x04", VERSION, 0, *told, 0) + name
        directory.append(CENTRAL.pack(b"PK\x01\x02", VERSION, VERSION, 0, *told, 0, 0, 0, 0, 0, offset) + name)
        pieces += (head, member.packed)
        offset += len(head) + len(member.packed)
    size = sum(len(each) for each in directory)
    end = END.pack(b"PK\x05\x06", 0, 0, len(directory), len(directory), size, offset, 0)
    return b"".join((*pieces, *directory, end))
