"""An assessment in words, ready for paper or screen: everything a template shows, in the order it is read."""

from collections.abc import Iterator
from dataclasses import dataclass

from sokdocs.core.self_report.assessment import Assessment, Proof, Rule
from sokdocs.core.self_report.points import QuestionScore
from sokdocs.core.self_report.score_working import band_reasons, part_working, percent_shown, question_working, sum_working
from sokdocs.core.self_report.scoring import PartScore
from sokdocs.core.values.language import in_language
from sokdocs.core.values.phrases import Phrases, Told, saying
from sokdocs.core.values.quantities import long_date

SHORT_DIGEST = 12
SAID = (
    *("internal", "skip", "top", "about", "result", "lead_no", "lead_no_means", "lead_no_none", "follows", "letters", "chart"),
    *("remarks", "remarks_about", "missing", "wrong", "remarks_none", "evidence", "evidence_about", "evidence_none"),
    *("column_file", "column_questions", "column_came", "working", "sum", "note"),
)


@dataclass(frozen=True, slots=True)
class FactRow:
    """Something about the form, with its label."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ProofRow:
    """An attachment: its name, where it is named, and whether it came, in words."""

    name: str
    questions: str
    came: str
    has_come: bool


@dataclass(frozen=True, slots=True)
class QuestionWorking:
    """The points of a question, and each step of them."""

    heading: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartWorking:
    """A part with its questions and its mean."""

    heading: str
    mean: str
    questions: tuple[QuestionWorking, ...]


@dataclass(frozen=True, slots=True)
class AssessmentSheet:
    """The words of an assessment. `say` holds the fixed words by name, `band_id` is for the looks only."""

    language: str
    heading: str
    marks: tuple[str, ...]
    buyer: str
    made: str
    made_on: tuple[int, int, int]
    say: dict[str, str]
    facts: tuple[FactRow, ...]
    band: str
    band_id: str
    because: str
    lead_no: tuple[str, ...]
    follows: str
    letters: tuple[str, ...]
    no_sanction: str
    missing: tuple[str, ...]
    wrong: tuple[str, ...]
    proofs: tuple[ProofRow, ...]
    parts: tuple[PartWorking, ...]
    sums: tuple[str, ...]
    note: str


def assessment_sheet(assessment: Assessment, phrases: Phrases, language: str) -> AssessmentSheet:
    """The words of an assessment in a language."""
    return _Writer(assessment, phrases, language).sheet()


@dataclass(frozen=True, slots=True)
class _Writer:
    assessment: Assessment
    phrases: Phrases
    language: str

    def sheet(self) -> AssessmentSheet:
        """Everything, in words."""
        seen, score = self.assessment, self.assessment.score
        band, reasons = in_language(score.band.title, self.language), band_reasons(score, self.language)
        day = seen.made_at.date()
        return AssessmentSheet(
            language=self.language,
            heading=self._say("heading", document=seen.origin.document),
            marks=seen.marks,
            buyer=seen.buyer,
            made=self._say("made", date=long_date(day, self.language), time=f"{seen.made_at:%H.%M}"),
            made_on=(day.year, day.month, day.day),
            say={name: self._say(name) for name in SAID},
            facts=tuple(self._facts()),
            band=self._say("band", band=band, percent=percent_shown(score.percent, self.language)),
            band_id=score.band.id,
            because=self._tell(saying("score_band", band=score.band.title, why=reasons)),
            lead_no=tuple(seen.headings.question(each) for each in score.lead_no),
            follows=in_language(score.band.follows, self.language),
            letters=tuple(f"{code} {title}" for code, title in seen.letters),
            no_sanction=self._tell(saying("score_no_sanction")),
            missing=tuple(self._tell(each.saying) for each in seen.remarks if each.is_missing),
            wrong=tuple(self._tell(each.saying) for each in seen.remarks if not each.is_missing),
            proofs=tuple(self._proof(each) for each in seen.proofs),
            parts=tuple(self._part(each) for each in score.parts),
            sums=tuple(self._tell(each) for each in sum_working(score, self.language)),
            note=in_language(seen.rule.scoring.note, self.language),
        )

    def _facts(self) -> Iterator[FactRow]:
        seen, origin = self.assessment, self.assessment.origin
        yield from (FactRow(label, text) for label, text in seen.headings.facts)
        yield FactRow(self._say("case"), origin.case)
        yield FactRow(self._say("document"), origin.document)
        yield FactRow(self._say("reference"), seen.reference)
        yield FactRow(self._say("came_on"), long_date(origin.came_on, self.language))
        digest = origin.sha256[:SHORT_DIGEST]
        yield FactRow(self._say("read_from"), self._say("digest", file=origin.file, digest=digest))
        yield FactRow(self._say("rule"), self._rule(seen.rule))

    def _rule(self, rule: Rule) -> str:
        oldest, newest = (long_date(day, self.language) for day in (rule.oldest, rule.newest))
        name = "rule_day" if oldest == newest else "rule_days"
        return self._say("rule_is", digest=rule.sha256[:SHORT_DIGEST], days=self._say(name, oldest=oldest, newest=newest))

    def _proof(self, proof: Proof) -> ProofRow:
        came = self._say("came" if proof.has_come else "not_come")
        return ProofRow(proof.name, ", ".join(proof.questions) or self._say("unnamed"), came, proof.has_come)

    def _part(self, part: PartScore) -> PartWorking:
        questions = tuple(self._question(each) for each in part.questions)
        return PartWorking(self.assessment.headings.part(part.part), self._tell(part_working(part, self.language)), questions)

    def _question(self, question: QuestionScore) -> QuestionWorking:
        title = self.assessment.headings.question(question.question)
        heading = self._say("points", question=title, points=str(question.points), most=str(question.most))
        return QuestionWorking(heading, tuple(self._tell(each) for each in question_working(question)))

    def _say(self, name: str, **parts: str) -> str:
        return self.phrases.say(f"report_{name}", self.language, **parts)

    def _tell(self, told: Told) -> str:
        return self.phrases.tell(told, self.language)
