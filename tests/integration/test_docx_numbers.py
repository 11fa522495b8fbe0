"""Word counts for itself: also where the document's numbers do not follow, the file shows them, or is refused."""

import re

import pytest

from sokdocs.core.document.blocks import Document
from sokdocs.core.errors import InvalidError
from sokdocs.loading.word.document import read_docx
from tests.integration.docx_documents import NUMBERINGS, one_section, said
from tests.integration.docx_files import found, made, wanted
from tests.proofs.docx_audit import docx_findings


@pytest.mark.parametrize("document", NUMBERINGS.values(), ids=NUMBERINGS)
def test_docx_shows_numbers_that_do_not_follow_the_list(document: Document) -> None:
    data = made(document)
    assert found(read_docx(data, name="a.docx")) == wanted(document)
    assert docx_findings(data) == []


@pytest.mark.parametrize("number", ["1a", "(3)", "§ 1", "0.0.1"])
def test_docx_refuses_a_number_that_word_cannot_show(number: str) -> None:
    with pytest.raises(InvalidError, match=re.escape(number)):
        made(one_section((number, (said(""),))))
