"""What is bought and when: title, case number, kind and form of the contract, and the day of the announcement."""

import re
from collections.abc import Iterable, Mapping
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

FULL_YEAR = re.compile(r"((?:19|20)\d\d)\s*/\s*(\d{1,7}(?:-\d{1,4})?)", re.ASCII)
SHORT_YEAR = re.compile(r"(\d\d)\s*/\s*(\d{1,7}(?:-\d{1,4})?)", re.ASCII)
CONTRACT_KINDS: Mapping[str, str] = MappingProxyType({"goods": "goods", "supplies": "goods", "services": "services", "works": "works"})
SAID_FRAMEWORK = re.compile("rammeavtale|rammekontrakt", re.IGNORECASE)
KIND_QUESTION = "Gjelder kontrakten varer, tjenester eller bygg og anlegg?"
FORM_QUESTION = "Er det en rammeavtale eller en enkeltkontrakt?"


def read_title(scope: Scope) -> Finding:
    """The title of the procurement; on the sheet of one lot with the title of the lot behind it."""
    whole, own = scope.notice.tender.title, distinct(each.title for each in scope.lots)
    said = [whole] if whole else list(own[:1]) if len(own) == 1 else []
    if not scope.is_whole and whole and own and own[0].text.casefold() not in whole.text.casefold():
        said.append(own[0])
    if not scope.is_whole and not whole:
        said = list(own[:1])
    if not said:
        return asked("title", "Kunngjøringen har ingen tittel. Hva heter anskaffelsen?", scope.notice.tender.path)
    text = " – ".join(each.text for each in said)
    note = "tittelen på konkurransen og på delkontrakten" if len(said) > 1 else ""
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
        return asked("case_number", f"Kunngjøringen har flere saksnumre: {quoted(fitting)}. Hvilket er riktig?", *paths)
    if identifiers:
        texts = quoted(dict.fromkeys(each.text for each in identifiers))
        return asked(
            "case_number",
            f"Det interne nummeret i kunngjøringen er {texts}, som ikke er år/løpenummer. Hva er saksnummeret?",
            *paths,
        )
    return asked("case_number", "Kunngjøringen har ikke noe saksnummer.")


def _case_number(text: str) -> tuple[str, str]:
    full = FULL_YEAR.fullmatch(text)
    if full:
        return f"{full.group(1)}/{full.group(2)}", ""
    short = SHORT_YEAR.fullmatch(text)
    if short:
        return f"20{short.group(1)}/{short.group(2)}", f"skrevet «{text}» i kunngjøringen, årstallet er skrevet ut"
    return "", ""


def read_contract_kind(scope: Scope) -> Finding:
    """Goods, services or works: what the lots say goes before what the tender as a whole says."""
    tender = scope.notice.tender.contract_kind
    own = distinct(each.contract_kind for each in scope.lots)
    said = own or ((tender,) if tender else ())
    if len(said) > 1:
        return asked(
            "contract_kind",
            f"Delkontraktene er av ulik type: {quoted(each.text for each in said)}. {KIND_QUESTION}",
            *_paths(said),
        )
    if not said:
        return asked("contract_kind", f"Kunngjøringen sier ikke hva slags kontrakt det er. {KIND_QUESTION}")
    kind = CONTRACT_KINDS.get(said[0].text.casefold())
    if kind is None:
        return asked("contract_kind", f"Kunngjøringen kaller kontrakten «{said[0].text}». {KIND_QUESTION}", said[0].path)
    differs = own and tender and tender.text.casefold() != said[0].text.casefold()
    warning = (
        f"{said[0].path} sier «{said[0].text}», {tender.path} sier «{tender.text}»; det første er brukt." if differs and tender else ""
    )
    return together([answered("contract_kind", kind, said[0].path), warned(warning) if warning else Finding()])


def read_agreement_form(scope: Scope) -> Finding:
    """Framework or single contract; what the lots say goes before the tender, and silence is a question."""
    for parts in (scope.lots, (scope.notice.tender,)):
        yes, no = _statements(parts)
        if yes and no:
            text = f"Noe er rammeavtale og noe ikke, etter kunngjøringen. {FORM_QUESTION}"
            return asked("agreement_form", text, yes[0].path, no[0].path)
        if yes or no:
            return answered("agreement_form", "framework" if yes else "single", (yes or no)[0].path)
    titles = [each.title for each in (scope.notice.tender, *scope.lots) if each.title and SAID_FRAMEWORK.search(each.title.text)]
    hint = f" Tittelen er «{titles[0].text}»." if titles else ""
    return asked("agreement_form", f"Kunngjøringen sier ikke om det er en rammeavtale.{hint} {FORM_QUESTION}", *_paths(titles))


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
        dated = f" Denne kunngjøringen er fra {day.isoformat()}, men den er ikke kunngjøringen av konkurransen." if day else ""
        paths = (published.path,) if published else ()
        asking = asked("announced_on", f"Når ble konkurransen kunngjort?{dated}", *paths)
        return together([asking, asked("competition_reference", "Hva er referansen til kunngjøringen av konkurransen?")])
    reference = answered("competition_reference", notice.id.text, notice.id.path) if notice.id else Finding()
    if published is None or day is None:
        text = f" Kunngjøringen har «{published.text}», som ikke er en dato." if published else " Kunngjøringen har ingen dato."
        return together(
            [
                asked("announced_on", f"Når ble konkurransen kunngjort?{text}", *_paths([published] if published else [])),
                reference,
            ]
        )
    note = "" if published.text.startswith(day.isoformat()) else f"norsk dato for {published.text}"
    return together([answered("announced_on", day, published.path, note=note), reference])


def _planned(notice: Notice) -> Finding:
    """A notice of something to come: the planned day, and a mark that it is planned."""
    planned = notice.planned_for
    day = day_meant(planned.text) if planned else None
    if planned is None or day is None:
        odd = f" Kunngjøringen har «{planned.text}», som ikke er en dato." if planned else ""
        return asked("announced_on", f"Når skal konkurransen kunngjøres?{odd}", *_paths([planned] if planned else []))
    published = oslo_day(notice.published.text) if notice.published else None
    if published and day < published:
        text = f"Den planlagte datoen {day.isoformat()} er før den veiledende kunngjøringen. Når skal konkurransen kunngjøres?"
        return asked("announced_on", text, planned.path)
    mark = answered("announcement_is_planned", True, planned.path)
    return together([answered("announced_on", day, planned.path, note="planlagt dato"), mark])
