"""What is bought and when: title, case number, kind and form of the contract, and the day of the announcement."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from sokdocs.core.facts.notice import Notice, NoticePart, Said
from sokdocs.core.facts.notice_finding import (
    Finding,
    Scope,
    answered,
    asked,
    distinct,
    doubts,
    quoted,
    together,
    warned,
)
from sokdocs.core.facts.notice_kind import NoticeKind
from sokdocs.core.values.oslo import day_meant, oslo_day
from sokdocs.core.values.phrases import Told, saying

FULL_YEAR = re.compile(r"((?:19|20)\d\d)\s*/\s*(\d{1,7}(?:-\d{1,4})?)", re.ASCII)
SHORT_YEAR = re.compile(r"(\d\d)\s*/\s*(\d{1,7}(?:-\d{1,4})?)", re.ASCII)
CONTRACT_KINDS: Mapping[str, str] = MappingProxyType({"goods": "goods", "supplies": "goods", "services": "services", "works": "works"})
SAID_FRAMEWORK = re.compile("rammeavtale|rammekontrakt", re.IGNORECASE)
KIND_QUESTION = saying("notice_contract_which")
FORM_QUESTION = saying("notice_form_which")


def read_title(scope: Scope) -> Finding:
    """The title of the procurement; on the sheet of one lot with the title of the lot behind it."""
    whole, own = scope.notice.tender.title, distinct(each.title for each in scope.lots)
    said = [whole] if whole else list(own[:1]) if len(own) == 1 else []
    if not scope.is_whole and whole and own and own[0].text.casefold() not in whole.text.casefold():
        said.append(own[0])
    if not scope.is_whole and not whole:
        said = list(own[:1])
    if not said:
        return asked("title", saying("notice_title_none"), scope.notice.tender.path)
    text = " – ".join(each.text for each in said)
    note = saying("notice_title_of_both") if len(said) > 1 else ""
    return together([answered("title", text, *(each.path for each in said), note=note), doubts("title", text)])


def read_case_number(scope: Scope) -> Finding:
    """An internal number of the form year/number; a year of two digits is written out."""
    identifiers = [each.id for part in (scope.notice.tender, *scope.lots) for each in part.identifiers]
    fitting: dict[str, Finding] = {}
    for each in identifiers:
        number, note = _case_number(each.text)
        if number:
            fitting.setdefault(number, answered("case_number", number, each.path, note=note))
    if len(fitting) == 1:
        return next(iter(fitting.values()))
    paths = tuple(each.path for each in identifiers)
    if fitting:
        return asked("case_number", saying("notice_case_several", numbers=quoted(fitting)), *paths)
    if identifiers:
        texts = quoted(dict.fromkeys(each.text for each in identifiers))
        return asked("case_number", saying("notice_case_other", numbers=texts), *paths)
    return asked("case_number", saying("notice_case_none"))


def _case_number(text: str) -> tuple[str, Told]:
    full = FULL_YEAR.fullmatch(text)
    if full:
        return f"{full.group(1)}/{full.group(2)}", ""
    short = SHORT_YEAR.fullmatch(text)
    if short:
        return f"20{short.group(1)}/{short.group(2)}", saying("notice_year_written_out", text=text)
    return "", ""


def read_contract_kind(scope: Scope) -> Finding:
    """Goods, services or works: what the lots say goes before what the tender as a whole says."""
    tender = scope.notice.tender.contract_kind
    own = distinct(each.contract_kind for each in scope.lots)
    said = own or ((tender,) if tender else ())
    if len(said) > 1:
        kinds = quoted(each.text for each in said)
        return asked("contract_kind", saying("notice_contract_differs", kinds=kinds, question=KIND_QUESTION), *_paths(said))
    if not said:
        return asked("contract_kind", saying("notice_contract_silent", question=KIND_QUESTION))
    kind = CONTRACT_KINDS.get(said[0].text.casefold())
    if kind is None:
        return asked("contract_kind", saying("notice_contract_called", text=said[0].text, question=KIND_QUESTION), said[0].path)
    return together([answered("contract_kind", kind, said[0].path), _differing(said[0], tender)])


def _differing(used: Said, tender: Said | None) -> Finding:
    if tender is None or tender.text.casefold() == used.text.casefold():
        return Finding()
    return warned(saying("notice_contract_first", path=used.path, text=used.text, other_path=tender.path, other=tender.text))


def read_agreement_form(scope: Scope) -> Finding:
    """Framework or single contract; what the lots say goes before the tender, and silence is a question."""
    for parts in (scope.lots, (scope.notice.tender,)):
        yes, no = _statements(parts)
        if yes and no:
            return asked("agreement_form", saying("notice_form_both", question=FORM_QUESTION), yes[0].path, no[0].path)
        if yes or no:
            return answered("agreement_form", "framework" if yes else "single", (yes or no)[0].path)
    titles = [each.title for each in (scope.notice.tender, *scope.lots) if each.title and SAID_FRAMEWORK.search(each.title.text)]
    if titles:
        return asked("agreement_form", saying("notice_form_in_title", title=titles[0].text, question=FORM_QUESTION), *_paths(titles))
    return asked("agreement_form", saying("notice_form_silent", question=FORM_QUESTION))


def _statements(parts: Iterable[NoticePart]) -> tuple[list[Said], list[Said]]:
    found = list(parts)
    return [each.framework for each in found if each.framework], [each.no_framework for each in found if each.no_framework]


def _paths(said: Iterable[Said]) -> tuple[str, ...]:
    return tuple(each.path for each in said)


def read_announcement(notice: Notice, kind: NoticeKind) -> Finding:
    """The day of the announcement in Oslo and its reference; only a notice of the competition itself gives them."""
    if kind is NoticeKind.PLANNED:
        return _planned(notice)
    published = notice.published
    day = oslo_day(published.text) if published else None
    if kind is not NoticeKind.COMPETITION:
        when = saying("notice_date_of_another", day=day.isoformat()) if day else saying("notice_date_when")
        asking = asked("announced_on", when, *_paths([published] if published else []))
        return together([asking, asked("competition_reference", saying("notice_reference_which"))])
    reference = answered("competition_reference", notice.id.text, notice.id.path) if notice.id else Finding()
    return together([_published(published, day), reference])


def _published(published: Said | None, day: date | None) -> Finding:
    if published is None:
        return asked("announced_on", saying("notice_date_none"))
    if day is None:
        return asked("announced_on", saying("notice_date_unreadable", text=published.text), published.path)
    note = "" if published.text.startswith(day.isoformat()) else saying("notice_date_in_oslo", text=published.text)
    return answered("announced_on", day, published.path, note=note)


def _planned(notice: Notice) -> Finding:
    """A notice of something to come: the planned day, and a mark that it is planned."""
    planned = notice.planned_for
    day = day_meant(planned.text) if planned else None
    if planned is None:
        return asked("announced_on", saying("notice_planned_when"))
    if day is None:
        return asked("announced_on", saying("notice_planned_unreadable", text=planned.text), planned.path)
    published = oslo_day(notice.published.text) if notice.published else None
    if published and day < published:
        return asked("announced_on", saying("notice_planned_too_early", day=day.isoformat()), planned.path)
    mark = answered("announcement_is_planned", True, planned.path)
    return together([answered("announced_on", day, planned.path, note=saying("notice_planned_date")), mark])
