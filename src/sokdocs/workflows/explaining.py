"""Explaining: where every paragraph of a file comes from, and whether it is unaltered."""

from dataclasses import dataclass

from sokdocs.core.errors import InvalidError
from sokdocs.core.issuance.alteration import ExplainedLine, State, explain_by_words, explain_with_manifest, words_of
from sokdocs.core.issuance.sealed import read_manifest
from sokdocs.core.selection.catalogue import Catalogue
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

    @property
    def is_unaltered(self) -> bool:
        """Whether every paragraph that can be held against something is as it was."""
        return all(line.state is State.UNALTERED or line.is_fact for line in self.lines)


def explain(data: bytes, name: str, reader: Reader, catalogue: Catalogue) -> Explanation:
    """The explanation of a finished or returned file; without a readable manifest the words alone decide."""
    returned = reader(data, name)
    if returned.manifest is not None:
        try:
            manifest = read_manifest(returned.manifest)
        except InvalidError:
            manifest = {}
        if manifest.get("lines"):
            return Explanation(returned.form, "manifest", str(manifest.get("reference", "")), explain_with_manifest(returned, manifest))
    explained = [explain_by_words(returned, words_of(catalogue, language)) for language in _languages(catalogue)]
    best = max(explained, key=lambda lines: sum(1 for line in lines if line.clause))
    return Explanation(returned.form, "words", "", best)


def _languages(catalogue: Catalogue) -> list[str]:
    there = {language for clause in catalogue.library.clauses.values() for version in clause.versions for language in version.texts}
    return [each for each in LANGUAGES if each in there]
