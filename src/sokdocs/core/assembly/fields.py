"""What goes into the fields of a text: facts, parameters, numbers of clauses, names of norms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from sokdocs.core.assembly.answers import Asking
from sokdocs.core.clauses.clause import ParameterType
from sokdocs.core.clauses.legal_basis import norm_on
from sokdocs.core.clauses.library import Library
from sokdocs.core.clauses.wording import Field, Piece, Pieces, Words
from sokdocs.core.document.blocks import Blank, Filled, Hole, Inline, Inlines, Reference, Text
from sokdocs.core.facts.definition import FactDefinition, FactType, FactValue, Stage
from sokdocs.core.problems import Place, Problem
from sokdocs.core.selection.parameters import SetParameter
from sokdocs.core.selection.select import ChosenClause, Selection
from sokdocs.core.values.identifiers import ClauseId
from sokdocs.core.values.language import in_language
from sokdocs.core.values.quantities import long_date, quantity, spaced_orgnr, weekday_date


@dataclass(slots=True)
class Filler:
    """Fills the fields of one document's texts, and notes what is missing on the way."""

    library: Library
    selection: Selection
    numbers: Mapping[ClauseId, str]
    chosen: Mapping[ClauseId, ChosenClause]
    answered: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    problems: list[Problem] = field(default_factory=list)
    missing: dict[str, None] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The document's language."""
        return self.selection.language

    def asking(self) -> Asking:
        """What the questions of a form are asked with: the products it is about are those the buyer chose, else all of the contract."""
        facts = self.selection.situation.facts
        named = facts.get("form_products") or facts.get("products")
        products = tuple(_entry_text(each) for each in named) if isinstance(named, tuple) else ()
        return Asking(self.library.phrases, self.language, products, self.answered)

    def fill(self, pieces: Pieces, clause: ChosenClause | None) -> Inlines:
        """The pieces as inlines, every field filled; a missing fact becomes a visible hole."""
        return tuple(self._one(piece, clause) for piece in pieces)

    def _one(self, piece: Piece, clause: ChosenClause | None) -> Inline:
        if isinstance(piece, Words):
            return Text(piece.text, piece.strong, piece.emphasis)
        match piece.kind:
            case "ref":
                return self._reference(ClauseId(piece.name), clause)
            case "norm":
                return self._norm(piece.name, clause)
            case "blank":
                return self._blank(piece.name, clause)
        return self._value(piece, clause)

    def _value(self, piece: Field, clause: ChosenClause | None) -> Inline:
        owner, _, name = piece.name.rpartition(".")
        of = self.chosen.get(ClauseId(owner)) if owner else clause
        if of is not None and name in of.parameters:
            return Filled(self.parameter_text(of.parameters[name]), f"{of.clause.id}.{name}")
        return self.fact(piece.name, clause)

    def fact(self, name: str, clause: ChosenClause | None = None) -> Inline:
        """A fact's value as text, or a hole."""
        definition = self.library.facts.get(name)
        if definition is None:
            self._fault(clause, f'unknown field "{name}"', "use a fact of clauses/facts.yaml or a parameter of the clause")
            return Hole(f"[{name}]", name)
        value = self.selection.situation.facts.get(name)
        if value is None or value == ():
            self.missing[name] = None
            label = in_language(definition.label, self.language)
            return Hole(self.library.phrases.say("hole", self.language, label=label), name)
        return Filled(self.fact_text(definition, value), name)

    def fact_text(self, definition: FactDefinition, value: object) -> str:
        """A fact's value in words: numbers with units, dates in full, choices by their names."""
        units = self.library.phrases.units[self.language]
        match value:
            case bool():
                return self.library.phrases.say("yes" if value else "no", self.language)
            case int():
                unit = "nok" if definition.type is FactType.AMOUNT else definition.unit or "count"
                return quantity(value, unit, units)
            case date():
                is_appointed = definition.stage is Stage.FOLLOW_UP
                return weekday_date(value, self.language) if is_appointed else long_date(value, self.language)
            case str() if definition.type is FactType.CHOICE:
                return in_language(definition.choices[value], self.language)
            case str() if definition.type is FactType.ORGNR:
                return spaced_orgnr(value)
            case tuple():
                return ", ".join(_entry_text(each) for each in value)
        return str(value)

    def parameter_text(self, chosen: SetParameter) -> str:
        """A parameter's value in words."""
        parameter, value = chosen.parameter, chosen.value
        if parameter.type is ParameterType.QUANTITY and isinstance(value, int):
            return quantity(value, parameter.unit, self.library.phrases.units[self.language])
        if parameter.type is ParameterType.CHOICE:
            return in_language(parameter.choices[str(value)], self.language)
        return ", ".join(value) if isinstance(value, tuple) else str(value)

    def norm_title(self, name: str) -> str:
        """The short name of the norm in force on the announcement date, or nothing."""
        norm = norm_on(self.library.norms, name, self.selection.announced_on)
        return in_language(norm.title, self.language) if norm else ""

    def _norm(self, name: str, clause: ChosenClause | None) -> Inline:
        title = self.norm_title(name)
        if not title:
            self._fault(clause, f'the norm "{name}" was not in force on {self.selection.announced_on}', "see clauses/norms.yaml")
        return Filled(title or f"[{name}]", f"norm.{name}")

    def _reference(self, target: ClauseId, clause: ChosenClause | None) -> Inline:
        there = target if target in self.numbers else self._standing_for(target)
        number = self.numbers.get(there)
        if number is None:
            self._fault(
                clause, f"the text refers to {target}, which is not in this document", "refer only to clauses that are always there with it"
            )
            return Hole(f"[{target}]", target)
        return Reference(number, there)

    def _standing_for(self, target: ClauseId) -> ClauseId:
        """The clause by which the edition words the target its own way, or the target itself."""
        return next((each.clause.id for each in self.selection.chosen if each.clause.adapts == target), target)

    def _blank(self, name: str, clause: ChosenClause | None) -> Inline:
        label = in_language(clause.clause.blanks.get(name, {}), self.language) if clause else ""
        if not label:
            self._fault(clause, f'unknown blank "{name}"', "name it under `blanks:` in clause.yaml")
        return Blank(self.library.phrases.say("blank", self.language, label=label or name), name)

    def _fault(self, clause: ChosenClause | None, message: str, hint: str) -> None:
        place = Place(clause.clause.file, 0, str(clause.clause.id)) if clause else Place(self.selection.pack.file)
        self.problems.append(Problem(place, f"{clause.clause.id}: {message}" if clause else message, hint))


def _entry_text(entry: FactValue | object) -> str:
    return str(getattr(entry, "name", entry))
