"""The shipped library, casebook and templates, opened once for all worlds of a test process: nothing changes them, and they take seconds.

A library or template folder of a test's own is opened as ever, and so is everything in a process that a test starts.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from sokdocs.core.casework.casebook import Casebook
from sokdocs.core.clauses.clause import Clause
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.values.identifiers import ClauseId
from sokdocs.loading import casebook_folder
from sokdocs.loading.casebook_folder import load_casebook
from sokdocs.loading.catalogue_folder import load_catalogue
from sokdocs.settings import read_settings
from sokdocs.wiring import ShippedForms, world

SHIPPED = read_settings()


@cache
def catalogue() -> Catalogue:
    """The shipped clause library."""
    return load_catalogue(SHIPPED.library)


@cache
def casebook() -> Casebook:
    """The shipped ladders, events and old terms."""
    return load_casebook(SHIPPED.library, catalogue().library.clauses)


@cache
def forms() -> ShippedForms:
    """The renderers made from the shipped templates."""
    return ShippedForms(SHIPPED.templates)


def share(patch: pytest.MonkeyPatch) -> None:
    """From now on every world gets what is shipped from here."""
    patch.setattr(world, "load_catalogue", _catalogue)
    patch.setattr(world, "ShippedForms", _forms)
    patch.setattr(casebook_folder, "load_casebook", _casebook)


def _catalogue(folder: Path) -> Catalogue:
    return catalogue() if folder == SHIPPED.library else load_catalogue(folder)


def _casebook(folder: Path, clauses: Mapping[ClauseId, Clause]) -> Casebook:
    return casebook() if clauses is catalogue().library.clauses and folder == SHIPPED.library else load_casebook(folder, clauses)


def _forms(templates: Path) -> ShippedForms:
    return forms() if templates == SHIPPED.templates else ShippedForms(templates)
