"""The note that lies beside an issued document: what the buyer should check, and what each clause means."""

from collections.abc import Iterator

from sokdocs.core.document.blocks import Document
from sokdocs.core.issuance.checklist import checklist
from sokdocs.core.selection.parameters import SetParameter
from sokdocs.core.selection.select import Selection
from sokdocs.core.values.language import in_language
from sokdocs.core.values.phrases import Phrases
from sokdocs.core.values.quantities import quantity


def buyer_note(selection: Selection, document: Document, phrases: Phrases) -> str:
    """Plain text in the document's language: marks, unconfirmed law, values that are our own, and the note of each clause."""
    return "\n".join(_lines(selection, document, phrases)).strip() + "\n"


def _lines(selection: Selection, document: Document, phrases: Phrases) -> Iterator[str]:
    language = selection.language
    yield phrases.say("note_title", language, title=document.title)
    yield document.subtitle
    yield from ("", *document.marks)
    yield from ("", phrases.say("note_to_check", language))
    points = checklist(selection)
    values = _values(selection, phrases)
    for point in points:
        value = f" [{values[point.subject]}]" if point.subject in values else ""
        yield f"- {point.subject} ({phrases.say(f'certainty_{point.certainty}', language)}){value}: {point.what}"
    if not points:
        yield phrases.say("note_nothing", language)
    yield from ("", phrases.say("note_clauses", language))
    for each in selection.chosen:
        yield f"- {each.clause.id} {in_language(each.clause.title, language)}: {in_language(each.clause.note, language)}"


def _values(selection: Selection, phrases: Phrases) -> dict[str, str]:
    return {
        f"{each.clause.id}.{name}": _value(chosen, selection.language, phrases)
        for each in selection.chosen
        for name, chosen in each.parameters.items()
    }


def _value(chosen: SetParameter, language: str, phrases: Phrases) -> str:
    parameter, value = chosen.parameter, chosen.value
    if isinstance(value, int):
        limits = phrases.say("note_range", language, low=str(parameter.minimum), high=str(parameter.maximum))
        return f"{quantity(value, parameter.unit, phrases.units[language])}, {limits}"
    if isinstance(value, tuple):
        return ", ".join(value)
    return f"«{in_language(parameter.choices[value], language)}»" if value in parameter.choices else value
