"""Small documents for tests of Word's numbering: one section, with the numbers one asks for."""

from dataclasses import replace

from sokdocs.core.document.blocks import Document, ListEntry, OpenRegion, Provision, Section, Table, Text
from tests.builders import a_clause, a_document


def one_section(*clauses: tuple[str, tuple[Provision | Table | OpenRegion, ...]], number: str = "0", is_annex: bool = False) -> Document:
    """A document of one section whose clauses carry the given numbers (no heading where the number is empty)."""
    made_of = tuple(
        a_clause(f"K-{200 + place}", clause, "Tittel" if clause else "", *blocks) for place, (clause, blocks) in enumerate(clauses)
    )
    return replace(a_document(), sections=(Section("only", number, "Eneste", made_of, is_annex),))


def said(number: str, text: str = "Noe gjelder.", *entries: ListEntry) -> Provision:
    return Provision(number, (Text(text),), entries)


def entry(number: str, *entries: ListEntry) -> ListEntry:
    return ListEntry(number, (Text(f"oppføring {number}"),), entries)


NUMBERINGS = {
    "sections skip a number": replace(
        a_document(),
        sections=tuple(Section(f"s{n}", str(n), f"Del {n}", (a_clause(f"K-{n}01", f"{n}.1", "Tittel", said("")),)) for n in (0, 2, 3, 7)),
    ),
    "sections begin at 1": one_section(("1.1", (said("(1)"), said("(2)"))), ("1.2", (said(""),)), number="1"),
    "clauses skip a number": one_section(("0.2", (said("(1)"), said("(2)"))), ("0.5", (said("(1)"),))),
    "provisions begin anew without a heading": one_section(
        ("", (said("(1)"), said("(2)", "To:", entry("a)"), entry("b)")))),
        ("", (said("(1)", "En:", entry("a)")), said("(2)"))),
        number="Vedlegg 1",
        is_annex=True,
    ),
    "lists begin anew under plain provisions": one_section(
        (
            "0.1",
            (
                said("", "Først:", entry("a)"), entry("b)")),
                said("", "Så:", entry("a)"), entry("b)", entry("i."), entry("ii."))),
            ),
        ),
    ),
    "a numbered provision after a plain one with a list": one_section(
        ("0.1", (said("", "Først:", entry("a)")), said("(1)", "Så:", entry("a)"))))
    ),
    "many entries": one_section(("0.1", (said("", "Alle:", *(entry(f"{chr(97 + n % 26) * (n // 26 + 1)})") for n in range(30))),))),
    "an English annex": one_section(("", (said("(1)"), said("(2)"))), number="Annex 1", is_annex=True),
    "nothing is numbered": one_section(("", (said(""), said(""))), number=""),
}
