"""What is done once: the clause library read from its folder, templates made ready."""

from collections.abc import Iterator

from benchmarks.desk import KIND
from benchmarks.pairs import Side, alone
from benchmarks.table import Row, apart
from sokdocs.core.clauses.wording import parse
from sokdocs.loading.catalogue_folder import load_catalogue
from sokdocs.rendering.word.compiled_template import compile_word_template
from sokdocs.settings import shipped


def library_rows(*, rounds: int) -> Iterator[Row]:
    """Row 7."""
    template = shipped("templates") / KIND / f"{KIND}.docx"
    yield apart("7 clause library, read and checked", alone(loading(), rounds=rounds))
    compiling = Side(template.read_bytes, compile_word_template)
    yield apart("7 Word template, made ready", alone(compiling, rounds=rounds))


def loading() -> Side[None]:
    """The library from its folder, as a new process reads it: no text is known from before."""
    return Side(parse.cache_clear, lambda _: load_catalogue(shipped("clauses")))
