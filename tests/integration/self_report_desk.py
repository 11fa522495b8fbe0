"""A desk for self-reports: the command line in this process, a case whose form is issued, and a clock that the test sets."""

import io
import json
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sokdocs.cli.main import sokdocs
from sokdocs.cli.output import guarded
from sokdocs.settings import read_settings
from sokdocs.wiring import OsloClock, World
from tests.integration.issue_desk import ROOT, Answer

TOUR = ROOT / "examples" / "cases" / "tour"
SELF_REPORTS = ROOT / "examples" / "self-reports"
EXAMPLES = ("green", "yellow", "red")
CASE = "2026/01234"
SIGNED_ON, SENT_ON, CAME_ON = date(2026, 2, 2), date(2026, 9, 1), date(2026, 9, 28)
BEFORE = date(2026, 6, 1)
"""A day before the newest text of Q4.2."""
OSLO = ZoneInfo("Europe/Oslo")
Raw = Mapping[str, Any]


@dataclass
class ReportDesk:
    """Runs commands with one home. `day` is today; each look at the clock is a second after the one before."""

    folder: Path
    patch: pytest.MonkeyPatch
    day: date = SIGNED_ON
    looks: int = 0
    forms: dict[str, Path] = field(default_factory=dict)
    reference: str = ""
    older: str = ""

    def __post_init__(self) -> None:
        self.patch.setattr(OsloClock, "now", lambda _: self._now())
        self.patch.setenv("SOKDOCS_HOME", str(self.home))
        self.patch.setenv("SOKDOCS_ACTOR", "kontraktsforvalter")

    @property
    def home(self) -> Path:
        """The register's folder."""
        return self.folder / "home"

    def copy(self, folder: Path, patch: pytest.MonkeyPatch) -> "ReportDesk":
        """A desk of its own that begins where this one stands."""
        shutil.copytree(self.home, folder / "home")
        return ReportDesk(folder, patch, self.day, self.looks, self.forms, self.reference, self.older)

    def _now(self) -> datetime:
        self.looks += 1
        return datetime.combine(self.day, time(12), OSLO) + timedelta(seconds=self.looks)

    @contextmanager
    def as_pages_only(self) -> Iterator[None]:
        """Meanwhile everything is issued as HTML alone: what is not about the form itself need not cost seconds."""
        readers = World(read_settings()).readers
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(World, "readers", {"html": readers["html"]})
            yield

    def run(self, *words: str) -> Answer:
        """The answer to a command."""
        out, err = io.StringIO(), io.StringIO()
        self.patch.setattr(sys, "argv", ["sokdocs", *words])
        with redirect_stdout(out), redirect_stderr(err):
            code = guarded(sokdocs)
        return Answer(code, out.getvalue(), err.getvalue())

    def good(self, *words: str) -> Answer:
        """The answer to a command that must go well."""
        answer = self.run(*words)
        assert answer.code == 0, answer.out + answer.err
        return answer

    def report(self, command: str, *words: str) -> Answer:
        """The answer of a self-report command, in JSON."""
        return self.run("self-report", command, *words, "--json")

    def receive(self, file: Path, *attachments: Path) -> Answer:
        """The answer to taking in a form with its attachments, on the day it came."""
        return self.report("receive", str(file), *beside(attachments), "--on", CAME_ON.isoformat())

    def case(self) -> Any:
        """The case as it is shown."""
        return self.good("case", "show", CASE, "--json").json

    def letters(self) -> Mapping[str, Any]:
        """What `case next` says of each letter, by code."""
        return {each["letter"]: each for each in self.good("case", "next", CASE, "--json").json}

    def stored(self) -> list[bytes]:
        """The bytes of every file that the register keeps."""
        return [path.read_bytes() for path in sorted((self.home / "files").rglob("*")) if path.is_file()]


def beside(attachments: tuple[Path, ...]) -> Iterator[str]:
    """The words that name attachments to a command."""
    for path in attachments:
        yield from ("--attachment", str(path))


def open_case(desk: ReportDesk) -> None:
    """The case of the README's tour, a form made in June, and the one made in September, which no letter has sent yet."""
    desk.home.mkdir(parents=True)
    shutil.copy(TOUR / "actors.yaml", desk.home)
    out = ("--out", str(desk.folder / "out"))
    with desk.as_pages_only():
        desk.good("issue", "tender-appendix", "--facts", str(TOUR / "procurement.yaml"), "--as", "html", *out)
    (record,) = desk.good("register", "list", "--json").json
    desk.good("contract", "add", "--appendix", record["reference"], "--facts", str(TOUR / "contract.yaml"))
    contract = desk.good("contract", "list").out.split()[0]
    desk.good("case", "open", contract, "--number", CASE, "--on", SIGNED_ON.isoformat())
    issue = ("self-report", "issue", CASE, *out, "--json")
    desk.day = BEFORE
    with desk.as_pages_only():
        desk.older = desk.good(*issue, "--as", "html").json["reference"]
    desk.day = SENT_ON
    said = desk.good(*issue).json
    desk.reference, desk.forms = said["reference"], {form: Path(path) for form, path in said["files"].items()}


def send(desk: ReportDesk) -> None:
    """The letter that asks for the form, delivered."""
    places = ("--facts", str(TOUR / "L01.yaml"), "--out", str(desk.folder / "out"), "--as", "html")
    with desk.as_pages_only():
        desk.good("letter", "issue", "L01", CASE, *places)
    desk.good("case", "record", CASE, "delivered", "--set", "about=1", "--set", "channel=eFormidling", "--set", "receipt=R-1")
    desk.day = CAME_ON


def sent_desk(folder: Path) -> Iterator[ReportDesk]:
    """A case whose form is sent, on the day that the answer comes; for a fixture to give."""
    with pytest.MonkeyPatch.context() as patch:
        desk = ReportDesk(folder, patch)
        with desk.as_pages_only():
            open_case(desk)
            send(desk)
        yield desk


def example(name: str) -> Raw:
    """The answers of an example, as they stand in its file."""
    raw: Raw = json.loads((SELF_REPORTS / f"{name}.json").read_text(encoding="utf-8"))
    return raw


def as_written(answers: Raw) -> dict[str, str]:
    """Answers in JSON as a person would write them in the form."""
    return {key: _written(key, value) for key, value in answers.items()}


def _written(key: str, value: object) -> str:
    match value:
        case True:
            return "true"
        case list():
            return ("\n" if key.endswith(".evidence") else " ").join(value)
    return str(value)


def answered(desk: ReportDesk, name: str, reference: str = "", *left_out: str) -> Path:
    """The file of an example, with the reference of the form that was issued, or another; some answers may be left out."""
    answers = {key: value for key, value in example(name)["answers"].items() if key not in left_out}
    path = desk.folder / f"{name}.json"
    raw = {**example(name), "form": reference or desk.reference, "answers": answers}
    path.write_text(json.dumps(raw), encoding="utf-8")
    return path


def attachments_of(desk: ReportDesk, name: str) -> tuple[Path, ...]:
    """The attachments that an example names, made up; they are never opened."""
    names = {each for key, value in example(name)["answers"].items() if key.endswith(".evidence") for each in value}
    paths = tuple(desk.folder / each for each in sorted(names))
    for path in paths:
        path.write_bytes(f"oppdiktet {path.name}".encode())
    return paths
