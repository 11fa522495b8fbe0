"""The assessment of a self-report as one accessible HTML page and as a PDF: the same words, and the same chart."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from jinja2 import Template, TemplateError
from markupsafe import Markup

from sokdocs.core.errors import InvalidError
from sokdocs.core.self_report.assessment import Assessment
from sokdocs.core.values.characters import refused_character
from sokdocs.core.values.phrases import Phrases
from sokdocs.rendering.assessment.chart import NARROW, WIDE, Chart, chart_of, draw
from sokdocs.rendering.assessment.sheet import AssessmentSheet, assessment_sheet
from sokdocs.rendering.pdf.renderer import Press
from sokdocs.rendering.sandbox import compile_template

NAME = "the template of the assessment"
PAGE_WORDS = ("page", "of")


class AssessmentPapers:
    """Makes them from two templates, each compiled once, and a press that is opened when the first PDF is wanted."""

    def __init__(self, page: str, chart: str, press: Callable[[], Press], phrases: Phrases) -> None:
        self._page: Template = compile_template(page, name=NAME)
        self._chart: Template = compile_template(chart, name=f"{NAME}'s chart")
        self._open_press = press
        self._press: Press | None = None
        self._phrases = phrases

    def render(self, form: str, assessment: Assessment, language: str) -> bytes:
        """The finished file; `form` is html or pdf. `InvalidError` names what holds a character that the form can't carry."""
        sheet = assessment_sheet(assessment, self._phrases, language)
        chart = chart_of(assessment, self._phrases, language)
        _require_carriable(sheet)
        return self._pdf(sheet, chart) if form == "pdf" else self._html(sheet, chart)

    def _html(self, sheet: AssessmentSheet, chart: Chart) -> bytes:
        charts = [Markup(self._drawn(chart, layout_id)) for layout_id in (WIDE.id, NARROW.id)]
        return self._filled(self._page, sheet=sheet, say=sheet.say, charts=charts).encode("utf-8")

    def _pdf(self, sheet: AssessmentSheet, chart: Chart) -> bytes:
        self._press = self._press or self._open_press()
        furniture = {name: self._phrases.say(name, sheet.language) for name in PAGE_WORDS}
        inputs = {
            "sheet": json.dumps({**asdict(sheet), "furniture": furniture, "about": chart.about}, ensure_ascii=False),
            "chart": self._drawn(chart, WIDE.id),
        }
        return self._press.set_words(sheet.heading, _texts(asdict(sheet)), inputs)

    def _drawn(self, chart: Chart, layout: str) -> str:
        drawing = draw(chart, NARROW if layout == NARROW.id else WIDE)
        return self._filled(self._chart, drawing=drawing, title=chart.title, about=chart.about)

    @staticmethod
    def _filled(template: Template, **values: object) -> str:
        try:
            return template.render(**values)
        except TemplateError as error:
            raise InvalidError(f"{NAME} cannot be filled: {error}") from error


def _texts(value: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a sheet, with the name of the place it stands in."""
    match value:
        case str():
            yield field, value
        case dict():
            for name, inner in value.items():
                yield from _texts(inner, field or str(name))
        case tuple() | list():
            for inner in value:
                yield from _texts(inner, field)


def _require_carriable(sheet: AssessmentSheet) -> None:
    for field, text in _texts(asdict(sheet)):
        bad = refused_character(text, breaks=True)
        if bad:
            raise InvalidError(f"{field} holds {bad}, a character that no page can carry; nothing was made")
