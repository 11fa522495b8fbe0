"""JSON files that mean harm: not strict, larger or deeper than any form, or with text that is no text."""

import json
from collections.abc import Iterator, Mapping

from tests.hostile.hostile_form import Build, HostileForm, forms
from tests.hostile.sound_forms import REFERENCE

FORMAT = "sokdocs-self-report/1"
ANSWERS = {"Q2.1": "no", "Q2.1.reason": "Ikke kartlagt.", "Q2.3": "Leder", "Q2.4": True}


def sound_json(answers: Mapping[str, object] = ANSWERS) -> bytes:
    """The form as a JSON file."""
    return json.dumps({"format": FORMAT, "form": REFERENCE, "answers": answers}, ensure_ascii=False).encode("utf-8")


def hostile_json() -> Iterator[HostileForm]:
    """Every form of this file."""
    yield from forms("json-not-strict", "json", "JSON value", _not_strict())
    yield from forms("json-doubled-key", "json", "stands twice", _doubled())
    yield from forms("json-bomb", "json", "nested deeper than 20", _bombs())
    yield from forms("json-text", "json", "not UTF-8", _texts())
    yield from forms("json-not-a-form", "json", "has faults", _not_a_form())


def _with(old: str, new: str) -> Build:
    def build() -> bytes:
        text = sound_json().decode("utf-8")
        assert old in text
        return text.replace(old, new, 1).encode("utf-8", "surrogatepass")

    return build


def _answer(written: str) -> Build:
    return _with('"Leder"', written)


def _not_strict() -> dict[str, Build | tuple[str, Build]]:
    return {
        "nan": _answer("NaN"),
        "infinity": _answer("Infinity"),
        "minus-infinity": _answer("-Infinity"),
        "single-quotes": _answer("'Leder'"),
        "comment": _answer('/* nei */ "Leder"'),
        "python": _answer("True"),
        "bare-word": _answer("Leder"),
        "hexadecimal": ("is missing", _answer("0x10")),
        "comma-too-many": ("double quotes", _with("true}", "true,}")),
        "no-comma": ("is missing", _with('"no", ', '"no" ')),
        "two-values": ("after the end", lambda: sound_json() * 2),
        "unclosed": ("is missing", _answer('"Leder')),
        "long-number": ("out of all measure", _answer("9" * 5000)),
        "exponent": ("out of all measure", _answer("1e400")),
    }


def _doubled() -> dict[str, Build | tuple[str, Build]]:
    return {
        "answer": _with('"Q2.3"', '"Q2.1": "yes", "Q2.3"'),
        "answer-the-same": _with('"Q2.3"', '"Q2.1": "no", "Q2.3"'),
        "answer-escaped": _with('"Q2.3"', '"Q\\u0032.1": "yes", "Q2.3"'),
        "answer-with-an-escaped-stop": _with('"Q2.3"', '"Q2\\u002e1": "yes", "Q2.3"'),
        "answers": _with('"answers"', '"answers": {}, "answers"'),
        "answers-behind": _with("true}}", 'true}, "answers": {}}'),
        "form": _with('"form"', '"form": "SD-0000-0000", "form"'),
        "format": _with('"format"', '"format": "other", "format"'),
        "inside-an-answer": _answer('{"a": 1, "a": 2}'),
        "null": _with('"Q2.3"', '"Q2.1": null, "Q2.3"'),
    }


def _bombs() -> dict[str, Build | tuple[str, Build]]:
    return {
        "lists": _answer("[" * 100_000),
        "closed-lists": _answer("[" * 100_000 + "]" * 100_000),
        "tables": _answer('{"a":' * 50_000),
        "mixed": _answer('[{"a":' * 50_000),
        "before-the-form": lambda: b"[" * 900_000,
        "just-too-deep": _answer("[" * 20 + "]" * 20),
        "long-text": ("the file has", lambda: _answer(f'"{"x" * 20_000_000}"')()),
        "many-answers": ("the file has", lambda: sound_json({f"Q{number}": "yes" for number in range(100_000)})),
        "blanks": ("the file has", lambda: sound_json() + b" " * 20_000_000),
        "escapes": ("the file has", lambda: _answer('"' + "\\u0041" * 3_000_000 + '"')()),
    }


def _texts() -> dict[str, Build | tuple[str, Build]]:
    return {
        "latin-1": lambda: sound_json().replace(b"Leder", b"L\xe6der"),
        "surrogate": _answer('"L\ud800der"'),
        "overlong": lambda: sound_json().replace(b"Leder", b"L\xc0\xa2der"),
        "utf-16": lambda: sound_json().decode().encode("utf-16"),
        "utf-16-cut": lambda: sound_json().decode().encode("utf-16")[:-1],
        "utf-32": lambda: sound_json().decode().encode("utf-32"),
        "beyond-unicode": lambda: sound_json().replace(b"Leder", b"\xf5\x80\x80\x80"),
        "cut-in-a-letter": lambda: sound_json().replace(b"Leder", b"Led\xc3"),
        "nul": ("not JSON", _answer('"Le\x00der"')),
        "control": ("not JSON", _answer('"Le\x1bder"')),
        "line-break": ("not JSON", _answer('"Le\nder"')),
        "wrong-escape": ("not JSON", _answer('"Le\\xder"')),
        "escaped-surrogate": ("Q2.3", _answer('"L\\ud800der"')),
        "escaped-surrogates-turned": ("Q2.3", _answer('"\\udc00\\ud800"')),
        "escaped-nul": ("Q2.3", _answer('"Le\\u0000der"')),
        "escaped-control": ("Q2.3", _answer('"Le\\u001b[2Jder"')),
        "escaped-noncharacter": ("Q2.3", _answer('"Le\\uffffder"')),
    }


def _not_a_form() -> dict[str, Build | tuple[str, Build]]:
    return {
        "unknown-key": ('unknown key "approved"', _with('"form"', '"approved": true, "form"')),
        "list": lambda: b"[]",
        "text": lambda: b'"SD-7K3Q-9F2M"',
        "null": lambda: b"null",
        "no-form": _with(f'"form": "{REFERENCE}", ', ""),
        "other-format": ("another format", _with(FORMAT, "sokdocs-self-report/9")),
        "answers-in-a-list": lambda: sound_json().replace(b'{"Q2.1"', b'[{"Q2.1"').replace(b"}}", b"}]}"),
        "answer-is-a-table": ("no answer of a kind", _answer('{"$ref": "#/answers/Q2.1"}')),
        "answer-is-nothing": ("no answer of a kind", _answer("null")),
        "answer-is-false": ("no answer of a kind", _answer("false")),
        "key-is-a-path": ("no key of a place", _with('"Q2.3"', '"../../Q2.3"')),
        "key-of-python": ("no key of a place", _with('"Q2.3"', '"Q2.3.{0}"')),
        "key-is-long": ("no key of a place", _with('"Q2.3"', f'"{"Q" * 10_000}"')),
    }
