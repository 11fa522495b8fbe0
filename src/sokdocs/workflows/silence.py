"""A supplier that stays silent: the form it was sent, with nothing answered, to be weighed as any other."""

from sokdocs.core.casework.case import Case
from sokdocs.core.casework.report_status import ReportState, report_status
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.self_report.answers import Answers
from sokdocs.core.self_report.asked import asked_form
from sokdocs.workflows.kept_documents import kept_document, newest_form
from sokdocs.workflows.receiving import ReceivingDesk, Report
from sokdocs.workflows.recording import ladder_of


def silent_report(catalogue: Catalogue, desk: ReceivingDesk, case: Case) -> Report | None:
    """The form of a case without answers, where the time of the reminder is out too; None where the case stands elsewhere."""
    status = report_status(case, ladder_of(desk.casebook, case), desk.clock.now().date())
    form = newest_form(desk.register, case.number)
    if status.state is not ReportState.SILENT or form is None:
        return None
    return Report(asked_form(kept_document(form, desk.files), catalogue.library), Answers(), ())
