"""Explaining: where every paragraph of a file comes from, and whether it is unaltered."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from sokdocs.core.errors import InvalidError
from sokdocs.core.issuance.alteration import ExplainedLine, State, explain_by_words, explain_with_manifest, words_of
from sokdocs.core.issuance.sealed import read_manifest
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.values.language import LANGUAGES
from sokdocs.workflows.ports import Reader, Register

NOT_COMPARED = ("contents", "page heads", "page feet", "repeated table heads", "pictures", "comments", "document properties")


class Proof(StrEnum):
    """What the register says of the manifest in the file: only a recorded one proves what was issued."""

    RECORDED = "the manifest is the one that was recorded"
    DIFFERS = "the manifest is not the one that was recorded under this reference"
    NOT_RECORDED = "the manifest is not in this register"
    NO_MANIFEST = "the file has no manifest"


@dataclass(frozen=True, slots=True)
class Explanation:
    """Every paragraph with its source and state; `reference` is what the manifest says the file is, empty without one."""

    form: str
    basis: str
    reference: str
    lines: tuple[ExplainedLine, ...]
    proof: Proof = Proof.NO_MANIFEST
    not_compared: tuple[str, ...] = NOT_COMPARED

    @property
    def is_unaltered(self) -> bool:
        """Whether every paragraph that can be held against something is as it was."""
        is_forged = self.proof is Proof.DIFFERS
        return not is_forged and all(line.state is State.UNALTERED or line.is_fact for line in self.lines)


def explain(data: bytes, name: str, reader: Reader, catalogue: Catalogue, register: Register | None = None) -> Explanation:
    """The explanation of a finished or returned file; without a readable manifest the words alone decide."""
    returned = reader(data, name)
    if returned.manifest is not None:
        try:
            manifest = read_manifest(returned.manifest)
        except InvalidError:
            manifest = {}
        if manifest.get("lines"):
            reference = str(manifest.get("reference", ""))
            proof = _proof(reference, returned.manifest, register)
            return Explanation(returned.form, "manifest", reference, explain_with_manifest(returned, manifest), proof)
    explained = [explain_by_words(returned, words_of(catalogue, language)) for language in _languages(catalogue)]
    best = max(explained, key=lambda lines: sum(1 for line in lines if line.clause))
    return Explanation(returned.form, "words", "", best)


def _proof(reference: str, manifest: bytes, register: Register | None) -> Proof:
    record = register.by_reference(reference) if register and reference else None
    if record is None:
        return Proof.NOT_RECORDED
    return Proof.RECORDED if record.manifest_digest == hashlib.sha256(manifest).hexdigest() else Proof.DIFFERS


def _languages(catalogue: Catalogue) -> list[str]:
    there = {language for clause in catalogue.library.clauses.values() for version in clause.versions for language in version.texts}
    return [each for each in LANGUAGES if each in there]
