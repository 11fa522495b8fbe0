"""The name of every phrase the program says: a library must have them all, each at least in bokmål."""

from collections.abc import Iterator

from sokdocs.core.clauses.clause import Certainty
from sokdocs.core.clauses.tables import TABLES
from sokdocs.core.facts.notice_kind import NoticeKind
from sokdocs.core.selection.assessment_phrase_names import ANSWER_TABLE, REPORT
from sokdocs.core.selection.case_phrase_names import CASES
from sokdocs.core.selection.category import Risk
from sokdocs.core.selection.decision import FORMS, TERMS

DOCUMENT = [
    "contents",
    "page",
    "of",
    "front",
    "annex",
    "model_text",
    "example",
    "draft",
    "hole",
    "blank",
    "yes",
    "no",
    "equivalent",
    "equivalent_covers",
    "clause_chosen",
    "clause_left_out",
    "reason_always",
    "reason_not_in_force",
    "reason_unknown",
    "list_and",
    "category_no_code",
    "category_outside",
    "category_chosen",
    "category_by_code",
    "category_by_part",
    "form_of_contract",
]
ANSWERS = [
    "list_or",
    "column_row",
    *("answer_own", "answer_yes", "answer_partly", "answer_no", "answer_not_relevant"),
    *("answer_only_if", "answer_reason", "answer_accepted", "answer_evidence"),
    *("answer_prompt_choose", "answer_prompt_text", "answer_prompt_long_text", "answer_prompt_number", "answer_prompt_percent"),
    *("answer_prompt_date", "answer_prompt_url", "answer_prompt_countries"),
]
REMARKS = [
    *("check_missing", "check_row", "check_rows", "check_half_row", "check_reason"),
    *("check_unticked", "check_no_evidence", "check_not_in_form", "check_rows_beyond", "check_not_asked", "check_lead_alone"),
    *("check_covers_none", "check_part_too_large"),
    *("check_doubt", "check_choice", "check_tick", "check_number", "check_below"),
    *("check_above", "check_date", "check_future", "check_too_early", "check_too_late"),
    *("check_country", "check_url", "check_organisation_number", "check_mailbox", "check_characters", "check_identity_number"),
    *("check_invisible", "check_turning"),
    *("check_none_and_more", "check_attachment_missing", "check_attachment_unnamed"),
]
GUIDE = [
    *("checklist_title", "checklist_subtitle", "checklist_files", "checklist_blank", "checklist_file", "example_file"),
    *("example_mark", "example_title", "example_subtitle", "example_ticked"),
    *("form_calendar", "form_due_summary", "form_due_description", "form_due_letter", "form_due_if_sent", "form_due_file"),
]
SCORE = [
    *("score_question", "score_step_met", "score_step_unmet", "score_step_late", "score_answer"),
    *("score_either", "score_at_least", "score_since", "score_given", "score_rows"),
    *("score_evidence", "score_no_attachments", "score_part", "score_left_out", "score_not_asked", "score_not_relevant"),
    *("score_sum", "score_nothing", "score_band", "score_lead_no", "score_no_answer"),
    *("score_below", "score_reached", "score_follows", "score_no_sanction"),
]
NOTE = ["note_title", "note_to_check", "note_range", "note_nothing", "note_clauses"]
SHEET = [
    "sheet_blank",
    "sheet_blank_how",
    "sheet_blank_check",
    "sheet_read_from",
    "sheet_lots",
    "sheet_warning",
    "sheet_unanswered",
    "sheet_from_notice",
    "sheet_from_notice_noted",
    "sheet_open",
    "sheet_optional",
    "sheet_choose",
    "sheet_write_boolean",
    "sheet_write_date",
    "sheet_write_amount",
    "sheet_write_cpv_list",
    "sheet_write_product_list",
    *("sheet_for_letter", "letter_rows_beside"),
    *("sheet_for_finding", "sheet_finding_is_no_breach", "sheet_finding_record", "finding_lead_no", "finding_reason"),
    *("finding_reason_begins", "finding_no_reason", "finding_source"),
]
NOTICE = [
    "design_contest",
    "lots_without_contract",
    "lots_unknown",
    "language",
    "doubtful",
    "recommends",
    "recommends_works",
    "recommends_none",
    "recommends_none_yet",
    "recommends_nothing",
    "main_code",
    "main_codes",
    "main_code_first",
    "what_lot",
    "what_whole",
    "cpv_none",
    "cpv_borrowed",
    "cpv_several",
    "cpv_other_scheme",
    "cpv_2003",
    "cpv_form",
    "cpv_check_digit",
    "cpv_unknown",
    "category",
    "category_shared",
    "category_partly",
    "category_inside",
    "category_broad",
    "category_suggested",
    "products_which",
    "products_materials",
    "the_buyer",
    "the_supplier",
    "written_as",
    "read_from_name",
    "read_from_mark",
    "buyer_none",
    "buyer_nameless",
    "buyers_several",
    "buyer_what",
    "buyer_marked",
    "edition",
    "orgnr_none",
    "orgnr_wrong",
    "orgnr_several",
    "orgnr_scheme",
    "suppliers_several",
    "supplier_is_buyer",
    "title_none",
    "title_of_both",
    "case_none",
    "case_several",
    "case_other",
    "year_written_out",
    "contract_which",
    "contract_silent",
    "contract_called",
    "contract_differs",
    "contract_first",
    "form_which",
    "form_silent",
    "form_in_title",
    "form_both",
    "date_when",
    "date_none",
    "date_unreadable",
    "date_of_another",
    "date_in_oslo",
    "reference_which",
    "planned_when",
    "planned_unreadable",
    "planned_too_early",
    "planned_date",
    "value_none",
    "value_none_of_lot",
    "value_of_whole_only",
    "value_no_currency",
    "value_foreign",
    "value_not_positive",
    "value_impossible",
    "value_also",
    "value_options",
    "value_summed",
    "value_ceiling",
    "value_awarded",
    "value_rounded",
    "value_rounded_too",
    "months_none",
    "months_none_of_lot",
    "months_impossible",
    "months_differ",
    "months_options",
    "months_from_dates",
    "months_from_days",
    "months_rounded_up",
]


def phrase_names() -> frozenset[str]:
    """Every name, also those that are put together from a table, a risk, a result or a kind of notice."""
    return frozenset(_names())


def _names() -> Iterator[str]:
    yield from (*DOCUMENT, *ANSWERS, *REMARKS, *GUIDE, *SCORE, *ANSWER_TABLE, *REPORT, *CASES, *NOTE, *SHEET)
    yield from (f"notice_{each}" for each in NOTICE)
    yield from (f"table_{each}" for each in TABLES)
    yield from (f"column_{each}" for columns in TABLES.values() for each in columns)
    yield from (f"risk_{each}" for each in (*Risk, "unknown", "unlisted"))
    yield from (f"certainty_{each}" for each in Certainty)
    yield from (f"terms_{each}" for each in TERMS)
    yield from (f"form_{each}" for each in FORMS)
    yield from (f"decision_{each}" for each in ("terms", "form"))
    yield from (f"notice_announces_{each}" for each in NoticeKind)
    yield from (f"notice_caution_{each}" for each in NoticeKind if each is not NoticeKind.COMPETITION)
