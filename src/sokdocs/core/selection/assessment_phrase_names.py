"""The names of the phrases that the assessment of a self-report and the table of its answers are made with."""

ANSWER_TABLE = [
    *("answers_sheet", "answers_about", "answers_head_question", "answers_head_key", "answers_head_label"),
    *("answers_head_answer", "answers_head_code", "answers_head_what", "answers_head_fact", "answers_what"),
    *("answers_what_is", "answers_case", "answers_document", "answers_reference", "answers_came_on"),
    *("answers_file", "answers_digest"),
]
REPORT = [
    *("report_file", "report_heading", "report_internal", "report_made", "report_skip", "report_top"),
    *("report_about", "report_case", "report_document", "report_reference", "report_came_on", "report_read_from"),
    *("report_digest", "report_rule", "report_rule_is", "report_rule_days", "report_rule_day"),
    *("report_result", "report_band", "report_percent", "report_lead_no", "report_lead_no_means", "report_lead_no_none"),
    *("report_follows", "report_letters", "report_chart", "report_chart_about", "report_chart_part"),
    *("report_bar", "report_bar_none", "report_bar_no", "report_total", "report_remarks", "report_remarks_about"),
    *("report_missing", "report_wrong", "report_remarks_none", "report_evidence", "report_evidence_about", "report_evidence_none"),
    *("report_column_file", "report_column_questions", "report_column_came", "report_came", "report_not_come", "report_unnamed"),
    *("report_working", "report_points", "report_sum", "report_note"),
]
