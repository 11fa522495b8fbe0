"""The shipped casebook is sound and says what the field's rules say; a broken file is told with its line."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from sokdocs.core.casework.case import EventKind
from sokdocs.core.casework.casebook import Casebook
from sokdocs.core.casework.casebook_checks import LETTERS, PART
from sokdocs.core.casework.grounds.registry import GROUNDS
from sokdocs.core.clauses.clause import Certainty, Clause
from sokdocs.core.errors import InvalidError, NotFoundError
from sokdocs.core.facts.definition import FactType
from sokdocs.core.values.identifiers import ClauseId
from sokdocs.loading.casebook_folder import load_casebook
from sokdocs.loading.catalogue_folder import load_catalogue

CLAUSES = Path(__file__).parents[2] / "clauses"
Clauses = Mapping[ClauseId, Clause]


@pytest.fixture(scope="module")
def clauses() -> Clauses:
    return load_catalogue(CLAUSES).library.clauses


@pytest.fixture(scope="module")
def casebook(clauses: Clauses) -> Casebook:
    return load_casebook(CLAUSES, clauses)


def test_shipped_casebook_holds_every_file(casebook: Casebook) -> None:
    assert set(casebook.ladders) == {each.stem for each in (CLAUSES / "ladders").glob("*.yaml")} == {"standard", "early-termination"}
    assert set(casebook.terms) == {each.stem for each in (CLAUSES / "terms").glob("*.yaml")} == {"DIFI-2016"}
    assert set(casebook.events) == set(EventKind)
    assert tuple(casebook.ladders["standard"].letters) == LETTERS


GIVES = {"L08": "K-402", "L11": "K-403", "L12": "K-403", "L13": "K-403", "L14": "K-404", "L15": "K-405", "L16": "K-405"}


@pytest.mark.parametrize("ladder", ["standard", "early-termination"])
def test_every_sanction_rests_first_on_the_clause_that_gives_it(casebook: Casebook, ladder: str) -> None:
    letters = casebook.ladders[ladder].letters
    assert {code: each.gives for code, each in letters.items() if each.gives} == {c: g for c, g in GIVES.items() if c in letters}
    assert {each.grounds[0] for each in letters.values() if each.gives} == {"clause_in_contract"}


@pytest.mark.parametrize("ladder", ["standard", "early-termination"])
def test_every_ground_can_be_judged_and_keeps_the_rule_it_says(casebook: Casebook, ladder: str) -> None:
    said = {name: each.rule for name, each in casebook.ladders[ladder].grounds.items()}
    assert said == {name: rule for name, (rule, _) in GROUNDS.items()}


GATES = [
    ("5.4-1", "L08", "heard"),
    ("5.4-1", "L08", "breach_held"),
    ("5.4-1", "L15", "heard"),
    ("5.4-2", "L12", "stop_warned"),
    ("5.4-3", "L14", "replacement_ground"),
    ("5.4-4", "L16", "final_warning_expired"),
    ("5.4-8", "L16", "within_reasonable_time"),
    ("5.4-11", "L12", "supply_risk"),
    ("5.4-11", "L16", "supply_risk"),
    ("5.3", "L02", "first_request_expired"),
    ("5.3", "L03", "answer_received"),
    ("5.3", "L07", "reminded"),
    ("5.3", "L09", "plan_pending"),
    ("5.3", "L10", "corrected"),
    ("5.3", "L11", "correction_due"),
    ("5.3", "L12", "correction_due"),
    ("5.3", "L13", "lift_decided"),
    ("5.3", "L14", "replacement_heard"),
    ("5.3", "L15", "milder_tried"),
    *(("5.4-5", code, "within_contract") for code in ("L07", "L08", "L11", "L12", "L14", "L15", "L16")),
    *(("5.4-6", code, "evidence_and_date") for code in ("L07", "L08", "L11", "L12", "L14", "L15", "L16")),
    *(("5.4-7", code, "why_milder") for code in ("L11", "L12", "L14", "L15", "L16")),
    *(("5.4-13", code, "not_wages_in_norway") for code in ("L07", "L08", "L11", "L12", "L14", "L15", "L16")),
]


@pytest.mark.parametrize(("rule", "code", "ground"), GATES)
def test_rule_is_a_gate_of_the_letter(casebook: Casebook, rule: str, code: str, ground: str) -> None:
    standard = casebook.ladders["standard"]
    assert ground in standard.letters[code].grounds
    assert standard.grounds[ground].rule == rule


def test_early_termination_leaves_out_the_steps_and_nothing_else(casebook: Casebook) -> None:
    standard, early = (casebook.ladders[name].letters for name in ("standard", "early-termination"))
    assert set(standard["L15"].grounds) - set(early["L15"].grounds) == {"milder_tried"}
    assert set(early["L15"].grounds) - set(standard["L15"].grounds) == {"early_ground"}
    assert set(standard["L16"].grounds) - set(early["L16"].grounds) == set()
    assert {"heard", "breach_held"} <= set(early["L15"].grounds)
    assert "L07" in early
    assert not {"L08", "L11", "L12", "L13", "L14"} & set(early)


SIGNED_BY_TWO = {
    "L12": "contract_manager",
    "L14": "contract_manager",
    "L15": "contract_manager",
    "L16": "procurement_head",
}


@pytest.mark.parametrize("code", LETTERS)
def test_letter_is_signed_by_as_many_as_it_must(casebook: Casebook, code: str) -> None:
    letter = casebook.ladders["standard"].letters[code]
    if code in SIGNED_BY_TWO:
        higher = "top_manager" if code == "L16" else "procurement_head"
        assert (letter.signatures, letter.roles) == (2, (SIGNED_BY_TWO[code], higher))
    else:
        assert (letter.signatures, letter.roles) == (1, ("contract_manager", "procurement_head", "top_manager"))


NUMBERS = {
    "reminder_days": (10, "working_days"),
    "supplement_days": (10, "working_days"),
    "meeting_notice_days": (10, "working_days"),
    "minutes_comment_days": (5, "working_days"),
    "audit_notice_days": (15, "working_days"),
    "hearing_days": (10, "working_days"),
    "plan_days": (10, "working_days"),
    "critical_days": (10, "working_days"),
    "serious_days": (30, "calendar_days"),
    "medium_days": (60, "calendar_days"),
    "minor_days": (90, "calendar_days"),
    "documentation_days": (10, "working_days"),
    "acute_hearing_days": (5, "working_days"),
    "stop_review_days": (30, "calendar_days"),
    "replacement_days": (60, "calendar_days"),
    "final_warning_days": (30, "calendar_days"),
    "declare_days": (60, "calendar_days"),
    "flag_days": (60, "calendar_days"),
}
FOUND = {"self_report_weeks": (6, "weeks"), "reuse_years": (3, "years")}


@pytest.mark.parametrize(("name", "number"), [*NUMBERS.items(), *FOUND.items()])
def test_number_is_that_of_the_field_with_its_certainty(casebook: Casebook, name: str, number: tuple[int, str]) -> None:
    each = casebook.ladders["standard"].parameters[name]
    assert (each.default, each.unit) == number
    assert each.certainty is (Certainty.FOUND if name in FOUND else Certainty.INFERRED)


@pytest.mark.parametrize("name", ["joint_finding_and_correction", "stop_before_hearing_ends", "supplier_pays_replacement"])
def test_shortcut_is_off_and_inferred(casebook: Casebook, name: str) -> None:
    switch = casebook.ladders["standard"].parameters[name]
    assert switch.default is False
    assert switch.certainty is Certainty.INFERRED


def test_words_that_wait_name_the_day_from_which_the_letter_may_go(casebook: Casebook) -> None:
    waiting = {
        (name, key): set(PART.findall(text["nb"]))
        for name, each in casebook.ladders["standard"].grounds.items()
        for key, text in each.words.items()
        if key in ("not_met.running", "not_met.no_receipt", "not_met.later", "not_met.acute_wait")
    }
    assert len(waiting) > 15
    assert [key for key, parts in waiting.items() if "opens" not in parts] == []


def test_words_are_whole_sentences(casebook: Casebook) -> None:
    odd = [
        (name, key)
        for name, each in casebook.ladders["standard"].grounds.items()
        for key, text in each.words.items()
        if not text["nb"].endswith((".", "?", "{reason}")) or not (text["nb"][0].isupper() or text["nb"][0] == "{")
    ]
    assert odd == []


DEADLINES = {
    "L01": ["answer"],
    "L02": ["answer"],
    "L03": ["answer"],
    "L04": ["meeting"],
    "L05": ["comment"],
    "L06": ["audit", "site_audit"],
    "L07": ["comment"],
    "L08": ["plan", "comment", "correction", "objection"],
    "L09": ["plan"],
    "L11": ["comment"],
    "L12": ["review", "comment", "objection"],
    "L14": ["replacement", "plan", "objection"],
    "L15": ["final"],
    "L16": ["objection"],
}


def test_letters_set_the_deadlines_of_the_field(casebook: Casebook) -> None:
    letters = casebook.ladders["standard"].letters
    assert {code: [rule.key for rule in each.deadlines] for code, each in letters.items() if each.deadlines} == DEADLINES


WRITTEN_BY_THE_PROGRAM = {"opened", "letter", "stop", "lift", "signature", "erased"}
DOCUMENTS = {"letter", "answer", "comment", "objection", "plan_received", "extension_requested"}


def test_events_tell_which_are_recorded_and_which_are_documents(casebook: Casebook) -> None:
    events = casebook.events.values()
    assert {each.kind.value for each in events if not each.is_recorded} == WRITTEN_BY_THE_PROGRAM
    assert {each.kind.value for each in events if each.is_document} == DOCUMENTS


def test_free_text_of_events_is_personal_and_evidence_is_not(casebook: Casebook) -> None:
    blocks = {(e.kind, name) for e in casebook.events.values() for name, each in e.fields.items() if each.type is FactType.TEXT_BLOCK}
    personal = {(each.kind, name) for each in casebook.events.values() for name in each.personal}
    assert blocks - personal == set()
    assert {name for _, name in personal} == {"what", "summary", "reason", "view", "gaps", "severity_reason", "actions"}


def test_terms_before_2019_have_no_stop_and_no_replacement(casebook: Casebook) -> None:
    old = casebook.terms["DIFI-2016"]
    ids = {each.id for each in old.clauses}
    assert {"K-101", "K-106", "K-302", "K-305", "K-402", "K-405"} <= ids
    assert not {"K-403", "K-404"} & ids
    assert next(each for each in old.clauses if each.id == "K-302").parameters == {"answer_months": 1}
    assert old.certainty is Certainty.INFERRED


def test_texts_of_the_clauses_that_deadlines_come_from_are_in_force_with_the_same_unit(casebook: Casebook, clauses: Clauses) -> None:
    units = casebook.ladders["standard"].units
    keys = {rule.from_contract for each in casebook.ladders["standard"].letters.values() for rule in each.deadlines if rule.from_contract}
    newest = {key: clauses[ClauseId(key[:5])].versions[-1].used_parameters() for key in keys}
    assert {key: newest[key][key[6:]].unit for key in keys} == {key: units[key] for key in keys}


@dataclass(frozen=True, slots=True)
class Broken:
    """One change to one file, and the words that must stand at the changed line (or at the line of `at`)."""

    file: str
    old: str
    new: str
    message: str
    at: str = ""


STANDARD, EARLY, EVENTS, OLD = (
    "ladders/standard.yaml",
    "ladders/early-termination.yaml",
    "events.yaml",
    "terms/DIFI-2016.yaml",
)
L09_PLAN = "from_contract: K-402.replan_days"
BROKEN = [
    Broken(STANDARD, "id: standard", "id: other", 'the id "other" does not fit the file'),
    Broken(STANDARD, "override_roles: [lawyer]", "override_roles: [lawer]", 'unknown role "lawer"'),
    Broken(STANDARD, "dating_roles:", "dating_rolls:", 'unknown key "dating_rolls"'),
    Broken(STANDARD, "K-302.answer_weeks: weeks", "K-302.answer_weeks: months", "is in weeks in the library, not in months"),
    Broken(STANDARD, "  K-402.replan_days: working_days\n", "", "K-402.replan_days has no unit", L09_PLAN),
    Broken(STANDARD, "  flag_days:", "  flags_days:", 'the parameter "flag_days" is missing', "parameters:"),
    Broken(
        STANDARD,
        "    default: 6\n",
        "    default: 9\n",
        '"self_report_weeks": the default 9 is outside 4 to 6',
        "  self_report_weeks:",
    ),
    Broken(STANDARD, "    unit: years\n", "    unit: yaers\n", 'unknown unit "yaers"', "  reuse_years:"),
    Broken(
        STANDARD,
        "    unit: weeks\n",
        "",
        '"self_report_weeks" is a number without unit or limits',
        "  self_report_weeks:",
    ),
    Broken(
        STANDARD,
        "    default: false\n    certainty: inferred\n    source: [S13]",
        "    default: false\n    unit: weeks\n    certainty: inferred\n    source: [S13]",
        'the switch "joint_finding_and_correction" has a unit',
        "  joint_finding_and_correction:",
    ),
    Broken(STANDARD, "source: [S12, S13]", "source: [S12, S913]", 'unknown source "S913"'),
    Broken(
        STANDARD,
        "    rule: 5.4-13\n    certainty: found",
        "    rule: 5.4-13\n    certainty: sure",
        'unknown certainty "sure"',
    ),
    Broken(STANDARD, "rule: 5.4-13", "rule: 5.4-23", 'unknown rule "5.4-23"'),
    Broken(STANDARD, "Kontrakten ble signert {date}.", "Kontrakten ble signert {day}.", 'unknown part "day"'),
    Broken(STANDARD, "Kontrakten ble signert {date}.", "Kontrakten ble signert {date.", "a brace that holds no part"),
    Broken(STANDARD, "not_met.later:", "not_mett.later:", 'unknown standing "not_mett"'),
    Broken(STANDARD, "cites: [K-302, K-312, K-313]", "cites: [K-302, K-912]", 'unknown clause "K-912"'),
    Broken(STANDARD, "    gives: K-404\n", "", "L14 does not say which clause gives it", "  L14:"),
    Broken(STANDARD, "stop_in_force, lift_decided]", "stop_in_forse, lift_decided]", 'unknown ground "stop_in_forse"'),
    Broken(STANDARD, "status_after: replacing", "status_after: replaced", 'unknown status "replaced"'),
    Broken(
        STANDARD,
        "roles: [procurement_head, top_manager]\n    needs",
        "roles: [top_manager]\n    needs",
        "L16 has 2 signatures and 1 roles",
    ),
    Broken(STANDARD, L09_PLAN, "from_contract: K-402.replane_days", 'K-402 has no parameter "replane_days"'),
    Broken(STANDARD, "otherwise: replan_days", "otherwise: replanning_days", 'unknown parameter "replanning_days"'),
    Broken(STANDARD, "runs: buyer", "runs: seller", '"runs": Input should be'),
    Broken(STANDARD, ", D1: K-402.late_days", "", 'the deadline "correction" says nothing of D1', "        by_severity:"),
    Broken(STANDARD, "  L06:\n", "  L26:\n", 'unknown letter "L26"'),
    Broken(STANDARD, "  L06:\n", "  L26:\n", "the letter L06 is missing", "letters:"),
    Broken(EARLY, "extends: standard", "extends: standart", '"standart" is no ladder to build on'),
    Broken(EARLY, "keeps: [L04,", "keeps: [L24,", '"L24" is no letter of standard'),
    Broken(EARLY, "breach_held, early_ground,", "breach_held, earli_ground,", 'unknown ground "earli_ground"'),
    Broken(EVENTS, "  waiver:\n", "  waver:\n", 'unknown kind of event "waver"'),
    Broken(EVENTS, "required: [findings, view]", "required: [findings, veiw]", 'breach has no field "veiw"'),
    Broken(EVENTS, "personal: [view]", "personal: [findings, views]", 'breach has no field "views"'),
    Broken(EVENTS, "until: {type: date,", "until: {type: day,", 'unknown type "day"'),
    Broken(EVENTS, "new_orgnr: {type: orgnr,", "new_orgnr: {type: choice,", '"new_orgnr" is a choice without choices'),
    Broken(
        EVENTS,
        "due_final: {type: date,",
        "due_last: {type: date,",
        'a letter has no date "due_final", which a ladder sets',
        "    fields:\n      letter: {type: text",
    ),
    Broken(EVENTS, 'title: {nb: "Funn frafalt"}', 'title: {en: "Dropped"}', '"title" has no words in nb'),
    Broken(EVENTS, "personal: [view]", "personal: [view]\n    private: [view]", 'unknown key "private"', "    private:"),
    Broken(OLD, "  K-106:", "  K-196:", 'unknown clause "K-196"'),
    Broken(OLD, "parameters: {answer_months: 1}", "parameters: {answer_mnths: 1}", 'unknown parameter "answer_mnths"'),
    Broken(
        OLD,
        "parameters: {answer_months: 1}",
        "parameters: {answer_months: 7}",
        '"answer_months" is 7, which no version of K-302 allows',
    ),
    Broken(OLD, "in_use_until: 2019-11-01", "in_use_until: 2015-11-01", "DIFI-2016 ends before it begins"),
    Broken(OLD, "source: [S11]", "source: [S911]", 'unknown source "S911"'),
    Broken(OLD, "id: DIFI-2016", "id: DIFI-2017", 'the id "DIFI-2017" does not fit the file'),
    Broken(
        OLD,
        "    certainty: found\n    source: [S11]",
        "    certainty: certain\n    source: [S11]",
        'unknown certainty "certain"',
    ),
]


def _copy(folder: Path) -> Path:
    library = folder / "clauses"
    for name in ("events.yaml", "sources.yaml", STANDARD, EARLY, OLD):
        (library / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CLAUSES / name, library / name)
    return library


def _line_of(text: str, sought: str) -> int:
    return text[: text.index(sought)].count("\n") + 1


def _changed_line(broken: Broken, text: str) -> int:
    """The line of `at`, else the first line of the change that differs."""
    if broken.at:
        return _line_of(text, broken.at)
    before, after = broken.old.splitlines(), broken.new.splitlines()
    differs = next(number for number, (old, new) in enumerate(zip(before, after, strict=False)) if old != new)
    return _line_of(text, broken.new) + differs


@pytest.mark.parametrize("broken", BROKEN, ids=[f"{each.file}: {each.message}" for each in BROKEN])
def test_broken_casebook_is_told_with_file_and_line(broken: Broken, clauses: Clauses, tmp_path: Path) -> None:
    library = _copy(tmp_path)
    text = (library / broken.file).read_text(encoding="utf-8")
    assert broken.old in text
    text = text.replace(broken.old, broken.new, 1)
    (library / broken.file).write_text(text, encoding="utf-8")
    with pytest.raises(InvalidError) as caught:
        load_casebook(library, clauses)
    told = [(each.place.file, each.place.line) for each in caught.value.problems if broken.message in each.message]
    assert (f"clauses/{broken.file}", _changed_line(broken, text)) in told, [str(each) for each in caught.value.problems]


def test_copied_casebook_is_as_sound_as_the_shipped_one(casebook: Casebook, clauses: Clauses, tmp_path: Path) -> None:
    assert load_casebook(_copy(tmp_path), clauses) == casebook


def test_fault_in_a_ladder_is_told_once_though_another_builds_on_it(clauses: Clauses, tmp_path: Path) -> None:
    library = _copy(tmp_path)
    path = library / STANDARD
    path.write_text(path.read_text(encoding="utf-8").replace("rule: 5.4-12", "rule: 5.4-22"), encoding="utf-8")
    with pytest.raises(InvalidError) as caught:
        load_casebook(library, clauses)
    assert [each.message for each in caught.value.problems] == ['unknown rule "5.4-22"']


def test_faults_of_several_files_are_told_together(clauses: Clauses, tmp_path: Path) -> None:
    library = _copy(tmp_path)
    for name in (STANDARD, EVENTS, OLD):
        (library / name).write_text("id: [", encoding="utf-8")
    with pytest.raises(InvalidError) as caught:
        load_casebook(library, clauses)
    assert {each.place.file for each in caught.value.problems} == {f"clauses/{name}" for name in (STANDARD, EVENTS, OLD)}


def test_library_without_the_standard_ladder_is_told(clauses: Clauses, tmp_path: Path) -> None:
    library = _copy(tmp_path)
    for name in (STANDARD, EARLY):
        (library / name).unlink()
    with pytest.raises(InvalidError) as caught:
        load_casebook(library, clauses)
    assert [str(each.place) for each in caught.value.problems] == ["clauses/ladders"]
    assert "the ladder standard is missing" in caught.value.problems[0].message


def test_library_without_events_is_not_found(clauses: Clauses, tmp_path: Path) -> None:
    library = _copy(tmp_path)
    (library / EVENTS).unlink()
    with pytest.raises(NotFoundError, match=r"events\.yaml is missing"):
        load_casebook(library, clauses)
