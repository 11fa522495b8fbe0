"""Opens the real things from the settings: the one place that knows every room of the rim."""

from sokdocs.wiring.forms import FORMS, OsloClock, ShippedForms
from sokdocs.wiring.world import World

__all__ = ["FORMS", "OsloClock", "ShippedForms", "World"]
