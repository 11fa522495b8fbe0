"""A returned form that means harm: of which kind, how it is made, and what the refusal must say."""

import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from sokdocs.sandbox.reading import FormKind

Build = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class HostileForm:
    """One file of the corpus, made when it is needed. One of `words` (a `|` between) must stand in the refusal."""

    kind: str
    label: str
    form: FormKind
    words: str
    build: Build

    @property
    def name(self) -> str:
        """What the file is called when it comes in."""
        return f"svar.{self.form}"


def forms(kind: str, form: FormKind, words: str, builds: Mapping[str, Build | tuple[str, Build]]) -> Iterator[HostileForm]:
    """The forms of one kind; a build may come with words of its own."""
    for label, build in builds.items():
        own, make = build if isinstance(build, tuple) else (words, build)
        yield HostileForm(kind, label, form, own, make)


@cache
def listener() -> socket.socket:
    """Who listens for a call that must never come."""
    server = socket.create_server(("127.0.0.1", 0))
    server.setblocking(False)
    return server


def called() -> str:
    """Where a hostile form would call; the listener hears it."""
    return f"http://127.0.0.1:{listener().getsockname()[1]}/x"
