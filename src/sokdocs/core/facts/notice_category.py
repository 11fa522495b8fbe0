"""Which category each lot of a notice leads to: the main code decides, the longest prefix wins, additional codes only suggest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sokdocs.core.facts.notice import Coded, Notice, NoticeItem, NoticePart
from sokdocs.core.facts.notice_finding import Finding, OpenQuestion, asked, quoted, together
from sokdocs.core.values.cpv import CpvPrefix, PrefixMatch, check_cpv, longest_match, narrower

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
        text = f"Delkontrakt {lot.id} har ingen egen CPV-kode. Koden for hele konkurransen er brukt. Stemmer den?"
        questions.append(asked("cpv", text, lot.path))
    if not mains:
        text = f"Hvilken CPV-kode har {_what(lot)}? Kunngjøringen har ingen gyldig hovedkode for den."
        found = together([*questions, asked("cpv", text, lot.path)])
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


def _fault(coded: Coded, valid: Mapping[str, str]) -> str:
    written, scheme = coded.id.text, coded.scheme.upper()
    if scheme and not scheme.startswith("CPV"):
        return f"Koden «{written}» er merket {coded.scheme} og ikke CPV, og er ikke brukt. Hvilken CPV-kode gjelder?"
    if "2003" in scheme:
        return f"Koden «{written}» er merket CPV 2003. Samme tall kan bety noe annet i CPV 2008. Hvilken CPV 2008-kode gjelder?"
    checked = check_cpv(written, valid)
    match checked.fault:
        case "":
            return ""
        case "form":
            return f"«{written}» er ingen CPV-kode. Hvilken kode gjelder?"
        case "check_digit":
            return f"CPV-koden «{written}» har feil kontrollsiffer ({checked.right_code} er riktig skrevet). Hvilken kode er ment?"
    return f"CPV-koden «{written}» finnes ikke i CPV 2008. Den kan være feil skrevet eller fra CPV 2003. Hvilken kode gjelder?"


def _what(lot: NoticePart) -> str:
    return f"delkontrakt {lot.id}" if lot.id else "anskaffelsen"


def _several_mains(lot: NoticePart, mains: Mapping[str, str]) -> Finding:
    if len(mains) < 2:
        return Finding()
    text = f"Kunngjøringen har flere hovedkoder for {_what(lot)}: {', '.join(mains)}. Den første er brukt. Er det riktig?"
    return asked("cpv", text, *mains.values())


def _doubts(match: PrefixMatch | None, outlines: Outlines) -> Finding:
    if match and match.also:
        others = " og ".join(titled(name, outlines) for name in match.also)
        text = f"{match.prefix} hører også til {others}. Passer det bedre enn {titled(match.target, outlines)}?"
        return asked("category_override", text)
    if match and match.partial:
        text = f"Bare noe under {match.prefix} hører til {titled(match.target, outlines)}. Gjelder det denne anskaffelsen?"
        return asked("category_override", text)
    return Finding()


def _broad(main: str, touched: Sequence[CpvPrefix], outlines: Outlines) -> Finding:
    if not touched:
        return Finding()
    inside = ", ".join(f"{each.prefix} ({titled(each.target, outlines)})" for each in touched)
    return asked("category_override", f"Hovedkoden {main} er bred og omfatter også {inside}. Hører anskaffelsen til der?")


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
            f"Hovedkoden avgjør, men {', '.join(found)} peker mot {titled(name, outlines)}. Skal den kategorien brukes?",
            *(codes[code] for code in found),
        )
        for name, found in sorted(pointing.items())
    )


def titled(category: str, outlines: Outlines) -> str:
    """A category as it is named to people: `kategori B «Tekstil og fottøy»`."""
    return f"kategori {category} «{outlines[category].title}»"


def product_questions(found: LotCategory, outlines: Outlines, *, is_works: bool) -> Finding:
    """What the category asks about the products; for works: which of the listed materials."""
    if not found.match:
        return Finding()
    outline = outlines[found.match.target]
    fitting = [text for prefixes, text in outline.questions if not prefixes or found.main_code.startswith(prefixes)]
    if not is_works and not found.main_code.startswith(WORKS):
        asking = [asked("products", "Hvilke produkter skal vilkårene omfatte? Kunngjøringen har bare CPV-koder.", found.path)]
        return together([*asking, *(asked("products", text, found.path) for text in fitting)])
    listed = quoted(outline.products)
    text = f"Hvilke av materialene på høyrisikolisten skal leveres i kontrakten? Listen har {listed}."
    rest = [each for prefixes, each in outline.questions if WORKS not in prefixes and each in fitting]
    return together([asked("products", text, found.path), *(asked("products", each, found.path) for each in rest)])
