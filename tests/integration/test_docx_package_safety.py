"""A Word file is checked as a raw package before anything opens it: each rule refuses, and says which it is."""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace

import docx
import pytest
from typing_extensions import Buffer

from sokdocs.core.errors import InvalidError
from sokdocs.loading.word.document import read_docx
from sokdocs.packages.word_package import open_word_package
from sokdocs.packages.zip_members import Member, deflated, read_members, write_members
from tests.builders import a_document
from tests.integration.docx_files import MAIN, made, packed, parts_of, replaced, with_parts

TYPES, LINKS = "[Content_Types].xml", "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def refusal(data: bytes) -> str:
    with pytest.raises(InvalidError) as caught:
        open_word_package(data, name="svar.docx")
    [problem] = caught.value.problems
    assert str(caught.value).startswith("svar.docx: ") and problem.place.file == "svar.docx"
    return problem.message


def with_member(name: str, content: bytes = b"<a/>") -> bytes:
    return write_members((*read_members(made(a_document())), deflated(name, content)))


def with_link(kind: str, target: str, mode: str = "") -> bytes:
    link = f'<Relationship Id="rId900" Type="{OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'
    return replaced(made(a_document()), "</Relationships>", link, LINKS)


def with_header(change: Callable[[bytearray, int, int], None]) -> bytes:
    """The file with both headers of the main part changed in place; `change` gets where the two begin."""
    data = bytearray(made(a_document()))
    name = MAIN.encode()
    local, central = data.index(name) - 30, data.rindex(name) - 46
    change(data, local, central)
    return bytes(data)


def set_flag(bit: int) -> Callable[[bytearray, int, int], None]:
    def change(data: bytearray, local: int, central: int) -> None:
        data[local + 6] |= bit
        data[central + 8] |= bit

    return change


def test_package_check_passes_what_word_programs_write() -> None:
    saved = io.BytesIO()
    docx.Document().save(saved)
    assert open_word_package(saved.getvalue(), name="a.docx").main == MAIN


def test_package_check_passes_members_with_data_descriptors() -> None:
    class Stream(io.RawIOBase):
        """A place to write to that cannot go back, so that sizes come after the data."""

        def __init__(self) -> None:
            self.kept = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: Buffer) -> int:
            self.kept += bytes(data)
            return len(bytes(data))

    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts_of(made(a_document())).items():
            package.writestr(name, content)
    assert bytes(stream.kept)[6] & 8
    assert read_docx(bytes(stream.kept), name="a.docx") == read_docx(made(a_document()), name="a.docx")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (MAIN, "stands twice"),
        ("word/Document.XML", "stands twice"),
        ("../evil.xml", "a name that is not allowed"),
        ("word/../../evil.xml", "a name that is not allowed"),
        ("/evil.xml", "a name that is not allowed"),
        ("C:evil.xml", "a name that is not allowed"),
        ("word\\evil.xml", "a name that is not allowed"),
        ("word/e\x00vil.xml", "a name that is not allowed"),
        ("word//evil.xml", "a name that is not allowed"),
        ("word/vbaProject.bin", "has no content type"),
    ],
)
def test_package_check_refuses_a_member_by_its_name(name: str, words: str) -> None:
    assert words in refusal(with_member(name))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("application/vnd.ms-office.vbaProject", "is not read here"),
        ("application/vnd.openxmlformats-officedocument.oleObject", "is not read here"),
        ("application/vnd.ms-office.activeX+xml", "is not read here"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "is not read here"),
        ("text/html", "is not read here"),
    ],
)
def test_package_check_refuses_a_content_type_it_does_not_know(kind: str, words: str) -> None:
    parts = parts_of(made(a_document()))
    types = parts[TYPES].decode().replace("</Types>", f'<Override PartName="/word/more.bin" ContentType="{kind}"/></Types>')
    message = refusal(packed({**parts, TYPES: types.encode(), "word/more.bin": b"x"}))
    assert words in message and "word/more.bin" in message


def test_package_check_refuses_a_macro_document() -> None:
    macro = replaced(
        made(a_document()),
        "wordprocessingml.document.main+xml",
        "wordprocessingml.document.macroEnabled.main+xml",
        TYPES,
    )
    assert "is not read here" in refusal(macro)


@pytest.mark.parametrize("kind", ["aFChunk", "oleObject", "package", "control", "vbaProject", "subDocument", "activeXControl"])
def test_package_check_refuses_a_relationship_that_takes_something_in(kind: str) -> None:
    assert kind in refusal(with_link(kind, "more.xml"))


@pytest.mark.parametrize("kind", ["image", "attachedTemplate", "frame", "subDocument", "oleObject"])
def test_package_check_refuses_a_relationship_that_loads_from_outside(kind: str) -> None:
    assert "from outside the file" in refusal(with_link(kind, "https://eksempel.example/x", ' TargetMode="External"'))


def test_package_check_passes_a_link_to_outside() -> None:
    assert open_word_package(with_link("hyperlink", "https://eksempel.example", ' TargetMode="External"'), name="a.docx").main == MAIN


@pytest.mark.parametrize("part", [MAIN, "customXml/item1.xml", TYPES, LINKS])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_package_check_refuses_a_document_type_in_any_part_and_encoding(part: str, encoding: str) -> None:
    text = parts_of(made(a_document()))[part].decode().partition("?>")[2]
    hostile = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY x "y">]>{text}'
    assert "document type definition" in refusal(with_parts(made(a_document()), {part: hostile.encode(encoding)}))


@pytest.mark.parametrize("encoding", ["UTF-8", "us-ascii", "UTF-16", "UTF-16LE", "utf-16be"])
def test_package_check_passes_what_readers_take_in_one_way(encoding: str) -> None:
    text = parts_of(made(a_document()))[MAIN].decode().partition("?>")[2]
    mark = {"UTF-16LE": b"\xff\xfe", "utf-16be": b"\xfe\xff"}.get(encoding, b"")
    written = f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding, errors="xmlcharrefreplace")
    same = with_parts(made(a_document()), {MAIN: mark + written})
    assert read_docx(same, name="a.docx").lines == read_docx(made(a_document()), name="a.docx").lines


def test_package_check_passes_a_picture_in_its_own_encoding() -> None:
    types = parts_of(made(a_document()))[TYPES].decode()
    more = types.replace("</Types>", '<Override PartName="/word/media/logo.svg" ContentType="image/svg+xml"/></Types>')
    picture = '<?xml version="1.0" encoding="iso-8859-1"?><svg xmlns="http://www.w3.org/2000/svg"><title>blå</title></svg>'
    parts = {**parts_of(made(a_document())), TYPES: more.encode(), "word/media/logo.svg": picture.encode("iso-8859-1")}
    assert open_word_package(packed(parts), name="a.docx").main == MAIN


@pytest.mark.parametrize("part", [MAIN, "word/settings.xml", LINKS])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_package_check_finds_a_document_type_behind_a_long_beginning(part: str, encoding: str) -> None:
    text = parts_of(made(a_document()))[part].decode().partition("?>")[2]
    hostile = f'<?xml version="1.0" encoding="{encoding}"?><!--{" ".join(map(str, range(100_000)))}--><!DOCTYPE a>{text}'
    assert "document type definition" in refusal(with_parts(made(a_document()), {part: hostile.encode(encoding)}))


def test_package_check_finds_a_document_type_in_a_second_main_part() -> None:
    types = parts_of(made(a_document()))[TYPES].decode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    more = types.replace("</Types>", f'<Override PartName="/word/second.xml" ContentType="{kind}"/></Types>')
    parts = {**parts_of(made(a_document())), TYPES: more.encode(), "word/second.xml": b"<!DOCTYPE a><a/>"}
    message = refusal(packed(parts))
    assert "document type definition" in message and "word/second.xml" in message


@pytest.mark.parametrize("part", [MAIN, "customXml/item1.xml", "word/settings.xml", TYPES, LINKS])
@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252", "cp037", "utf-7"])
def test_package_check_refuses_an_encoding_that_readers_could_take_in_two_ways(part: str, encoding: str) -> None:
    text = parts_of(made(a_document()))[part].decode().partition("?>")[2]
    odd = f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode("ascii", errors="xmlcharrefreplace")
    message = refusal(with_parts(made(a_document()), {part: odd}))
    assert "encoding that Word files do not have" in message and part in message


@pytest.mark.parametrize("part", [MAIN, "word/settings.xml", TYPES, LINKS])
@pytest.mark.parametrize("broken", [b"<a><b></a>", b"", b"<!-- only a comment -->", b"<a>\xff</a>", b"<a>&x;</a>", b"<a/><a/>"])
def test_package_check_refuses_broken_xml_in_any_part(part: str, broken: bytes) -> None:
    message = refusal(with_parts(made(a_document()), {part: broken}))
    assert "not well-formed" in message and part in message


def test_package_check_refuses_two_content_types_for_one_part() -> None:
    types = parts_of(made(a_document()))[TYPES].decode()
    doubled = types.replace("</Types>", '<Override PartName="/WORD/document.xml" ContentType="application/xml"/></Types>')
    assert "two content types" in refusal(with_parts(made(a_document()), {TYPES: doubled.encode()}))


# --- the ZIP file itself


def test_package_check_refuses_too_large_a_file() -> None:
    assert "larger than 10 MB" in refusal(made(a_document()) + bytes(10_000_000))


def test_package_check_refuses_too_many_members() -> None:
    extra = (deflated(f"word/x{number}.xml", b"<a/>") for number in range(500))
    assert "more than 500 members" in refusal(write_members((*read_members(made(a_document())), *extra)))


def test_package_check_refuses_a_bomb_by_its_ratio() -> None:
    assert "more than 100 to 1" in refusal(with_member("word/more.xml", bytes(2_000_000)))


def test_package_check_refuses_too_much_in_all() -> None:
    noise = b"".join(zlib.crc32(struct.pack("<I", number)).to_bytes(4, "little") * 20 for number in range(125_000))
    parts = [deflated(f"word/x{number}.xml", noise) for number in range(6)]
    data = write_members((*read_members(made(a_document())), *parts))
    assert len(data) < 10_000_000 and "more than 50 MB" in refusal(data)


def test_package_check_stops_a_member_that_is_larger_than_it_says() -> None:
    members = read_members(made(a_document()))
    liar = deflated("word/more.xml", bytes(3_000_000))
    assert "damaged" in refusal(write_members((*members, Member(liar.name, liar.method, liar.crc, 10, liar.packed))))


def test_package_check_refuses_a_wrong_checksum() -> None:
    first, *others = read_members(made(a_document()))
    assert "damaged" in refusal(write_members((replace(first, crc=first.crc ^ 1), *others)))


def test_package_check_refuses_an_unknown_packing() -> None:
    first, *others = read_members(made(a_document()))
    assert "only stored and deflated" in refusal(write_members((replace(first, method=12), *others)))


def test_package_check_refuses_overlapping_members() -> None:
    inner = write_members([deflated("word/b.xml", b"<b/>")])
    local = inner[: inner.index(b"PK\x01\x02")]
    hidden = Member("word/a.xml", 0, zlib.crc32(local), len(local), local)
    data = bytearray(write_members((*read_members(made(a_document())), hidden)))
    end, start = data.rindex(b"PK\x05\x06"), data.index(b"PK\x01\x02")
    entry = bytearray(inner[inner.index(b"PK\x01\x02") : inner.rindex(b"PK\x05\x06")])
    entry[42:46] = struct.pack("<I", data.index(local))
    count = struct.unpack_from("<H", data, end + 10)[0] + 1
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, end - start + len(entry), start, 0)
    assert "overlap" in refusal(bytes(data[:end]) + bytes(entry) + tail)


def test_package_check_refuses_headers_that_disagree() -> None:
    def rename(data: bytearray, local: int, central: int) -> None:
        data[local + 30 + len("word/")] = ord("D")

    assert "two ways" in refusal(with_header(rename))


@pytest.mark.parametrize("bit", [0x01, 0x20, 0x40])
def test_package_check_refuses_encrypted_and_patched_members(bit: int) -> None:
    assert "encrypted or patched" in refusal(with_header(set_flag(bit)))


def test_package_check_refuses_a_link_to_another_file() -> None:
    def make_link(data: bytearray, local: int, central: int) -> None:
        data[central + 5] = 3
        data[central + 38 : central + 42] = struct.pack("<I", 0xA1FF << 16)

    assert "link to another file" in refusal(with_header(make_link))


@pytest.mark.parametrize(
    "data",
    [b"", b"no zip", b"\xd0\xcf\x11\xe0" + bytes(600), b"PK\x03\x04" + bytes(40)],
    ids=["empty", "text", "old-word", "cut"],
)
def test_package_check_refuses_what_is_no_package(data: bytes) -> None:
    assert refusal(data)


def test_package_check_refuses_bytes_around_the_zip() -> None:
    whole = made(a_document())
    for data in (whole + b"x", b"PK\x03\x04junk" + whole, whole[:-40]):
        assert refusal(data)


def test_package_check_refuses_a_zip_that_is_no_document() -> None:
    assert "content types" in refusal(packed({"a.xml": b"<a/>"}))


def test_package_check_refuses_what_python_would_read() -> None:
    """Python's own reader takes the second of two members of one name without a word."""
    data = io.BytesIO(made(a_document()))
    with warnings.catch_warnings(), zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as package:
        warnings.simplefilter("ignore", UserWarning)
        package.writestr(MAIN, parts_of(made(a_document()))[MAIN].replace(b"6 uker", b"9 uker"))
    assert docx.Document(io.BytesIO(data.getvalue())) is not None
    assert "stands twice" in refusal(data.getvalue())


def test_package_check_never_crashes_on_damaged_bytes() -> None:
    whole = made(a_document())
    for place in range(0, len(whole), 61):
        broken = bytearray(whole)
        broken[place] ^= 0xFF
        try:
            read_docx(bytes(broken), name="a.docx")
        except InvalidError as refused:
            assert refused.problems
