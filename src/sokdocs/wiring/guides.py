"""The parts of the world that make what goes with a form: invented answers and calendars."""

from collections.abc import Callable, Iterable
from functools import cached_property

from sokdocs.core.casework.due_calendar import CalendarEntry
from sokdocs.core.self_report.example import ExampleAnswers
from sokdocs.loading.input_files import read_input
from sokdocs.settings import Settings


class GuideParts:
    """Opened when they are first asked for."""

    settings: Settings

    @cached_property
    def examples(self) -> ExampleAnswers:
        """The invented answers that show how a form may be filled in."""
        from sokdocs.loading.example_files import read_examples

        name = "example-answers.yaml"
        return read_examples(read_input(self.settings.library / name), f"{self.settings.library.name}/{name}")

    @property
    def calendar_file(self) -> Callable[[str, Iterable[CalendarEntry]], bytes]:
        """Makes a calendar of entries."""
        from sokdocs.rendering.calendar_file import calendar_file

        return calendar_file
