"""The tables that are made from facts and category data: products, deadlines, proof, decision, clauses."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from sokdocs.core.assembly.fields import Filler
from sokdocs.core.clauses.clause import ParameterType
from sokdocs.core.clauses.tables import TABLES
from sokdocs.core.document.blocks import Filled, Inlines, Reference, Table, Text
from sokdocs.core.facts.definition import FactDefinition, FactType
from sokdocs.core.problems import Place, Problem
from sokdocs.core.selection.derived import CoveredProduct
from sokdocs.core.values.language import in_language

DEADLINE_UNITS = frozenset({"weeks", "months", "working_days", "calendar_days", "years"})
Row = tuple[Inlines, ...]


def make_table(name: str, filler: Filler) -> Table:
    """The table of that name; an unknown name is noted as a fault and gives an empty table."""
    definition = filler.library.facts.get(name)
    if definition is not None and definition.type is FactType.TABLE:
        return _table_of_fact(definition, filler)
    maker = MAKERS.get(name)
    if maker is None:
        filler.problems.append(Problem(Place(filler.selection.pack.file), f'unknown table "{name}"', f"tables: {', '.join(MAKERS)}"))
        return Table((Text(name),), ((Text(name),),), ())
    return maker(filler)


def _table(filler: Filler, name: str, rows: Sequence[Row]) -> Table:
    say = filler.library.phrases.say
    caption = (Text(say(f"table_{name}", filler.language)),)
    header = tuple((Text(say(f"column_{column}", filler.language)),) for column in TABLES[name])
    return Table(caption, header, tuple(rows))


def _table_of_fact(definition: FactDefinition, filler: Filler) -> Table:
    """A fact that is a table, row by row as it was given; where it is not answered, its one row is a hole."""
    caption, header = (Text(in_language(definition.label, filler.language)),), tuple(definition.columns.values())
    value = filler.selection.situation.facts.get(definition.name)
    given = value if isinstance(value, tuple) else ()
    rows: list[Row] = [
        tuple((Filled(str(cell), f"{definition.name}.{index}.{column}"),) for column, cell in zip(definition.columns, row, strict=True))
        for index, row in enumerate(given)
        if isinstance(row, tuple)
    ]
    if not rows:
        rows = [((filler.fact(definition.name),), *((Text("–"),) for _ in definition.columns))[: len(header)]]
    return Table(caption, tuple((Text(in_language(each, filler.language)),) for each in header), tuple(rows))


def _words(text: str) -> Inlines:
    return (Text(text),)


def _products(filler: Filler) -> Table:
    rows = [
        (
            (Filled(each.product.name, f"products.{index}.name"),),
            (Filled(each.product.cpv, f"products.{index}.cpv"),),
            *(_words(_risk(filler, each, stage)) for stage in ("raw", "component", "final")),
        )
        for index, each in enumerate(filler.selection.situation.products)
    ]
    return _table(filler, "products", rows)


def _risk(filler: Filler, covered: CoveredProduct, stage: str) -> str:
    level = covered.group.risk.get(stage, "unknown") if covered.group else "unlisted"
    return filler.library.phrases.say(f"risk_{level}", filler.language)


def _risk_sources(filler: Filler) -> Table:
    rows = [
        (
            (Filled(each.product.name, f"products.{index}.name"),),
            _words(
                in_language(each.group.title, filler.language)
                if each.group
                else filler.library.phrases.say("risk_unlisted", filler.language)
            ),
            _words(", ".join(f"{_stage(filler, stage)}: {_risk(filler, each, stage)}" for stage in ("raw", "component", "final"))),
            _words(filler.library.phrases.say(f"certainty_{each.group.certainty}", filler.language) if each.group else "–"),
        )
        for index, each in enumerate(filler.selection.situation.products)
    ]
    return _table(filler, "risk", rows)


def _stage(filler: Filler, stage: str) -> str:
    return filler.library.phrases.say(f"column_{stage}", filler.language).lower()


def _deadlines(filler: Filler) -> Table:
    rows: list[Row] = []
    for each in filler.selection.chosen:
        for name, chosen in each.parameters.items():
            parameter = chosen.parameter
            if parameter.type is ParameterType.QUANTITY and parameter.unit in DEADLINE_UNITS and parameter.label:
                text = filler.parameter_text(chosen)
                number = filler.numbers[each.clause.id]
                row = (_words(in_language(parameter.label, filler.language)), (Filled(text, f"{each.clause.id}.{name}"),))
                rows.append((*row, (Reference(number, each.clause.id),)))
    return _table(filler, "deadlines", rows)


def _proof(filler: Filler) -> Table:
    situation = filler.selection.situation
    groups = {each.group.id for each in situation.products if each.group}
    proofs = situation.category.accepted_proof if situation.category else ()
    rows: list[Row] = [
        (_words(each.title), _words(in_language(each.covers, filler.language)))
        for each in proofs
        if not each.groups or groups & set(each.groups)
    ]
    rows.append(
        (
            _words(filler.library.phrases.say("equivalent", filler.language)),
            _words(filler.library.phrases.say("equivalent_covers", filler.language)),
        )
    )
    return _table(filler, "proof", rows)


def _decision(filler: Filler) -> Table:
    say, language = filler.library.phrases.say, filler.language
    decision = filler.selection.situation.decision
    outcomes = (("terms", decision.terms), ("form", decision.form))
    rows = [
        (
            _words(say(f"decision_{name}", language)),
            _words(say(f"{name}_{outcome.result}", language)),
            _words(in_language(outcome.row.because, language)),
        )
        for name, outcome in outcomes
    ]
    return _table(filler, "decision", rows)


def _clauses(filler: Filler) -> Table:
    say, language = filler.library.phrases.say, filler.language
    about = filler.selection.described or filler.selection
    chosen = [(each.clause, say("clause_chosen", language), each.reason) for each in about.chosen]
    left_out = [(each.clause, say("clause_left_out", language), each.reason) for each in about.left_out]
    rows = [
        (_words(f"{clause.id} {in_language(clause.title, language)}"), _words(result), _words(reason))
        for clause, result, reason in (*chosen, *left_out)
    ]
    return _table(filler, "clauses", rows)


MAKERS: Mapping[str, Callable[[Filler], Table]] = MappingProxyType(
    {
        "products": _products,
        "risk": _risk_sources,
        "deadlines": _deadlines,
        "proof": _proof,
        "decision": _decision,
        "clauses": _clauses,
    }
)
