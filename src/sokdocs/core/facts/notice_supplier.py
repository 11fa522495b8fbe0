"""Who got the contract and when it was signed: facts that come after the award and never decide in a tender appendix."""

from sokdocs.core.facts.notice import NoticeParty
from sokdocs.core.facts.notice_buyer import read_buyer, read_orgnr
from sokdocs.core.facts.notice_finding import Finding, Scope, answered, together, warned
from sokdocs.core.facts.notice_kind import WITHOUT_CONTRACT, NoticeKind
from sokdocs.core.values.oslo import day_meant
from sokdocs.core.values.phrases import saying


def read_supplier(scope: Scope, kind: NoticeKind) -> Finding:
    """The supplier and the day of signing where an award names exactly one; several are only named in a warning."""
    if kind is not NoticeKind.AWARD:
        return Finding()
    suppliers = _suppliers(scope)
    if len(suppliers) > 1:
        names = ", ".join(each.name.text if each.name else each.id for each in suppliers)
        return warned(saying("notice_suppliers_several", names=names))
    about = together(_about(each) for each in suppliers)
    return together([about, _same_as_buyer(about, read_buyer(scope.notice)), _signed(scope)])


def _suppliers(scope: Scope) -> tuple[NoticeParty, ...]:
    lots = {each.id for each in scope.lots}
    won = [each for each in scope.notice.awards if each.status not in WITHOUT_CONTRACT]
    ids = {name for each in won if scope.is_whole or set(each.lots) & lots for name in each.suppliers}
    return tuple(each for each in scope.notice.parties if each.id in ids)


def _about(supplier: NoticeParty) -> Finding:
    name = answered("supplier_name", supplier.name.text, supplier.name.path) if supplier.name else Finding()
    number = read_orgnr("supplier_orgnr", supplier, saying("notice_the_supplier"))
    return together([name, Finding(number.answers, (), number.warnings)])


def _same_as_buyer(suppliers: Finding, buyers: Finding) -> Finding:
    """Converters have put the buyer in the supplier's place; that is said, not mended."""
    buyer = {each.value for each in buyers.answers if each.fact == "buyer_orgnr"}
    same = [each for each in suppliers.answers if each.fact == "supplier_orgnr" and each.value in buyer]
    return warned(saying("notice_supplier_is_buyer")) if same else Finding()


def _signed(scope: Scope) -> Finding:
    """The day of signing, where the notice has one contract only: contracts are not tied to lots."""
    days = {day: each.path for each in scope.notice.signed if (day := day_meant(each.text))}
    if len(days) != 1:
        return Finding()
    ((day, path),) = days.items()
    return answered("signed_on", day, path)
