"""How long answers take here: medians over repeats, by question. Timings of one machine, never a test."""

from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING, TextIO

from rag.answer import Answer, AskRequest

if TYPE_CHECKING:
    from rag.build import Engine

EXAMPLES = (
    "What are Russia's ceasefire conditions?",
    "Who won the 2022 World Cup?",
)


def bench_ask(engine: "Engine", questions: Sequence[str], repeat: int, out: TextIO) -> None:
    """Ask each question `repeat` times on a warm engine, and print median seconds to evidence, first claim and end.

    Without `questions`, the EXAMPLES are asked.
    """
    engine.warm()
    print(
        f"{'evidence':>9} {'1st claim':>9} {'total':>7} {'claims':>6}  question (medians of {repeat}, seconds)",
        file=out,
    )
    for question in questions or EXAMPLES:
        answers = [_answer(engine, question) for _ in range(repeat)]
        times = [answer.record.timings_ms for answer in answers]
        cells = [
            f"{median(t[name] for t in times) / 1000:.2f}" if all(name in t for t in times) else "-"
            for name in ("evidence", "first_claim", "total")
        ]
        print(
            f"{cells[0]:>9} {cells[1]:>9} {cells[2]:>7} {len(answers[-1].claims):>6}  {question}", file=out, flush=True
        )


def _answer(engine: "Engine", question: str) -> Answer:
    return engine.chain.invoke(AskRequest(question=question))
