"""Invented answers, read from their file: what is wrong in it is named with its line."""

import pytest

from sokdocs.core.errors import InvalidError
from sokdocs.loading.example_files import read_examples

SUPPLIER = '{name: Prøve AS, orgnr: "396030829", categories: [B], products: [Jakker], answers: {Q1.1: "no"}}'
NO_ANSWERS = "answers: {}\nsuppliers:\n"


def test_answers_are_read_as_they_stand() -> None:
    read = read_examples(f"answers: {{Q1.5: 85, Q8.1.truth: true, Q2.4: [reports]}}\nsuppliers: [{SUPPLIER}]\n".encode(), "x.yaml")
    assert dict(read.common) == {"Q1.5": 85, "Q8.1.truth": True, "Q2.4": ("reports",)}
    assert dict(read.supplier("B").answers) == {"Q1.1": "no"}


def test_category_without_a_supplier_gets_the_first_one() -> None:
    assert read_examples(f"answers: {{}}\nsuppliers: [{SUPPLIER}]\n".encode(), "x.yaml").supplier("Z").name == "Prøve AS"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("answers: {}\nsuppliers: []\n", "x.yaml:2: there is no supplier"),
        (
            f"answers: {{}}\nsuppliers:\n  - {SUPPLIER.replace('396030829', '396030820')}\n",
            'x.yaml:3: "396030820" is no organisation number',
        ),
        (f"{NO_ANSWERS}  - {SUPPLIER.replace('[Jakker]', '[]')}\n", "x.yaml:3: Prøve AS has no product"),
        ("answers: {Q1.1: 1.5}\nsuppliers: []\n", "x.yaml:1"),
        ("answer: {}\nsuppliers: []\n", 'unknown key "answer"'),
    ],
)
def test_fault_is_named_with_its_line(text: str, said: str) -> None:
    with pytest.raises(InvalidError) as caught:
        read_examples(text.encode(), "x.yaml")
    assert said in "\n".join(str(each) for each in caught.value.problems)
