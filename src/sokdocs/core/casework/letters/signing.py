"""Who has to sign a letter, and whether enough of them have: a higher role may stand for a lower, one actor never for two."""

from collections.abc import Sequence
from itertools import permutations

from sokdocs.core.casework.actor import Actor
from sokdocs.core.casework.ladder import Ladder, LetterRule

SIGNERS = ("contract_manager", "procurement_head", "top_manager")


def fits(ladder: Ladder, actor: Actor, role: str) -> str:
    """The role in which the actor may sign for `role`: the role itself, or a higher one; empty where there is none."""
    order = [each for each in ladder.roles if each in SIGNERS]
    allowed = order[order.index(role) :] if role in order else [role]
    return next((each for each in allowed if each in actor.roles), "")


def may_sign(ladder: Ladder, rule: LetterRule, actor: Actor) -> bool:
    """Whether the actor can be one of those who sign this letter."""
    return any(fits(ladder, actor, role) for role in rule.roles)


def lacking(ladder: Ladder, rule: LetterRule, signers: Sequence[Actor]) -> tuple[str, ...]:
    """The roles whose signature is still missing; empty where the letter is signed.

    A letter with one signature may be signed in any of its roles; one with two needs each role signed by an actor of its own.
    """
    return tuple(role for role, signed in zip(_asked(rule), signed_in(ladder, rule, signers), strict=True) if not signed)


def signed_in(ladder: Ladder, rule: LetterRule, signers: Sequence[Actor]) -> tuple[str, ...]:
    """For each signature the letter needs, the role it was given in: the one asked for or a higher one; empty where it is missing."""
    actors = list({each.id: each for each in signers}.values())
    if rule.signatures == 1:
        found = (fits(ladder, each, role) for role in rule.roles for each in actors)
        return (next((role for role in found if role), ""),)
    best: tuple[str, ...] = ("",) * len(rule.roles)
    for chosen in permutations([*actors, *([None] * len(rule.roles))], len(rule.roles)):
        given = tuple(fits(ladder, actor, role) if actor else "" for role, actor in zip(rule.roles, chosen, strict=True))
        best = given if given.count("") < best.count("") else best
    return best


def _asked(rule: LetterRule) -> tuple[str, ...]:
    return rule.roles[: rule.signatures]
