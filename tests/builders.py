"""Small makers of values for tests."""

from datetime import date

from sokdocs.core.document.blocks import (
    Blank,
    ClauseBlock,
    Document,
    Filled,
    FrontRow,
    Furniture,
    Hole,
    Letterhead,
    ListEntry,
    OpenRegion,
    Provision,
    Reference,
    Section,
    Table,
    Text,
)
from sokdocs.core.document.source import Source
from sokdocs.core.values.identifiers import ClauseId, VersionRef

HOSTILE = "Smith & Søn <b> {{ 7*7 }} {% x %} {_{ 1 }_} **AS** #1"


def a_source(clause: str = "K-302", on: str = "2022-07-01", digest: str = "0123456789ab") -> Source:
    return Source(VersionRef(ClauseId(clause), date.fromisoformat(on), "nb"), digest.ljust(64, "0"))


def a_clause(clause: str, number: str, title: str, *blocks: Provision | Table | OpenRegion) -> ClauseBlock:
    return ClauseBlock(anchor=clause, number=number, title=title, blocks=blocks, source=a_source(clause))


def a_document(*, name: str = "Tråd og Vern AS", with_hole: bool = False) -> Document:
    """A document that uses every kind of block once or more: two numbered sections from 0, and an annex."""
    standards = a_clause(
        "K-101",
        "0.1",
        "Internasjonale standarder",
        Provision(
            "(1)",
            (Text("Leverandøren skal følge "), Text("disse", strong=True), Text(" konvensjonene:")),
            (
                ListEntry("a)", (Text("ILO-konvensjon 29 om tvangsarbeid"),)),
                ListEntry(
                    "b)",
                    (Text("ILO-konvensjon 138, nemlig:"),),
                    (
                        ListEntry("i.", (Text("minstealder 15 år"),)),
                        ListEntry("ii.", (Text("ikke nattarbeid under 18 år"),)),
                    ),
                ),
            ),
        ),
        Provision(
            "(2)", (Text("Det samme gjelder "), Filled(name, "supplier_name"), Text(", se punkt "), Reference("1.1", "K-302"), Text("."))
        ),
    )
    reporting = a_clause(
        "K-302",
        "1.1",
        "Egenrapportering",
        Provision(
            "(1)",
            (
                Text("Svaret skal være framme innen "),
                Filled("6 uker", "K-302.answer_weeks"),
                Text(", og "),
                Text("helst før", emphasis=True),
                Text(". "),
                *(
                    (Hole("[mangler: kontaktpunkt]", "contact_mailbox"),)
                    if with_hole
                    else (Filled("post@eksempel.example", "contact_mailbox"),)
                ),
            ),
        ),
        Provision(
            "(2)",
            (Text("Leverandøren skal:"),),
            (
                ListEntry("a)", (Text("svare på alle spørsmål"),)),
                ListEntry("b)", (Text("legge ved bevis"),)),
            ),
        ),
        Provision("(3)", (Text("Ansvarlig hos leverandøren: "), Blank("[fylles ut: stilling]", "responsible_role"))),
    )
    single = a_clause(
        "K-401",
        "1.2",
        "Ett ledd",
        Provision(
            "", (Text("Oppdragsgiver velger den mildeste reaksjonen."),), (ListEntry("a)", (Text("ett"),)), ListEntry("b)", (Text("to"),)))
        ),
    )
    products = a_clause(
        "K-601",
        "",
        "",
        Provision("", (Text("Kontrakten omfatter disse produktene."),)),
        Table(
            (Text("Produkter og risiko"),),
            ((Text("Produkt"),), (Text("CPV"),), (Text("Risiko"),)),
            (
                ((Filled("Arbeidstøy & hansker", "products.0.name"),), (Text("18110000-3"),), (Text("svært høy"),)),
                ((Filled("Vernesko", "products.1.name"),), (Text("18830000-6"),), (Text("høy"),)),
            ),
        ),
    )
    additions = a_clause("K-603", "", "", OpenRegion("own_additions", "Her kan oppdragsgiver skrive egne tillegg."))
    return Document(
        kind="tender-appendix",
        language="nb",
        title="Kontraktsvilkår om menneskerettigheter i leverandørkjeden",
        subtitle="Bilag til kontrakt om arbeidstøy og verneutstyr",
        front=(
            FrontRow("Oppdragsgiver", (Filled("Storvik kommune", "buyer_name"),)),
            FrontRow("Leverandør", (Filled(name, "supplier_name"),)),
        ),
        sections=(
            Section("introduction", "0", "Innledning", (standards,)),
            Section("follow-up", "1", "Oppfølging", (reporting, single)),
            Section("annex-products", "Vedlegg 1", "Produkter og risiko", (products,), is_annex=True),
            Section("annex-own", "Vedlegg 2", "Oppdragsgivers egne tillegg", (additions,), is_annex=True),
        ),
        marks=("EKSEMPEL – oppdiktet", "Modelltekst, ikke vedtatt av oppdragsgivers jurister"),
        dated_on=date(2026, 3, 1),
        letterhead=Letterhead("Storvik kommune", ("Rådhusgata 1", "0001 Storvik")),
        furniture=Furniture(contents="Innhold", page="Side", of="av", front="Om kontrakten"),
    )
