"""Signing a letter: who has, who still must, and in which role. Any change voids what was signed."""

from dataclasses import replace

from sokdocs.core.casework.actor import Actor
from sokdocs.core.casework.case import Event, EventKind
from sokdocs.core.casework.event_definition import NewEvent
from sokdocs.core.casework.letters.notes import ground_json
from sokdocs.core.casework.letters.signing import fits, lacking, signed_in
from sokdocs.core.errors import ConflictError
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.values.canonical import digest
from sokdocs.core.values.language import in_language
from sokdocs.workflows.letter_preparing import LetterDesk, Prepared, Wanted, prepare, refuse_ungrounded
from sokdocs.workflows.sealing import Sound, sound


def sign_letter(catalogue: Catalogue, desk: LetterDesk, wanted: Wanted) -> tuple[str, tuple[str, ...]]:
    """Signs the letter as it would be issued now: the role signed in, and the roles still missing.

    The signature holds for this very content, date and number included. Raises `ConflictError` where the grounds do not carry, or the
    actor may not sign, or has signed.
    """
    prepared = prepare(catalogue, desk, wanted)
    refuse_ungrounded(prepared)
    asked = sound(catalogue, prepared.request, desk)
    case, letter = prepared.case, prepared.letter
    role = next((found for each in letter.rule.roles if (found := fits(letter.words.ladder, desk.actor, each))), "")
    if not role:
        raise ConflictError(f"{desk.actor.id} has none of the roles that sign {letter.rule.code}: {', '.join(letter.rule.roles)}")
    signed = _signatures(prepared, asked)
    if desk.actor.id in [each.actor for each in signed]:
        raise ConflictError(f"{desk.actor.id} has signed this {letter.rule.code} before; another actor has to sign")
    event = NewEvent(EventKind.SIGNATURE, letter.on, {"letter": letter.rule.code, "digest": _content(prepared, asked), "role": role})
    desk.casefiles.record(case.number, [event], head=case.events[-1].number, actor=desk.actor.id, at=desk.clock.now())
    return role, lacking(letter.words.ladder, letter.rule, [*_actors(signed), Actor(desk.actor.id, (role,))])


def refuse_unsigned(prepared: Prepared, asked: Sound, actor: Actor) -> None:
    """A letter of one signature is signed by issuing it; one of two needs both before."""
    letter = prepared.letter
    signers = _signers(prepared, asked, actor)
    missing = lacking(letter.words.ladder, letter.rule, signers)
    if missing:
        void = [
            each
            for each in prepared.case.of(EventKind.SIGNATURE)
            if each.text("letter") == letter.rule.code and each.text("digest") != _content(prepared, asked)
        ]
        why = "; earlier signatures are for another content, date or number, and count no more" if void else ""
        raise ConflictError(f"{letter.rule.code} is not signed: {', '.join(missing)} missing{why}; use `sokdocs letter sign`")


def naming_signers(catalogue: Catalogue, desk: LetterDesk, prepared: Prepared, asked: Sound) -> Sound:
    """The letter with the roles in which it was signed; the signatures are for all of its content but these words."""
    letter, sheet = prepared.letter, prepared.request.answers.sheet
    words = letter.words
    roles = signed_in(words.ladder, letter.rule, _signers(prepared, asked, desk.actor))
    named = tuple(in_language(words.ladder.roles[each], words.language) for each in roles)
    if named == sheet.values["signing_roles"]:
        return asked
    answers = replace(prepared.request.answers, sheet=replace(sheet, values={**sheet.values, "signing_roles": named}))
    return sound(catalogue, replace(prepared.request, answers=answers), desk)


def _signers(prepared: Prepared, asked: Sound, actor: Actor) -> list[Actor]:
    """Those who have signed this content; who issues a letter of one signature signs it by that."""
    signed = _actors(_signatures(prepared, asked))
    return [*signed, actor] if prepared.letter.rule.signatures == 1 else signed


def _signatures(prepared: Prepared, asked: Sound) -> list[Event]:
    content = _content(prepared, asked)
    return [each for each in prepared.case.of(EventKind.SIGNATURE) if each.text("digest") == content]


def _content(prepared: Prepared, asked: Sound) -> str:
    """SHA-256 in hex of what is signed: the letter, and the grounds it rests on as they stood."""
    return digest({"letter": asked.key, "grounds": [ground_json(each) for each in prepared.letter.status.grounds]})


def _actors(signatures: list[Event]) -> list[Actor]:
    return [Actor(each.actor, (each.text("role"),)) for each in signatures]
