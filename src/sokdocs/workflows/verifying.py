"""Verifying: everything the register promises, held against what is there (invariants I1 to I11)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Protocol

from sokdocs.core.audit.case_checks import gap_faults, number_faults, owner_faults, repeated_letters
from sokdocs.core.audit.evidence import Fault, Verification
from sokdocs.core.audit.trail import Head, first_wrong
from sokdocs.core.casework.case import Case, EventKind
from sokdocs.core.errors import ConflictError, NotFoundError, UnavailableError
from sokdocs.core.issuance.issued import IssueRecord
from sokdocs.workflows.case_ports import Casefiles, Evidence, Leftovers
from sokdocs.workflows.ports import Register, Store

NOT_YET = (
    Fault("I5", "answers", "what was answered is known outside the register only; it is held against it by tests"),
    Fault("I6", "answers", "what was refused is known outside the register only; it is held against it by tests"),
    Fault("I8", "approvals", "the register holds no approvals yet"),
)


class Verifier(Protocol):
    """What verifying asks of the world."""

    @property
    def register(self) -> Register:
        """The register of issued documents."""
        ...

    @property
    def casefiles(self) -> Casefiles:
        """Contracts and cases."""
        ...

    @property
    def evidence(self) -> Evidence:
        """The trail, and what can be held against it."""
        ...

    @property
    def files(self) -> Store:
        """The stored files."""
        ...

    @property
    def leftovers(self) -> Leftovers:
        """What may lie in the register's folder."""
        ...


def verify(world: Verifier, heads: Sequence[Head] = ()) -> Verification:
    """Everything that does not hold; `heads` are numbers and digests of the trail's newest entry as they were kept elsewhere."""
    checks: tuple[Callable[[], Iterable[Fault]], ...] = (
        world.evidence.database_faults,
        lambda: _chain_faults(world.evidence, heads),
        world.evidence.differing_rows,
        lambda: _unrecorded(world.evidence),
        world.evidence.erasure_faults,
        lambda: _file_faults(world),
        lambda: gap_faults(world.evidence.journal_numbers(), world.evidence.case_numbers()),
        lambda: _case_faults(world),
        lambda: _strangers(world.leftovers),
        lambda: (Fault("I10", each, "a temporary file older than five minutes") for each in world.leftovers.temporaries()),
    )
    found = {fault: None for check in checks for fault in _run(check)}
    faults = sorted(found, key=lambda each: (int(each.invariant[1:]), each.entry or float("inf")))
    return Verification(tuple(faults), (*NOT_YET, *_orphans(world)), _head(world.evidence))


def _run(check: Callable[[], Iterable[Fault]]) -> Iterator[Fault]:
    """The faults a check finds; a register that can't be read so far is a fault itself, and the other checks go on."""
    try:
        yield from check()
    except UnavailableError as error:
        yield Fault("I9", "database", str(error))
    except ConflictError as error:
        yield Fault("I3", "register", str(error))


def _head(evidence: Evidence) -> Head:
    try:
        return evidence.head()
    except UnavailableError:
        return (0, "")


def _chain_faults(evidence: Evidence, heads: Sequence[Head]) -> Iterator[Fault]:
    wrong = first_wrong(evidence.trail(), heads)
    if wrong is not None:
        yield Fault("I3", f"trail, entry {wrong.number}", wrong.why, wrong.number)


def _unrecorded(evidence: Evidence) -> Iterator[Fault]:
    """Rows without an entry; where the last entries were cut off, the first of those is the one behind the newest."""
    behind = evidence.head()[0] + 1
    for each in evidence.rows_without_entry():
        yield Fault(each.invariant, each.place, each.message, behind)


def _file_faults(world: Verifier) -> Iterator[Fault]:
    """Files that are named and not there as they were stored."""
    for use in world.evidence.files():
        try:
            size = len(world.files.read(use.sha256))
        except (NotFoundError, ConflictError) as error:
            yield Fault("I1", use.place, str(error))
            continue
        if size != use.size:
            yield Fault("I1", use.place, f"the file {use.sha256[:12]} has {size} bytes, not {use.size}")


def _orphans(world: Verifier) -> Iterator[Fault]:
    """Files nothing names: no fault, the next sweep takes them away."""
    try:
        named = {use.sha256 for use in world.evidence.files()}
    except UnavailableError:
        return
    for sha256 in world.files.stale():
        if sha256 not in named:
            yield Fault("I2", f"files/{sha256[:2]}/{sha256}", "no document names it; `sokdocs register sweep` takes it away")


def _strangers(leftovers: Leftovers) -> Iterator[Fault]:
    for each in leftovers.strangers():
        yield Fault("I2", each, "a file among the stored ones that the register did not put there")


def _case_faults(world: Verifier) -> Iterator[Fault]:
    for number in world.casefiles.numbers():
        yield from _run(partial(_faults_of_case, world, number))


def _faults_of_case(world: Verifier, number: str) -> Iterator[Fault]:
    case = world.casefiles.case(number)
    if case is not None:
        yield from number_faults(case)
        yield from repeated_letters(case)
        yield from owner_faults(case, {each.reference: each for each in _letters(world.register, case)})


def _letters(register: Register, case: Case) -> Iterator[IssueRecord]:
    for event in case.of(EventKind.LETTER):
        record = register.by_reference(event.reference)
        if record is not None:
            yield record
