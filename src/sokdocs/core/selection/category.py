"""Categories of goods with high risk: what belongs to them, how great the risk is, and which category a CPV code leads to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from sokdocs.core.clauses.clause import Certainty
from sokdocs.core.errors import NotFoundError
from sokdocs.core.facts.notice_category import WORKS, CategoryOutline
from sokdocs.core.problems import Place, Problem, did_you_mean
from sokdocs.core.values.cpv import CpvPrefix, PrefixMatch, longest_match, narrower
from sokdocs.core.values.identifiers import ClauseId
from sokdocs.core.values.language import Localized, in_language
from sokdocs.core.values.phrases import Saying, saying

STAGES = ("raw", "component", "final")


class Risk(StrEnum):
    """How great the risk is at one stage of the supply chain, from low to very high."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very_high"


RISKS = tuple(Risk)


@dataclass(frozen=True, slots=True)
class CategoryPrefix:
    """A CPV prefix of a category; `partial`: only part of what lies under it belongs here."""

    prefix: str
    scope: Localized
    partial: bool = False


@dataclass(frozen=True, slots=True)
class ProductGroup:
    """A listed product with its risk by stage (`raw`, `component`, `final`; a stage that is not known is left out)."""

    id: str
    title: Localized
    cpv: tuple[str, ...]
    risk: Mapping[str, Risk]
    certainty: Certainty
    sources: tuple[str, ...] = ()
    imported_only: bool = False


@dataclass(frozen=True, slots=True)
class AcceptedProof:
    """A label or certificate that is accepted as proof, "or equivalent", and what it covers.

    `groups`: only for these product groups (none: for all).
    """

    id: str
    title: str
    covers: Localized
    certainty: Certainty
    sources: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CategoryQuestion:
    """What the category asks the buyer; `cpv`: only where a code begins with one of these (none: always)."""

    id: str
    question: Localized
    cpv: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Category:
    """One category, A to G, with all that a pack needs to know of it."""

    id: str
    slug: str
    title: Localized
    team: str
    status: str
    cpv: tuple[CategoryPrefix, ...]
    products: tuple[ProductGroup, ...] = ()
    drivers: tuple[Localized, ...] = ()
    accepted_proof: tuple[AcceptedProof, ...] = ()
    standard_clauses: tuple[ClauseId, ...] = ()
    add_on_clauses: tuple[ClauseId, ...] = ()
    questions: tuple[CategoryQuestion, ...] = ()
    file: str = ""


@dataclass(frozen=True, slots=True)
class CategoryDecision:
    """The category, the code and prefix that decided, and the reason; `doubts` names other categories that may be meant."""

    category: Category | None
    deciding_code: str
    deciding_prefix: str
    reason: Saying
    doubts: tuple[str, ...] = ()


def category_for(codes: Sequence[str], override: str | None, categories: Mapping[str, Category]) -> CategoryDecision:
    """The category of the main (first) code by longest prefix, unless the buyer chose one; an unknown choice raises `NotFoundError`."""
    main = codes[0] if codes else ""
    if override:
        return _chosen(override, main, categories)
    if not main:
        return CategoryDecision(None, "", "", saying("category_no_code"))
    prefixes = category_prefixes(categories)
    match = longest_match(main, prefixes)
    if match is None:
        touched = tuple(dict.fromkeys(each.target for each in narrower(main, prefixes)))
        return CategoryDecision(None, main, "", saying("category_outside", code=main), touched)
    category = categories[match.target]
    return CategoryDecision(category, main, match.prefix, _because(match, category), match.also)


def category_prefixes(categories: Mapping[str, Category]) -> tuple[CpvPrefix, ...]:
    """Every prefix of every category, by prefix."""
    found = [CpvPrefix(each.prefix, name, each.partial) for name, category in categories.items() for each in category.cpv]
    return tuple(sorted(found, key=lambda each: (each.prefix, each.target)))


def outlines(categories: Mapping[str, Category], language: str = "nb") -> Mapping[str, CategoryOutline]:
    """What the reading of a notice needs to know of each category, in one language."""
    return MappingProxyType({name: _outline(categories[name], language) for name in sorted(categories)})


def _outline(category: Category, language: str) -> CategoryOutline:
    return CategoryOutline(
        id=category.id,
        title=in_language(category.title, language),
        prefixes=tuple(CpvPrefix(each.prefix, category.id, each.partial) for each in category.cpv),
        products=tuple(in_language(each.title, language) for each in category.products if each.cpv != (WORKS,)),
        questions=tuple((each.cpv, in_language(each.question, language)) for each in category.questions),
    )


def product_group_for(cpv: str, category: Category, group: str = "") -> ProductGroup | None:
    """The group the buyer named, else the one with the longest prefix of the code, else None."""
    by_id = {each.id: each for each in category.products}
    if group:
        return by_id.get(group)
    match = longest_match(cpv, [CpvPrefix(prefix, each.id) for each in category.products for prefix in each.cpv])
    return by_id[match.target] if match else None


def unknown_group(group: str, category: Category, place: Place) -> Problem | None:
    """The fault of naming a group that the category does not have; None where it is there, or none is named."""
    names = [each.id for each in category.products]
    if not group or group in names:
        return None
    hint = did_you_mean(group, names, f"groups: {', '.join(names)}")
    return Problem(place, f'category {category.id} has no product group "{group}"', hint)


def highest_risk(groups: Iterable[ProductGroup]) -> Risk | None:
    """The highest risk at any stage of the groups; None where no risk is known."""
    found = {level for group in groups for level in group.risk.values()}
    return max(found, key=RISKS.index, default=None)


def _chosen(override: str, main: str, categories: Mapping[str, Category]) -> CategoryDecision:
    if override not in categories:
        raise NotFoundError(
            f'there is no category "{override}"; {did_you_mean(override, categories, "categories: " + ", ".join(sorted(categories)))}'
        )
    category = categories[override]
    return CategoryDecision(category, main, "", saying("category_chosen", category=override, title=category.title))


def _because(match: PrefixMatch, category: Category) -> Saying:
    if match.partial:
        return saying("category_by_part", code=match.code, category=category.id, title=category.title, prefix=match.prefix)
    return saying("category_by_code", code=match.code, category=category.id, title=category.title, prefix=match.prefix)
