"""Every hostile form is refused with words that fit, within the limits; nothing is fetched, nothing is written, nothing breaks down."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sokdocs.core.document.answer_places import answer_places
from sokdocs.core.errors import InvalidError
from sokdocs.core.self_report.offered import check_offered
from sokdocs.sandbox.limits import Limits
from sokdocs.sandbox.reading import FormKind, read_limited
from tests.hostile.corpus import corpus, sampled
from tests.hostile.gaps import GAPS
from tests.hostile.hostile_form import HostileForm, listener
from tests.hostile.json_forms import sound_json
from tests.hostile.sound_forms import REFERENCE, form_document, sound_docx, sound_pdf

FORMS = corpus()
LEAST_KINDS, LEAST_OF_A_KIND = 12, 8
LIMITS = Limits(seconds=20, megabytes=1000)


def _cases() -> list[Any]:
    first = sampled(FORMS)
    return [pytest.param(form, id=f"{form.kind}-{form.label}", marks=list(_marks(form, first))) for form in FORMS]


def _marks(form: HostileForm, first: frozenset[tuple[str, str]]) -> Iterator[pytest.MarkDecorator]:
    own = (form.kind, form.label)
    if own not in first:
        yield pytest.mark.full
    if own in GAPS:
        yield pytest.mark.xfail(reason=GAPS[own], strict=True)


def _refusal(form: HostileForm) -> str:
    with pytest.raises(InvalidError) as caught:
        check_offered(read_limited(form.form, form.build(), name=form.name, limits=LIMITS), answer_places(form_document()))
    assert caught.value.problems
    assert all(problem.place.file == form.name for problem in caught.value.problems)
    return "\n".join([str(caught.value), *(f"{each.place.field}: {each.message}" for each in caught.value.problems)])


@pytest.mark.parametrize("form", _cases())
def test_hostile_form_is_refused_and_reaches_nothing(form: HostileForm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for variable in ("TMPDIR", "HOME"):
        monkeypatch.setenv(variable, str(tmp_path))
    told = _refusal(form)
    assert any(words in told for words in form.words.split("|")), told
    assert "break down" not in told and "reach for something outside" not in told
    assert "Traceback" not in told and ".py" not in told and "/work" not in told
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(BlockingIOError):
        listener().accept()


def test_corpus_has_enough_of_each_kind() -> None:
    kinds = Counter(form.kind for form in FORMS)
    assert len(kinds) >= LEAST_KINDS
    assert [kind for kind, count in kinds.items() if count < LEAST_OF_A_KIND] == []


def test_every_gap_is_a_form_of_the_corpus() -> None:
    assert set(GAPS) <= {(form.kind, form.label) for form in FORMS}


def test_corpus_names_each_form_once() -> None:
    names = Counter((form.kind, form.label) for form in FORMS)
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(("kind", "data"), [("docx", sound_docx), ("pdf", sound_pdf), ("json", sound_json)], ids=["docx", "pdf", "json"])
def test_sound_form_is_read_within_the_same_limits(kind: FormKind, data: object) -> None:
    assert callable(data)
    form = read_limited(kind, data(), name=f"svar.{kind}", limits=LIMITS)
    assert form.reference == REFERENCE and form.doubts == ()
    assert (form.values["Q2.1"], form.values["Q2.3"], form.values["Q2.4"]) == ("no", "Leder", "true")
