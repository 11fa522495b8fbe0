"""A long document for tests of the finished forms: many sections, long words, wide tables, lists that cross pages."""

from dataclasses import replace

from sokdocs.core.document.blocks import (
    Blank,
    ClauseBlock,
    Document,
    Filled,
    FrontRow,
    Inline,
    ListEntry,
    Provision,
    Reference,
    Section,
    Table,
    Text,
)
from tests.builders import a_clause, a_document

SENTENCES = (
    "Senest 30 dager etter at kontrakten er signert, skal leverandøren legge fram en oversikt over alle produksjonssteder.",
    "Oversikten skal vise navn, adresse, land og hvilke CPV-koder hvert sted leverer under, for eksempel 18110000-3.",
    "Leverandøren skal gjøre aktsomhetsvurderinger i hele leverandørkjeden, og kunne vise hvordan risikoen er funnet og fulgt opp.",
    "Oppdragsgiver kan be om dokumentasjon når som helst i kontraktsperioden, og velger selv hvilke steder som kontrolleres.",
    "Får leverandøren ikke svar fra en underleverandør, skal han si fra skriftlig innen 10 arbeidsdager og forklare hva han har gjort.",
    "Arbeidsmiljølovgivningens minstestandarder, fagforeningsrettigheter og overtidsbetalingsbestemmelser gjelder på alle steder.",
    "Kostnadene ved egenrapporteringen bærer leverandøren; kostnadene ved en uvarslet stedlig kontroll deles likt mellom partene.",
    "Retter leverandøren ikke avviket innen fristen, kan oppdragsgiver holde tilbake inntil 20 prosent av neste faktura – men ikke mer.",
)

TITLES = (
    "Internasjonale standarder",
    "Leverandørens ansvar for hele kjeden",
    "Egenrapportering",
    "Kontroll på produksjonsstedet",
    "Retting av avvik",
    "Midlertidig stans og bytte av underleverandør, og hva som skjer med fristene imens",
    "Heving",
)


def long_document(sections: int = 2) -> Document:
    """About a dozen pages: numbered sections with seven clauses each, and three annexes."""
    short = a_document(with_hole=True)
    numbered = tuple(_section(number) for number in range(sections))
    additions = short.sections[-1]
    annexes = (_deadlines(), _proof(), replace(additions, number="Vedlegg 3"))
    front = (
        *short.front,
        FrontRow("Anskaffelse", (Text("Rammeavtale om arbeidstøy, vernesko og hansker for fire år"),)),
    )
    return replace(short, sections=(*numbered, *annexes), front=(*front, FrontRow("Kunngjort", (Text("1. mars 2026"),))))


def _section(number: int) -> Section:
    names = ("Innledning", "Krav til leverandøren", "Oppfølging", "Reaksjoner", "Avslutning")
    clauses = tuple(_clause(number, place) for place in range(1, len(TITLES) + 1))
    return Section(f"section-{number}", str(number), names[number % len(names)], clauses)


def _clause(section: int, place: int) -> ClauseBlock:
    seed = section * 7 + place
    anchor = f"K-{100 * section + place}"
    if place == 4:
        single = Provision(
            "",
            (*_prose(seed), Text(" Det omfatter:")),
            (ListEntry("a)", _prose(seed + 1)), ListEntry("b)", _prose(seed + 2))),
        )
        return a_clause(anchor, f"{section}.{place}", TITLES[place - 1], single)
    provisions = tuple(_provision(seed + number, number, section) for number in range(1, 3 + seed % 3))
    return a_clause(anchor, f"{section}.{place}", TITLES[place - 1], *provisions)


def _provision(seed: int, number: int, section: int) -> Provision:
    inlines: tuple[Inline, ...] = (
        *_prose(seed),
        Text(" Fristen er "),
        Filled(f"{seed % 9 + 2} uker", "answer_weeks"),
        Text(", se punkt "),
        Reference(f"{section}.1", f"K-{100 * section + 1}"),
        Text("."),
    )
    if seed % 4 == 0:
        inlines = (
            *inlines,
            Text(" Ansvarlig hos leverandøren er "),
            Blank("[fylles ut: navn og stilling]", "responsible_role"),
            Text("."),
        )
    entries = (
        tuple(ListEntry(f"{letter})", _prose(seed + at), _under(seed + at)) for at, letter in enumerate("abc")) if seed % 5 == 1 else ()
    )
    return Provision(f"({number})", inlines, entries)


def _under(seed: int) -> tuple[ListEntry, ...]:
    return tuple(ListEntry(f"{roman}.", _prose(seed + at)) for at, roman in enumerate(("i", "ii"))) if seed % 3 == 0 else ()


def _prose(seed: int) -> tuple[Inline, ...]:
    first, second = SENTENCES[seed % len(SENTENCES)], SENTENCES[(seed * 3 + 1) % len(SENTENCES)]
    words = first.split(" ")
    return (
        Text(" ".join(words[:3]) + " "),
        Text(words[3], strong=True),
        Text(" " + " ".join(words[4:]) + " " + second),
    )


def _deadlines() -> Section:
    rows = tuple(
        (
            (Text(f"{TITLES[at % 7]}"),),
            (Text(f"{at % 9 + 2} uker"),),
            (Text(SENTENCES[at % 8]),),
            (Reference("0.1", "K-1"),),
        )
        for at in range(34)
    )
    table = Table(
        (Text("Frister i kontrakten, i den rekkefølgen de kommer"),),
        ((Text("Plikt"),), (Text("Frist"),), (Text("Hva som skal gjøres"),), (Text("Punkt"),)),
        rows,
    )
    intro = Provision("", (Text("Tabellen samler fristene. Teksten i punktene går foran tabellen."),))
    return Section("annex-deadlines", "Vedlegg 1", "Frister", (a_clause("K-602", "", "", intro, table),), is_annex=True)


def _proof() -> Section:
    rows = (
        ((Text("Arbeidstøy & hansker"),), (Text("SA8000, BSCI, eller tilsvarende"),)),
        ((Text("Vernesko"),), (Text("Revisjonsrapport fra uavhengig part, ikke eldre enn 12 måneder"),)),
    )
    table = Table((), ((Text("Produkt"),), (Text("Bevis som godtas"),)), rows)
    return Section(
        "annex-proof",
        "Vedlegg 2",
        "Bevis som godtas, eller tilsvarende",
        (a_clause("K-604", "", "", table),),
        is_annex=True,
    )
