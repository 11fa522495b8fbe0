"""Very many letters: L01 to each contract of a list, beside plain docxtpl, and how much memory that takes.

Each measured run is a process of its own, so that its highest use of memory is its own. Ours is the whole road: case opened, grounds
judged, sealed, read back, stored, recorded, delivered. docxtpl only opens its template, fills in the same words, and saves.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import click

from benchmarks.docxtpl_peer import Peer, filled, peers, refuse_difference
from benchmarks.letter_town import common_answers, desk_at, fill, world_at
from benchmarks.table import Row, heading, printed
from sokdocs.core.document.blocks import Document
from sokdocs.core.errors import ConflictError
from sokdocs.rendering.word.compiled_template import compile_word_template
from sokdocs.settings import PROJECT, shipped
from sokdocs.workflows.bulk_issuing import Bulk, issue_many
from sokdocs.workflows.bulk_results import Outcome, Tally
from sokdocs.workflows.drafting import draft
from sokdocs.workflows.letter_preparing import Wanted, prepare

CODE = "L01"
PEER_LETTERS = 500
WRITTEN_OUT = 1  # the clauses stand in the template word for word, with a tag for each fact
Times = tuple[float, float]  # seconds by the clock, and of processor time
GROWTH = 1.10  # what is wanted: memory for the long list against that for a tenth of it


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds, seconds of processor time, and highest memory of one process that made so many letters."""

    letters: int
    seconds: float
    busy: float
    kilobytes: int

    @property
    def each(self) -> float:
        """Milliseconds for one letter by the clock."""
        return self.seconds / self.letters * 1000

    @property
    def each_busy(self) -> float:
        """Milliseconds of processor time for one letter: what is left when nobody waits for a disk or for others."""
        return self.busy / self.letters * 1000


def letter_rows(*, letters: int, pdf_letters: int) -> Iterator[Row]:
    """Rows 8: so many letters as DOCX and a tenth of them, docxtpl beside them, and some as PDF/A."""
    with TemporaryDirectory(prefix="sokdocs-letters-") as folder:
        small, large = (_ours(Path(folder) / str(count), count, "docx") for count in (max(letters // 10, 1), letters))
        yield heading(f"8 {CODE} to every contract of a list: per letter")
        for name, run in ((f"    {small.letters} as DOCX", small), (f"    {large.letters} as DOCX", large)):
            yield _alone(name, run)
        grown = large.kilobytes / small.kilobytes
        reached = "reached" if grown <= GROWTH else "not reached"
        yield Row(
            (
                f"    memory, {large.letters} to {small.letters}",
                "",
                "",
                f"{grown:.2f} ×",
                "",
                f"≤ {GROWTH:g} ×",
                reached,
            )
        )
        peer = _child("peer", str(Path(folder) / str(large.letters)), str(min(letters - 1, PEER_LETTERS)))
        for name, ours, theirs in (("clock", large.each, peer.each), ("processor", large.each_busy, peer.each_busy)):
            told = f"    beside docxtpl, {peer.letters} letters, by the {name}"
            yield Row((told, f"{ours:.1f}", f"{theirs:.1f}", f"{theirs / ours:.2f} ×", "", "", ""))
        yield _alone(f"    {pdf_letters} as PDF/A", _ours(Path(folder) / "pdf", pdf_letters, "pdf"))


def _alone(name: str, run: Run) -> Row:
    return Row(
        (
            name,
            f"{run.each:.1f}",
            "",
            "",
            f"{run.seconds:.0f} s, processor {run.busy:.0f} s, {run.kilobytes / 1024:.0f} MB",
            "",
            "",
        )
    )


def _ours(home: Path, letters: int, form: str) -> Run:
    _child("fill", str(home), str(letters))
    return _child("send", str(home), str(letters), form)


def _child(*words: str) -> Run:
    """What a process of its own measured; raises `CalledProcessError` where it fails."""
    command = [sys.executable, "-m", "benchmarks.letter_rows", "--part", *words]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=PROJECT)
    return Run(**json.loads(done.stdout))


# --- in a process of its own


def _send(home: Path, letters: int, form: str) -> Times:
    """The times from the list to the last letter."""
    world = world_at(home)
    listed = world.contract_list(home / "contracts.csv", common_answers(world))
    tally, bulk = Tally(), Bulk(CODE, (form,), listed.digest)
    desk = desk_at(world, form)
    desk.forms.renderer(form, "letter")  # what is made once in a process is made before, as for the other side
    desk.casefiles.head()
    start, busy = perf_counter(), process_time()
    for result in issue_many(world.catalogue, desk, bulk, listed, world.out_folder(home / "out")):
        tally.add(result)
    times = perf_counter() - start, process_time() - busy
    if tally.counts[Outcome.ISSUED] != letters:
        raise ConflictError(f"{tally.counts} came of {letters} rows", tally.faults)
    return times


def _docxtpl(home: Path, letters: int) -> Times:
    """The times of docxtpl for letters of the same words; their words are made ready outside the clock."""
    path = shipped("templates") / "tender-appendix" / "tender-appendix.docx"
    compiled = compile_word_template(path.read_bytes())
    documents = _documents(home, letters)
    first, word_file = next(documents)
    peer = peers(path.read_bytes(), compiled, first)[WRITTEN_OUT]
    refuse_difference(word_file, filled(peer.template, peer.context(first)))
    out = home / "peer"
    out.mkdir()
    spent = [_timed(peer, document, out / f"{number}.docx") for number, (document, _) in enumerate(documents)]
    return sum(each for each, _ in spent), sum(busy for _, busy in spent)


def _timed(peer: Peer, document: Document, path: Path) -> Times:
    words = peer.context(document)
    start, busy = perf_counter(), process_time()
    path.write_bytes(filled(peer.template, words))
    return perf_counter() - start, process_time() - busy


def _documents(home: Path, letters: int) -> Iterator[tuple[Document, bytes]]:
    """The letters of the register's first cases as drafts, each with its Word file."""
    world = world_at(home)
    desk, answers = desk_at(world, "docx"), common_answers(world)
    for number in islice(world.casefiles.numbers(), letters + 1):
        request = prepare(world.catalogue, desk, Wanted(number, CODE, answers)).request
        made = draft(world.catalogue, replace(request, forms=("docx",)), world.forms)
        yield made.plan.assembly.document, made.files["docx"]


def _part(words: Sequence[str]) -> dict[str, float]:
    name, home, letters, *rest = words
    count, times = int(letters), (0.0, 0.0)
    match name:
        case "fill":
            Path(home).mkdir(parents=True)
            fill(Path(home), count)
        case "send":
            times = _send(Path(home), count, rest[0])
        case _:
            times = _docxtpl(Path(home), count)
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"letters": count, "seconds": times[0], "busy": times[1], "kilobytes": highest}


@click.command()
@click.option("--letters", type=click.IntRange(min=10), default=200, show_default=True, help="Letters as DOCX.")
@click.option("--pdf-letters", type=click.IntRange(min=1), default=20, show_default=True, help="Letters as PDF/A.")
@click.option("--part", nargs=1, hidden=True)
@click.argument("words", nargs=-1)
def main(letters: int, pdf_letters: int, part: str | None, words: tuple[str, ...]) -> None:
    """Measure very many letters."""
    if part is not None:
        click.echo(json.dumps(_part((part, *words))))
        return
    click.echo(printed(letter_rows(letters=letters, pdf_letters=pdf_letters)))


if __name__ == "__main__":
    main()
