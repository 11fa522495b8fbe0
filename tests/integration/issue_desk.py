"""A desk to issue documents from: the command line in this process, with its own home and out folder."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sokdocs.cli.main import sokdocs
from sokdocs.cli.output import guarded
from sokdocs.settings import read_settings
from sokdocs.wiring import World

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "examples" / "procurements" / "05-arbeidstoy-og-verneutstyr.yaml"
SMALL = ROOT / "examples" / "procurements" / "03-sjomat-til-sykehjem.yaml"  # one page: for what does not depend on the document


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command said: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The JSON on standard output."""
        return json.loads(self.out)


class Desk:
    """Runs commands with one home; fact sheets are the example with some lines changed."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self.folder, self._patch, self._capture = folder, patch, capture
        self.home, self.out = folder / "home", folder / "out"
        self.example = EXAMPLE

    def run(self, *words: str) -> Answer:
        """The answer to a command."""
        self._patch.setattr(sys, "argv", ["sokdocs", *words])
        self._capture.readouterr()
        code = guarded(sokdocs)
        said = self._capture.readouterr()
        return Answer(code, said.out, said.err)

    def as_pages_only(self) -> None:
        """From now on everything is issued as HTML alone: what is not about the files need not cost seconds."""
        readers = World(read_settings()).readers
        self._patch.setattr(World, "readers", {"html": readers["html"]})

    def issue(self, facts: Path | None = None, *words: str, forms: str = "html", out: Path | None = None) -> Answer:
        """The answer to an issue of a tender appendix."""
        places = ("--home", str(self.home), "--out", str(out or self.out))
        return self.run("issue", "tender-appendix", "--facts", str(facts or self.example), "--as", forms, *places, *words)

    def register(self, *words: str) -> Answer:
        """The answer of the register."""
        return self.run("register", *words, "--home", str(self.home))

    def sheet(self, changes: Mapping[str, str], name: str = "sheet.yaml") -> Path:
        """A fact sheet like the example, each `name: value` line replaced by the given line; an empty line takes it away."""
        lines = self.example.read_text(encoding="utf-8").splitlines()
        for fact, line in changes.items():
            (index,) = [number for number, each in enumerate(lines) if each.startswith(f"{fact}:")]
            lines[index] = line
        path = self.folder / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    def stored(self) -> list[Path]:
        """Every file that the register keeps."""
        return sorted(path for path in (self.home / "files").rglob("*") if path.is_file())

    def issued(self) -> list[Any]:
        """Every record of the register."""
        found: list[Any] = self.register("list", "--json").json
        return found


def issue_once(folder: Path) -> Path:
    """A home whose register holds the small example: issued by a process of its own, to be copied by every test that begins there."""
    home = folder / "home"
    words = ("issue", "tender-appendix", "--facts", str(SMALL), "--as", "html", "--home", str(home), "--out", str(folder / "out"))
    process = start(*words, folder=folder)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said
    return home


def contents(folder: Path) -> dict[str, bytes]:
    """The name and bytes of every file in a folder; nothing where there is none."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder.is_dir() else {}


def start(*words: str, folder: Path, **environment: str) -> subprocess.Popen[str]:
    """A command started in a process of its own."""
    door = "from sokdocs.cli.main import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", door, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
