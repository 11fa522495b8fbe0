"""A self-report form as it came back: what stands in each place to answer, before anyone says what it means."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from sokdocs.core.problems import Problem

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReturnedForm:
    """What a returned file says. `origin` is docx, pdf or json; `reference` is that of the issued form (`SD-7K3Q-9F2M`).

    `values` are by key of the place (`Q2.1.reason`), as written: a code of `Answer.options` for a choice, several codes with a blank
    between, `true` for a tick, a text with `\\n` between its lines. What is not answered is left out. `doubts` are what the reader
    could not be sure of: a place that the file has lost is named, and never read as an empty answer. `options` are the answers to choose
    from as the file shows them, each a code with its words, by key; a file that shows none gives none.
    """

    origin: str
    name: str
    reference: str
    values: Mapping[str, str]
    doubts: tuple[Problem, ...] = ()
    options: Mapping[str, Options] = field(default_factory=lambda: MappingProxyType({}))
