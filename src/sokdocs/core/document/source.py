"""Where a block of a document came from."""

from dataclasses import dataclass

from sokdocs.core.values.identifiers import VersionRef


@dataclass(frozen=True, slots=True)
class Source:
    """The clause version a block was made from, and the SHA-256 (64 hex digits) of that version's own text."""

    ref: VersionRef
    digest: str

    @property
    def tag(self) -> str:
        """Short form for a content control: `K-302;2026-03-01;nb;0123456789ab`, at most 64 characters."""
        return f"{self.ref.clause};{self.ref.date.isoformat()};{self.ref.language};{self.digest[:12]}"

    @property
    def bookmark(self) -> str:
        """Short form for a bookmark: `K_302_20260301_nb_0123456789ab`, at most 40 characters, letters, digits and underscores."""
        clause = self.ref.clause.replace("-", "_").replace(".", "_")
        return f"{clause}_{self.ref.date:%Y%m%d}_{self.ref.language}_{self.digest[:12]}"
