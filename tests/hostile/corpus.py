"""All hostile forms, in order."""

from itertools import groupby

from tests.hostile.gaps import GAPS
from tests.hostile.hostile_form import HostileForm
from tests.hostile.json_forms import hostile_json
from tests.hostile.other_files import other_files
from tests.hostile.pdf_answer_forms import hostile_pdf_answers
from tests.hostile.pdf_machine_forms import hostile_pdf_machines
from tests.hostile.word_answer_forms import hostile_answers
from tests.hostile.word_double_forms import hostile_doubles
from tests.hostile.word_part_forms import hostile_parts
from tests.hostile.zip_forms import hostile_zips

SAMPLE = 1


def corpus() -> tuple[HostileForm, ...]:
    """Every hostile form, by kind."""
    makers = (
        hostile_zips,
        hostile_parts,
        hostile_answers,
        hostile_doubles,
        hostile_json,
        hostile_pdf_answers,
        hostile_pdf_machines,
        other_files,
    )
    return tuple(form for maker in makers for form in maker())


def sampled(forms: tuple[HostileForm, ...]) -> frozenset[tuple[str, str]]:
    """Kind and label of the first of each kind that are refused."""
    refused = [form for form in forms if (form.kind, form.label) not in GAPS]
    of_kinds = (list(of_kind)[:SAMPLE] for _, of_kind in groupby(refused, key=lambda form: form.kind))
    return frozenset((form.kind, form.label) for of_kind in of_kinds for form in of_kind)
