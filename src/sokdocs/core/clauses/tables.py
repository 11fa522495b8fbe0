"""The tables a text may ask for with {table:name}: their names, and the columns of each."""

from collections.abc import Mapping
from types import MappingProxyType

TABLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "products": ("product", "cpv", "raw", "component", "final"),
        "risk": ("product", "group", "risk", "certainty"),
        "deadlines": ("what", "deadline", "point"),
        "proof": ("scheme", "covers"),
        "decision": ("question", "result", "reason"),
        "clauses": ("clause", "result", "reason"),
    }
)
