"""What sort of notice it is: a competition, something planned, an award, a competition without a result; and in which language."""

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from sokdocs.core.facts.notice import Notice
from sokdocs.core.facts.notice_finding import Finding, warned
from sokdocs.core.values.phrases import Saying, saying

WITHOUT_CONTRACT = frozenset({"unsuccessful", "cancelled"})
AWARD_TAGS = frozenset({"award", "awardupdate", "contract", "contractupdate", "contractamendment"})
CHANGE_TAGS = frozenset({"tenderupdate", "tenderamendment", "amendment"})
DESIGN_CONTEST = re.compile(r"design contest|designkonkurranse|arkitektkonkurranse", re.IGNORECASE)
LANGUAGES: Mapping[str, str] = MappingProxyType({"": "nb", "nb": "nb", "no": "nb", "nob": "nb", "nor": "nb", "nn": "nn", "nno": "nn"})


class NoticeKind(StrEnum):
    """What a notice announces."""

    COMPETITION = "competition"
    PLANNED = "planned"
    CHANGE = "change"
    AWARD = "award"
    UNSUCCESSFUL = "unsuccessful"
    CANCELLED = "cancelled"


def kind_of(notice: Notice) -> NoticeKind:
    """What the notice announces, by its tags, its status and its awards."""
    tags = {each.casefold() for each in notice.tags}
    if "tendercancellation" in tags or notice.status in {"cancelled", "withdrawn"}:
        return NoticeKind.CANCELLED
    if notice.status == "unsuccessful":
        return NoticeKind.UNSUCCESSFUL
    if notice.awards or tags & AWARD_TAGS:
        lost = bool(notice.awards) and all(each.status in WITHOUT_CONTRACT for each in notice.awards)
        return NoticeKind.UNSUCCESSFUL if lost else NoticeKind.AWARD
    if tags & CHANGE_TAGS:
        return NoticeKind.CHANGE
    if notice.status in {"planned", "planning"} or "planning" in tags:
        return NoticeKind.PLANNED
    return NoticeKind.COMPETITION


def announces(kind: NoticeKind) -> Saying:
    """What such a notice announces, to be said to people."""
    return saying(f"notice_announces_{kind}")


def is_design_contest(notice: Notice) -> bool:
    """Whether the notice is marked as a design contest or names one in method or title."""
    title = notice.tender.title.text if notice.tender.title else ""
    return notice.is_marked_design_contest or bool(DESIGN_CONTEST.search(f"{notice.method}\n{title}"))


def language_of(notice: Notice) -> str:
    """`nn` or `nb`; what else the notice says counts as `nb` here, with a warning from `cautions`."""
    return LANGUAGES.get(notice.language, "nb")


def cautions(notice: Notice, kind: NoticeKind) -> Finding:
    """What the reader must know before using the facts of such a notice."""
    found = [] if kind is NoticeKind.COMPETITION else [saying(f"notice_caution_{kind}")]
    if is_design_contest(notice):
        found.append(saying("notice_design_contest"))
    if kind is NoticeKind.AWARD:
        lost = [lot for each in notice.awards if each.status in WITHOUT_CONTRACT for lot in each.lots]
        if lost:
            found.append(saying("notice_lots_without_contract", lots=", ".join(dict.fromkeys(lost))))
    if notice.language not in LANGUAGES:
        found.append(saying("notice_language", language=notice.language))
    return warned(*found)
