"""Explaining: where every paragraph of a file comes from, and whether it is unaltered."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from sokdocs.core.errors import InvalidError
from sokdocs.core.issuance.alteration import ExplainedLine, State, explain_by_words, explain_with_manifest, words_of
from sokdocs.core.issuance.sealed import read_manifest
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.workflows.ports import Reader, Register

NOT_COMPARED = (
    "looks (sizes, colours, places, what is painted over)",
    "contents",
    "page heads",
    "page feet",
    "repeated table heads",
    "pictures",
    "comments",
    "document properties",
)


class Proof(StrEnum):
    """What the register says of the file: only what is recorded proves anything."""

    IDENTICAL = "the file is byte for byte the one that was issued"
    RECORDED = "the manifest is the one that was recorded; the file has been saved or changed since, and its looks are not compared"
    DIFFERS = "the manifest is not the one that was recorded under this reference"
    NOT_RECORDED = "the manifest is not in this register, so nothing proves it"
    NO_MANIFEST = "the file has no manifest, so nothing proves it"


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
    def is_proven(self) -> bool:
        """Whether the register proves that every paragraph is as it was issued."""
        if self.proof is Proof.IDENTICAL:
            return True
        return self.proof is Proof.RECORDED and bool(self.lines) and all(line.state is State.UNALTERED for line in self.lines)


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
            proof = _proof(reference, data, returned.manifest, register)
            return Explanation(returned.form, "manifest", reference, explain_with_manifest(returned, manifest), proof)
    explained = [explain_by_words(returned, words) for language in catalogue.library.languages() for words in words_of(catalogue, language)]
    best = max(explained, key=lambda lines: sum(1 for line in lines if line.clause))
    return Explanation(returned.form, "words", "", best)


def _proof(reference: str, data: bytes, manifest: bytes, register: Register | None) -> Proof:
    record = register.by_reference(reference) if register and reference else None
    if record is None:
        return Proof.NOT_RECORDED
    if hashlib.sha256(data).hexdigest() in {each.sha256 for each in record.files}:
        return Proof.IDENTICAL
    return Proof.RECORDED if record.manifest_digest == hashlib.sha256(manifest).hexdigest() else Proof.DIFFERS
