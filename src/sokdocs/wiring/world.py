"""Opens the real things from the settings: the one place that knows every room of the rim."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from unicodedata import normalize

from sokdocs.core.casework.actor import Actor
from sokdocs.core.casework.archive_folder import Responsible
from sokdocs.core.casework.case import Case
from sokdocs.core.casework.casebook import Casebook
from sokdocs.core.errors import NotFoundError
from sokdocs.core.facts.answers import Answers, PlaceOf
from sokdocs.core.facts.definition import OF_PROCUREMENT, FactValue, Stage, at_stages
from sokdocs.core.facts.notice import Notice
from sokdocs.core.facts.notice_reading import NoticeReading, NoticeSheet
from sokdocs.core.facts.sheet import FactSheet
from sokdocs.core.problems import Place
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.self_report.returned import ReturnedForm
from sokdocs.core.values.phrases import Phrases, Told
from sokdocs.loading.catalogue_folder import load_catalogue
from sokdocs.loading.fact_files import read_fact_sheet
from sokdocs.loading.input_files import read_input
from sokdocs.settings import Settings
from sokdocs.wiring.assessments import AssessmentParts
from sokdocs.wiring.forms import OsloClock, ShippedForms
from sokdocs.wiring.guides import GuideParts
from sokdocs.workflows.archiving import ArchiveDesk, ArchiveWords
from sokdocs.workflows.case_ports import Casefiles, Evidence, Leftovers
from sokdocs.workflows.following_up import FilledSheet
from sokdocs.workflows.noticing import questions
from sokdocs.workflows.overviewing import Overviews
from sokdocs.workflows.ports import Reader, Register, Store

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from sokdocs.loading.contract_lists import ContractList
    from sokdocs.register.outbox import OutFolder


LATIN_END = "\u00ff"  # up to here every font of ours shows every character that a text may hold


class World(GuideParts, AssessmentParts):
    """Everything a command may need, opened when it is first asked for."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._covered: frozenset[str] | None = None

    @cached_property
    def catalogue(self) -> Catalogue:
        """The clause library with packs, categories and decision table."""
        return load_catalogue(self.settings.library)

    @cached_property
    def forms(self) -> ShippedForms:
        """The renderers."""
        return ShippedForms(self.settings.templates)

    @cached_property
    def register(self) -> Register:
        """The register of issued documents."""
        from sokdocs.register.issued import IssuedDocuments

        return IssuedDocuments(self._engine)

    @cached_property
    def _engine(self) -> "Engine":
        """The register's database, opened and brought up to date once."""
        from sokdocs.register.database import open_database

        return open_database(self.settings.home / "register.sqlite")

    @property
    def casefiles_or_none(self) -> Casefiles | None:
        """The register of contracts and cases, or None where the folder has none yet; looking makes nothing."""
        return self.casefiles if (self.settings.home / "register.sqlite").is_file() else None

    @property
    def register_if_there(self) -> Register | None:
        """The register, or None where this home has none yet; looking makes nothing."""
        return self.register if (self.settings.home / "register.sqlite").is_file() else None

    @cached_property
    def casebook(self) -> Casebook:
        """The ladders, the kinds of events, and the old terms."""
        from sokdocs.loading.casebook_folder import load_casebook

        return load_casebook(self.settings.library, self.catalogue.library.clauses)

    @property
    def has_ladders(self) -> bool:
        """Whether the library has ladders; one without can make contract texts, and no letters."""
        return (self.settings.library / "ladders").is_dir()

    @cached_property
    def casefiles(self) -> Casefiles:
        """The register of contracts and cases."""
        from sokdocs.register.cases import CaseRegister

        return CaseRegister(self._engine)

    @cached_property
    def evidence(self) -> Evidence:
        """What the register can be held against."""
        from sokdocs.register.evidence import RegisterEvidence

        return RegisterEvidence(self._engine)

    @cached_property
    def leftovers(self) -> Leftovers:
        """What lies in the register's folder without belonging there."""
        from sokdocs.register.leftovers import Leftovers as FolderLeftovers

        return FolderLeftovers(self.settings.home, self.settings.home / "files")

    @cached_property
    def actor(self) -> Actor:
        """Who is at work: named by `SOKDOCS_ACTOR`, with the roles that `actors.yaml` in the register's folder gives."""
        from sokdocs.loading.actor_files import read_actors

        path, name = self.settings.home / "actors.yaml", self.settings.actor
        if not name:
            raise NotFoundError("nobody is at work: set SOKDOCS_ACTOR to the id of an actor in actors.yaml")
        if not path.is_file():
            raise NotFoundError(f"{path} is missing: it says who may do what; see examples/cases/tour/actors.yaml")
        roles = {role: None for ladder in self.casebook.ladders.values() for role in ladder.roles}
        actors = read_actors(read_input(path), str(path), roles)
        if name not in actors:
            raise NotFoundError(f'{path} has no actor "{name}"; it has: {", ".join(actors)}')
        return actors[name]

    @cached_property
    def files(self) -> Store:
        """The bytes of issued files."""
        from sokdocs.register.durable_files import ContentStore

        return ContentStore(self.settings.home / "files")

    @cached_property
    def readers(self) -> Mapping[str, Reader]:
        """The readers of finished and returned files, by form."""
        from sokdocs.loading.html.document import read_html
        from sokdocs.loading.pdf.document import read_pdf
        from sokdocs.loading.word.document import read_docx

        return {
            "docx": lambda data, name: read_docx(data, name=name),
            "pdf": lambda data, name: read_pdf(data, name=name),
            "html": lambda data, name: read_html(data, name=name),
        }

    def read_form(self, data: bytes, name: str) -> ReturnedForm:
        """A self-report form that came back, read in a process of its own with limits; raises `InvalidError` for what can't be trusted."""
        from sokdocs.loading.form_kinds import form_kind
        from sokdocs.sandbox.reading import read_limited

        return read_limited(form_kind(data, name), data, name=name)

    @cached_property
    def clock(self) -> OsloClock:
        """The clock."""
        return OsloClock()

    def deliver(self, path: Path, data: bytes) -> None:
        """Writes a file the user asked for: whole or not at all."""
        from sokdocs.register.durable_files import write_durably

        write_durably(path, data)

    def received(self, path: Path) -> bytes:
        """The bytes of a file the user named."""
        return read_input(path)

    def tell(self, told: Told) -> str:
        """What the program has to say, in bokmål."""
        return self.catalogue.library.phrases.tell(told, "nb")

    def notice(self, path: Path) -> Notice:
        """A public notice (an OCDS release in JSON)."""
        from sokdocs.loading.notice_files import read_notice

        return read_notice(read_input(path), str(path))

    def notice_sheet(self, reading: NoticeReading, sheet: NoticeSheet) -> str:
        """A fact sheet read from a notice, as commented YAML."""
        from sokdocs.loading.fact_sheet_writing import write_notice_sheet

        return write_notice_sheet(reading, sheet, questions(self.catalogue), self.tell)

    def blank_sheet(self) -> str:
        """A fact sheet in which nothing is answered yet, as commented YAML."""
        from sokdocs.loading.fact_sheet_writing import write_blank_sheet

        return write_blank_sheet(questions(self.catalogue), self.tell)

    def filled_sheet(self, sheet: FilledSheet) -> str:
        """A sheet filled in from a self-report, as commented YAML."""
        from sokdocs.loading.fact_sheet_writing import SheetLine, write_fact_sheet

        known = {name: SheetLine(value, (), sheet.columns.get(name, ())) for name, value in sheet.known.items()}
        return write_fact_sheet(sheet.questions, known, self.tell, heading=[self.tell(each) for each in sheet.heading])

    @property
    def phrases(self) -> Phrases:
        """The library's own words."""
        return self.catalogue.library.phrases

    @cached_property
    def overviews(self) -> Overviews:
        """What shows cases as a whole."""
        from sokdocs.rendering.timeline.overview import CaseOverviews

        folder = self.settings.templates / "case-overview"
        page, index = (folder / f"{name}.html.j2" for name in ("case-overview", "dossier-index"))
        return CaseOverviews(page.read_text(encoding="utf-8"), index.read_text(encoding="utf-8"), self.phrases)

    def unshown(self, text: str) -> tuple[str, ...]:
        """The characters of a text that the fonts of letters can't show, each by its code point."""
        if all(char == "\n" or " " <= char < LATIN_END for char in text):
            return ()
        from sokdocs.rendering.pdf.glyphs import covered_by_every_font

        if self._covered is None:
            self._covered = covered_by_every_font(self.settings.templates / "fonts") | {"\n"}
        odd = dict.fromkeys(char for char in normalize("NFC", text) if char not in (self._covered or frozenset()))
        return tuple(f"U+{ord(char):04X}" for char in odd)

    def archive_desk(self, case: Case) -> ArchiveDesk:
        """What archiving a case asks for: its files, the renderer of archive copies, and the words of the package."""
        from sokdocs.rendering.noark_xml import noark_xml
        from sokdocs.rendering.pdf.renderer import ArchivePdfRenderer

        say, contract = self.catalogue.library.phrases.say, case.contract
        title = say("archive_title", "nb", supplier=contract.text("supplier_name"), title=contract.text("title"))
        words = ArchiveWords(title, *(say(f"archive_{word}", "nb") for word in ("manifest", "receipt", "erased")))
        responsible = Responsible(contract.text("buyer_name"), contract.text("contact_role"))
        template = self.settings.templates / "tender-appendix" / "tender-appendix.typ"
        copies = ArchivePdfRenderer(template.read_text(encoding="utf-8"), self.settings.templates / "fonts")
        return ArchiveDesk(self.files, copies, noark_xml, self.casebook.events, words, responsible)

    def event_fields(self, path: Path | None) -> tuple[Mapping[str, object], str, PlaceOf]:
        """The fields of an event as they stand in a file, its name, and where each stands; without a file there are none."""
        from sokdocs.loading.event_files import read_event_fields

        return read_event_fields(read_input(path), str(path)) if path else ({}, "--set", lambda path: Place("--set", 0, str(path[0])))

    def letter_answers(self, path: Path | None, code: str) -> Answers:
        """The officer's answers for a letter, with every fault in them; without a file none is given."""
        library = self.catalogue.library
        asked = at_stages(library.facts, frozenset({Stage.FOLLOW_UP}))
        if path is None:
            return Answers(FactSheet(code, MappingProxyType({})), ())
        return read_fact_sheet(read_input(path), str(path), asked, library.valid_cpv)

    def contract_list(self, path: Path, common: Answers) -> "ContractList":
        """A list of contracts that a letter goes to; `common` are the answers that hold for every row."""
        from sokdocs.loading.contract_lists import Asked, read_contract_list

        library = self.catalogue.library
        asked = Asked(at_stages(library.facts, frozenset({Stage.FOLLOW_UP})), library.valid_cpv, common)
        return read_contract_list(read_input(path), str(path), asked)

    def form_list(self, path: Path, said: Mapping[str, FactValue]) -> "ContractList":
        """A list of contracts that the self-report form goes to; `said` holds for every row that says nothing else."""
        from sokdocs.loading.contract_lists import Asked, form_columns, read_contract_list

        library = self.catalogue.library
        common = Answers(FactSheet("self-report", MappingProxyType(dict(said))), ())
        return read_contract_list(read_input(path), str(path), Asked(form_columns(library.facts), library.valid_cpv, common))

    def out_folder(self, path: Path) -> "OutFolder":
        """A folder for very many files."""
        from sokdocs.register.outbox import OutFolder

        return OutFolder(path)

    def answers(self, path: Path) -> Answers:
        """The answers of a fact sheet, with every fault in it."""
        library = self.catalogue.library
        return read_fact_sheet(read_input(path), str(path), at_stages(library.facts, OF_PROCUREMENT), library.valid_cpv)
