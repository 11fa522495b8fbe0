"""Which kind of file a returned form is: by how it begins, never by its name alone."""

from typing import Literal

from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem

FormKind = Literal["docx", "pdf", "json"]
BEGINNINGS: dict[bytes, FormKind] = {b"PK\x03\x04": "docx", b"%PDF-": "pdf", b"{": "json", b"\xef\xbb\xbf{": "json"}
BLANKS = b" \t\r\n"
HINT = "send back the form itself: the Word file, the PDF, or JSON"


def form_kind(data: bytes, name: str) -> FormKind:
    """The kind; raises `InvalidError` for a file that is none of them, or whose name says another one."""
    start = data[:64].lstrip(BLANKS) if data[:1] in (b"{", b" ", b"\n", b"\r", b"\t") else data
    found = next((kind for beginning, kind in BEGINNINGS.items() if start.startswith(beginning)), None)
    if found is None:
        raise InvalidError(f"{name} can't be read", [Problem(Place(name), "it is no Word file, PDF or JSON", HINT)])
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else found
    if ending in BEGINNINGS.values() and ending != found:
        message = f"its name says {ending}, but it is a {found} file"
        raise InvalidError(f"{name} can't be read", [Problem(Place(name), message, "give it its right name, and look at it once more")])
    return found
