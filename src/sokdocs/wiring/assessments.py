"""The parts of the world that weigh self-reports and make papers of it."""

import hashlib
from abc import ABC, abstractmethod
from functools import cached_property, partial
from pathlib import Path

from sokdocs.core.self_report.answer_table import AnswerTable
from sokdocs.core.self_report.scale import Scoring
from sokdocs.core.values.phrases import Phrases
from sokdocs.loading.input_files import read_input
from sokdocs.settings import Settings
from sokdocs.workflows.assessing import Papers


class AssessmentParts(ABC):
    """Opened when they are first asked for."""

    settings: Settings

    @property
    @abstractmethod
    def phrases(self) -> Phrases:
        """The words of the program."""

    @cached_property
    def scoring(self) -> Scoring:
        """How self-reports are weighed."""
        from sokdocs.loading.scoring_files import read_scoring

        return read_scoring(read_input(self._scoring_file), f"{self.settings.library.name}/scoring.yaml")

    @property
    def scoring_digest(self) -> str:
        """SHA-256 of the file that says how self-reports are weighed."""
        return hashlib.sha256(read_input(self._scoring_file)).hexdigest()

    @property
    def _scoring_file(self) -> Path:
        return self.settings.library / "scoring.yaml"

    @cached_property
    def papers(self) -> Papers:
        """What makes papers of assessments."""
        from sokdocs.rendering.assessment.papers import AssessmentPapers
        from sokdocs.rendering.pdf.renderer import Press

        folder, fonts = self.settings.templates / "self-report-report", self.settings.templates / "fonts"
        page, chart, paper = (folder / name for name in ("report.html.j2", "chart.svg.j2", "report.typ"))
        read = partial(Path.read_text, encoding="utf-8")
        return AssessmentPapers(read(page), read(chart), lambda: Press(read(paper), fonts), self.phrases)

    def answer_workbook(self, table: AnswerTable, language: str) -> bytes:
        """The answers of a self-report as a spreadsheet (XLSX)."""
        from sokdocs.rendering.assessment.workbook import AnswerWorkbooks

        return AnswerWorkbooks(self.phrases).render(table, language)
