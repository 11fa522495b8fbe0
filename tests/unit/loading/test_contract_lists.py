"""Lists of contracts: read alike from CSV and XLSX, with every fault named by row and column, and nothing unsafe opened."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType

import pytest
from openpyxl import Workbook  # type: ignore[import-untyped]

from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.answers import Answers
from sokdocs.core.facts.definition import FactDefinition, FactType, FactValue, Stage
from sokdocs.core.facts.sheet import FactSheet
from sokdocs.loading.contract_lists import (
    FARTHEST_ROW,
    MOST_ROWS,
    Asked,
    ContractList,
    ListedContract,
    read_contract_list,
)

HALF_PAST_NINE = datetime(2026, 3, 12, 9, 30)  # noqa: DTZ001 - a spreadsheet knows no time zones
ONE, TWO = "KO-7K3Q-9F2M", "KO-0000-ZZZZ"


def fact(name: str, kind: FactType, **more: object) -> FactDefinition:
    return FactDefinition(name, kind, Stage.FOLLOW_UP, {"nb": name}, {"nb": name}, **more)  # type: ignore[arg-type]


FACTS: Mapping[str, FactDefinition] = {
    each.name: each
    for each in (
        fact("their_reference", FactType.TEXT),
        fact("attachments", FactType.LINES),
        fact("meeting_on", FactType.DATE),
        fact("show_working", FactType.BOOLEAN),
        fact("access_mark", FactType.CHOICE, choices={"offentlig": {"nb": "offentlig"}, "unntatt": {"nb": "unntatt"}}),
    )
}


def listed(data: bytes | str, name: str = "list.csv", **common: FactValue) -> ContractList:
    given = Answers(FactSheet("common.yaml", MappingProxyType(common)), ())
    return read_contract_list(data.encode() if isinstance(data, str) else data, name, Asked(FACTS, {}, given))


def row(data: bytes | str) -> ListedContract:
    (found,) = listed(data)
    return found


def faults(data: bytes | str) -> list[str]:
    return [str(problem) for each in listed(data) for problem in each.answers.problems]


def refusal(data: bytes | str, name: str = "list.csv") -> str:
    with pytest.raises(InvalidError) as caught:
        list(listed(data, name))
    return "\n".join([str(caught.value), *map(str, caught.value.problems)])


def book(*rows: Sequence[object], change: Callable[[Workbook], None] | None = None) -> bytes:
    made = Workbook()
    assert made.active is not None
    for each in rows:
        made.active.append(list(each))
    if change:
        change(made)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def repacked(data: bytes, **parts: Callable[[bytes], bytes]) -> bytes:
    """The package with parts changed; the key is the end of the part's name before its ending."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            key = name.rsplit("/", 1)[-1].split(".")[0].strip("[]").lower()
            new.writestr(name, parts.get(key, bytes)(old.read(name)))
    return made.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        f"contract;case\n{ONE};2026/00001\n{TWO};\n",
        f"\ufeffcontract,case\r\n{ONE},2026/00001\r\n{TWO},\r\n",
        f"Contract ;CASE\n {ONE.lower()} ; 2026/00001\n\n;;\n{TWO}",
        book(("contract", "case"), (ONE, "2026/00001"), (TWO, None)),
    ],
)
def test_list_reads_alike_in_every_form(data: bytes | str) -> None:
    found = [(each.contract, each.case) for each in listed(data)]
    assert found == [(ONE, "2026/00001"), (TWO, "")] and not faults(data)


def test_rows_are_counted_as_a_spreadsheet_counts_them_also_over_empty_ones() -> None:
    assert [each.row for each in listed(f'contract;their_reference\n{ONE};"a\nb"\n\n{TWO};c\n')] == [2, 4]
    assert [each.row for each in listed(book(("contract",), (ONE,), (), (TWO,)))] == [2, 4]


def test_list_gives_the_same_rows_each_time_it_is_gone_through() -> None:
    found = listed(f"contract\n{ONE}\n{ONE}\n")
    assert list(found) == list(found) and len(found) == 2


def test_columns_are_answers_by_the_type_of_their_fact() -> None:
    text = row(f"contract;their_reference;attachments;meeting_on;show_working\n{ONE};0017;skjema; 2026-03-12 ;true\n")
    sheet = row(
        book(
            ("contract", "their_reference", "attachments", "meeting_on", "show_working"),
            (ONE, "0017", "skjema", date(2026, 3, 12), True),
        )
    )
    expected = {
        "their_reference": "0017",
        "attachments": ("skjema",),
        "meeting_on": date(2026, 3, 12),
        "show_working": True,
    }
    assert dict(text.answers.sheet.values) == dict(sheet.answers.sheet.values) == expected
    assert row(book(("contract", "their_reference"), (ONE, 20261))).answers.sheet.text("their_reference") == "20261"


def test_entries_of_a_list_are_parted_by_semicolon_in_quotation_marks() -> None:
    assert row(f'contract;attachments\n{ONE};"a; b;c"\n').answers.sheet.values["attachments"] == ("a", "b", "c")


def test_answers_of_the_row_come_before_the_common_ones() -> None:
    found = listed(f"contract;access_mark\n{ONE};unntatt\n{TWO};\n", access_mark="offentlig")
    assert [each.answers.sheet.text("access_mark") for each in found] == ["unntatt", "offentlig"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("contract;acess_mark\n", 'unknown column "acess_mark"\n  hint: did you mean "access_mark"?'),
        ("contrakt\n", 'did you mean "contract"?'),
        ("their_reference\nx\n", 'there is no column "contract"'),
        ("contract;case;contract\n", 'the column "contract" is there twice'),
        ("contract;;case\n", "column 2 has no name"),
        ("contract;case\n", "names no contract"),
        ("", 'there is no column "contract"'),
        (b"contract\nKO-\xe6\n", "list.csv:2: a sign is not UTF-8"),
        (f'contract\n"{ONE}"x\n', "list.csv:2: row 2:"),
        (f'contract\n{ONE}\n"unfinished\n', "can't be read as CSV"),
    ],
)
def test_file_that_is_no_list_is_refused(data: bytes | str, said: str) -> None:
    assert said in refusal(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (f"contract;access_mark\n{ONE};hemmelig\n", "list.csv:2"),
        (
            f"contract\n{ONE}\n{TWO}\n{ONE.lower()}\n",
            f'list.csv:4: row 4, column "contract": {ONE} stands in row 2 already',
        ),
        ("contract;case\n;2026/00001\n", 'list.csv:2: row 2, column "contract": is empty'),
        ("contract\nKO-7K3Q\n", '"KO-7K3Q" is no reference of a contract'),
        (f"contract;case\n{ONE};;x\n", "row 2 has 3 cells, and the first row names 2 columns"),
        (f"contract;meeting_on\n{ONE};2026-02-30\n", "list.csv:2"),
        (f"contract;their_reference\n{ONE};a\u0000b\n", "list.csv:2"),
        (book(("contract",), ("=A1",)), 'row 2, column "contract": holds a formula'),
        (
            book(("contract", "their_reference"), (ONE, '=HYPERLINK("x")')),
            'row 2, column "their_reference": holds a formula',
        ),
        (book(("contract", "their_reference"), (ONE, "#N/A")), 'column "their_reference": holds an error'),
        (book(("contract", "meeting_on"), (ONE, HALF_PAST_NINE)), 'column "meeting_on": holds neither'),
    ],
)
def test_fault_in_a_row_is_named_with_row_and_column(data: bytes | str, said: str) -> None:
    (found,) = faults(data)
    assert said in found


def test_fault_in_one_row_leaves_the_others_sound() -> None:
    found = listed(book(("contract",), (ONE,), ("=1",), (TWO,)))
    assert [bool(each.answers.problems) for each in found] == [False, True, False]


def test_text_that_only_looks_like_a_formula_is_text_in_csv() -> None:
    assert row(f"contract;their_reference\n{ONE};=1+1\n").answers.sheet.text("their_reference") == "=1+1"


def test_list_may_not_be_too_long() -> None:
    lines = [
        "contract",
        *(f"KO-0000-{number:04}" for number in range(9_999)),
        *(f"KO-0001-{n:04}" for n in range(9_999)),
    ]
    assert len(listed("\n".join([*lines, ONE, TWO]))) == MOST_ROWS
    assert "more than is read (20000 rows" in refusal("\n".join([*lines, ONE, TWO, "KO-0002-0000"]))
    assert "more than is read" in refusal("contract\n" + "\n" * FARTHEST_ROW + ONE)
    assert "more than is read" in refusal(f"contract\n{ONE}" + ",x" * 200)
    assert "larger than 20 MB" in refusal(b"x" * 20_000_001)


def _hide_row(made: Workbook) -> None:
    assert made.active is not None
    made.active.row_dimensions[2].hidden = True


def _far_cell(made: Workbook) -> None:
    assert made.active is not None
    made.active["ZZ9"] = "x"


def _doctype(content: bytes) -> bytes:
    head, _, rest = content.partition(b"?>") if content.startswith(b"<?xml") else (b"", b"", content)
    return (head + b"?>" if head else b"") + b'<!DOCTYPE x [<!ENTITY a "KO">]>' + rest


def _external(content: bytes) -> bytes:
    link = b'<Relationship Id="rX" Type="http://x/externalLinkPath" Target="http://x.example/a.xlsx" TargetMode="External"/>'
    return content.replace(b"</Relationships>", link + b"</Relationships>")


SOUND = book(("contract",), (ONE,))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (book(("contract",), (ONE,), change=lambda made: made.create_sheet("to") and None), "has 2 sheets"),
        (book(("contract",), (ONE,), change=_hide_row), "hidden rows or columns"),
        (book(("contract",), (ONE,), change=_far_cell), "to the right of column CZ"),
        (repacked(SOUND, sheet1=_doctype), "document type definition"),
        (repacked(SOUND, workbook=_external), "from outside the file"),
        (repacked(SOUND, sheet1=lambda content: content[:-20]), "is not well-formed XML"),
        (
            repacked(SOUND, content_types=lambda each: each.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")),
            "is not read here",
        ),
        (SOUND[:-30], "ZIP"),
        (b"PK\x03\x04 no", "is not a ZIP file"),
    ],
)
def test_unsafe_or_broken_spreadsheet_is_refused(data: bytes, said: str) -> None:
    assert said in refusal(data, "list.xlsx")
