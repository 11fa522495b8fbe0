"""Proof that Word will open a DOCX: the Open XML SDK's rules, and what they do not look at in the package itself."""

import zipfile
import zlib
from collections import Counter
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from openxml_audit import FileFormat, OpenXmlValidator  # type: ignore[import-untyped]


def docx_findings(data: bytes) -> list[str]:
    """Every finding about a DOCX, in plain words; an empty list is the proof."""
    return package_findings(data) or rule_findings(data)


def package_findings(data: bytes) -> list[str]:
    """What is wrong with the ZIP file: not one at all, a damaged part, or a name that stands twice (also in other case)."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = Counter(name.casefold() for name in package.namelist())
            damaged = [entry.filename for entry in package.infolist() if not _is_whole(package, entry)]
    except zipfile.BadZipFile as error:
        return [f"[package] not a ZIP file: {error}"]
    doubled = [f"[package] {name}: stands {times} times" for name, times in sorted(names.items()) if times > 1]
    return [*doubled, *(f"[package] {name}: damaged" for name in damaged)]


def _is_whole(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    try:
        package.read(entry)
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return False
    return True


def rule_findings(data: bytes) -> list[str]:
    """What the Open XML rules say: schema, meaning and relationships of every part."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "audited.docx"
        path.write_bytes(data)
        result = OpenXmlValidator(file_format=FileFormat.OFFICE_2019, strict=True).validate(path)
    found = [str(error) for error in result.errors]
    return found if found or result.is_valid else ["[audit] not valid, without a word why"]
