"""A small self-report form for tests: every kind of answer, alone and in the rows of a table."""

import json
from dataclasses import replace

from sokdocs.core.document.blocks import Answer, Document, Inlines, Provision, Section, Table, Text
from tests.builders import a_clause, a_document

OPTIONS = {
    "yes_no": (("yes", "Ja"), ("no", "Nei")),
    "yes_partly_no": (("yes", "Ja"), ("partly", "Delvis"), ("no", "Nei"), ("not_relevant", "Ikke relevant")),
    "choice": (("board", "Styret & ledelsen"), ("manager", "Daglig <leder>")),
    "choices": (("wood", "Tre"), ("metal", "Metall & stål"), ("other", "Annet")),
}
KINDS = (*OPTIONS, "check", "text", "long_text", "number", "percent", "date", "url", "countries")
REFERENCE = "SD-7K3Q-9F2M"
MANIFEST = json.dumps({"kind": "self-report", "clauses": [{"clause": "Q2.1"}, {"clause": "Q3.2"}], "lines": []}).encode()
HARD = "Smør & brød <b> \"æøå\" \u2013 '{{ 7*7 }}' {% x %} {_{ 1"
LONG = "\n".join(["Første linje æøå", "", "Tredje & siste <linje>\tmed tabulator"] + ["ord " * 30 + "slutt"] * 41)[:5000]
FILLED = {
    "Q2.1.yes_no": "no",
    "Q2.1.yes_partly_no": "not_relevant",
    "Q2.1.choice": "manager",
    "Q2.1.choices": "wood other",
    "Q2.1.check": "true",
    "Q2.1.text": HARD,
    "Q2.1.long_text": LONG,
    "Q2.1.number": "12",
    "Q2.1.percent": "99",
    "Q2.1.date": "2026-01-31",
    "Q2.1.url": "https://tradogvern.example/?a=1&b=2",
    "Q2.1.countries": "BD VN",
    "Q3.2.2.measure": "Måling\nog tiltak",
    "Q3.2.2.due_on": "2027-05-17",
    "Q3.2.1.done": "true",
}


def a_place(key: str, kind: str, value: str = "") -> Answer:
    prompt = "" if kind in ("check", "choices") else f"Skriv {kind}"
    return Answer(key, kind, f"{key.rpartition('.')[0]} Kartlegging: {kind}", OPTIONS.get(kind, ()), 3, value, prompt)


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


def a_long_form() -> Document:
    """A form of eighteen questions with every kind of answer, about as long as the full form."""
    questions = []
    for number in range(1, 19):
        places = (a_place(f"Q1.{number}.{kind}", kind) for kind in KINDS)
        lines = (Provision("", (Text(f"Felt {place.kind}: "), place)) for place in places)
        questions.append(a_clause(f"Q1.{number}", "", f"Q1.{number} Spørsmål", Provision("", (Text("Har dere kartlagt?"),)), *lines))
    return replace(a_form(), sections=(Section("part-1", "", "Del 1", tuple(questions)),))
