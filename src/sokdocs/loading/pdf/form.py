"""A self-report form that comes back as PDF: what stands in each field, and nothing that could be read in two ways.

Read by pdfminer, as the words of the pages are: one reader for both, so that no file can show each of two readers another form.
The caller runs it within limits of memory and time.
"""

from collections.abc import Iterator, Mapping

import pikepdf
from pdfminer.pdftypes import resolve1

from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem
from sokdocs.core.self_report.returned import ReturnedForm
from sokdocs.core.self_report.returned_characters import with_sound_characters
from sokdocs.loading.pdf.form_answers import AGAIN, FieldAnswers, key_of
from sokdocs.loading.pdf.form_boxes import widgets_on_pages
from sokdocs.loading.pdf.form_fields import SIGNATURE, Field, Raw, acro_form, read_fields
from sokdocs.loading.pdf.form_pages import check_pages_listed
from sokdocs.loading.pdf.form_safety import check_does_nothing, check_pages_unchanged
from sokdocs.loading.pdf.form_whole import PlainDocument, check_acts_nowhere, opened_whole
from sokdocs.loading.pdf.private import PrivatePart, private_part
from sokdocs.loading.pdf.whole_file import whole_pdf

REFERENCE = "form"


def read_form_pdf(data: bytes, *, name: str) -> ReturnedForm:
    """The answers of a filled form; `InvalidError`, naming the file and where it can the keys, where they could be read in two ways."""
    with whole_pdf(data, name=name, ask=AGAIN):
        document = PlainDocument(data)
        check_pages_listed(document)
        with opened_whole(data) as whole:
            return with_sound_characters(_read(data, document, whole, name))


def _read(data: bytes, document: PlainDocument, whole: pikepdf.Pdf, name: str) -> ReturnedForm:
    form = acro_form(document)
    check_does_nothing(document)
    check_acts_nowhere(whole)
    check_pages_unchanged(data, document)
    fields = read_fields(form)
    on_pages = widgets_on_pages(document)
    if on_pages.keys() - {each for field in fields for each in field.ids}:
        raise InvalidError("shows a field that its list of fields leaves out")
    private = private_part(document)
    answers = FieldAnswers(name, _fonts(form), on_pages, private.places if private else {})
    answers.read(fields)
    if answers.problems:
        raise InvalidError(f"{name} has answers that can be read in two ways", answers.problems)
    reference = answers.values.pop(REFERENCE, "")
    doubts = tuple(_doubts(private, fields, reference, name))
    return ReturnedForm("pdf", name, reference, answers.values, doubts, answers.options)


def _fonts(form: Raw) -> Mapping[str, object]:
    resources = resolve1(form.get("DR"))
    fonts = resolve1(resources.get("Font")) if isinstance(resources, dict) else None
    return fonts if isinstance(fonts, dict) else {}


def _doubts(private: PrivatePart | None, fields: tuple[Field, ...], reference: str, name: str) -> Iterator[Problem]:
    """What the reader can't be sure of."""
    if not reference:
        yield Problem(Place(name, field=REFERENCE), "the form's reference is lost", "say which form this answers")
    if private is None:
        yield Problem(Place(name), "the list of the form's fields is lost: a missing answer may have been there", AGAIN)
    there = {each.name for each in fields if each.kind != SIGNATURE}
    sent = set(private.fields) if private else there
    for lost in sorted(sent - there):
        yield Problem(Place(name, field=key_of(lost)), f"the place to answer {key_of(lost)} is lost", AGAIN)
    for more in sorted(there - sent):
        yield Problem(Place(name, field=key_of(more)), f'there is a field "{more[:60]}" that the form was not sent out with', AGAIN)
    if any(each.kind == SIGNATURE for each in fields):
        yield Problem(Place(name), "there is a digital signature, which is not checked here", "check it in a program for PDFs")
