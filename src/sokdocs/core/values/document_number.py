"""Document numbers as they stand on letters: the number of a case and, behind a hyphen, the running number in it."""

from sokdocs.core.errors import InvalidError


def document_number(document: str) -> tuple[str, int]:
    """The case and the running number of a document number, such as 2026/01234-2; `InvalidError` where it is none."""
    number, _, running = document.strip().rpartition("-")
    if not number or not running.isdecimal() or not running.isascii() or len(running) > 6 or not int(running):
        raise InvalidError(f'"{document}" is no document number; write it like 2026/01234-2')
    return number, int(running)
