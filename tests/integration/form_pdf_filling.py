"""A form filled in as another program would fill it in (pypdf), by the keys of its places to answer."""

import io
import logging
from collections.abc import Mapping
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject

TICKED, UNTICKED = "/Yes", "/Off"


def fill_pdf(data: bytes, values: Mapping[str, str]) -> bytes:
    """The form with these answers in it: codes for what is chosen, `true` for a tick, several codes with a blank between."""
    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it takes every line break for a letter without a glyph
    writer = PdfWriter(clone_from=io.BytesIO(data))
    entries = _entries(values, set(PdfReader(io.BytesIO(data)).get_fields() or {}))
    for page in writer.pages:
        there = {str(note.get("/T")) for note in map(_object, page.get("/Annots", ()))}
        on_page = {name: value for name, value in entries.items() if name in there}
        writer.update_page_form_field_values(page, on_page, auto_regenerate=False)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _object(reference: Any) -> DictionaryObject:
    found = reference.get_object()
    assert isinstance(found, DictionaryObject)
    return found


def _entries(values: Mapping[str, str], names: set[str]) -> dict[str, str]:
    """What goes into each field of the file; raises where there is none for a key."""
    found: dict[str, str] = {}
    for key, value in values.items():
        name = key.replace(".", "-")
        options = {each: each.split("#")[1] for each in names if each.startswith(f"{name}#")}
        if name not in names and not options:
            raise LookupError(f"the form has no field {name}")
        found |= {each: TICKED if code in value.split() else UNTICKED for each, code in options.items()}
        if name in names:
            found[name] = TICKED if value == "true" else value
    return found
