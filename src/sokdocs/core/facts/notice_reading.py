"""From a public notice to fact sheets: one for the whole where all lots agree in category, else one for each lot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sokdocs.core.facts.notice import Notice, NoticePart
from sokdocs.core.facts.notice_buyer import read_buyer
from sokdocs.core.facts.notice_category import (
    WORKS,
    LotCategory,
    Outlines,
    Verdict,
    categorise,
    lots_of,
    product_questions,
)
from sokdocs.core.facts.notice_contract import (
    read_agreement_form,
    read_announcement,
    read_case_number,
    read_contract_kind,
    read_title,
)
from sokdocs.core.facts.notice_finding import (
    Answer,
    Finding,
    OpenQuestion,
    Scope,
    answered,
    together,
    warned,
)
from sokdocs.core.facts.notice_kind import NoticeKind, announces, cautions, is_design_contest, kind_of, language_of
from sokdocs.core.facts.notice_money import read_months, read_value
from sokdocs.core.facts.notice_supplier import read_supplier
from sokdocs.core.values.cpv import PrefixMatch
from sokdocs.core.values.phrases import Saying, Told, saying


@dataclass(frozen=True, slots=True)
class NoticeSheet:
    """The facts of one sheet, what decided its category (also to be said to people), and what stays open."""

    lots: tuple[str, ...]
    verdict: Verdict
    category: str | None
    deciding_code: str
    deciding_prefix: str
    recommendation: Saying
    answers: Mapping[str, Answer]
    questions: tuple[OpenQuestion, ...]
    lot_categories: tuple[LotCategory, ...]


@dataclass(frozen=True, slots=True)
class NoticeReading:
    """What a notice says and what it leaves open; what is to be said to people is not yet in any language."""

    file: str
    reference: str
    kind: NoticeKind
    said: Saying
    is_design_contest: bool
    language: str
    sheets: tuple[NoticeSheet, ...]
    warnings: tuple[Told, ...]

    @property
    def questions(self) -> tuple[OpenQuestion, ...]:
        """Every open question once, over all sheets."""
        return together(Finding(questions=sheet.questions) for sheet in self.sheets).questions


def read_facts(notice: Notice, outlines: Outlines, valid_cpv: Mapping[str, str]) -> NoticeReading:
    """The reading of a notice; `valid_cpv` maps eight digits to the full CPV 2008 code. It never fails: what is odd becomes a question."""
    kind = kind_of(notice)
    groups = _groups(lots_of(notice), categorise(notice, outlines, valid_cpv))
    shared = together([cautions(notice, kind), read_buyer(notice), read_announcement(notice, kind)])
    findings = [together([shared, _read_scope(Scope(notice, lots, len(groups) == 1), judged, kind, outlines)]) for lots, judged in groups]
    sheets = tuple(_sheet(judged, finding, outlines) for (_lots, judged), finding in zip(groups, findings, strict=True))
    return NoticeReading(
        file=notice.file,
        reference=notice.id.text if notice.id else "",
        kind=kind,
        said=announces(kind),
        is_design_contest=is_design_contest(notice),
        language=language_of(notice),
        sheets=sheets,
        warnings=together([*findings, _strays(notice)]).warnings,
    )


Group = tuple[tuple[NoticePart, ...], tuple[LotCategory, ...]]


def _groups(lots: Sequence[NoticePart], judged: Sequence[LotCategory]) -> list[Group]:
    """All lots together where those that have a code agree, else each lot alone."""
    verdicts = {(each.verdict, each.category) for each in judged if each.verdict is not Verdict.NO_CODE}
    if len(verdicts) <= 1:
        return [(tuple(lots), tuple(judged))]
    return [((lot,), (each,)) for lot, each in zip(lots, judged, strict=True)]


def _strays(notice: Notice) -> Finding:
    """Items that point to a lot the notice does not have."""
    known = {each.id for each in lots_of(notice)}
    stray = [f"{each.path} ({lot})" for each in notice.items for lot in each.lots if lot not in known]
    return warned(saying("notice_lots_unknown", lots=", ".join(stray))) if stray else Finding()


def _read_scope(scope: Scope, judged: tuple[LotCategory, ...], kind: NoticeKind, outlines: Outlines) -> Finding:
    contract = read_contract_kind(scope)
    is_works = any(each.fact == "contract_kind" and each.value == "works" for each in contract.answers)
    asking = (product_questions(each, outlines, is_works=is_works) for each in judged)
    return together(
        [
            read_title(scope),
            read_case_number(scope),
            contract,
            read_agreement_form(scope),
            read_value(scope),
            read_months(scope),
            _codes(judged),
            *(Finding(questions=each.questions) for each in judged),
            *asking,
            read_supplier(scope, kind),
        ]
    )


def _codes(judged: tuple[LotCategory, ...]) -> Finding:
    """The codes of the sheet: the main codes of its lots first, in their order, then the additional ones."""
    mains = [each.main_code for each in judged if each.main_code]
    if not mains:
        return Finding()
    codes = tuple(dict.fromkeys((*mains, *(code for each in judged for code in each.codes))))
    return answered("cpv", codes, *dict.fromkeys(each.path for each in judged if each.path), note=saying("notice_main_code_first"))


def _sheet(judged: tuple[LotCategory, ...], finding: Finding, outlines: Outlines) -> NoticeSheet:
    deciding = next((each for each in judged if each.main_code), judged[0])
    return NoticeSheet(
        lots=tuple(each.lot for each in judged if each.lot),
        verdict=deciding.verdict,
        category=deciding.category,
        deciding_code=deciding.main_code,
        deciding_prefix=deciding.match.prefix if deciding.match else "",
        recommendation=_recommendation(deciding, judged, outlines),
        answers=MappingProxyType({each.fact: each for each in finding.answers}),
        questions=finding.questions,
        lot_categories=judged,
    )


def _recommendation(deciding: LotCategory, judged: tuple[LotCategory, ...], outlines: Outlines) -> Saying:
    if deciding.match:
        return _recommended(deciding.match, outlines)
    match deciding.verdict:
        case Verdict.OUTSIDE:
            return saying("notice_recommends_none", codes=_main_codes(judged))
        case Verdict.TOO_BROAD:
            return saying("notice_recommends_none_yet", codes=_main_codes(judged))
    return saying("notice_recommends_nothing")


def _recommended(match: PrefixMatch, outlines: Outlines) -> Saying:
    title = outlines[match.target].title
    if match.code.startswith(WORKS):
        return saying("notice_recommends_works", category=match.target, title=title, code=match.code, prefix=match.prefix)
    return saying("notice_recommends", category=match.target, title=title, code=match.code, prefix=match.prefix)


def _main_codes(judged: tuple[LotCategory, ...]) -> Saying:
    mains = tuple(dict.fromkeys(each.main_code for each in judged if each.main_code))
    return saying("notice_main_codes", codes=", ".join(mains)) if len(mains) > 1 else saying("notice_main_code", code=mains[0])
