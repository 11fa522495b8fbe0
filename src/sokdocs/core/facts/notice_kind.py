"""What sort of notice it is: a competition, something planned, an award, a competition without a result; and in which language."""

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from sokdocs.core.facts.notice import Notice
from sokdocs.core.facts.notice_finding import Finding, warned

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


SAID: Mapping[NoticeKind, str] = MappingProxyType(
    {
        NoticeKind.COMPETITION: "Kunngjøring av en konkurranse.",
        NoticeKind.PLANNED: "Veiledende kunngjøring: konkurransen er ikke kunngjort ennå.",
        NoticeKind.CHANGE: "Endring av en kunngjøring.",
        NoticeKind.AWARD: "Kunngjøring av tildeling: kontrakten er allerede tildelt.",
        NoticeKind.UNSUCCESSFUL: "Kunngjøring av at konkurransen endte uten kontrakt.",
        NoticeKind.CANCELLED: "Kunngjøring av at konkurransen er avlyst.",
    }
)
CAUTION: Mapping[NoticeKind, str] = MappingProxyType(
    {
        NoticeKind.AWARD: "Konkurransen er over. Vilkår som ikke stod i konkurransegrunnlaget, kan ikke legges inn i kontrakten nå. "
        "Bruk faktaarket bare til å gjenskape de vilkårene som ble kunngjort.",
        NoticeKind.UNSUCCESSFUL: "Det finnes ingen kontrakt. Lyses konkurransen ut på nytt, må faktaarket ha den nye datoen.",
        NoticeKind.CANCELLED: "Det blir ingen kontrakt. Lyses konkurransen ut på nytt, må faktaarket ha den nye datoen.",
        NoticeKind.PLANNED: "Datoen og innholdet kan endre seg. Les kunngjøringen av konkurransen når den kommer.",
        NoticeKind.CHANGE: "Datoen for den første kunngjøringen avgjør hvilke versjoner som gjelder, ikke datoen for endringen.",
    }
)
CONTEST = (
    "Dette er, eller ser ut som, en plan- og designkonkurranse. Vilkårene hører til kontrakten som følger etter konkurransen, "
    "ikke til selve konkurransen. Undersøk om den kontrakten gjelder varer eller materialer på høyrisikolisten."
)


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


def is_design_contest(notice: Notice) -> bool:
    """Whether the notice is marked as a design contest or names one in method or title."""
    title = notice.tender.title.text if notice.tender.title else ""
    return notice.is_marked_design_contest or bool(DESIGN_CONTEST.search(f"{notice.method}\n{title}"))


def language_of(notice: Notice) -> str:
    """`nn` or `nb`; what else the notice says counts as `nb` here, with a warning from `cautions`."""
    return LANGUAGES.get(notice.language, "nb")


def cautions(notice: Notice, kind: NoticeKind) -> Finding:
    """What the reader must know before using the facts of such a notice."""
    found = [CAUTION[kind]] if kind in CAUTION else []
    if is_design_contest(notice):
        found.append(CONTEST)
    if kind is NoticeKind.AWARD:
        lost = [lot for each in notice.awards if each.status in WITHOUT_CONTRACT for lot in each.lots]
        if lost:
            found.append(f"Uten kontrakt endte {', '.join(dict.fromkeys(lost))}.")
    if notice.language not in LANGUAGES:
        found.append(f"Kunngjøringen er på språket «{notice.language}». Tekstene er hentet som de står.")
    return warned(*found)
