"""What was read out of a finished or returned file: its lines, the marks they carry, and the manifest inside."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """One body block as it stands in the file.

    `number` is the number as shown, computed by the reader; `text` the words, blanks folded.
    `tag` is a content control's tag and `bookmark` the source bookmark around it; empty where the file has none.
    """

    number: str
    text: str
    tag: str = ""
    bookmark: str = ""


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """A file read back: its form (`docx`, `pdf`, `html`), the body blocks in reading order, and the manifest's bytes if it has one."""

    form: str
    lines: tuple[ReturnedLine, ...]
    manifest: bytes | None
