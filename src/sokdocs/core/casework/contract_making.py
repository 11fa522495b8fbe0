"""Making a contract: from the manifest of an issued appendix, or, for an old contract, from the terms it was signed under."""

from collections.abc import Iterator, Mapping
from datetime import date

from sokdocs.core.casework.casebook import OldTerms
from sokdocs.core.casework.contract import Contract, ContractClause
from sokdocs.core.clauses.library import Library
from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.definition import LATE, FactDefinition, FactType, FactValue, Product
from sokdocs.core.facts.sheet import FactSheet, ParameterValue
from sokdocs.core.problems import Problem
from sokdocs.core.values.canonical import Json, digest
from sokdocs.core.values.identifiers import ClauseId, reference_for
from sokdocs.core.values.language import in_language

NEEDED = ("supplier_name", "supplier_orgnr", "signed_on")
NEEDED_WITHOUT_APPENDIX = (
    *("buyer_name", "buyer_orgnr", "buyer_kind", "contact_role", "contact_mailbox"),
    *("title", "announced_on", "contract_kind", "mother_contract", "products", "terms_edition"),
)
Facts = Mapping[str, FactValue]


def contract_of_appendix(manifest: Mapping[str, Json], sheet: FactSheet, library: Library) -> Contract:
    """The contract an issued appendix became: its own clause versions and parameters, with what was known at signing.

    Raises `InvalidError` where something is missing, or the sheet says otherwise than the appendix.
    """
    announced = {**facts_of(manifest, library.facts), **_decided(manifest)}
    facts = {**announced, **{name: value for name, value in sheet.values.items() if name in sheet.places}}
    _refuse(sheet, [*_contradictions(announced, sheet, library.facts), *_missing(sheet, facts, NEEDED)])
    _refuse(sheet, list(_implausible(facts, sheet)))
    clauses = tuple(_clauses(manifest, library))
    return _sealed(facts, clauses, appendix=str(manifest["reference"]))


def contract_of_terms(terms: OldTerms, sheet: FactSheet) -> Contract:
    """A contract under old terms; raises `InvalidError` where something is missing or the dates don't fit the terms."""
    facts = dict(sheet.values)
    _refuse(sheet, list(_missing(sheet, facts, (*NEEDED_WITHOUT_APPENDIX, *NEEDED))))
    _refuse(sheet, [*_implausible(facts, sheet), *_out_of_use(terms, facts, sheet)])
    return _sealed(facts, terms.clauses, terms_edition=terms.id)


def facts_of(manifest: Mapping[str, Json], definitions: Mapping[str, FactDefinition]) -> Facts:
    """The facts in a manifest, as the values they were; a fact that is no longer defined stays a text or is left out."""
    written = manifest.get("facts")
    given = written if isinstance(written, dict) else {}
    return {name: value for name, each in given.items() if (value := _value(each, definitions.get(name))) is not None}


def _decided(manifest: Mapping[str, Json]) -> Facts:
    """The category, the form of self-report and the row that gave it, as the appendix was made for them."""
    category, decision = manifest.get("category"), manifest.get("decision")
    form = decision.get("form") if isinstance(decision, dict) else None
    found = {
        "category": category.get("id") if isinstance(category, dict) else None,
        "form": form.get("result") if isinstance(form, dict) else None,
        "form_row": form.get("row") if isinstance(form, dict) else None,
    }
    return {name: value for name, value in found.items() if isinstance(value, str)}


def _value(written: Json, definition: FactDefinition | None) -> FactValue | None:
    match written:
        case list() if definition is not None and definition.type is FactType.PRODUCT_LIST:
            return tuple(
                Product(*(str(each.get(key, "")) for key in ("name", "cpv", "group"))) for each in written if isinstance(each, dict)
            )
        case list():
            return tuple(str(each) for each in written)
        case str() if definition is not None and definition.type is FactType.DATE:
            return date.fromisoformat(written)
        case str() | int():
            return written
    return None


def _clauses(manifest: Mapping[str, Json], library: Library) -> Iterator[ContractClause]:
    points, parameters = _points(manifest), _parameters(manifest)
    chosen = manifest.get("clauses")
    for each in chosen if isinstance(chosen, list) else ():
        if not isinstance(each, dict):
            continue
        clause_id, language = ClauseId(str(each["clause"])), str(each["language"])
        known = library.clauses.get(clause_id)
        title = in_language(known.title, language) if known else str(clause_id)
        day = date.fromisoformat(str(each["date"]))
        own = parameters.get(clause_id, {})
        yield ContractClause(clause_id, title, day, language, str(each["digest"]), points.get(clause_id, ""), own)


def _points(manifest: Mapping[str, Json]) -> Mapping[str, str]:
    """The number of each clause's heading: the first line that comes from it."""
    found: dict[str, str] = {}
    lines = manifest.get("lines")
    for line in lines if isinstance(lines, list) else ():
        if isinstance(line, list) and line[0]:
            found.setdefault(str(line[0]), str(line[1]))
    return {clause: number for clause, number in found.items() if number[:1].isdigit()}


def _parameters(manifest: Mapping[str, Json]) -> Mapping[str, dict[str, ParameterValue]]:
    found: dict[str, dict[str, ParameterValue]] = {}
    written = manifest.get("parameters")
    for each in written if isinstance(written, list) else ():
        if isinstance(each, dict):
            clause, _, name = str(each["name"]).partition(".")
            value = each["value"]
            own = found.setdefault(clause, {})
            own[name] = tuple(map(str, value)) if isinstance(value, list) else value if isinstance(value, int) else str(value)
    return found


def _sealed(facts: Facts, clauses: tuple[ContractClause, ...], *, appendix: str = "", terms_edition: str = "") -> Contract:
    announced_on, signed_on = facts["announced_on"], facts["signed_on"]
    assert isinstance(announced_on, date) and isinstance(signed_on, date)
    key = digest({"facts": facts, "clauses": clauses, "appendix": appendix, "terms": terms_edition})
    return Contract(reference_for(key, prefix="KO"), facts, clauses, announced_on, signed_on, appendix, terms_edition)


def _contradictions(announced: Facts, sheet: FactSheet, definitions: Mapping[str, FactDefinition]) -> Iterator[Problem]:
    """Facts the competition was announced with can't be others in the contract; what is known later may come or change."""
    for name, value in sheet.values.items():
        definition = definitions.get(name)
        is_given = name in sheet.places
        if is_given and definition is not None and definition.stage not in LATE and announced.get(name) != value:
            message = f'"{name}" is another in the issued appendix, or does not stand there'
            yield Problem(sheet.place(name), message, "take the line away, or name the appendix that was signed")
    for name in (*sheet.parameters, *(("terms_edition",) if "terms_edition" in sheet.places else ())):
        message = f'"{name}" can\'t be set beside an appendix, which has its own'
        yield Problem(sheet.place(name), message, "take the line away")


def _missing(sheet: FactSheet, facts: Facts, names: tuple[str, ...]) -> Iterator[Problem]:
    for name in names:
        if facts.get(name) in (None, ()):
            yield Problem(sheet.place(name), f'"{name}" is missing', f"a contract needs it; add `{name}:`")


def _implausible(facts: Facts, sheet: FactSheet) -> Iterator[Problem]:
    announced_on, signed_on = facts.get("announced_on"), facts.get("signed_on")
    if isinstance(announced_on, date) and isinstance(signed_on, date) and signed_on < announced_on:
        message = f"the contract was signed on {signed_on} but announced on {announced_on}"
        yield Problem(sheet.place("signed_on"), message, "check the two dates")
    if facts.get("supplier_orgnr") == facts.get("buyer_orgnr"):
        message = "the supplier has the buyer's organisation number"
        yield Problem(sheet.place("supplier_orgnr"), message, "check the two numbers")


def _out_of_use(terms: OldTerms, facts: Facts, sheet: FactSheet) -> Iterator[Problem]:
    day = facts.get("announced_on")
    if isinstance(day, date) and (day < terms.in_use_from or (terms.in_use_until is not None and day >= terms.in_use_until)):
        until = terms.in_use_until.isoformat() if terms.in_use_until else "now"
        message = f"{terms.id} was not in use on {day.isoformat()}"
        yield Problem(sheet.place("terms_edition"), message, f"it was used from {terms.in_use_from.isoformat()} until {until}")


def _refuse(sheet: FactSheet, problems: list[Problem]) -> None:
    if problems:
        raise InvalidError(f"{sheet.name} can't become a contract", problems)
