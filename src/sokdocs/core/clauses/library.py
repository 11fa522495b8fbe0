"""The library: every clause, norm and phrase that documents are made from."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from sokdocs.core.clauses.clause import Clause
from sokdocs.core.clauses.legal_basis import Norms
from sokdocs.core.facts.definition import FactDefinition
from sokdocs.core.values.identifiers import ClauseId
from sokdocs.core.values.language import LANGUAGES
from sokdocs.core.values.phrases import Phrases


@dataclass(frozen=True, slots=True)
class Library:
    """Clauses by id, norms by id, the facts that may be asked, and the phrases."""

    clauses: Mapping[ClauseId, Clause]
    norms: Norms
    facts: Mapping[str, FactDefinition]
    phrases: Phrases
    valid_cpv: Mapping[str, str]

    def languages(self) -> tuple[str, ...]:
        """The languages in which there is any text, bokmål first."""
        there = {language for clause in self.clauses.values() for version in clause.versions for language in version.texts}
        return tuple(each for each in LANGUAGES if each in there)

    def digest(self) -> str:
        """SHA-256 in hex over every version of every clause, so that two libraries with the same texts agree."""
        keys = [
            [str(source.ref), source.digest]
            for clause in self.clauses.values()
            for version in clause.versions
            for language in sorted(version.texts)
            for source in [clause.source(version, language)]
        ]
        return hashlib.sha256(json.dumps(sorted(keys)).encode()).hexdigest()
