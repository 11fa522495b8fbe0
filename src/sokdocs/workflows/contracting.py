"""Taking a signed contract into the register: from the appendix that was issued for it, or from the old terms it was signed under."""

from dataclasses import replace
from typing import Protocol

from sokdocs.core.casework.actor import Actor
from sokdocs.core.casework.casebook import Casebook
from sokdocs.core.casework.contract import Contract
from sokdocs.core.casework.contract_making import contract_of_appendix, contract_of_terms
from sokdocs.core.errors import ConflictError, InvalidError, NotFoundError
from sokdocs.core.facts.answers import Answers
from sokdocs.core.issuance.sealed import read_manifest
from sokdocs.core.problems import Problem, did_you_mean
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.selection.derived import derive
from sokdocs.workflows.case_ports import Casefiles
from sokdocs.workflows.ports import Clock, FileStore, Register

APPENDIX = "tender-appendix"


class ContractDesk(Protocol):
    """What taking in a contract asks of the world."""

    @property
    def register(self) -> Register:
        """The issued documents."""
        ...

    @property
    def casefiles(self) -> Casefiles:
        """Contracts and cases."""
        ...

    @property
    def files(self) -> FileStore:
        """The bytes of issued files."""
        ...

    @property
    def clock(self) -> Clock:
        """The clock."""
        ...


def add_contract(
    catalogue: Catalogue, casebook: Casebook, answers: Answers, *, appendix: str, desk: ContractDesk, actor: Actor
) -> tuple[Contract, bool]:
    """The recorded contract, and whether it was there before; `appendix` is the reference of the issued appendix, empty for old terms.

    Raises `InvalidError` with every fault of the sheet, `NotFoundError` for an appendix that was never issued, and `ConflictError` for
    one that has been replaced.
    """
    faults = [problem for problem in answers.problems if not problem.is_warning]
    if faults:
        raise InvalidError(f"{answers.sheet.name} has faults", faults)
    contract = _of_appendix(catalogue, answers, appendix, desk) if appendix else _of_terms(catalogue, casebook, answers)
    known = desk.casefiles.contract(contract.reference)
    if known is not None:
        return known, True
    return desk.casefiles.add_contract(contract, actor=actor.id, at=desk.clock.now()), False


def _of_appendix(catalogue: Catalogue, answers: Answers, appendix: str, desk: ContractDesk) -> Contract:
    record = desk.register.by_reference(appendix)
    if record is None:
        raise NotFoundError(f"no issued document has the reference {appendix}; see `sokdocs register list`")
    if record.kind != APPENDIX:
        raise ConflictError(f"{appendix} is a {record.kind}, not a {APPENDIX}; a contract is made from the appendix that was signed")
    newer = desk.register.superseding(appendix)
    if newer is not None:
        raise ConflictError(f"{appendix} was replaced by {newer.reference} ({newer.reason}); name the one that was signed")
    manifest = read_manifest(desk.files.read(record.manifest_digest))
    return contract_of_appendix(manifest, answers.sheet, catalogue.library)


def _of_terms(catalogue: Catalogue, casebook: Casebook, answers: Answers) -> Contract:
    sheet = answers.sheet
    name = sheet.text("terms_edition")
    terms = casebook.terms.get(name)
    if terms is None:
        hint = did_you_mean(name, casebook.terms, f"old terms: {', '.join(casebook.terms)}; newer contracts name --appendix REF")
        message = f'unknown terms "{name}"' if name else "neither an appendix nor old terms are named"
        raise InvalidError(f"{sheet.name} can't become a contract", [Problem(sheet.place("terms_edition"), message, hint)])
    situation = derive(catalogue, sheet) if sheet.values.get("products") else None
    category = situation.category.id if situation and situation.category else "none"
    return contract_of_terms(terms, replace(sheet, values={**sheet.values, "category": category}))
