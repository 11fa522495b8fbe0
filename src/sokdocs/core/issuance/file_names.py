"""File names made by us, never taken from a user (safety promise 13)."""

import re
import unicodedata

from sokdocs.core.document.blocks import Document

LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "ae", "Ø": "o", "Å": "a", "ß": "ss"})
MAX_SLUG = 80


def slug(text: str) -> str:
    """The text as `[a-z0-9-]`, at most 80 characters."""
    plain = unicodedata.normalize("NFKD", text.translate(LETTERS)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MAX_SLUG].rstrip("-")


def file_name(document: Document) -> str:
    """Reference and kind of an issued document, kind and subject of a draft."""
    return slug(f"{document.reference} {document.kind}" if document.reference else f"utkast {document.kind} {document.subtitle}")
