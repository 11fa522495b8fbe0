"""What is told of a letter's grounds beside the letter: in its manifest, and in the note for the file."""

from sokdocs.core.casework.ground import Ground
from sokdocs.core.casework.grounds.words import ground_sentence
from sokdocs.core.casework.letters.sheet import LetterFacts
from sokdocs.core.values.canonical import Json


def ground_json(ground: Ground) -> Json:
    """A ground as the manifest tells it: how it stands, and what it rests on."""
    return {
        "name": ground.name,
        "rule": ground.rule,
        "standing": ground.standing.value,
        "event": ground.event,
        "on": ground.on.isoformat() if ground.on else None,
        "clause": ground.clause,
        "overridden_by": ground.overridden_by,
        "override_reason": ground.override_reason,
    }


def case_note(letter: LetterFacts) -> str:
    """For the file: every ground in words, and who took on those that were not known."""
    words = letter.words
    lines = ["", words.say("note_grounds", letter=letter.rule.code)]
    for each in letter.status.grounds:
        sentence = ground_sentence(words.ladder, each, words.language)
        taken = words.say("note_taken_on", actor=each.overridden_by, reason=each.override_reason) if each.overridden_by else ""
        lines.append(f"- {each.rule}: {sentence} {taken}".rstrip())
    return "\n".join(lines) + "\n"
