"""Which category each lot of a notice leads to: the main code decides, the longest prefix wins, additional codes only suggest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sokdocs.core.facts.notice import Coded, Notice, NoticeItem, NoticePart
from sokdocs.core.facts.notice_finding import Finding, OpenQuestion, asked, quoted, together
from sokdocs.core.values.cpv import CpvPrefix, PrefixMatch, check_cpv, longest_match, narrower
from sokdocs.core.values.phrases import Saying, saying

WORKS = "45"


@dataclass(frozen=True, slots=True)
class CategoryOutline:
    """What is needed of a category here: its prefixes, its listed products, and its questions with the prefixes they go with."""

    id: str
    title: str
    prefixes: tuple[CpvPrefix, ...]
    products: tuple[str, ...] = ()
    questions: tuple[tuple[tuple[str, ...], str], ...] = ()


Outlines = Mapping[str, CategoryOutline]


class Verdict(StrEnum):
    """What the main code says: a category, none, too broad a code to tell, or no code at all."""

    CATEGORY = "category"
    OUTSIDE = "outside"
    TOO_BROAD = "too_broad"
    NO_CODE = "no_code"


@dataclass(frozen=True, slots=True)
class LotCategory:
    """One lot with its codes (full, valid) and what its main code says; `lot` is empty where the notice has no lots."""

    lot: str
    verdict: Verdict
    main_code: str = ""
    path: str = ""
    match: PrefixMatch | None = None
    codes: tuple[str, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()

    @property
    def category(self) -> str | None:
        """The id of the category, or None."""
        return self.match.target if self.match else None


def lots_of(notice: Notice) -> tuple[NoticePart, ...]:
    """The lots; those that only the items name are lots too; a notice without any is one whole."""
    if notice.lots:
        return notice.lots
    named = tuple(dict.fromkeys(lot for item in notice.items for lot in item.lots))
    return tuple(NoticePart(lot, "tender.items") for lot in named) or (NoticePart("", "tender"),)


def categorise(notice: Notice, outlines: Outlines, valid: Mapping[str, str]) -> tuple[LotCategory, ...]:
    """One answer for each lot, in the order of the notice."""
    lots = lots_of(notice)
    return tuple(_judge(lot, _items_of(lot, lots, notice.items), outlines, valid) for lot in lots)


def _items_of(lot: NoticePart, lots: Sequence[NoticePart], items: Sequence[NoticeItem]) -> tuple[tuple[NoticeItem, ...], bool]:
    """The lot's own items; where it has no coded one, the items that belong to no known lot (the second value is then true)."""
    known = {each.id for each in lots}
    own = tuple(each for each in items if lot.id in each.lots)
    if any(each.main for each in own):
        return own, False
    loose = tuple(each for each in items if not any(name in known for name in each.lots))
    return (*own, *loose), bool(loose) and len(lots) > 1


def _judge(lot: NoticePart, items: tuple[tuple[NoticeItem, ...], bool], outlines: Outlines, valid: Mapping[str, str]) -> LotCategory:
    own, borrowed = items
    mains, faults = _read(((each.main for each in own if each.main)), valid)
    extra, more_faults = _read((code for each in own for code in each.additional), valid)
    questions = [*faults, *more_faults]
    if borrowed:
        questions.append(asked("cpv", saying("notice_cpv_borrowed", lot=lot.id), lot.path))
    if not mains:
        found = together([*questions, asked("cpv", saying("notice_cpv_none", what=_what(lot)), lot.path)])
        return LotCategory(lot.id, Verdict.NO_CODE, codes=tuple(extra), questions=found.questions)
    main, path = next(iter(mains.items()))
    prefixes = [each for outline in outlines.values() for each in outline.prefixes]
    match = longest_match(main, prefixes)
    touched = () if match else narrower(main, prefixes)
    verdict = Verdict.CATEGORY if match else Verdict.TOO_BROAD if touched else Verdict.OUTSIDE
    questions += [_several_mains(lot, mains), _doubts(match, outlines), _broad(main, touched, outlines)]
    questions.append(_suggestions({**mains, **extra}, main, match, outlines))
    codes = tuple(dict.fromkeys((*mains, *extra)))
    return LotCategory(lot.id, verdict, main, path, match, codes, together(questions).questions)


def _read(codes: Iterable[Coded], valid: Mapping[str, str]) -> tuple[dict[str, str], list[Finding]]:
    """Each valid code in full with its path, and a question for each that is none."""
    good: dict[str, str] = {}
    faults: list[Finding] = []
    for each in codes:
        fault = _fault(each, valid)
        if fault:
            faults.append(asked("cpv", fault, each.id.path))
            continue
        good.setdefault(check_cpv(each.id.text, valid).code or "", each.id.path)
    return good, faults


def _fault(coded: Coded, valid: Mapping[str, str]) -> Saying | None:
    written, scheme = coded.id.text, coded.scheme.upper()
    if scheme and not scheme.startswith("CPV"):
        return saying("notice_cpv_other_scheme", code=written, scheme=coded.scheme)
    if "2003" in scheme:
        return saying("notice_cpv_2003", code=written)
    checked = check_cpv(written, valid)
    match checked.fault:
        case "":
            return None
        case "form":
            return saying("notice_cpv_form", code=written)
        case "check_digit":
            return saying("notice_cpv_check_digit", code=written, right=checked.right_code)
    return saying("notice_cpv_unknown", code=written)


def _what(lot: NoticePart) -> Saying:
    return saying("notice_what_lot", lot=lot.id) if lot.id else saying("notice_what_whole")


def _several_mains(lot: NoticePart, mains: Mapping[str, str]) -> Finding:
    if len(mains) < 2:
        return Finding()
    return asked("cpv", saying("notice_cpv_several", what=_what(lot), codes=", ".join(mains)), *mains.values())


def _doubts(match: PrefixMatch | None, outlines: Outlines) -> Finding:
    if match and match.also:
        others = tuple(_titled(name, outlines) for name in match.also)
        shared = saying("notice_category_shared", prefix=match.prefix, others=others, taken=_titled(match.target, outlines))
        return asked("category_override", shared)
    if match and match.partial:
        partly = saying("notice_category_partly", prefix=match.prefix, taken=_titled(match.target, outlines))
        return asked("category_override", partly)
    return Finding()


def _broad(main: str, touched: Sequence[CpvPrefix], outlines: Outlines) -> Finding:
    if not touched:
        return Finding()
    inside = tuple(saying("notice_category_inside", prefix=each.prefix, category=_titled(each.target, outlines)) for each in touched)
    return asked("category_override", saying("notice_category_broad", code=main, inside=inside))


def _suggestions(codes: Mapping[str, str], main: str, match: PrefixMatch | None, outlines: Outlines) -> Finding:
    """A question for each category that a code other than the main one points to."""
    prefixes = [each for outline in outlines.values() for each in outline.prefixes]
    pointing: dict[str, list[str]] = {}
    for code in codes:
        found = longest_match(code, prefixes)
        if code != main and found and found.target != (match.target if match else None):
            pointing.setdefault(found.target, []).append(code)
    return together(
        asked(
            "category_override",
            saying("notice_category_suggested", codes=", ".join(found), category=_titled(name, outlines)),
            *(codes[code] for code in found),
        )
        for name, found in sorted(pointing.items())
    )


def _titled(category: str, outlines: Outlines) -> Saying:
    """A category as it is named to people: its letter and its title."""
    return saying("notice_category", category=category, title=outlines[category].title)


def product_questions(found: LotCategory, outlines: Outlines, *, is_works: bool) -> Finding:
    """What the category asks about the products; for works: which of the listed materials."""
    if not found.match:
        return Finding()
    outline = outlines[found.match.target]
    fitting = [text for prefixes, text in outline.questions if not prefixes or found.main_code.startswith(prefixes)]
    if not is_works and not found.main_code.startswith(WORKS):
        asking = [asked("products", saying("notice_products_which"), found.path)]
        return together([*asking, *(asked("products", text, found.path) for text in fitting)])
    materials = saying("notice_products_materials", products=quoted(outline.products))
    rest = [each for prefixes, each in outline.questions if WORKS not in prefixes and each in fitting]
    return together([asked("products", materials, found.path), *(asked("products", each, found.path) for each in rest)])
