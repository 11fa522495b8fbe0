"""Shuts the doors of the child process: from then on it opens nothing, starts nothing and asks nobody.

Two bolts on each door. Python's own audit events end the process at once, so that no library can swallow the refusal; and the
system gives out no new file or connection, which holds for libraries in C too.
"""

import logging
import os
import sys
from importlib import import_module
from typing import NoReturn

from sokdocs.sandbox.limits import open_no_more_files

REACHED_OUTSIDE = 44  # how the process ends when something in it tries a door
RUNS_OR_LOADS = frozenset({"open", "exec", "compile", "pickle.find_class", "code.__new__", "function.__new__"})
WORLD = (
    "ctypes.",
    "fcntl.",
    "glob.",
    "os.",
    "pty.",
    "shutil.",
    "signal.",
    "socket.",
    "sqlite3.",
    "subprocess.",
    "syslog.",
    "tempfile.",
    "urllib.",
    "webbrowser.",
)
# How text may be written inside a document. Python looks for these on the disk when they are first asked for.
ENCODINGS = (
    "ascii",
    "cp1252",
    "iso8859_1",
    "iso8859_15",
    "latin_1",
    "utf_16",
    "utf_16_be",
    "utf_16_le",
    "utf_32",
    "utf_8_sig",
    "raw_unicode_escape",
    "unicode_escape",
)


def shut_doors(*, kept: int) -> None:
    """Nothing can be opened, started or asked any more; the first `kept` open files stay so."""
    for encoding in ENCODINGS:
        import_module(f"encodings.{encoding}")
    logging.disable()
    sys.excepthook = _say_nothing
    open_no_more_files(kept)
    sys.addaudithook(_watch)


def _say_nothing(*_: object) -> None:
    """An error that nobody answers is not shown: telling it opens the program's own files."""


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "import":
        raise ImportError(f"{arguments[0]} was not loaded before the upload")
    if event in RUNS_OR_LOADS or event.startswith(WORLD):
        _end()


def _end() -> NoReturn:
    os._exit(REACHED_OUTSIDE)
