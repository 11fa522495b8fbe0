"""Small makers of clauses, packs, catalogues and sheets: everything has a sound default, a test names only what it is about."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from sokdocs.core.assembly.assemble import Assembly, assemble
from sokdocs.core.clauses.clause import Certainty, Clause, ClauseVersion, Parameter, ParameterType, Statement
from sokdocs.core.clauses.legal_basis import Norm
from sokdocs.core.clauses.library import Library
from sokdocs.core.clauses.wording import parse
from sokdocs.core.facts.condition import Always, Comparison, Condition
from sokdocs.core.facts.definition import FactDefinition, FactType, Product, Stage
from sokdocs.core.facts.sheet import FactSheet
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.selection.category import AcceptedProof, Category, CategoryPrefix, ProductGroup, Risk
from sokdocs.core.selection.decision import DecisionRow, DecisionTable
from sokdocs.core.selection.pack import Pack, PackSection
from sokdocs.core.selection.phrase_names import phrase_names
from sokdocs.core.selection.select import Selection, select
from sokdocs.core.values.identifiers import ClauseId, FactName, PackId
from sokdocs.core.values.phrases import Phrases

FIRST = "2019-11-01"
KIND = "tender-appendix"
VALID_CPV = MappingProxyType({"18110000": "18110000-3", "18000000": "18000000-9", "33140000": "33140000-3"})


def when(fact: str, operator: str, operand: object) -> Comparison:
    """One comparison over a fact."""
    return Comparison(FactName(fact), operator, operand)


def a_fact(name: str, type_: FactType = FactType.TEXT, **changes: Any) -> FactDefinition:
    """A fact that may be asked."""
    base = FactDefinition(name, type_, Stage.PLANNED, {"nb": name.replace("_", " ")}, {"nb": f"Hva er {name}?"})
    return replace(base, **changes)


def a_quantity(name: str = "answer_weeks", **changes: Any) -> Parameter:
    """A number of weeks from 4 to 8."""
    base = Parameter(name, ParameterType.QUANTITY, 6, Certainty.FOUND, {"nb": "Hvor mange uker?"}, "weeks", 4, 8)
    return replace(base, **changes)


def a_choice(name: str = "depth", **changes: Any) -> Parameter:
    """A choice between two wordings."""
    choices = {"final": {"nb": "sluttproduksjon"}, "tier1": {"nb": "første ledd"}}
    return replace(Parameter(name, ParameterType.CHOICE, "final", Certainty.FOUND, {"nb": "Hvor langt?"}, choices=choices), **changes)


def some_norms(*names: str) -> Parameter:
    """A list of norms."""
    return Parameter("conventions", ParameterType.NORMS, names, Certainty.FOUND, {"nb": "Hvilke?"})


def a_version(text: str = "Leverandøren skal svare.", on: str = FIRST, *parameters: Parameter, **changes: Any) -> ClauseVersion:
    """A version with one statement for each provision of its text."""
    statements = tuple(Statement(Certainty.FOUND) for _ in parse(text).paragraphs())
    named = {each.name: each for each in parameters}
    base = ClauseVersion(date.fromisoformat(on), {"nb": "Første tekst."}, {"nb": text}, named, statements, Certainty.FOUND)
    return replace(base, **changes)


def withdrawn(on: str) -> ClauseVersion:
    """The end of a clause."""
    return ClauseVersion(date.fromisoformat(on), {}, {}, {}, (), Certainty.FOUND, is_withdrawn=True)


def a_clause(name: str = "K-101", text: str = "Leverandøren skal svare.", *parameters: Parameter, **changes: Any) -> Clause:
    """A clause that always applies, with one version."""
    base = Clause(
        id=ClauseId(name),
        title={"nb": f"Tittel {name}"},
        owner="modelltekst",
        edition="standard",
        note={"nb": f"Merknad {name}"},
        applies_when=Always(),
        because={},
        left_out_because={},
        legal_basis=("LOV-1",),
        versions=(a_version(text, FIRST, *parameters),),
        file=f"clauses/library/{name}-ord/clause.yaml",
    )
    return replace(base, **changes)


def a_condition_clause(name: str, condition: Condition, text: str = "Leverandøren skal merke varene.", **changes: Any) -> Clause:
    """A clause that applies on a condition."""
    because, left_out = {"nb": f"{name} trengs."}, {"nb": f"{name} trengs ikke."}
    return a_clause(name, text, applies_when=condition, because=because, left_out_because=left_out, **changes)


def a_norm(name: str = "LOV-1", since: str = "2017-01-01", until: str | None = None, **changes: Any) -> Norm:
    """A confirmed norm, its own family."""
    end = date.fromisoformat(until) if until else None
    base = Norm(name, name, {"nb": f"norm {name}"}, {"nb": f"norm {name}"}, date.fromisoformat(since), end, Certainty.FOUND, True)
    return replace(base, **changes)


FACTS = (
    a_fact("example", FactType.BOOLEAN, default=False),
    a_fact("title"),
    a_fact("buyer_name"),
    a_fact("buyer_orgnr", FactType.ORGNR),
    a_fact("buyer_address", FactType.LINES),
    a_fact("edition", FactType.CHOICE, choices={"standard": {"nb": "standard"}, "helse": {"nb": "helse"}}),
    a_fact("announced_on", FactType.DATE),
    a_fact("cpv", FactType.CPV_LIST),
    a_fact("products", FactType.PRODUCT_LIST),
    a_fact("contract_value", FactType.AMOUNT),
    a_fact("contract_months", FactType.INTEGER, unit="months"),
    a_fact("market_immature", FactType.BOOLEAN),
    a_fact("supplier_name", stage=Stage.AWARDED),
    a_fact("required", required_for=(KIND,)),
)

UNITS = {
    "weeks": ("uke", "uker"),
    "months": ("måned", "måneder"),
    "nok": ("krone", "kroner"),
    "count": ("", ""),
    "percent": ("prosent", "prosent"),
}
WORDS = {
    "contents": "Innhold",
    "page": "Side",
    "of": "av",
    "front": "Om anskaffelsen",
    "annex": "Vedlegg",
    "model_text": "Modelltekst",
    "example": "EKSEMPEL",
    "hole": "[mangler: {label}]",
    "blank": "[fylles ut: {label}]",
    "yes": "ja",
    "no": "nei",
    "reason_always": "Gjelder alltid.",
    "reason_not_in_force": "Ingen tekst i kraft {date}.",
    "reason_unknown": "Ikke avklart: {facts}.",
    "clause_chosen": "tatt med",
    "clause_left_out": "utelatt",
    "equivalent": "Annet bevis",
    "equivalent_covers": "det samme",
    "note_title": "Til oppdragsgiver: {title}",
    "note_to_check": "Kontroller:",
    "note_range": "{low} til {high}",
    "note_nothing": "Ingenting å kontrollere.",
    "note_clauses": "Om punktene:",
    **{f"risk_{each}": each for each in ("low", "medium", "high", "very_high", "unknown", "unlisted")},
    **{f"certainty_{each}": each for each in Certainty},
    **{f"table_{each}": f"Tabell {each}" for each in ("products", "risk", "deadlines", "proof", "decision", "clauses")},
    **{
        f"column_{each}": each.capitalize()
        for each in ("product", "cpv", "raw", "component", "final", "group", "risk", "certainty", "what")
    },
    **{f"column_{each}": each.capitalize() for each in ("deadline", "point", "scheme", "covers", "question", "result", "reason", "clause")},
    **{
        f"{kind}_{each}": each
        for kind in ("terms", "form")
        for each in ("none", "requirement_only", "standard", "standard_with_add_ons", "full")
    },
    "category_no_code": "Ingen kode.",
    "category_outside": "Koden {code} er utenfor.",
    "category_chosen": "Oppdragsgiver valgte {category} ({title}).",
    "category_by_code": "Koden {code} gir {category} ({title}) ved {prefix}.",
    "category_by_part": "Koden {code} gir delvis {category} ({title}) ved {prefix}.",
    "list_and": "{first} og {last}",
    "decision_terms": "Vilkår",
    "decision_form": "Skjema",
}


ALL_WORDS = {**{name: name for name in phrase_names()}, **WORDS}
PHRASES = Phrases({name: {"nb": text} for name, text in ALL_WORDS.items()}, dict.fromkeys(("nb", "nn", "en"), UNITS))


def a_library(*clauses: Clause, norms: tuple[Norm, ...] = (a_norm(),)) -> Library:
    """A library of these clauses, with a norm, a dozen facts and the phrases."""
    found = {each.id: each for each in clauses or (a_clause(),)}
    return Library(found, {each.id: each for each in norms}, {each.name: each for each in FACTS}, PHRASES, VALID_CPV)


def a_pack(*clauses: str, annexes: Mapping[str, tuple[str, ...]] | None = None, **changes: Any) -> Pack:
    """A pack for category A with all clauses in one section from 1."""
    base = Pack(
        id=PackId(KIND, "standard", "A"),
        title={"nb": "Vilkår"},
        subtitle={"nb": "Bilag til {title}"},
        front=("buyer_name",),
        sections=(a_section("main", *clauses),),
        annexes=tuple(a_section(name, *each) for name, each in (annexes or {}).items()),
        number_from=1,
        file="clauses/packs/tender-appendix/textiles.yaml",
    )
    return replace(base, **changes)


def a_section(name: str, *clauses: str) -> PackSection:
    """A section of a pack."""
    return PackSection(name, {"nb": f"Del {name}"}, tuple(map(ClauseId, clauses)))


def a_category(**changes: Any) -> Category:
    """Category A: textiles, with one listed product and one accepted proof."""
    risk = {"raw": Risk.HIGH, "component": Risk.MEDIUM}
    product = ProductGroup("workwear", {"nb": "Arbeidstøy"}, ("1811",), risk, Certainty.FOUND)
    proof = AcceptedProof("merke", "Merket", {"nb": "hele kjeden"}, Certainty.FOUND)
    prefixes = (CategoryPrefix("18", {"nb": "klær"}),)
    base = Category("A", "textiles", {"nb": "Tekstiler"}, "Gruppen", "whole", prefixes, (product,), accepted_proof=(proof,))
    return replace(base, **changes)


def a_row(result: str, condition: Condition | None = None, **changes: Any) -> DecisionRow:
    """A row of the decision table."""
    return replace(DecisionRow(f"row-{result}", condition or Always(), result, {"nb": f"Fordi {result}."}, Certainty.FOUND), **changes)


def a_table(*terms: DecisionRow, form: tuple[DecisionRow, ...] = (), limits: Mapping[str, int] | None = None) -> DecisionTable:
    """A decision table; without rows: standard terms, the full form."""
    return DecisionTable(terms or (a_row("standard"),), form or (a_row("full"),), limits or {})


def a_catalogue(*clauses: Clause, pack: Pack | None = None, packs: tuple[Pack, ...] = (), **parts: Any) -> Catalogue:
    """A catalogue in which every clause stands in the one pack, unless packs are given."""
    library = a_library(*clauses, norms=parts.get("norms", (a_norm(),)))
    found = packs or (pack or a_pack(*library.clauses),)
    return Catalogue(
        library, {"A": parts.get("category", a_category())}, {each.id: each for each in found}, parts.get("decision", a_table())
    )


SOUND: Mapping[str, Any] = MappingProxyType(
    {
        "title": "Arbeidstøy",
        "buyer_name": "Storvik kommune",
        "announced_on": date(2026, 3, 1),
        "cpv": ("18110000-3",),
        "products": (Product("Kjeledress", "18110000-3"),),
        "contract_value": 20_000_000,
    }
)


def a_sheet(parameters: Mapping[str, Any] | None = None, **facts: Any) -> FactSheet:
    """A sheet with sound answers; a fact set to None is not answered."""
    values = {name: value for name, value in {**SOUND, **facts}.items() if value is not None}
    return FactSheet("sheet.yaml", values, parameters or {})


def a_selection(catalogue: Catalogue, sheet: FactSheet | None = None, kind: str = KIND) -> Selection:
    """The selection of a sheet in bokmål."""
    return select(catalogue, sheet or a_sheet(), kind=kind, language="nb")


def an_assembly(catalogue: Catalogue, sheet: FactSheet | None = None) -> Assembly:
    """The document of a sheet in bokmål."""
    answered = sheet or a_sheet()
    return assemble(a_selection(catalogue, answered), answered, catalogue.library)
