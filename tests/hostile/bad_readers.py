"""Readers that do what a hostile file could make a reader do; they run in the child process only."""

import ctypes
import os
import pickle
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem
from sokdocs.core.self_report.returned import ReturnedForm

CURSE = pickle.dumps(os.getcwd)
LIBC = ctypes.CDLL(None)
ABORT, SOCKET, OPEN = LIBC.abort, LIBC.socket, LIBC.open


def a_form(data: bytes, *, name: str) -> ReturnedForm:
    """A form with every sort of value in it; the upload stands in one of them."""
    doubt = Problem(Place(name, 3, "Q2.1"), "er borte", "se etter", True)
    values = {"Q2.1": "yes", "Q2.1.reason": "Æ & 'ø'\n\ud800\x00å", "data": data.decode("latin-1")}
    return ReturnedForm("docx", name, "SD-7K3Q-9F2M", MappingProxyType(values), (doubt,), {"Q2.1": (("yes", "Ja & jo"), ("no", "Nei"))})


def refuse(data: bytes, *, name: str) -> ReturnedForm:
    """Two problems, out of order."""
    problems = [Problem(Place(name, 9, "b"), "two", "hint two"), Problem(Place(name, 2, "a"), "one", "", True)]
    raise InvalidError(f"{name}: is refused", problems)


def length(data: bytes, *, name: str) -> ReturnedForm:
    """How many bytes came through."""
    return ReturnedForm("docx", name, "", {"length": str(len(data))})


def take_memory(data: bytes, *, name: str) -> ReturnedForm:
    """More than there is."""
    return ReturnedForm("docx", name, "", {str(number): str(bytearray(100_000_000)) for number in range(20)})


def run_on(data: bytes, *, name: str) -> ReturnedForm:
    """Computes without end."""
    while True:
        pass


def wait(data: bytes, *, name: str) -> ReturnedForm:
    """Waits without end and costs nothing."""
    time.sleep(600)
    return a_form(data, name=name)


def crash(data: bytes, *, name: str) -> ReturnedForm:
    """Ends as a broken library in C does."""
    ABORT()
    return a_form(data, name=name)


def fail(data: bytes, *, name: str) -> ReturnedForm:
    """An error that no reader should let out, with the upload in its message."""
    raise KeyError(data)


def leave(data: bytes, *, name: str) -> ReturnedForm:
    """Ends as if all were well, and says nothing."""
    os._exit(0)


def lie(data: bytes, *, name: str) -> ReturnedForm:
    """Speaks for itself, as code that took over the child would; the upload is what it says."""
    os.write(3, data)
    os._exit(0)


def babble(data: bytes, *, name: str) -> ReturnedForm:
    """Speaks without end."""
    while True:
        os.write(3, bytes(100_000))


def tell_too_much(data: bytes, *, name: str) -> ReturnedForm:
    """A form that is larger than any form."""
    return ReturnedForm("docx", name, "", {"a": "x" * 9_000_000})


def chatter(data: bytes, *, name: str) -> ReturnedForm:
    """Prints on every way that there is, then reads as it should."""
    print("told to nobody")
    print("told to nobody", file=sys.stderr)
    os.write(1, b"told to nobody")
    return a_form(data, name=name)


def chatter_and_crash(data: bytes, *, name: str) -> ReturnedForm:
    """Prints on every way that there is, then ends badly."""
    chatter(data, name=name)
    raise KeyError(data)


def connect(data: bytes, *, name: str) -> ReturnedForm:
    """Calls the port that the upload names, and hides that it was refused."""
    with suppress(OSError), socket.socket() as called:
        called.connect(("127.0.0.1", int(data)))
    return a_form(data, name=name)


def fetch(data: bytes, *, name: str) -> ReturnedForm:
    """Fetches from the port that the upload names."""
    urllib.request.urlopen(f"http://127.0.0.1:{int(data)}/", timeout=1)
    return a_form(data, name=name)


def call_in_c(data: bytes, *, name: str) -> ReturnedForm:
    """Asks the system itself for a connection, as a library in C would; the answer stands in the form."""
    return ReturnedForm("docx", name, "", {"socket": str(SOCKET(2, 1, 0)), "file": str(OPEN(b"/etc/hostname", 0))})


def write(data: bytes, *, name: str) -> ReturnedForm:
    """Writes to the file that the upload names."""
    Path(data.decode()).write_text("written")
    return a_form(data, name=name)


def read_file(data: bytes, *, name: str) -> ReturnedForm:
    """Reads the file that the upload names, and would tell what stands there."""
    return ReturnedForm("docx", name, "", {"stolen": Path(data.decode()).read_text()})


def remove(data: bytes, *, name: str) -> ReturnedForm:
    """Removes the file that the upload names."""
    os.remove(data)
    return a_form(data, name=name)


def run(data: bytes, *, name: str) -> ReturnedForm:
    """Starts a program."""
    subprocess.run(["/bin/true"], check=False)
    return a_form(data, name=name)


def shell(data: bytes, *, name: str) -> ReturnedForm:
    """Starts a program by the shell."""
    os.system("true")
    return a_form(data, name=name)


def fork(data: bytes, *, name: str) -> ReturnedForm:
    """Makes a copy of itself."""
    os.fork()
    return a_form(data, name=name)


def unpickle(data: bytes, *, name: str) -> ReturnedForm:
    """Loads a pickle, which can run anything."""
    return ReturnedForm("docx", name, "", {"a": str(pickle.loads(CURSE))})


def evaluate(data: bytes, *, name: str) -> ReturnedForm:
    """Runs the upload as a program."""
    return ReturnedForm("docx", name, "", {"a": str(eval(data))})


def import_late(data: bytes, *, name: str) -> ReturnedForm:
    """Loads a module that was not loaded before."""
    import turtle

    return ReturnedForm("docx", name, "", {"a": str(turtle)})
