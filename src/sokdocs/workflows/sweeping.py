"""Sweeping: taking away stored files that no issued document and no event of a case names, and half-written ones (safety promise 15)."""

from sokdocs.workflows.case_ports import Evidence
from sokdocs.workflows.ports import Store


def sweep(evidence: Evidence, files: Store) -> tuple[str, ...]:
    """The SHA-256 of every file that was taken away; files younger than five minutes may belong to an issue that is under way."""
    stale = files.stale()
    named = {each.sha256 for each in evidence.files()}
    orphans = tuple(sha256 for sha256 in stale if sha256 not in named)
    for sha256 in orphans:
        files.remove(sha256)
    files.remove_temporaries()
    return orphans
