"""`sokdocs self-report`: report, export."""

from pathlib import Path

import click

from sokdocs.cli.options import FOLDER, home_option, json_option, library_option, templates_option, world
from sokdocs.cli.output import show_json, working
from sokdocs.core.self_report.answer_table import AnswerTable
from sokdocs.core.values.document_number import document_number
from sokdocs.workflows.assessing import LANGUAGE, answer_table, assess, assessment_papers
from sokdocs.workflows.bulk_results import csv_line

BYTE_ORDER_MARK = "\ufeff"
HEADS = ("question", "key", "label", "answer", "words")
FORMS = ("html", "pdf")
ENDINGS = (".csv", ".xlsx")


def _read_forms(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    forms = tuple(dict.fromkeys(each.strip() for each in value.split(",") if each.strip()))
    unknown = [each for each in forms if each not in FORMS]
    if unknown or not forms:
        raise click.BadParameter(f'"{", ".join(unknown)}" is no form of a report; use {", ".join(FORMS)}')
    return forms


def _read_out(_context: click.Context, _parameter: click.Parameter, value: Path) -> Path:
    if value.suffix.lower() not in ENDINGS:
        raise click.BadParameter(f'"{value.name}" ends in neither {" nor ".join(ENDINGS)}; the ending says which kind of file is written')
    return value


@click.command("report")
@click.argument("case", metavar="CASE")
@click.option("--document", type=int, default=0, metavar="NO", help="Which self-report of the case; otherwise the newest.")
@click.option("--out", type=FOLDER, required=True, help="The folder to put the files in.")
@click.option("--as", "forms", default="html,pdf", callback=_read_forms, help="The forms to put there.", show_default=True)
@templates_option
@library_option
@home_option
@json_option
def report_command(case: str, document: int, out: Path, forms: tuple[str, ...], as_json: bool, **folders: Path | None) -> None:
    """Tell an officer what a received self-report is worth, with a chart and every point explained. A working paper: nothing is stored.

    \b
    Example:
      sokdocs self-report report 2026/01234 --out reports
    """
    here = world(**folders)
    with working("weighing and setting"):
        found = assess(here.catalogue, here, case.strip(), document)
        made = assessment_papers(found, here, forms)
    for name, data in made.items():
        here.deliver(out / name, data)
    if as_json:
        show_json({"document": found.origin.document, "band": found.score.band.id, "files": [str(out / name) for name in made]})
        return
    for name in made:
        click.echo(out / name)


@click.command("export")
@click.argument("document", metavar="CASE-NO")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, callback=_read_out, help="The .csv or .xlsx file.")
@library_option
@home_option
@json_option
def export_command(document: str, out: Path, library: Path | None, home: Path | None, as_json: bool) -> None:
    """Write the answers of a self-report as CSV or as a spreadsheet, by the ending of the file; no cell in it starts a formula.

    \b
    Examples:
      sokdocs self-report export 2026/01234-2 --out answers.csv
      sokdocs self-report export 2026/01234-2 --out answers.xlsx
    """
    here = world(home=home, library=library)
    table = answer_table(here.catalogue, here, *document_number(document))
    here.deliver(out, _as_csv(table) if out.suffix.lower() == ".csv" else here.answer_workbook(table, LANGUAGE))
    if as_json:
        show_json({"document": table.origin.document, "places": len(table.rows), "file": str(out)})
        return
    click.echo(out)


def _as_csv(table: AnswerTable) -> bytes:
    lines = (csv_line(each.question, each.key, each.label, each.text, ", ".join(each.words)) for each in table.rows)
    return (BYTE_ORDER_MARK + "".join((csv_line(*HEADS), *lines))).encode("utf-8")
