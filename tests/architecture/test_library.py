"""The shipped clause library is clean, and its texts are all looked at."""

from pathlib import Path

import pytest

from sokdocs.core.clauses.wording import parse
from sokdocs.core.facts.definition import FactType
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.selection.checks import check_catalogue
from sokdocs.core.values.identifiers import CLAUSE_ID
from sokdocs.loading.catalogue_folder import load_catalogue

CLAUSES = Path(__file__).parents[2] / "clauses"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(CLAUSES)


def test_shipped_library_has_no_faults(catalogue: Catalogue) -> None:
    assert [str(each) for each in check_catalogue(catalogue) if not each.is_warning] == []


def test_shipped_library_holds_every_folder(catalogue: Catalogue) -> None:
    names = [CLAUSE_ID.match(each.name) for each in (CLAUSES / "library").iterdir() if each.is_dir()]
    folders = {name.group() if name else "" for name in names}
    assert folders == set(catalogue.library.clauses)
    texts = sum(len(version.texts) for clause in catalogue.library.clauses.values() for version in clause.versions)
    assert texts == len(list((CLAUSES / "library").glob("*/*.md")))


def test_shipped_norm_lists_name_only_norms_that_are_there(catalogue: Catalogue) -> None:
    library = catalogue.library
    lists = {
        (clause.id, name): parameter.default
        for clause in library.clauses.values()
        for version in clause.versions
        for name, parameter in version.parameters.items()
        if parameter.type == "norms"
    }
    assert lists
    assert [(key, norm) for key, norms in lists.items() if isinstance(norms, tuple) for norm in norms if norm not in library.norms] == []


def test_shipped_tables_and_units_are_those_the_program_knows(catalogue: Catalogue) -> None:
    library = catalogue.library
    versions = [(clause.id, version) for clause in library.clauses.values() for version in clause.versions]
    units = {(clause, each.unit) for clause, version in versions for each in version.parameters.values() if each.type == "quantity"}
    assert [(clause, unit) for clause, unit in units if unit not in library.phrases.units["nb"]] == []
    tables = {
        field.name for _, version in versions for text in version.texts.values() for field in parse(text).fields() if field.kind == "table"
    }
    of_facts = {name for name, each in library.facts.items() if each.type is FactType.TABLE}
    assert tables - of_facts <= {"products", "risk", "deadlines", "proof", "decision", "clauses"}
