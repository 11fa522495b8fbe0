"""Reading public notices into fact sheets, and making a blank sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sokdocs.core.facts.definition import OF_PROCUREMENT, FactDefinition, FactType, at_stages
from sokdocs.core.facts.notice import Notice
from sokdocs.core.facts.notice_reading import NoticeReading, NoticeSheet, read_facts
from sokdocs.core.issuance.file_names import slug
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.selection.category import outlines
from sokdocs.core.values.language import in_language
from sokdocs.core.values.phrases import Phrases, Saying, Told, saying

Question = tuple[str, str, str, bool]


@dataclass(frozen=True, slots=True)
class NamedSheet:
    """A sheet read from a notice, with the name of the file it is to be written to."""

    name: str
    sheet: NoticeSheet


def read(catalogue: Catalogue, notice: Notice) -> tuple[NoticeReading, tuple[NamedSheet, ...]]:
    """The reading of a notice and its sheets, each with a file name made from the notice's reference and its lot."""
    reading = read_facts(notice, outlines(catalogue.categories), catalogue.library.valid_cpv)
    stem = slug(reading.reference) or "notice"
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
    facts = at_stages(catalogue.library.facts, OF_PROCUREMENT)
    phrases = catalogue.library.phrases
    return tuple(sheet_question(each, phrases, is_required=any(kind in each.required_for for kind in kinds)) for each in facts.values())


def sheet_question(each: FactDefinition, phrases: Phrases, *, is_required: bool) -> Question:
    """A fact as a sheet asks for it; its label where nobody has worded a question."""
    return (
        each.name,
        in_language(each.question or each.label, "nb"),
        " ".join(part for part in (in_language(each.help, "nb"), phrases.tell(_allowed(each), "nb")) if part),
        is_required,
    )


def _allowed(each: FactDefinition) -> Told:
    if each.type is FactType.CHOICE:
        choices = "; ".join(f"{name} ({in_language(label, 'nb')})" for name, label in each.choices.items())
        return saying("sheet_choose", choices=choices)
    return EXAMPLES.get(each.type, "")


EXAMPLES: Mapping[FactType, Saying] = MappingProxyType(
    {
        FactType.BOOLEAN: saying("sheet_write_boolean"),
        FactType.DATE: saying("sheet_write_date"),
        FactType.AMOUNT: saying("sheet_write_amount"),
        FactType.CPV_LIST: saying("sheet_write_cpv_list"),
        FactType.PRODUCT_LIST: saying("sheet_write_product_list"),
    }
)
