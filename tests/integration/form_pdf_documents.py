"""A small form for the tests of the PDF: every kind of answer, alone and in the rows of a table, and answers to it."""

from dataclasses import replace

from sokdocs.core.document.answer_places import answer_places
from sokdocs.core.document.blocks import Answer, Document, Inlines, Provision, Section, Table, Text
from tests.builders import a_clause, a_document

OPTIONS = {
    "yes_no": (("yes", "Ja"), ("no", "Nei")),
    "yes_partly_no": (("yes", "Ja"), ("partly", "Delvis"), ("no", "Nei"), ("not_relevant", "Ikke relevant")),
    "choice": (("board", "Styret & ledelsen"), ("manager", "Daglig <leder>")),
    "choices": (
        ("wood", f"Tre, {'også rundt varene, ' * 9}alltid"),
        ("metal", "Metall & stål"),
        ("other", "Annet"),
    ),
}
KINDS = (*OPTIONS, "check", "text", "long_text", "number", "percent", "date", "url", "countries")
REFERENCE = "SD-7K3Q-9F2M"
MANIFEST = '{"kind": "self-report", "navn": "Søn & <b>"}\r\n'.encode()
HARD = "Smør & brød <b> \"æøå\" \u2013 '{{ 7*7 }}' {% x %} {_{ 1"
LONG = "\n".join(["Første linje æøå", "", "Tredje & siste <linje>\tmed tabulator"] + ["ord " * 30 + "slutt"] * 41)[:5000]
FILLED = {
    "Q2.1.yes_no": "no",
    "Q2.1.yes_partly_no": "not_relevant",
    "Q2.1.choice": "manager",
    "Q2.1.choices": "wood other",
    "Q2.1.check": "true",
    "Q2.1.text": HARD,
    "Q2.1.long_text": LONG.replace("\t", " "),
    "Q2.1.number": "12",
    "Q2.1.percent": "99",
    "Q2.1.date": "2026-01-31",
    "Q2.1.url": "https://tradogvern.example/?a=1&b=2",
    "Q2.1.countries": "BD VN",
    "Q3.2.2.measure": "Måling\nog tiltak",
    "Q3.2.2.due_on": "2027-05-17",
    "Q3.2.1.done": "true",
}
"""Without a tab: it has no glyph, and the program that fills the form in would draw what PDF/A forbids."""


def a_place(key: str, kind: str, value: str = "") -> Answer:
    return Answer(key, kind, f"Kartlegging: {kind}", OPTIONS.get(kind, ()), 5 if kind == "long_text" else 1, value)


def a_form(**values: str) -> Document:
    """The form; `values` are what stands already under Q2.1, by kind."""
    lines = tuple(Provision("", (Text(f"Felt {kind}: "), a_place(f"Q2.1.{kind}", kind, values.get(kind, "")))) for kind in KINDS)
    question = a_clause("Q2.1", "", "Q2.1 Kartlegging", Provision("", (Text("Har dere kartlagt?", strong=True),)), *lines)
    columns = (("measure", "long_text"), ("due_on", "date"), ("done", "check"))
    cells: list[list[Inlines]] = [[(a_place(f"Q3.2.{row}.{name}", kind),) for name, kind in columns] for row in (1, 2)]
    rows = tuple(((Text(str(row)),), *places) for row, places in enumerate(cells, 1))
    header = ((Text("Nr."),), (Text("Tiltak"),), (Text("Frist"),), (Text("Ferdig"),))
    table = a_clause("Q3.2", "", "Q3.2 Tiltak", Table((), header, rows))
    section = Section("part-2", "", "Del 2 Kartlegging", (question, table))
    return replace(a_document(), kind="self-report", sections=(section,), reference=REFERENCE, has_contents=False)


def keys_of(document: Document) -> set[str]:
    """The keys of all places to answer."""
    return {place.name for place in answer_places(document)}
