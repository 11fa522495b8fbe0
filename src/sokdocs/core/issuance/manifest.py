"""The manifest: what a document was made from, sealed before it is rendered, and carried by every file.

It holds no hash of a file: it lies inside the files. The issue record, written afterwards, holds those.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from sokdocs.core.clauses.legal_basis import Norm
from sokdocs.core.clauses.library import Library
from sokdocs.core.document.blocks import Document
from sokdocs.core.document.outline import Line, sourced_outline
from sokdocs.core.document.source import Source
from sokdocs.core.facts.sheet import FactSheet
from sokdocs.core.issuance.checklist import CheckPoint, checklist
from sokdocs.core.issuance.document_digest import document_digest
from sokdocs.core.selection.decision import Outcome
from sokdocs.core.selection.select import ChosenClause, Selection
from sokdocs.core.values.canonical import Json, as_json, canonical
from sokdocs.core.values.language import in_language
from sokdocs.core.values.text import fold

FORMAT = "sokdocs-manifest/1"
NO_CONTEXT: Mapping[str, Json] = MappingProxyType({})
NOT_COMPARED = ("contents", "page heads", "page feet", "repeated table heads")


@dataclass(frozen=True, slots=True)
class Maker:
    """What made the document: program version, and the digest of each form's template."""

    program: str
    templates: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Manifest:
    """A sealed manifest: its content and its bytes; `digest` is the SHA-256 of the bytes."""

    content: Mapping[str, Json]
    data: bytes

    @property
    def digest(self) -> str:
        """SHA-256 in hex of the sealed bytes."""
        return hashlib.sha256(self.data).hexdigest()


def seal(
    selection: Selection, sheet: FactSheet, document: Document, library: Library, maker: Maker, *, context: Mapping[str, Json] = NO_CONTEXT
) -> Manifest:
    """The manifest of a document; `context` is what it belongs to (`case`), told as it is."""
    content: dict[str, Json] = {
        "format": FORMAT,
        "program": f"sokdocs {maker.program}",
        "templates": as_json(maker.templates),
        "library": library.digest(),
        "reference": document.reference,
        "marks": list(document.marks),
        "facts": as_json(dict(sheet.values)),
        **_choice(selection, library),
        "lines": [_line(line, source) for line, source in sourced_outline(document)],
        "document": document_digest(document),
        "not_compared": list(NOT_COMPARED),
        **context,
    }
    return Manifest(content, canonical(content))


def _choice(selection: Selection, library: Library) -> dict[str, Json]:
    """What was chosen for the procurement, and why."""
    language, situation = selection.language, selection.situation
    return {
        "kind": selection.pack.id.kind,
        "pack": str(selection.pack.id),
        "language": language,
        "announced_on": selection.announced_on.isoformat(),
        "texts_on": selection.texts_on.isoformat(),
        "status": "model text" if any(not each.version.approved_by for each in selection.chosen) else "approved",
        "category": {
            "id": situation.category.id if situation.category else None,
            "reason": library.phrases.tell(situation.category_decision.reason, language),
        },
        "decision": {"terms": _outcome(situation.decision.terms, language), "form": _outcome(situation.decision.form, language)},
        "clauses": [_chosen(each) for each in selection.chosen],
        "left_out": [{"clause": each.clause.id, "reason": each.reason} for each in selection.left_out],
        "parameters": [_parameter(each, name) for each in selection.chosen for name in each.parameters],
        "norms": [_norm(norm, language) for norm in selection.norms],
        "to_check": [_check(point) for point in checklist(selection)],
    }


def _norm(norm: Norm, language: str) -> Json:
    return {
        "id": norm.id,
        "title": in_language(norm.title, language),
        "confirmed": norm.is_confirmed,
        "certainty": norm.dates_certainty.value,
    }


def _parameter(chosen: ChosenClause, name: str) -> Json:
    each = chosen.parameters[name]
    return {
        "name": f"{chosen.clause.id}.{name}",
        "value": as_json(each.value),
        "unit": each.parameter.unit,
        "chosen": each.is_chosen,
        "certainty": each.parameter.certainty.value,
        "sources": list(each.parameter.sources),
    }


def _outcome(outcome: Outcome, language: str) -> Json:
    return {
        "result": outcome.result,
        "row": outcome.row.id,
        "reason": in_language(outcome.row.because, language),
        "certainty": outcome.row.certainty.value,
        "not_known": list(outcome.missing),
    }


def _chosen(chosen: ChosenClause) -> Json:
    source = chosen.clause.source(chosen.version, chosen.language)
    return {
        "clause": chosen.clause.id,
        "date": source.ref.date.isoformat(),
        "language": source.ref.language,
        "digest": source.digest,
        "reason": chosen.reason,
        "certainty": chosen.version.certainty.value,
        "statements": [each.certainty.value for each in chosen.version.statements],
        "approved_by": list(chosen.version.approved_by),
    }


def _line(line: Line, source: Source | None) -> Json:
    return [str(source.ref.clause) if source else "", line.number, _digest_of_folded(line.text)]


def line_digest(text: str) -> str:
    """16 hex digits of the SHA-256 of a line's words, blanks folded."""
    return _digest_of_folded(fold(text))


@lru_cache(maxsize=8192)
def _digest_of_folded(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _check(point: CheckPoint) -> Json:
    return {"subject": point.subject, "certainty": point.certainty, "what": point.what}
