"""Word files: from facts, and from a ready document, against docxtpl and against the floor."""

from collections.abc import Iterator, Mapping
from time import process_time

from benchmarks.desk import KIND, Desk
from benchmarks.docxtpl_peer import Peer, filled, peers, refuse_difference
from benchmarks.pairs import Side, paired
from benchmarks.table import Row, faster, longer
from sokdocs.core.document.blocks import Document
from sokdocs.packages.zip_members import Member, deflated, read_members, unpack, write_members
from sokdocs.rendering.word.compiled_template import compile_word_template
from sokdocs.settings import shipped
from sokdocs.workflows.making import Made

FROM_FACTS, FROM_DOCUMENT = 8.0, 20.0  # what is wanted of the first two rows
Changed = tuple[tuple[Member, bytes | None], ...]


def word_rows(desk: Desk, *, rounds: int) -> Iterator[Row]:
    """Rows 1 to 3; raises `ConflictError` where docxtpl's document is not the same as ours in canonical XML."""
    letterhead = (shipped("templates") / KIND / f"{KIND}.docx").read_bytes()
    compiled = compile_word_template(letterhead)
    example = desk.new_draft()
    beside = peers(letterhead, compiled, example.plan.assembly.document)
    for peer in beside:
        refuse_difference(example.files["docx"], filled(peer.template, peer.context(example.plan.assembly.document)))
    floor = _floor(desk, compiled.copied)
    for peer in beside:
        wanted = FROM_FACTS if peer.has_tags else None
        measured = paired(from_facts(desk), _docxtpl(desk, peer), rounds=rounds)
        yield faster(f"1 facts → DOCX, to {peer.name}", measured, at_least=wanted)
    for peer in beside:
        wanted = FROM_DOCUMENT if peer.has_tags else None
        measured = paired(from_document(desk), _docxtpl(desk, peer), rounds=rounds)
        yield faster(f"2 Document → DOCX, to {peer.name}", measured, at_least=wanted)
    yield longer("3 facts → DOCX, to the floor", paired(from_facts(desk), floor, rounds=rounds))
    yield longer("3 Document → DOCX, to the floor", paired(from_document(desk), floor, rounds=rounds))


def from_facts(desk: Desk) -> Side[dict[str, object]]:
    """Facts as they stand in a sheet to the bytes of a Word draft."""
    return Side(desk.new_facts, lambda facts: desk.drafted(facts, "docx"), process_time)


def from_document(desk: Desk) -> Side[Made]:
    """A document with its sealed manifest to the bytes of a Word file."""
    renderer = desk.world.forms.renderer("docx", KIND)
    return Side(desk.new_draft, lambda made: renderer.render(made.plan.assembly.document, made.manifest.data), process_time)


def _docxtpl(desk: Desk, peer: Peer) -> Side[dict[str, object]]:
    def context() -> dict[str, object]:
        document: Document = desk.new_draft().plan.assembly.document
        return peer.context(document)

    return Side(context, lambda words: filled(peer.template, words), process_time)


def _floor(desk: Desk, copied: Mapping[str, Member]) -> Side[Changed]:
    """The least that a Word file costs: packing the parts that differ from the template's, copying the others."""

    def finished() -> Changed:
        members = read_members(desk.new_draft().files["docx"])
        return tuple((each, None if copied.get(each.name) == each else unpack(each)) for each in members)

    def packed(members: Changed) -> bytes:
        return write_members(each if content is None else deflated(each.name, content) for each, content in members)

    return Side(finished, packed, process_time)
