"""The pages of a returned form, as its own tree lists them: each once, each with paper of some size."""

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFObjRef, resolve1

from sokdocs.core.errors import InvalidError
from sokdocs.loading.pdf.form_boxes import box_of
from sokdocs.loading.pdf.form_fields import name_of
from sokdocs.loading.pdf.words import MAX_PAGES

BRANCH, LEAF = "Pages", "Page"
MAX_DEPTH = 50
PAPER = "MediaBox"


def check_pages_listed(document: PDFDocument) -> None:
    """Raises where the tree of pages is none: one that a reader would have to find pages without, or that lists one twice."""
    _Pages().walk(document.catalog.get("Pages"), None, depth=0)


class _Pages:
    """Goes through the tree once."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def walk(self, reference: object, paper: object, *, depth: int) -> None:
        """One branch or page."""
        if depth > MAX_DEPTH:
            raise InvalidError("has pages that lie too deep")
        node = self._node(reference)
        paper = node.get(PAPER, paper)
        if name_of(node, "Type") == LEAF:
            box = box_of(paper)
            if not box.wide or not box.tall:
                raise InvalidError("has a page without size")
            return
        kids = resolve1(node.get("Kids"))
        if name_of(node, "Type") != BRANCH or not isinstance(kids, list):
            raise InvalidError("has a list of pages that can't be read")
        if len(kids) > MAX_PAGES:
            raise InvalidError(f"has more than {MAX_PAGES} pages")
        for each in kids:
            self.walk(each, paper, depth=depth + 1)

    def _node(self, reference: object) -> dict[str, object]:
        node = resolve1(reference)
        if not isinstance(reference, PDFObjRef) or not isinstance(node, dict):
            raise InvalidError("has a list of pages that can't be read")
        if reference.objid in self._seen:
            raise InvalidError("has a page that stands twice in its list")
        self._seen.add(reference.objid)
        if len(self._seen) > 2 * MAX_PAGES:
            raise InvalidError(f"has more than {MAX_PAGES} pages")
        return node
