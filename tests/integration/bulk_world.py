"""A register with an issued appendix and contracts with invented suppliers, and the command that sends them all a letter."""

import csv
import io
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook  # type: ignore[import-untyped]

from sokdocs.core.casework.actor import Actor
from sokdocs.core.casework.case import Case, EventKind
from sokdocs.core.facts.answers import Answers, read_answers
from sokdocs.core.facts.sheet import FactSheet
from sokdocs.core.problems import Place
from sokdocs.core.values.identifiers import organisation_number
from sokdocs.settings import read_settings
from sokdocs.wiring import OsloClock, World
from sokdocs.workflows.bulk_forms import BulkForms, issue_forms
from sokdocs.workflows.bulk_issuing import Bulk, issue_many
from sokdocs.workflows.bulk_ports import BulkDesk
from sokdocs.workflows.bulk_results import RowResult
from sokdocs.workflows.contracting import add_contract
from sokdocs.workflows.issuing import issue
from sokdocs.workflows.making import Request
from sokdocs.workflows.self_reporting import WantedForm
from tests.integration.issue_desk import EXAMPLE, Answer, Desk

NAMES = (
    *("Fjordbrygg Kaffe AS", "Nordlys Matlevering AS", "Skjærgård Fisk AS", "Vargur Bekledning AS", "Tråd og Vern AS"),
    *("Linsaft Tekstil AS", "Bjelke & Grunn Entreprenør AS", "Sollys Tak AS", "Steinveven AS", "Luftstrøm Teknikk AS"),
    *("Hånd og Helse Medisin AS", "Presisjon Kirurgi AS"),
)
MORNING = datetime(2026, 10, 5, 9, tzinfo=ZoneInfo("Europe/Oslo"))
KARI = Actor("kari", ("contract_manager",))
ACTORS = "actors:\n  kari:\n    roles: [contract_manager]\n"
HEAD = ("contract", "access_mark", "their_reference")


@dataclass
class SetClock:
    """A clock that is set by hand."""

    at: datetime = MORNING

    def now(self) -> datetime:
        """The moment it is set to."""
        return self.at


def synthetic_number(place: int) -> str:
    """The n-th organisation number that begins with 3, as invented ones do, and has a right check digit."""
    found = -1
    for stem in range(30_000_000, 40_000_000, 7):
        number = next((full for digit in range(10) if (full := organisation_number(f"{stem}{digit}"))), None)
        found += number is not None
        if number is not None and found == place:
            return number
    raise AssertionError("there are more numbers than contracts")


def desk_of(world: World, *forms: str) -> BulkDesk:
    """The world's own parts, a fixed clock, an actor, and readers for these forms only."""
    readers = {form: world.readers[form] for form in forms}
    return BulkDesk(world.forms, readers, world.register, world.files, SetClock(), world.casefiles, world.casebook, KARI)


def make_home(home: Path) -> tuple[str, ...]:
    """Fills a register; the references of its contracts, one for each invented supplier."""
    world = World(read_settings(home=home))
    desk = desk_of(world, "html")
    appendix = issue(world.catalogue, Request("tender-appendix", "nb", ("html",), world.answers(EXAMPLE)), desk).record.reference
    (home / "actors.yaml").write_text(ACTORS, encoding="utf-8")
    return tuple(take_in(world, desk, appendix, name, place) for place, name in enumerate(NAMES))


def take_in(world: World, desk: BulkDesk, appendix: str, name: str, place: int) -> str:
    """The reference of a contract with this supplier, made from the issued appendix."""
    library = world.catalogue.library
    facts: Mapping[str, object] = {
        "supplier_name": name,
        "supplier_orgnr": synthetic_number(place),
        "signed_on": date(2026, 9, 20),
        "contract_number": f"2026-{place + 1}",
    }
    answers = read_answers(facts, library.facts, name=name, place_of=lambda _: Place(name), valid_cpv=library.valid_cpv)
    contract, _ = add_contract(world.catalogue, world.casebook, answers, appendix=appendix, desk=desk, actor=KARI)
    return contract.reference


def with_clock(desk: BulkDesk, at: datetime) -> BulkDesk:
    """The same desk on another day."""
    return replace(desk, clock=SetClock(at))


def no_answers() -> Answers:
    """Nothing that holds for every row."""
    return Answers(FactSheet("none", MappingProxyType({})), ())


def as_csv(path: Path, rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD) -> Path:
    """A list written as CSV."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([head, *rows])
    path.write_text(text.getvalue(), encoding="utf-8-sig")
    return path


def as_xlsx(path: Path, rows: Sequence[Sequence[object]], head: Sequence[str] = HEAD) -> Path:
    """A list written as a spreadsheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (head, *rows):
        sheet.append(list(row))
    book.save(path)
    return path


def reported(out: Path) -> list[dict[str, str]]:
    """The rows of the report."""
    with (out / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


LIBRARY = World(read_settings())


def sharing(home: Path | None, **_: object) -> World:
    """A world with a register of its own, and the library and templates that are read once for all tests."""
    world = World(read_settings(home=home))
    vars(world).update(catalogue=LIBRARY.catalogue, casebook=LIBRARY.casebook, forms=LIBRARY.forms)
    return world


class Sender:
    """The command, with a home of its own and the clock set."""

    def __init__(self, desk: Desk, contracts: tuple[str, ...]) -> None:
        self._desk, self.contracts = desk, contracts
        self.folder, self.out = desk.folder, desk.folder / "letters"

    def command(self, *words: str) -> Answer:
        """The answer to any command about this register."""
        return self._desk.run(*words, "--home", str(self._desk.home))

    def send(self, listed: Path, *words: str, code: str = "L01") -> Answer:
        places = ("--home", str(self._desk.home), "--out", str(self.out), "--as", "docx")
        return self._desk.run("letter", "issue-many", code, "--contracts", str(listed), *places, *words)

    def send_forms(self, listed: Path, *words: str) -> Answer:
        """The answer to sending the self-report form to every contract of the list, as a page unless the words say otherwise."""
        places = ("--home", str(self._desk.home), "--out", str(self.out))
        return self._desk.run("self-report", "issue-many", "--contracts", str(listed), *places, *(words or ("--as", "html")))

    def forms(self) -> list[tuple[str, str]]:
        """The case number and reference of every self-report form in the register."""
        return [(each.case_number, each.reference) for each in self.world.register.all() if each.kind == "self-report"]

    def rows(self, **changed: Sequence[str]) -> list[Sequence[str]]:
        """A sound row for every contract; `r4=…` puts another in the place of row 4."""
        sound = [(each, "offentlig", f"ref {number}") for number, each in enumerate(self.contracts, start=2)]
        return [changed.get(f"r{number}", row) for number, row in enumerate(sound, start=2)]

    @property
    def world(self) -> World:
        return sharing(self._desk.home)

    def letters(self) -> list[tuple[str, str]]:
        """The contract and document number of every letter in the register."""
        return [
            (case.contract.reference, f"{case.number}-{each.document}")
            for case in self.world.casefiles.cases()
            for each in case.of(EventKind.LETTER)
        ]


def a_sender(filled: tuple[Path, tuple[str, ...]], desk: Desk, patch: pytest.MonkeyPatch) -> Sender:
    """The command with a copy of the filled register, the actor and the clock set."""
    home, contracts = filled
    shutil.copytree(home, desk.home)
    patch.setenv("SOKDOCS_ACTOR", "kari")
    patch.setattr(OsloClock, "now", lambda _: MORNING)
    for command in ("letter_many", "self_report.many"):
        patch.setattr(f"sokdocs.cli.{command}.world", sharing)
    return Sender(desk, contracts)


def run(sender: Sender, listed: Path, desk: BulkDesk | None = None) -> Iterator[RowResult]:
    """The workflow itself, on a desk that can be changed."""
    world = sender.world
    rows = world.contract_list(listed, no_answers())
    return issue_many(
        world.catalogue,
        desk or desk_of(world, "docx"),
        Bulk("L01", ("docx",), rows.digest),
        rows,
        world.out_folder(sender.out),
    )


def run_forms(sender: Sender, listed: Path, desk: BulkDesk | None = None) -> Iterator[RowResult]:
    """The workflow that sends the self-report form, on a desk that can be changed."""
    world = sender.world
    rows = world.form_list(listed, {})
    bulk = BulkForms(("html",), rows.digest, _nothing_earlier)
    return issue_forms(world.catalogue, desk or desk_of(world, "html"), bulk, rows, world.out_folder(sender.out))


def _nothing_earlier(case: Case, _wanted: WantedForm, document: str) -> Request:
    raise AssertionError(f"{case.number} asks for {document}")
