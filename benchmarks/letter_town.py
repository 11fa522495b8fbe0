"""A register with very many contracts, all made from one issued appendix, and the list that sends them a letter. Everything is invented."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sokdocs.core.casework.actor import Actor
from sokdocs.core.facts.answers import Answers, read_answers
from sokdocs.core.facts.definition import Stage, at_stages
from sokdocs.core.problems import Place
from sokdocs.core.values.identifiers import organisation_number
from sokdocs.settings import PROJECT, Settings, shipped
from sokdocs.wiring import World
from sokdocs.workflows.bulk_ports import BulkDesk
from sokdocs.workflows.contracting import add_contract
from sokdocs.workflows.issuing import issue
from sokdocs.workflows.making import Request

EXAMPLE = PROJECT / "examples" / "procurements" / "05-arbeidstoy-og-verneutstyr.yaml"
SUPPLIERS = (
    *(
        "Fjordbrygg Kaffe",
        "Nordlys Matlevering",
        "Skjærgård Fisk",
        "Vargur Bekledning",
        "Tråd og Vern",
        "Linsaft Tekstil",
    ),
    *(
        "Bjelke & Grunn Entreprenør",
        "Sollys Tak",
        "Steinveven",
        "Luftstrøm Teknikk",
        "Hånd og Helse Medisin",
        "Presisjon Kirurgi",
    ),
)
AT_WORK = Actor("kontrakt", ("contract_manager",))
ACCESS = {"access_mark": "offentlig"}


class SetClock:
    """A clock that stands still."""

    def now(self) -> datetime:
        """A Monday morning."""
        return datetime(2026, 10, 5, 9, tzinfo=ZoneInfo("Europe/Oslo"))


def world_at(home: Path) -> World:
    """The shipped library and templates with this register."""
    return World(Settings(shipped("clauses"), shipped("templates"), home))


def desk_at(world: World, *forms: str) -> BulkDesk:
    """What bulk issuing asks of the world, in these forms."""
    readers = {form: world.readers[form] for form in forms}
    return BulkDesk(world.forms, readers, world.register, world.files, SetClock(), world.casefiles, world.casebook, AT_WORK)


def common_answers(world: World) -> Answers:
    """What the officer answers for every letter."""
    facts = at_stages(world.catalogue.library.facts, frozenset({Stage.FOLLOW_UP}))
    return read_answers(ACCESS, facts, name="common", place_of=lambda _: Place("common"), valid_cpv={})


def fill(home: Path, letters: int) -> Path:
    """Records an appendix and so many contracts; the list of them."""
    world = world_at(home)
    desk = desk_at(world, "html")
    appendix = issue(world.catalogue, Request("tender-appendix", "nb", ("html",), world.answers(EXAMPLE)), desk).record.reference
    path = home / "contracts.csv"
    with desk.casefiles.held_open(), path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, delimiter=";")
        lines.writerow(["contract"])
        for place, number in zip(range(letters), organisation_numbers(), strict=False):
            lines.writerow([_taken_in(world, desk, appendix, place=place, number=number)])
    return path


def organisation_numbers() -> Iterator[str]:
    """Numbers that begin with 3, as invented ones do, each with a right check digit."""
    for stem in range(30_000_000, 40_000_000, 7):
        number = next((full for digit in range(10) if (full := organisation_number(f"{stem}{digit}"))), None)
        if number is not None:
            yield number


def _taken_in(world: World, desk: BulkDesk, appendix: str, *, place: int, number: str) -> str:
    library = world.catalogue.library
    name = f"{SUPPLIERS[place % len(SUPPLIERS)]} {place} AS"
    facts: Mapping[str, object] = {"supplier_name": name, "supplier_orgnr": number, "signed_on": date(2026, 9, 20)}
    answers = read_answers(facts, library.facts, name=name, place_of=lambda _: Place(name), valid_cpv=library.valid_cpv)
    return add_contract(world.catalogue, world.casebook, answers, appendix=appendix, desk=desk, actor=AT_WORK)[0].reference
