"""Explaining: where every paragraph of a file comes from, and whether it is unaltered."""

from dataclasses import dataclass

from sokdocs.core.clauses.library import Library
from sokdocs.core.errors import InvalidError
from sokdocs.core.issuance.alteration import ExplainedLine, explain_by_words, explain_with_manifest
from sokdocs.core.issuance.sealed import read_manifest
from sokdocs.core.values.language import LANGUAGES
from sokdocs.workflows.ports import Reader

NOT_COMPARED = ("contents", "page heads", "page feet", "repeated table heads", "pictures", "comments", "document properties")


@dataclass(frozen=True, slots=True)
class Explanation:
    """Every paragraph with its source and state; `reference` is what the manifest says the file is, empty without one."""

    form: str
    basis: str
    reference: str
    lines: tuple[ExplainedLine, ...]
    not_compared: tuple[str, ...] = NOT_COMPARED


def explain(data: bytes, name: str, reader: Reader, library: Library) -> Explanation:
    """The explanation of a finished or returned file; without a readable manifest the words alone decide."""
    returned = reader(data, name)
    if returned.manifest is not None:
        try:
            manifest = read_manifest(returned.manifest)
        except InvalidError:
            manifest = {}
        if manifest.get("lines"):
            return Explanation(returned.form, "manifest", str(manifest.get("reference", "")), explain_with_manifest(returned, manifest))
    languages = [each for each in LANGUAGES if any(each in version.texts for clause in library.clauses.values() for version in clause.versions)]
    explained = [explain_by_words(returned, library, language) for language in languages]
    best = max(explained, key=lambda lines: sum(1 for line in lines if line.clause))
    return Explanation(returned.form, "words", "", best)
