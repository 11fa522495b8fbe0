"""A plain, slow, obvious model of when a sanction letter must NOT go out. The second opinion for the follow-up ladder.

Written from domain.md (0.2, 2.4, 2.5, 4.4, 5), issue 3 and the clause texts K-311 and K-401 to K-405, by someone who has not read the
program.
Each check names the rule it rests on: "5.4 rule 3" is domain.md 5.4, rule 3; "K-403" is the clause text between the parties.

It gives a reason only where the documents leave no doubt. Where they leave one, it says nothing: an empty answer means "no certain
obstacle". The one exception is a letter with no receipt recorded: it counts as not received, so its period is not over. Such a reason
holds the words RECEIPT_NOT_RECORDED, so that a caller who allows an override of an unknown receipt can tell it from the others.

A contract: {"clauses": {"K-401", …}, "parameters": {"K-401.hearing_days": 10, …}, "products": {…}, "sites": {…}, "sub_suppliers": {…},
"category": "B", "kind": "goods", "terms": "DIFI-2016" (only where it rests on those old terms)}.
An event: {"kind": "letter", "on": date, …}; a letter has its "document" number, what is about a document has "about".
A question: {"code": "L12", "findings": ("F1",), "products": (), "sites": (), "sub_supplier": "", "extent": "part", "given": {…}}, and
where they matter "warns_of": ("stop", "replacement") for L11, "joint": True for L08, "effective_on": date for L12. "given" may hold these
as well.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from tests.oracle.plain_days import calendar_days_after, next_working_day, working_days_after

Facts = Mapping[str, Any]

SANCTION_LETTERS = ("L08", "L11", "L12", "L14", "L15", "L16")

# What the writer of the letter has to state; keys of question["given"].
WHY_MILDER = "why_milder"
SUPPLY_RISK = "supply_risk"

RECEIPT_NOT_RECORDED = "receipt not recorded"

# The clause that gives the letter (issue 3 point 3; domain.md 2.10 and 5.3). L11 may warn of a stop or of a replacement.
CLAUSE_OF = {"L08": "K-402", "L12": "K-403", "L14": "K-404", "L15": "K-405", "L16": "K-405"}
CLAUSE_OF_WARNING = {"stop": "K-403", "replacement": "K-404"}
# domain.md 2.7 and issue 3 point 3: the terms of 2016 have correction and termination, not stop and replacement.
GIVEN_BY_OLD_TERMS = {"DIFI-2016": ("K-402", "K-405")}

# Default parameters: clause.yaml of each clause; the severity days are those of domain.md 4.4. All are of certainty "inferred".
DEFAULTS: dict[str, int | str] = {
    "K-401.hearing_days": 10,  # working days; domain.md 5.3, L07
    "K-401.no_answer_route": "separate",  # L07 and L08 in one letter only where the contract says "joint"; domain.md 0.2 no. 4
    "K-402.plan_days": 10,  # working days; domain.md 5.3, L08
    "K-402.replan_days": 5,  # working days
    "K-402.critical_days": 10,  # working days
    "K-402.serious_days": 30,  # calendar days
    "K-402.medium_days": 60,  # calendar days
    "K-402.minor_days": 90,  # calendar days
    "K-402.late_days": 10,  # working days
    "K-403.hearing_days": 10,  # working days; domain.md 5.3, L11: 5-10
    "K-403.acute_stop": "two_days",  # domain.md 0.2 no. 3
    "K-405.warning_days": 30,  # calendar days; domain.md 5.3, L15: 14-30
    "K-405.declare_days": 60,  # calendar days
}
WARNING_DAYS_OUTSIDE_K405 = 14  # the least that domain.md 5.3 names, for a contract without K-405

# K-402, third paragraph; the severity codes of domain.md 5.5.
CORRECTION_DAYS = {
    "K0": ("K-402.critical_days", "working"),
    "K1": ("K-402.serious_days", "calendar"),
    "K2": ("K-402.medium_days", "calendar"),
    "K3": ("K-402.minor_days", "calendar"),
    "D1": ("K-402.late_days", "working"),
}

# What only someone who has the letter can send about it (CASES.md: a comment or answer about it proves receipt at the latest that day).
PROVES_RECEIPT = ("answer", "comment", "objection", "waiver", "plan_received", "extension_requested")
ELECTRONIC = ("e-post", "epost", "email", "e-mail", "elektronisk", "digital", "digitalt", "digipost", "eformidling", "altinn")


# --- Reading the facts ---


def names(facts: Facts, key: str) -> set[str]:
    """The names under `key`: a text is one name, none where it is empty or absent."""
    value = facts.get(key)
    if not value:
        return set()
    return {value} if isinstance(value, str) else set(value)


def filled(facts: Facts, key: str) -> bool:
    return bool(str(facts.get(key) or "").strip())


def stated(question: Facts, key: str) -> Any:
    """What the question itself or its "given" says under `key`; None where neither says anything."""
    return question[key] if key in question else question.get("given", {}).get(key)


def parameter(contract: Facts, name: str) -> Any:
    return contract.get("parameters", {}).get(name, DEFAULTS[name])


def of_kind(events: Iterable[Facts], *kinds: str) -> list[Facts]:
    return [event for event in events if event["kind"] in kinds]


def about(events: Iterable[Facts], document: int, *kinds: str) -> list[Facts]:
    return [event for event in of_kind(events, *kinds) if event.get("about") == document]


def withdrawn_documents(events: list[Facts]) -> set[int]:
    """CASES.md: a letter withdrawn by an L20 no longer carries anything."""
    return {
        letter["corrected_document"]
        for letter in of_kind(events, "letter")
        if letter["letter"] == "L20" and letter.get("correction_kind") == "withdrawal"
    }


def letters(events: list[Facts], code: str, finding: str = "") -> list[Facts]:
    """The letters of this kind that stand, and concern this finding where one is named."""
    gone = withdrawn_documents(events)
    found = [letter for letter in of_kind(events, "letter") if letter["letter"] == code and letter.get("document") not in gone]
    return [letter for letter in found if not finding or finding in names(letter, "findings")]


def finding_event(events: list[Facts], finding: str) -> Facts | None:
    found = [event for event in of_kind(events, "finding") if event["finding"] == finding]
    return found[-1] if found else None


# --- Receipt and periods ---


def received(contract: Facts, events: list[Facts], letter: Facts) -> date | None:
    """The day the supplier got the letter; None where nothing recorded shows it."""
    days = []
    for receipt in about(events, letter["document"], "delivered"):
        on = receipt["on"]
        # K-311, sixth paragraph: an electronic message that comes on a day off is received the next working day.
        if "K-311" in contract["clauses"] and str(receipt.get("channel", "")).strip().lower() in ELECTRONIC:
            on = next_working_day(on)
        days.append(on)
    days += [event["on"] for event in about(events, letter["document"], *PROVES_RECEIPT)]
    return max(min(days), letter["on"]) if days else None


def period_end(
    contract: Facts, events: list[Facts], letter: Facts, number: int, unit: str, printed: str, extended: str = ""
) -> date | None:
    """The last day of a period from receipt. A later date in the letter, or in an extension of it, is the one that holds (K-311)."""
    start = received(contract, events, letter)
    if start is None:
        return None
    ends = [working_days_after(start, number) if unit == "working" else calendar_days_after(start, number)]
    if letter.get(printed):
        ends.append(letter[printed])
    if extended:
        ends += [event["until"] for event in about(events, letter["document"], "extension") if event.get("deadline") == extended]
    return next_working_day(max(ends))


def still_counting(contract: Facts, events: list[Facts], sent: list[Facts]) -> list[Facts]:
    """The letters of one kind whose time must be over. One that nothing shows was received sets no time going (K-311 first paragraph, K-401
    fourth, K-402 third, K-405 fourth: from receipt), so that it stands in nobody's way where a later one of the kind was received."""
    known = [letter["document"] for letter in sent if received(contract, events, letter) is not None]
    return [letter for letter in sent if letter["document"] in known or not any(later > letter["document"] for later in known)]


def comment_end(contract: Facts, events: list[Facts], letter: Facts, name: str) -> date | None:
    return period_end(contract, events, letter, int(parameter(contract, name)), "working", "due_comment", "comment")


def correction_end(contract: Facts, events: list[Facts], letter: Facts, finding: Facts) -> date | None:
    name, unit = CORRECTION_DAYS[finding["severity"]]
    return period_end(contract, events, letter, int(parameter(contract, name)), unit, "due_correction", "correction")


def final_end(contract: Facts, events: list[Facts], letter: Facts) -> date | None:
    days = int(parameter(contract, "K-405.warning_days")) if "K-405" in contract["clauses"] else WARNING_DAYS_OUTSIDE_K405
    return period_end(contract, events, letter, days, "calendar", "due_final")


def running(day: date, end: date | None, letter: Facts, what: str) -> list[str]:
    """Why a period is not over on this day; nothing where it is. The last day itself belongs to the supplier (K-311: until 24.00)."""
    if end is None:
        return [f"{what} is not over: {RECEIPT_NOT_RECORDED} for document {letter['document']} ({letter['letter']})"]
    if day <= end:
        return [f"{what} runs to {end} in document {letter['document']} ({letter['letter']})"]
    return []


def comment_running(contract: Facts, events: list[Facts], day: date, letter: Facts, name: str, what: str) -> list[str]:
    """Why the supplier's time to comment on this letter is not over; a waiver ends it (5.4 rule 1)."""
    if about(events, letter["document"], "waiver"):
        return []
    return running(day, comment_end(contract, events, letter, name), letter, what)


# --- The checks, one rule at a time ---


def clause_gives_it(contract: Facts, question: Facts) -> list[str]:
    """Issue 3 point 3: the clause that gives this sanction is among the contract's own."""
    code = question["code"]
    has = set(contract["clauses"]) | set(GIVEN_BY_OLD_TERMS.get(contract.get("terms", ""), ()))
    wanted = [CLAUSE_OF_WARNING[what] for what in sorted(warned_of(question))] if code == "L11" else [CLAUSE_OF[code]]
    return [f"issue 3 point 3: the contract has no {clause}, which gives {code}" for clause in wanted if clause not in has]


def warned_of(letter: Facts) -> set[str]:
    """What an L11, issued or asked about, warns of: always a stop, by its name and purpose (domain.md 5.3), and what it adds to that."""
    return {"stop"} | names(letter, "warns_of") | names(letter.get("given", {}), "warns_of")


def case_is_open(events: list[Facts]) -> list[str]:
    """CASES.md: closure closes the case, and L16 terminates the contract. A termination of a part leaves the rest standing."""
    reasons = []
    if of_kind(events, "closure"):
        reasons.append("CASES.md closure: the case is closed")
    if [letter for letter in letters(events, "L16") if letter.get("extent") != "part"]:
        reasons.append("domain.md 5.3 L16: the contract has been terminated")
    return reasons


def findings_carry_it(events: list[Facts], question: Facts) -> list[str]:
    """A sanction rests on findings that stand, each with evidence and date, and none of them on wages in Norway."""
    code = question["code"]
    cited = sorted(names(question, "findings"))
    if not cited:
        return [f"domain.md 5.3: {code} names no finding"]
    dropped = {finding for event in of_kind(events, "dropped") for finding in names(event, "findings")}
    reasons = []
    for name in cited:
        finding = finding_event(events, name)
        if finding is None:
            reasons.append(f"domain.md 5.3: {name} is not recorded in the case on this day")
            continue
        if name in dropped:
            reasons.append(f"CASES.md dropped: {name} was not upheld")
        if not filled(finding, "evidence") or not finding.get("on"):
            reasons.append(f"5.4 rule 6: {name} has no evidence reference and date")
        if finding.get("topic") == "wages" and str(finding.get("country", "")).upper() == "NO":
            reasons.append(f"5.4 rule 13: {name} is about wages in Norway, which have their own rules")
    return reasons


def scope_is_covered(contract: Facts, events: list[Facts], question: Facts) -> list[str]:
    """5.4 rule 5: nothing outside the contract. A site or sub-supplier that the finding itself revealed is not outside it."""
    findings = cited_findings(events, question)
    reasons = [
        f"5.4 rule 5: the product {product} is not covered by the contract"
        for product in sorted(names(question, "products") - set(contract["products"]))
    ]
    sites = set(contract["sites"]).union(*(names(finding, "sites") for finding in findings))
    reasons += [
        f"5.4 rule 5: the site {site} is neither in the contract nor in the finding" for site in sorted(names(question, "sites") - sites)
    ]
    subs = sub_suppliers(contract, events).union(*(names(finding, "sub_supplier") for finding in findings))
    reasons += [
        f"5.4 rule 5: the sub-supplier {sub} is neither in the contract nor in the finding"
        for sub in sorted(names(question, "sub_supplier") - subs)
    ]
    return reasons


def sub_suppliers(contract: Facts, events: list[Facts]) -> set[str]:
    added = {event["name"] for event in of_kind(events, "sub_supplier_added")}
    return set(contract["sub_suppliers"]) | added | {event["new_sub_supplier"] for event in of_kind(events, "replaced")}


def cited_findings(events: list[Facts], question: Facts) -> list[Facts]:
    found = [finding_event(events, name) for name in sorted(names(question, "findings"))]
    return [finding for finding in found if finding is not None]


def letter_states_what_it_must(contract: Facts, question: Facts) -> list[str]:
    code, given = question["code"], question.get("given", {})
    reasons = []
    if code != "L08" and not filled(given, WHY_MILDER):
        reasons.append(f"5.4 rule 7: {code} does not say why a milder sanction is not enough")
    if code in ("L12", "L16") and question.get("extent") == "whole" and contract["category"] == "D" and not filled(given, SUPPLY_RISK):
        reasons.append(f"5.4 rule 11: {code} for the whole contract in category D has no supply-risk statement")
    if code in ("L11", "L12", "L16") and question.get("extent") not in ("part", "whole"):
        reasons.append(f"issue 3 point 4 and domain.md 5.3: {code} does not say part or whole")
    if code in ("L11", "L12", "L16") and question.get("extent") == "part":
        named = names(question, "products") | names(question, "sites") | names(question, "sub_supplier")
        if not named:
            reasons.append(f"domain.md 2.5 X2a, K-403, K-405: {code} in part names no product, site or sub-supplier")
    return reasons


def supplier_was_heard(contract: Facts, settings: Facts, events: list[Facts], question: Facts, day: date) -> list[str]:
    """5.4 rule 1 and K-401: a notice of the finding, the time to comment over or waived, and the finding then held as a breach."""
    code = question["code"]
    reasons = []
    for finding in cited_findings(events, question):
        name = finding["finding"]
        if code in ("L11", "L12") and finding["severity"] == "K0":
            continue  # domain.md 2.5 X2a and 5.5, K-401 fifth paragraph: a stop may come before the finding is held; L11 is its hearing
        if code == "L08" and joint_is_allowed(contract, settings, events, question, finding):
            continue
        notices = notices_of_finding(events, name)
        if not notices:
            reasons.append(f"5.4 rule 1 and K-401: no notice of finding (L07) on {name}")
            continue
        for notice in still_counting(contract, events, notices):
            what = f"5.4 rule 1 and K-401: the time to comment on {name}"
            reasons += comment_running(contract, events, day, notice, "K-401.hearing_days", what)
        reasons += breach_was_held(contract, events, finding, notices)
    return reasons


def notices_of_finding(events: list[Facts], finding: str) -> list[Facts]:
    """L07, and an L08 that is both in one letter (5.4 rule 1)."""
    return letters(events, "L07", finding) + [letter for letter in letters(events, "L08", finding) if letter.get("joint")]


def joint_is_allowed(contract: Facts, settings: Facts, events: list[Facts], question: Facts, finding: Facts) -> bool:
    """5.4 rule 1, the exception: L07 and L08 in one letter after the supplier's own "no". Off unless switched on (issue 3 point 3), and
    never where K-401 of this contract says that the notice is sent first."""
    joint = stated(question, "joint")
    if joint is None:
        joint = not notices_of_finding(events, finding["finding"])
    if "K-401" in contract["clauses"] and parameter(contract, "K-401.no_answer_route") != "joint":
        return False
    return bool(joint) and bool(settings.get("joint_finding_and_correction")) and filled(finding, "lead_question")


def breach_was_held(contract: Facts, events: list[Facts], finding: Facts, notices: list[Facts]) -> list[str]:
    """K-401 third paragraph and domain.md 0.2: a finding becomes a breach when we hold it after hearing the supplier."""
    name = finding["finding"]
    if filled(finding, "lead_question") or finding.get("source_kind") == "self_report":
        return []  # K-401 third paragraph: not needed where the supplier itself told of it
    if finding.get("source_kind") == "missing_answer":
        return []  # K-402 first paragraph: correction may be demanded also where the self-report is missing or late
    held = [event["on"] for event in of_kind(events, "breach") if name in names(event, "findings")]
    if not held:
        return [f"K-401 and domain.md 0.2: {name} has not been held as a breach"]
    last_held = max(held)
    after_a_hearing = False
    unanswered = []
    for notice in notices:
        end = comment_end(contract, events, notice, "K-401.hearing_days")
        comments = about(events, notice["document"], "comment")
        heard = [event["on"] for event in comments + about(events, notice["document"], "waiver")]
        if (end is not None and last_held > end) or any(on <= last_held for on in heard):
            after_a_hearing = True
        unanswered += [event["on"] for event in comments if end is not None and last_held < event["on"] <= end]
    reasons = []
    if not after_a_hearing:
        reasons.append(f"K-401 and domain.md 0.2: {name} was held as a breach on {last_held}, before the supplier had been heard")
    if unanswered:
        reasons.append(f"K-401: the comment of {max(unanswered)} on {name} came in time and was not considered")
    return reasons


def correction_was_tried(contract: Facts, events: list[Facts], question: Facts, day: date) -> list[str]:
    """Domain.md 2.5, 5.3 and 5.4 rule 3, K-402 last paragraph: correction demanded, and its time out."""
    code = question["code"]
    if code == "L08":
        return []
    reasons = []
    for finding in cited_findings(events, question):
        name = finding["finding"]
        if code in ("L11", "L12") and finding["severity"] == "K0":
            continue  # domain.md 5.3: L08 expired OR zero tolerance
        demands = letters(events, "L08", name)
        if not demands:
            reasons.append(f"5.4 rule 3 and domain.md 5.3: no demand for correction (L08) on {name} before {code}")
        for demand in still_counting(contract, events, demands):
            if code != "L14" and plan_failed(contract, events, demand, finding, day):
                continue
            end = correction_end(contract, events, demand, finding)
            reasons += running(day, end, demand, f"K-402 last paragraph and domain.md 5.3: the time to correct {name}")
    return reasons


def plan_failed(contract: Facts, events: list[Facts], demand: Facts, finding: Facts, day: date) -> bool:
    """K-403 first paragraph and K-405: no plan in time, or still not good enough after it was sent again. No plan is due for D1."""
    if finding["severity"] == "D1":
        return False
    days = int(parameter(contract, "K-402.plan_days"))
    end = period_end(contract, events, demand, days, "working", "due_plan", "plan")
    if end is None or day <= end:
        return False
    plans = about(events, demand["document"], "plan_received")
    if not plans:
        return True
    papers = {plan.get("document") for plan in plans if plan.get("document")} | {demand["document"]}
    returned = [event["on"] for event in of_kind(events, "plan_returned") if event.get("about") in papers]
    accepted = [event["on"] for event in of_kind(events, "plan_accepted") if event.get("about") in papers]
    latest_plan = max(plan["on"] for plan in plans)
    if not returned or max(returned) < latest_plan or (accepted and max(accepted) >= max(returned)):
        return False
    return len(returned) > 1 or day > working_days_after(max(returned), int(parameter(contract, "K-402.replan_days")))


def not_corrected(events: list[Facts], question: Facts) -> list[str]:
    """Domain.md 2.5 and K-402 to K-405: what is corrected, or closed by L10, carries no sanction."""
    reasons = []
    for name in sorted(names(question, "findings")):
        checks = sorted((event for event in of_kind(events, "verification") if name in names(event, "findings")), key=lambda e: e["on"])
        if checks and checks[-1]["result"] == "corrected":
            reasons.append(f"domain.md 2.5 and K-402: {name} was verified as corrected on {checks[-1]['on']}")
        for closing in letters(events, "L10", name):
            if not [check for check in checks if check["on"] > closing["on"] and check["result"] != "corrected"]:
                reasons.append(f"domain.md 5.3 L10: {name} was closed on {closing['on']}")
    return reasons


def stop_is_limited(events: list[Facts], question: Facts) -> list[str]:
    """K-403 second paragraph: a stop in part is limited to the products, sites and sub-suppliers that the breach concerns."""
    if question["code"] not in ("L11", "L12") or question.get("extent") != "part":
        return []
    findings = cited_findings(events, question)
    reasons = []
    for key in ("products", "sites", "sub_supplier"):
        concerned = [names(finding, key) for finding in findings]
        if not concerned or not all(concerned):
            continue  # a finding that names none is not limited to any
        outside = names(question, key) - set().union(*concerned)
        reasons += [f"K-403 second paragraph: {one} ({key}) is not what the findings concern" for one in sorted(outside)]
    return reasons


def stop_was_warned(contract: Facts, settings: Facts, events: list[Facts], question: Facts, day: date) -> list[str]:
    """5.4 rule 2 and K-403 third paragraph: a warning of stop (L11), its time to comment over, and no wider stop than was warned of."""
    if question["code"] != "L12":
        return []
    reasons = []
    usable = []
    # K-403 third paragraph: the time to comment comes before the stop, so it is over before the stop begins, not only before the letter.
    begins = min(day, stated(question, "effective_on") or day)
    for finding in cited_findings(events, question):
        name = finding["finding"]
        warnings = letters(events, "L11", name)
        if not warnings:
            reasons.append(f"5.4 rule 2 and K-403: no warning of stop (L11) on {name}")
        why_not = []
        for warning in warnings:
            what = f"5.4 rule 2 and K-403: the time to comment on the stop for {name}"
            why = comment_running(contract, events, begins, warning, "K-403.hearing_days", what)
            if why and acute_stop_is_allowed(contract, settings, events, question, finding, warning, day):
                why = []
            if not why:
                usable.append(warning)
            why_not.append(why)
        if why_not and all(why_not):
            reasons += [why for each in why_not for why in each]
    if not usable or [warning for warning in usable if warning.get("extent") == "whole"]:
        return reasons
    if question.get("extent") == "whole":
        reasons.append("5.4 rule 2 and K-403: the warning (L11) was of a stop in part, not of the whole")
    for key in ("products", "sites", "sub_supplier"):
        warned = set().union(*(names(warning, key) for warning in usable))
        reasons += [f"K-403 third paragraph: {one} ({key}) was not warned of in L11" for one in sorted(names(question, key) - warned)]
    return reasons


def acute_stop_is_allowed(
    contract: Facts, settings: Facts, events: list[Facts], question: Facts, finding: Facts, warning: Facts, day: date
) -> bool:
    """5.4 rule 2, the exception, and K-403 fourth paragraph: zero tolerance only, switched on, from the day the contract says."""
    if not settings.get("stop_before_hearing_ends") or finding["severity"] != "K0":
        return False
    got = received(contract, events, warning)
    if got is None:
        return False
    begins = stated(question, "effective_on") or day
    return bool(begins >= (got if parameter(contract, "K-403.acute_stop") == "same_day" else working_days_after(got, 2)))


def replacement_is_grounded(contract: Facts, events: list[Facts], question: Facts, day: date) -> list[str]:
    """K-404: the sub-supplier of the contract where the breach is; serious enough; warned of, and the time to comment over."""
    if question["code"] != "L14":
        return []
    sub = question.get("sub_supplier") or ""
    if not sub:
        return ["domain.md 5.3 and K-404: L14 names no sub-supplier"]
    reasons = []
    if sub not in sub_suppliers(contract, events):
        reasons.append(f"5.4 rule 5 and K-404: the sub-supplier {sub} is not in the contract")
    at_sub = [event for event in of_kind(events, "finding") if event.get("sub_supplier") == sub]
    for finding in cited_findings(events, question):
        name = finding["finding"]
        if finding.get("sub_supplier") != sub:
            reasons.append(f"K-404: {name} is not a breach at the sub-supplier {sub}")
        # K-404 second paragraph, last sentence: a sub-supplier that still hinders control or documentation after correction was demanded
        # may be demanded replaced however grave the finding is.
        hinders = finding.get("topic") in ("documentation", "traceability")
        if finding["severity"] == "K3" and len(at_sub) < 2 and not hinders:
            reasons.append(f"K-404 and domain.md 2.5 X3: {name} is minor and not repeated")
        notices = [
            letter
            for code in ("L07", "L08", "L11", "L15")
            for letter in letters(events, code, name)
            if "replacement" in names(letter, "warns_of") and (letter.get("sub_supplier") or sub) == sub
        ]
        if not notices:
            reasons.append(f"K-404 third paragraph and domain.md 5.3: no warning of replacement on {name}")
        what = f"K-404 third paragraph: the time to comment on the replacement for {name}"
        why_not = [comment_running(contract, events, day, notice, "K-401.hearing_days", what) for notice in notices]
        if why_not and all(why_not):
            reasons += [why for each in why_not for why in each]
    return reasons


def final_warning_was_given(contract: Facts, events: list[Facts], question: Facts, day: date) -> list[str]:
    """5.4 rule 4 and K-405: a final warning (L15) on the same breach, its date passed (no waiver ends it), and not too long ago."""
    if question["code"] != "L16":
        return []
    reasons = []
    resting_on = []
    # K-405 fourth and fifth paragraphs: the supplier may correct until the last day, so that nothing is terminated from a day before that.
    begins = min(day, stated(question, "effective_on") or day)
    for finding in cited_findings(events, question):
        name = finding["finding"]
        warnings = letters(events, "L15", name)
        if not warnings:
            reasons.append(f"5.4 rule 4 and K-405: no final warning (L15) on {name}")
            continue
        resting_on += warnings
        warnings = still_counting(contract, events, warnings)
        ends = [final_end(contract, events, warning) for warning in warnings]
        for warning, end in zip(warnings, ends, strict=True):
            reasons += running(begins, end, warning, f"5.4 rule 4 and K-405: the time of the final warning on {name}")
        known = [end for end in ends if end is not None]
        if known and "K-405" in contract["clauses"]:
            last = calendar_days_after(max(known), int(parameter(contract, "K-405.declare_days")))
            if day > last:
                reasons.append(f"K-405 sixth paragraph: termination on {name} had to be declared by {last}")
    if not resting_on or [warning for warning in resting_on if warning.get("extent") != "part"]:
        return reasons
    if question.get("extent") == "whole":
        reasons.append("5.4 rule 4 and K-405: the final warning (L15) was of termination in part, not of the whole")
    warned = set().union(*(names(warning, "products") for warning in resting_on))
    if warned:
        outside = sorted(names(question, "products") - warned)
        reasons += [f"5.4 rule 4 and K-405: the product {product} was not in the final warning (L15)" for product in outside]
    return reasons


def forbidden(contract: Facts, settings: Facts, events: Iterable[Facts], question: Facts, day: date) -> list[str]:
    """The reasons why this sanction letter must not go out on this day; none means that no document forbids it."""
    if question["code"] not in SANCTION_LETTERS:
        raise ValueError(f"{question['code']} is no sanction letter")
    past = [event for event in events if event["on"] <= day]  # what happens later carries nothing today
    return [
        *clause_gives_it(contract, question),
        *case_is_open(past),
        *findings_carry_it(past, question),
        *scope_is_covered(contract, past, question),
        *letter_states_what_it_must(contract, question),
        *supplier_was_heard(contract, settings, past, question, day),
        *correction_was_tried(contract, past, question, day),
        *not_corrected(past, question),
        *stop_is_limited(past, question),
        *stop_was_warned(contract, settings, past, question, day),
        *replacement_is_grounded(contract, past, question, day),
        *final_warning_was_given(contract, past, question, day),
    ]
