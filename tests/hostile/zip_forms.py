"""Word files whose ZIP package means harm: bombs, doubled members, names that lead outside."""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from sokdocs.packages.zip_members import Member, deflated, read_members, write_members
from tests.hostile.hostile_form import Build, HostileForm, forms
from tests.hostile.sound_forms import ANSWERS, LINKS, MAIN, TYPES, parts, sound_docx, with_parts

Change = Callable[[bytearray, int, int], None]


def hostile_zips() -> Iterator[HostileForm]:
    """Every form of this file."""
    yield from forms("zip-bomb", "docx", "to 1", _bombs())
    yield from forms("doubled-member", "docx", "stands twice", _doubled())
    yield from forms("member-name", "docx", "a name that is not allowed", _names())


def with_member(name: str, content: bytes = b"<a/>") -> bytes:
    """The form with one member more."""
    return write_members((*read_members(sound_docx()), deflated(name, content)))


# --- bombs


def _bombs() -> dict[str, Build | tuple[str, Build]]:
    return {
        "ratio": lambda: with_member("word/more.xml", bytes(12_000_000)),
        "overlap": ("overlap", _overlap),
        "ratio-in-the-words": lambda: with_parts({MAIN: parts()[MAIN].replace(b"Leder", b"Leder" + b" " * 45_000_000)}),
        "ratio-in-the-answers": lambda: with_parts({ANSWERS: parts()[ANSWERS].replace(b">Leder", b">" + b"L" * 45_000_000, 1)}),
        "nested": lambda: with_member("word/media/image1.png", _nested(3)),
        "members": ("more than 500 members", _many_members),
        "unpacked": ("more than 50 MB", _much_in_all),
        "file": ("larger than 10 MB", lambda: sound_docx() + bytes(10_000_000)),
        "liar": ("damaged", _liar),
        "zip64": ("is not read", _zip64),
        "claims": ("50 MB", partial(_claiming, 4_000_000_000)),
    }


def _nested(depth: int) -> bytes:
    inner = bytes(10_000_000)
    for _ in range(depth):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
            for number in range(10):
                package.writestr(zipfile.ZipInfo(f"{number}.zip"), inner, zipfile.ZIP_DEFLATED)
        inner = stream.getvalue()
    return inner + bytes(8_000_000)


def _many_members() -> bytes:
    return write_members((*read_members(sound_docx()), *(deflated(f"word/x{number}.xml", b"<a/>") for number in range(20_000))))


def _much_in_all() -> bytes:
    noise = b"".join(zlib.crc32(struct.pack("<I", number)).to_bytes(4, "little") * 20 for number in range(125_000))
    return write_members((*read_members(sound_docx()), *(deflated(f"word/x{number}.xml", noise) for number in range(6))))


def _liar() -> bytes:
    return write_members((*read_members(sound_docx()), replace(deflated("word/more.xml", bytes(30_000_000)), size=10)))


def _claiming(size: int) -> bytes:
    return write_members((*read_members(sound_docx()), replace(deflated("word/more.xml", bytes(100)), size=size)))


def _overlap() -> bytes:
    """A directory of many lines that all name the same bytes."""
    inner = write_members([deflated("word/b.xml", b"<b/>")])
    local = inner[: inner.index(b"PK\x01\x02")]
    hidden = Member("word/a.xml", 0, zlib.crc32(local), len(local), local)
    data = write_members((*read_members(sound_docx()), hidden))
    end, start = data.rindex(b"PK\x05\x06"), data.index(b"PK\x01\x02")
    entry = bytearray(inner[inner.index(b"PK\x01\x02") : inner.rindex(b"PK\x05\x06")])
    entry[42:46] = struct.pack("<I", data.index(local))
    count = struct.unpack_from("<H", data, end + 10)[0] + 1
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, end - start + len(entry), start, 0)
    return data[:end] + bytes(entry) + tail


def _zip64() -> bytes:
    data = bytearray(sound_docx())
    struct.pack_into("<H", data, data.rindex(b"PK\x05\x06") + 8, 0xFFFF)
    struct.pack_into("<H", data, data.rindex(b"PK\x05\x06") + 10, 0xFFFF)
    return bytes(data)


# --- doubled members


def _doubled() -> dict[str, Build | tuple[str, Build]]:
    def twin(name: str, part: str) -> Build:
        return lambda: with_member(name, _changed(part))

    return {
        "answers": twin(ANSWERS, ANSWERS),
        "answers-in-capitals": twin("customXml/Item2.XML", ANSWERS),
        "words": twin(MAIN, MAIN),
        "words-in-capitals": twin("WORD/document.xml", MAIN),
        "types": twin(TYPES, TYPES),
        "types-in-capitals": twin(TYPES.upper(), TYPES),
        "links": twin(LINKS, LINKS),
        "folder": partial(with_member, MAIN + "/", b""),
        "by-python": lambda: _appended(ANSWERS, _changed(ANSWERS)),
        "first": lambda: write_members((deflated(ANSWERS, _changed(ANSWERS)), *read_members(sound_docx()))),
        "headers": ("two ways", partial(_with_header, _rename)),
    }


def _changed(part: str) -> bytes:
    return parts()[part].replace(b">no<", b">yes<")


def _appended(name: str, content: bytes) -> bytes:
    stream = io.BytesIO(sound_docx())
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package:
        warnings.simplefilter("ignore", UserWarning)
        package.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()


def _with_header(change: Change) -> bytes:
    """The form with both headers of its words changed in place; `change` gets where the two begin."""
    data, name = bytearray(sound_docx()), MAIN.encode()
    change(data, data.index(name) - 30, data.rindex(name) - 46)
    return bytes(data)


def _rename(data: bytearray, local: int, central: int) -> None:
    data[local + 30 + len("word/")] = ord("D")


# --- names


def _names() -> dict[str, Build | tuple[str, Build]]:
    names = {
        "above": "../evil.xml",
        "above-in-the-middle": "word/../../evil.xml",
        "above-by-backslash": "..\\evil.xml",
        "root": "/etc/cron.d/evil",
        "drive": "C:evil.xml",
        "stream": "word/document.xml:evil",
        "backslash": "word\\evil.xml",
        "nul": "word/evil.xml\x00.png",
        "line-break": "word/e\nvil.xml",
        "empty-step": "word//evil.xml",
        "here": "./word/evil.xml",
    }
    return {
        **{label: partial(with_member, name) for label, name in names.items()},
        "symlink": ("link to another file", partial(_with_header, _symlink)),
        "symlink-out": ("link to another file", _symlink_out),
        "encrypted": ("encrypted", partial(_with_header, _set_flag)),
    }


def _symlink(data: bytearray, local: int, central: int) -> None:
    data[central + 5] = 3
    data[central + 38 : central + 42] = struct.pack("<I", 0xA1FF << 16)


def _set_flag(data: bytearray, local: int, central: int) -> None:
    data[local + 6] |= 1
    data[central + 8] |= 1


def _symlink_out() -> bytes:
    stream = io.BytesIO(sound_docx())
    with zipfile.ZipFile(stream, "a") as package:
        link = zipfile.ZipInfo("word/evil.xml")
        link.create_system, link.external_attr = 3, 0xA1FF << 16
        package.writestr(link, "/etc/passwd")
    return stream.getvalue()
