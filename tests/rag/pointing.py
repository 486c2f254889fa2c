"""What a capable model would reply, for FakeChat: claims that point at those offered sentences that hold given words."""

import json
import re
from collections.abc import Callable

from rag.answer import Answer
from rag.store.record import Record

QUESTION = "What are Russia's ceasefire conditions?"
MOBILISATION = (
    "Russia's ceasefire conditions include an end to forced mobilisation in Ukraine.",
    "forced mobilisation",
)
WEAPONS = ("Russia's ceasefire conditions include that Western partners stop sending weapons.", "stop sending weapons")
_OFFERED = re.compile(r"^\[(s\d+a?)\] (.*) \(([^()]*), ([^(),]*)\)$", re.MULTILINE)


def offered(prompt: str) -> dict[str, str]:
    """The sentences that a capable model is shown, by key."""
    return {found[1]: found[2] for found in _OFFERED.finditer(prompt)}


def claiming(*claims: tuple[str, str]) -> Callable[[str], str]:
    """A reply that makes each (claim, words) of the sentence that holds the words; not offered, not claimed."""

    def reply(prompt: str) -> str:
        places = [
            {"text": text, "sentences": [key for key, quote in offered(prompt).items() if words in quote][:1]}
            for text, words in claims
        ]
        return json.dumps({"claims": [claim for claim in places if claim["sentences"]]})

    return reply


def inexact(answer: Answer, record: Record) -> list[str]:
    """The quotes of an answer, its evidence and the copies of what it cites included, that are not the slice of the article they say they are."""
    nearest = answer.abstention.nearest if answer.abstention else ()
    copies = [copy for citation in answer.citations.values() for copy in citation.also_in]
    return [
        quoted.quote
        for quoted in (*answer.citations.values(), *copies, *answer.evidence, *nearest)
        if record.article(quoted.article_id, quoted.version).text[quoted.start : quoted.end] != quoted.quote
    ]
