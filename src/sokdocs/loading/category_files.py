"""Categories, from `clauses/categories/`."""

from types import MappingProxyType

from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem, did_you_mean
from sokdocs.core.selection.category import STAGES, AcceptedProof, Category, CategoryPrefix, CategoryQuestion, ProductGroup, Risk
from sokdocs.core.values.identifiers import ClauseId
from sokdocs.loading.shapes import Localized, Shape, Words, read_certainty, shape
from sokdocs.loading.yaml_source import YamlSource, read_yaml


class _PrefixShape(Shape):
    prefix: str
    scope: Localized
    partial: bool = False


class _OlderShape(Shape):
    title: Localized
    risk: dict[str, str]
    source: Words = []


class _ProductShape(Shape):
    id: str
    title: Localized
    cpv: list[str] = []
    risk: dict[str, str]
    imported_only: bool = False
    certainty: str
    source: Words = []
    note: Localized = {}
    older: list[_OlderShape] = []


class _DriverShape(Shape):
    text: Localized
    certainty: str
    source: Words = []


class _ProofShape(Shape):
    id: str
    title: str
    covers: Localized
    groups: list[str] = []
    certainty: str
    source: Words = []
    note: Localized = {}


class _QuestionShape(Shape):
    id: str
    question: Localized
    cpv: list[str] = []
    group: Words = []


class _CategoryShape(Shape):
    id: str
    slug: str
    title: Localized
    team: Localized
    status: str
    note: Localized = {}
    cpv: list[_PrefixShape]
    products: list[_ProductShape] = []
    drivers: list[_DriverShape] = []
    accepted_proof: list[_ProofShape] = []
    standard_clauses: list[str] = []
    add_on_clauses: list[str] = []
    questions: list[_QuestionShape] = []


def read_category(data: bytes, name: str) -> Category:
    """One category; raises `InvalidError` with every fault in the file."""
    source = read_yaml(data, name)
    read = shape(_CategoryShape, source)
    problems = [problem for index, product in enumerate(read.products) for problem in _odd(product, index, source)]
    for index, driver in enumerate(read.drivers):
        read_certainty(driver.certainty, source.place(("drivers", index, "certainty")), problems)
    products = tuple(_product(each, source.place(("products", index, "certainty")), problems) for index, each in enumerate(read.products))
    proof = tuple(
        _proof(each, source.place(("accepted_proof", index, "certainty")), problems) for index, each in enumerate(read.accepted_proof)
    )
    if problems:
        raise InvalidError(f"{name} has faults", problems)
    return Category(
        id=read.id,
        slug=read.slug,
        title=read.title,
        team=read.team.get("nb", ""),
        status=read.status,
        cpv=tuple(CategoryPrefix(each.prefix, each.scope, each.partial) for each in read.cpv),
        products=products,
        drivers=tuple(each.text for each in read.drivers),
        accepted_proof=proof,
        standard_clauses=tuple(map(ClauseId, read.standard_clauses)),
        add_on_clauses=tuple(map(ClauseId, read.add_on_clauses)),
        questions=tuple(CategoryQuestion(each.id, each.question, tuple(each.cpv)) for each in read.questions),
        file=source.name,
    )


def _odd(product: _ProductShape, index: int, source: YamlSource) -> list[Problem]:
    levels = (*Risk, "unknown")
    place = source.place(("products", index, "risk"))
    stages = [
        Problem(place, f'unknown stage "{stage}"', did_you_mean(stage, STAGES, f"stages: {', '.join(STAGES)}"))
        for stage in product.risk
        if stage not in STAGES
    ]
    wrong = [
        Problem(place, f'unknown risk "{level}"', did_you_mean(level, levels, f"one of: {', '.join(levels)}"))
        for level in product.risk.values()
        if level not in levels
    ]
    return stages + wrong


def _product(each: _ProductShape, place: Place, problems: list[Problem]) -> ProductGroup:
    known = {stage: Risk(level) for stage, level in each.risk.items() if level in list(Risk)}
    certainty = read_certainty(each.certainty, place, problems)
    return ProductGroup(each.id, each.title, tuple(each.cpv), MappingProxyType(known), certainty, tuple(each.source), each.imported_only)


def _proof(each: _ProofShape, place: Place, problems: list[Problem]) -> AcceptedProof:
    certainty = read_certainty(each.certainty, place, problems)
    return AcceptedProof(each.id, each.title, each.covers, certainty, tuple(each.source), tuple(each.groups))
