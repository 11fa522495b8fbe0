"""Who does something: an id with the roles it has. It comes from the settings, later from the login, never from a request."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or office by its id; `roles` are those of the ladders (`contract_manager`, `lawyer` …)."""

    id: str
    roles: tuple[str, ...]

    def has_any(self, roles: Sequence[str]) -> bool:
        """Whether the actor has one of the roles."""
        return any(role in roles for role in self.roles)
