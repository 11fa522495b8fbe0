"""A sealed manifest, opened again."""

import json
from collections.abc import Mapping

from sokdocs.core.errors import InvalidError
from sokdocs.core.issuance.manifest import FORMAT
from sokdocs.core.values.canonical import Json


def read_manifest(data: bytes) -> Mapping[str, Json]:
    """The content of a manifest; raises `InvalidError` where it is none, or is of a format this program does not know."""
    try:
        content = json.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise InvalidError("the manifest can't be read: it is not JSON in UTF-8") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise InvalidError(f"the manifest is not of the format {FORMAT}")
    return content
