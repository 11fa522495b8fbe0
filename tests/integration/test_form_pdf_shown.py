"""Whether what an appearance shows can be what is stored: foreign letters may be lost, but never be other letters."""

import pytest

from sokdocs.loading.pdf.form_text import shows


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("Leder", "Leder"),
        ("Le der", "Le\nder"),
        ("Łódź", "Łódź"),
        ("?ód?", "Łódź"),
        ("ód", "Łódź"),
        ("??ód??", "Łódź"),
        ("\ufffdód\ufffd\ufffd", "Łódź"),
        ("?????", "日本?"),
        ("", "日本"),
        ("a b", "a\tb"),
    ],
)
def test_text_is_shown(shown: str, text: str) -> None:
    assert shows(shown, text)


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("Leder", "Lede\u0433"),
        ("Lodz", "Łódź"),
        ("Iód", "Łódź"),
        ("Nei", "日本"),
        ("Ja", "Jа"),
        ("???ód", "Łód"),
        ("ód", "Łódźa"),
        ("?", "a"),
        ("", "a日"),
    ],
)
def test_text_is_not_shown(shown: str, text: str) -> None:
    assert not shows(shown, text)


def test_long_texts_are_compared_in_time() -> None:
    assert not shows("?" * 20_000 + "a", "日" * 20_000)
