"""구조: a question about how the city works that no source settles, and the answers that are defensible."""

from __future__ import annotations

from dataclasses import dataclass

from bitgil.plan.types.scenario import Override
from bitgil.quantity import Unfit, Words

FEWEST_ANSWERS = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """One defensible answer: the assumptions as they would be if it held. `default` marks the plan's own.

    The plan's own answer may override nothing: it is then the assumptions as they stand, with all ranges.
    """

    id: str
    name: Words
    default: bool = False
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True, slots=True)
class Structure:
    """구조 변형: one open question with its answers. They are shown side by side and never averaged.

    Exactly one answer is the plan's own. The others hold only where somebody asks for them by name.
    """

    id: str
    name: Words
    question: Words
    answers: tuple[Answer, ...]
    place: int = 0

    def __post_init__(self) -> None:
        names = [answer.id for answer in self.answers]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise Unfit(f"답이 두 번 있습니다: {', '.join(twice)}", f"answered twice: {', '.join(twice)}")
        if len(names) < FEWEST_ANSWERS:
            raise Unfit("답이 둘 이상이어야 합니다", "give two answers or more; one is no question")
        if sum(answer.default for answer in self.answers) != 1:
            raise Unfit(
                "`default = true`인 답이 하나여야 합니다", "mark exactly one answer with `default = true`"
            )

    def answer(self, answer_id: str) -> Answer:
        """Return the answer of that id; raise KeyError where there is none."""
        return {answer.id: answer for answer in self.answers}[answer_id]
