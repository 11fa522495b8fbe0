"""An upload is read in a child process with limits: what comes out of it, and what each bad end is called."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from sokdocs.core.errors import InvalidError, UnavailableError
from sokdocs.core.problems import Place, Problem
from sokdocs.core.self_report.returned import ReturnedForm
from sokdocs.sandbox import reading
from sokdocs.sandbox.answer import AnswerError, form_answer, heard
from sokdocs.sandbox.child import Order, order_in
from sokdocs.sandbox.limits import Limits
from sokdocs.sandbox.reading import READERS, read_limited, run_limited
from tests.hostile import bad_readers
from tests.hostile.bad_readers import a_form

NAME = "svar æ.docx"
Reader = Callable[..., ReturnedForm]


def run(reader: Reader, data: bytes = b"", limits: Limits | None = None) -> ReturnedForm:
    return run_limited(Order(f"{bad_readers.__name__}:{reader.__name__}", NAME, limits or Limits()), data)


def refusal(reader: Reader, data: bytes = b"", limits: Limits | None = None) -> str:
    with pytest.raises(InvalidError) as caught:
        run(reader, data, limits)
    [problem] = caught.value.problems
    assert problem.place == Place(NAME) and problem.hint
    assert str(caught.value) == f"{NAME}: {problem.message}"
    return problem.message


# --- what comes out


def test_limited_reading_gives_the_form_as_the_reader_gave_it() -> None:
    assert run(a_form, b"\x00\xff\n\r\n") == a_form(b"\x00\xff\n\r\n", name=NAME)


def test_limited_reading_passes_a_refusal_on_with_every_problem() -> None:
    with pytest.raises(InvalidError) as here:
        bad_readers.refuse(b"", name=NAME)
    with pytest.raises(InvalidError) as there:
        run(bad_readers.refuse)
    assert (str(there.value), there.value.problems) == (str(here.value), here.value.problems)
    assert len(there.value.problems) == 2


def test_limited_reading_tells_the_child_every_byte() -> None:
    assert run(bad_readers.length, bytes(3_000_001)).values == {"length": "3000001"}


def test_limited_reading_hears_the_answer_only_and_not_what_is_printed() -> None:
    assert run(bad_readers.chatter) == a_form(b"", name=NAME)


def test_limited_reading_shows_nothing_of_a_child_that_breaks_down(capfd: pytest.CaptureFixture[str]) -> None:
    assert "secret" not in refusal(bad_readers.fail, b"secret")
    refusal(bad_readers.chatter_and_crash)
    assert capfd.readouterr() == ("", "")


def test_limited_reading_works_from_many_threads() -> None:
    found: list[ReturnedForm] = []
    threads = [threading.Thread(target=lambda: found.append(run(a_form))) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert found == [a_form(b"", name=NAME)] * 4


@pytest.mark.parametrize("kind", READERS)
def test_limited_reading_knows_a_reader_for_each_kind_of_form(kind: reading.FormKind) -> None:
    with pytest.raises(InvalidError) as caught:
        read_limited(kind, b"no form", name=NAME)
    assert caught.value.problems and "break down" not in str(caught.value)


# --- how it ends


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        (bad_readers.take_memory, "needs more than 300 MB of memory"),
        (bad_readers.run_on, "takes longer than 2 seconds"),
        (bad_readers.wait, "takes longer than 2 seconds"),
        (bad_readers.crash, "makes the reader break down"),
        (bad_readers.fail, "makes the reader break down"),
        (bad_readers.leave, "makes the reader break down"),
        (bad_readers.import_late, "makes the reader break down"),
        (bad_readers.babble, "holds more than 8 MB of answers"),
        (bad_readers.tell_too_much, "holds more than 8 MB of answers"),
        (bad_readers.run, "reach for something outside"),
        (bad_readers.shell, "reach for something outside"),
        (bad_readers.fork, "reach for something outside"),
        (bad_readers.unpickle, "reach for something outside"),
        (bad_readers.evaluate, "reach for something outside"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_limited_reading_names_how_it_ended(reader: Reader, words: str) -> None:
    assert words in refusal(reader, b"1", Limits(seconds=2, megabytes=300))


@pytest.mark.parametrize("reader", [bad_readers.run_on, bad_readers.wait, bad_readers.babble, bad_readers.leave, a_form])
def test_limited_reading_leaves_no_process_behind(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    started, start = [], reading._start

    def start_and_keep() -> Any:
        started.append(start())
        return started[-1]

    monkeypatch.setattr(reading, "_start", start_and_keep)
    with suppress(InvalidError):
        run(reader, limits=Limits(seconds=1))
    [child] = started
    assert child.returncode is not None
    with pytest.raises(ProcessLookupError):
        os.killpg(child.pid, 0)


@pytest.mark.parametrize("reader", ["run_on", "wait"])
def test_limited_reading_ends_by_itself_and_says_why_when_nobody_waits(reader: str) -> None:
    child = reading._start()
    assert child.stdin
    child.stdin.write(Order(f"{bad_readers.__name__}:{reader}", NAME, Limits(seconds=1)).line())
    child.stdin.close()
    assert signal.Signals(-child.wait(timeout=30)).name in reading.OUT_OF_TIME
    reading._end(child)


# --- the doors


@pytest.mark.parametrize("reader", [bad_readers.connect, bad_readers.fetch])
def test_limited_reading_reaches_no_network(reader: Reader) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        assert "reach for something outside" in refusal(reader, str(listener.getsockname()[1]).encode())
        listener.setblocking(False)
        with pytest.raises(BlockingIOError):
            listener.accept()


def test_limited_reading_gives_libraries_in_c_no_file_and_no_connection() -> None:
    assert run(bad_readers.call_in_c).values == {"socket": "-1", "file": "-1"}


def test_limited_reading_changes_no_file(tmp_path: Path) -> None:
    there, new = tmp_path / "there.txt", tmp_path / "new.txt"
    there.write_text("as it was")
    for reader, path in ((bad_readers.write, new), (bad_readers.write, there), (bad_readers.remove, there), (bad_readers.read_file, there)):
        assert "reach for something outside" in refusal(reader, str(path).encode())
    assert list(tmp_path.iterdir()) == [there] and there.read_text() == "as it was"


# --- what the child says is not believed


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff",
        b'{"form": {}}',
        b'{"form": {"origin": "docx", "name": "a", "reference": "", "values": {"a": 1}, "options": {}, "doubts": []}}',
        b'{"form": {"origin": "docx", "name": "a", "reference": "", "values": {"a": "1", "a": "2"}, "options": {}, "doubts": []}}',
        b'{"form": {"origin": "docx", "name": "a", "reference": "", "values": {}, "options": {}, "doubts": [1]}}',
        b'{"form": {"origin": "docx", "name": "a", "reference": "", "values": {}, "options": {}, "doubts": [], "more": 1}}',
        b'{"form": {"origin": "docx", "name": "a", "reference": "", "values": {}, "doubts": [], "options": []}}',
        b'{"form": {"origin": "docx", "name": "a", "reference": "", "values": {}, "doubts": [], "options": {"a": 1}}}',
        b'{"form": {"origin": "docx", "name": "a", "reference": "", "values": {}, "doubts": [], "options": {"a": [["b"]]}}}',
        b'{"form": {"origin": "docx", "name": "a", "reference": "", "values": {}, "doubts": [], "options": {"a": [["b", 1]]}}}',
        b'{"form": {"origin": "docx", "name": "a", "reference": "", "values": {}, "doubts": [], "options": {"a": [], "a": []}}}',
        b'{"refused": {"message": "a", "problems": [{"file": "a"}]}}',
        b'{"refused": {"message": "a", "problems": [], "more": NaN}}',
        b"[" * 100_000,
    ],
    ids=range(18),
)
def test_answer_of_a_child_is_taken_only_as_it_must_be(said: bytes) -> None:
    with pytest.raises(AnswerError):
        heard(said)


def test_limited_reading_does_not_believe_what_is_no_answer() -> None:
    assert "makes the reader break down" in refusal(bad_readers.lie, b'{"form": {"origin": "docx"}}')


def test_answer_holds_every_field_of_a_form_and_of_a_problem() -> None:
    told = json.loads(form_answer(a_form(b"", name=NAME)))["form"]
    assert set(told) == {field.name for field in fields(ReturnedForm)}
    [doubt] = told["doubts"]
    assert set(doubt) == {field.name for field in fields(Problem)} - {"place"} | {field.name for field in fields(Place)}


def test_order_is_read_as_it_was_written() -> None:
    order = Order("a:b", "a\n\ud800\x00.docx", Limits(1, 2, 3), ("c", "d"))
    assert order_in(order.line()) == order and order.line().count(b"\n") == 1


# --- the machine


def test_limited_reading_says_where_limits_can_not_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "can_be_laid", lambda: False)
    with pytest.raises(UnavailableError, match="use Linux"):
        run(a_form)


def test_limited_reading_does_not_blame_the_file_for_a_reader_that_is_not_there() -> None:
    with pytest.raises(UnavailableError, match=r"tests\.hostile\.nowhere"):
        run_limited(Order("tests.hostile.nowhere:read", NAME, Limits()), b"")


def test_limited_reading_says_where_no_process_can_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(UnavailableError, match="can't be started"):
        run(a_form)


def test_child_loads_the_reader_it_needs_and_no_other() -> None:
    loaded = "import sys, sokdocs.sandbox.child; print([each for each in sys.modules if each.startswith('sokdocs.loading')])"
    told = subprocess.run([sys.executable, "-c", loaded], capture_output=True, check=True, text=True)
    assert told.stdout.strip() == "[]"
