"""A public notice on disk (an OCDS release in JSON, with the quirks of its converter) to a `Notice`."""

from collections.abc import Iterable

from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.notice import (
    Coded,
    Notice,
    NoticeAward,
    NoticeItem,
    NoticePart,
    NoticeParty,
    Period,
    Said,
    SaidAmount,
)
from sokdocs.core.problems import Place, Problem
from sokdocs.loading.json_walk import Faults, Step
from sokdocs.loading.strict_json import read_json

NO_RELEASE = "this is no OCDS release"


def read_notice(data: bytes, name: str) -> Notice:
    """The notice; raises `InvalidError` with every fault for what is not strict JSON, no release, or of the wrong shape."""
    source = read_json(data, name)
    faults = Faults(source)
    notice = _notice(_release(Step(faults, (), source.value), name), name)
    if faults.found:
        raise InvalidError(f"{name} can't be read as a notice", faults.found)
    return notice


def _release(root: Step, name: str) -> Step:
    """The release itself, also where it is the only one of a package."""
    if not isinstance(root.value, dict):
        raise _not_a_release(name, "the file holds no table { }")
    if "releases" in root.value:
        releases = root["releases"].entries()
        if len(releases) != 1:
            raise _not_a_release(name, f"the package holds {len(releases)} releases")
        return _release(releases[0], name)
    if not isinstance(root.value.get("tender"), dict):
        raise _not_a_release(name, 'there is no table "tender"')
    return root


def _not_a_release(name: str, why: str) -> InvalidError:
    return InvalidError(
        f"{name} can't be read as a notice",
        [Problem(Place(name, 1), f"{NO_RELEASE}: {why}", "give one OCDS release in JSON")],
    )


def _notice(release: Step, name: str) -> Notice:
    tender = release["tender"]
    lots = tender["lots"].entries()
    return Notice(
        file=name,
        id=_said(release["id"]) or _said(release["ocid"]),
        published=_said(release["date"]) or _said(release["publishedDate"]),
        language=(release["language"].text() or tender["titleLanguage"].text() or "").lower(),
        tags=_words(release["tag"]),
        status=(tender["status"].text() or "").lower(),
        method=tender["procurementMethodDetails"].text() or "",
        is_marked_design_contest=any(each["designContest"].is_there for each in (tender, *lots)),
        planned_for=_said(tender["communication"]["futureNoticeDate"]),
        buyer=_party(release["buyer"]) if release["buyer"].is_there else None,
        parties=tuple(_party(each) for each in release["parties"].entries()),
        tender=_part(tender),
        lots=tuple(_part(each) for each in lots),
        items=_items(tender),
        awards=tuple(_award(each) for each in release["awards"].entries()),
        signed=_all(_said(each["dateSigned"]) for each in release["contracts"].entries()),
    )


def _said(step: Step) -> Said | None:
    text = step.text()
    return Said(text, step.where) if text else None


def _all(found: Iterable[Said | None]) -> tuple[Said, ...]:
    return tuple(each for each in found if each)


def _words(step: Step) -> tuple[str, ...]:
    """The texts of a list, or the one text that stands where a list should."""
    steps = (step,) if isinstance(step.value, str | int) else step.entries()
    return tuple(text for text in (each.text() for each in steps) if text)


def _amount(step: Step) -> SaidAmount | None:
    if not step.is_there:
        return None
    amount = step["amount"].number()
    if amount is None:
        amount = step["amountNet"].number()
    return SaidAmount(amount, (step["currency"].text() or "").upper(), step.where) if amount is not None else None


def _codes(step: Step) -> tuple[Coded, ...]:
    found = ((_said(each["id"]), each["scheme"].text() or "") for each in step.entries())
    return tuple(Coded(said, scheme) for said, scheme in found if said)


def _part(step: Step) -> NoticePart:
    techniques = step["techniques"]
    agreement = techniques["frameworkAgreement"]
    stated = techniques["hasFrameworkAgreement"]
    flag = stated.flag()
    framework = stated if flag else agreement if agreement.is_there and flag is not False else None
    return NoticePart(
        id=step["id"].text() or "",
        path=step.where,
        title=_said(step["title"]),
        contract_kind=_said(step["mainProcurementCategory"]),
        value=_amount(step["value"]),
        framework=Said("true", framework.where) if framework else None,
        no_framework=Said("false", stated.where) if flag is False else None,
        framework_value=_amount(agreement["value"]) or _amount(step["maximumFrameworkValue"]),
        period=_period(step["contractPeriod"]),
        options=_options(step),
        identifiers=_codes(step["identifiers"]),
    )


def _options(step: Step) -> Said | None:
    """Where the part says that the contract can be prolonged or widened."""
    for key in ("options", "renewal"):
        if step[key].is_there:
            return Said(key, step[key].where)
    for key in ("hasOptions", "hasRenewal"):
        if step[key].flag():
            return Said(key, step[key].where)
    return None


def _period(step: Step) -> Period | None:
    if not step.is_there:
        return None
    days = step["durationInDays"].number()
    period = Period(_said(step["startDate"]), _said(step["endDate"]), days, step.where)
    return period if (period.start and period.end) or days is not None else None


def _items(tender: Step) -> tuple[NoticeItem, ...]:
    """The items; where they carry no code at all, the classification of the tender itself stands in for them."""
    items = tuple(_item(each) for each in tender["items"].entries())
    whole = tender["classification"]
    if whole.is_there and not any(each.main for each in items):
        return (*items, _item(tender))
    return items


def _item(step: Step) -> NoticeItem:
    code = _codes(step["classification"])
    lots = (*_words(step["relatedLot"]), *_words(step["relatedLots"]))
    return NoticeItem(
        path=step.where,
        main=code[0] if code else None,
        additional=_codes(step["additionalClassifications"]),
        lots=tuple(dict.fromkeys(lots)),
    )


def _party(step: Step) -> NoticeParty:
    details = step["details"]["classifications"].entries()
    address = step["address"]
    return NoticeParty(
        id=step["id"].text() or "",
        path=step.where,
        name=_said(step["name"]),
        identifiers=(*_codes(step["identifier"]), *_codes(step["additionalIdentifiers"])),
        roles=_words(step["roles"]),
        address=_address(address),
        legal_types=tuple(each["id"].text() or "" for each in details if each["scheme"].text() in {"eu-buyer-legal-type", "TED_CA_TYPE"}),
    )


def _address(step: Step) -> tuple[Said, ...]:
    """Street on one line, postal code and place on the next."""
    street = _said(step["streetAddress"])
    town = " ".join(text for text in (step["postalCode"].text(), step["locality"].text()) if text)
    return tuple(each for each in (street, Said(town, step.where) if town else None) if each)


def _award(step: Step) -> NoticeAward:
    suppliers = (each["id"].text() for each in step["suppliers"].entries())
    return NoticeAward(
        status=(step["status"].text() or "").lower(),
        path=step.where,
        lots=_words(step["relatedLots"]) or _words(step["relatedLot"]),
        value=_amount(step["value"]),
        suppliers=tuple(each for each in suppliers if each),
    )
