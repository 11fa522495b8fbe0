"""Reading public notices into fact sheets, and making a blank sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sokdocs.core.facts.definition import FactDefinition, FactType
from sokdocs.core.facts.notice import Notice
from sokdocs.core.facts.notice_reading import NoticeReading, NoticeSheet, read_facts
from sokdocs.core.issuance.file_names import slug
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.selection.category import outlines
from sokdocs.core.values.language import in_language

Question = tuple[str, str, str, bool]


@dataclass(frozen=True, slots=True)
class NamedSheet:
    """A sheet read from a notice, with the name of the file it is to be written to."""

    name: str
    sheet: NoticeSheet


def read(catalogue: Catalogue, notice: Notice) -> tuple[NoticeReading, tuple[NamedSheet, ...]]:
    """The reading of a notice and its sheets, each with a file name made from the notice's reference and its lot."""
    reading = read_facts(notice, outlines(catalogue.categories), catalogue.library.valid_cpv)
    stem = slug(reading.reference) or "kunngjoring"
    several = len(reading.sheets) > 1
    named = [
        NamedSheet(
            f"{stem}-{slug(each.lots[0]) or index}.yaml" if several and each.lots else f"{stem}{f'-{index}' if several else ''}.yaml", each
        )
        for index, each in enumerate(reading.sheets, 1)
    ]
    return reading, tuple(named)


def questions(catalogue: Catalogue, *, kinds: Sequence[str] = ("tender-appendix",)) -> tuple[Question, ...]:
    """Every fact as a sheet asks for it: name, question, help (with the choices), and whether one of the kinds needs it."""
    return tuple(_question(each, kinds) for each in catalogue.library.facts.values())


def _question(each: FactDefinition, kinds: Sequence[str]) -> Question:
    required = any(kind in each.required_for for kind in kinds)
    return (
        each.name,
        in_language(each.question, "nb"),
        " ".join(part for part in (in_language(each.help, "nb"), _allowed(each)) if part),
        required,
    )


def _allowed(each: FactDefinition) -> str:
    if each.type is FactType.CHOICE:
        return "Velg: " + "; ".join(f"{name} ({in_language(label, 'nb')})" for name, label in each.choices.items()) + "."
    return EXAMPLES.get(each.type, "")


EXAMPLES: Mapping[FactType, str] = {
    FactType.BOOLEAN: "true eller false.",
    FactType.DATE: "Skrives 2026-03-01.",
    FactType.AMOUNT: "Hele kroner, bare sifre.",
    FactType.CPV_LIST: "Skrives [18110000-3, 18141000-9].",
    FactType.PRODUCT_LIST: "Skrives - {name: Arbeidstøy, cpv: 18110000-3}, ett produkt per linje.",
}
