"""How good the product's judge is: its support of labelled pairs against people's labels, beside the lexical floor.

The judge sees what it sees in the product: cited sentences under their headline, one claim at a time, through the
prompt judge_support. A source of more than six sentences is too long to cite: then the four sentences nearest to the
claim stand for it, in reading order, chosen by shared words alone (eval.yardstick.sentences), so that no model decides
what the judge may see. A claim of several sentences is as well supported as the least of them, as FRANK's labels mean
it. Where a set has no headline, the first sentence of the source stands in its place.
"""

import json
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from eval.datasets import lines_of
from eval.floors import lexical_floor
from eval.folder import drop_cut_off_end
from eval.pairs import Pair, text_of
from eval.run import Say
from eval.under_test import Judge, refusal_reason
from eval.yardstick.sentences import shared_words
from rag.domain import Article, CitedClaim, Evidence
from rag.errors import BadDataset, Unjudged
from rag.models.prompt import prompt_hash
from rag.models.recording import content_key
from rag.reading.fields import headline
from rag.reading.sentences import sentence_spans
from rag.reading.split import split
from rag.telling.terminal import spoken

PROMPT = "judge_support"
CITED_WHOLE = 6
"""Most sentences of a source that is shown to the judge in full; of a longer one it sees NEAREST sentences."""
NEAREST = 4
SECONDS_A_PROMPT = 5.0
"""What a prompt takes the embedded judge on two cores, as a first estimate; the measured pace replaces it."""
_SAY_EVERY = 20  # pairs
_LETTERS_A_TOKEN = 4  # only to keep a source without full stops from being one sentence


class Verdicts:
    """What a judge said, kept in a file of JSON lines: what is there is not asked again, whenever the run was killed.

    The key of a verdict is a hash of all that it rests on: model, prompt file, claim, headline and words. It is kept as
    the model gave it, and calibrated when it is read. Use it in one thread only.
    """

    def __init__(self, judge: Judge, path: Path) -> None:
        self.judge = judge
        self._path = path
        self._known: dict[str, float | None] = {}
        if path.exists():
            drop_cut_off_end(path)
            self._known = dict(_verdict(path, *line) for line in lines_of(path, text_of(path)))

    @property
    def model(self) -> str:
        """The name of the judge's model."""
        return self.judge.name

    def knows(self, claims: Sequence[CitedClaim]) -> bool:
        """Whether `support` would answer without the model."""
        return self._key(claims) in self._known

    def support(self, name: str, claims: Sequence[CitedClaim]) -> float | None:
        """The least calibrated support of `claims`, in [0, 1]; None where the judge says neither yes nor no to one.

        `name` is kept for readers of the file. Raises ModelFailed.
        """
        key = self._key(claims)
        if key not in self._known:
            try:
                found = [self.judge.raw_support(claim) for claim in claims]
            except Unjudged:
                found = []
            self._known[key] = min(found, default=None)
            row = {"key": key, "id": name, "support": self._known[key], "each": found}
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        raw = self._known[key]
        return None if raw is None else self.judge.thresholds.calibrated(raw)

    def _key(self, claims: Sequence[CitedClaim]) -> str:
        seen = [[claim.text, claim.evidence[-1].article.title, claim.words] for claim in claims]
        return content_key("support", self.model, prompt_hash(PROMPT), seen)


def _verdict(path: Path, number: int, row: Mapping[str, Any]) -> tuple[str, float | None]:
    key, support = row.get("key"), row.get("support")
    if not isinstance(key, str) or not (support is None or (isinstance(support, float | int) and 0 <= support <= 1)):
        raise BadDataset(f"{path}, line {number}: this is no verdict.", "Delete the line: it is judged again.")
    return key, support


def to_stderr(line: str) -> None:
    """Print a line of progress to stderr."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair with what became of it.

    `support` is the judge's, calibrated, None where it is unjudged. `refused` says why the checks in code refuse the
    claim, None where they don't. `floor` is the lexical floor of the whole claim in the whole source.
    """

    pair: Pair
    support: float | None
    refused: str | None
    floor: float


def judged(pairs: Sequence[Pair], verdicts: Verdicts, say: Say = to_stderr) -> tuple[Judged, ...]:
    """Judge every pair that has no verdict yet; `say` gets the estimated time first, then how far it is.

    The checks in code are cheap and change with the code, so they are made anew each time. Raises ModelFailed.
    """
    claims = [cited_claims(pair) for pair in pairs]
    ahead = [parts for parts in claims if not verdicts.knows(parts)]
    prompts = sum(map(len, ahead))
    say(
        f"{len(pairs) - len(ahead)} of {len(pairs)} pairs are judged already; "
        f"{prompts} prompts to ask, about {spoken(prompts * SECONDS_A_PROMPT)}."
    )
    made, asked, began = [], 0, time.perf_counter()
    for pair, parts in zip(pairs, claims, strict=True):
        new = not verdicts.knows(parts)
        made.append(_judged(pair, parts, verdicts))
        asked += new
        if new and asked % _SAY_EVERY == 0:
            left = (len(ahead) - asked) * (time.perf_counter() - began) / asked
            say(f"{asked}/{len(ahead)} judged ({spoken(left)} left)")
    return tuple(made)


def _judged(pair: Pair, parts: Sequence[CitedClaim], verdicts: Verdicts) -> Judged:
    refused = next((reason for part in parts if (reason := refusal_reason(part, pair.question))), None)
    return Judged(pair, verdicts.support(pair.id, parts), refused, lexical_floor(pair.claim, pair.source))


def cited_claims(pair: Pair) -> tuple[CitedClaim, ...]:
    """Each sentence of the claim with the sentences it is held against, as the product's gates take them.

    Raises BadDataset where what the pair cites does not stand in its article.
    """
    spans = sentence_spans(pair.claim)
    everything = _evidence(pair.article or pair.source, pair.title)
    if pair.article:
        everything = tuple(piece for piece in everything if piece.quote in pair.source)
    if not everything:
        raise BadDataset(f"{pair.id}: what it cites does not stand in its article.", "Copy the sentences as they are.")
    return tuple(CitedClaim(text, _nearest(text, everything)) for text in (span.of(pair.claim) for span in spans))


@lru_cache(maxsize=64)
def _evidence(source: str, title: str) -> tuple[Evidence, ...]:
    """The source as an article, with every sentence of it as evidence."""
    first = sentence_spans(source)[0].of(source)
    article = Article(sha256(source.encode()).hexdigest()[:12], title or headline(first), source)
    sentences = split(article, lambda text: -(-len(text) // _LETTERS_A_TOKEN)).sentences
    return tuple(Evidence(f"s{number}", article, each, 1.0) for number, each in enumerate(sentences, 1))


def _nearest(claim: str, everything: Sequence[Evidence]) -> tuple[Evidence, ...]:
    if len(everything) <= CITED_WHOLE:
        return tuple(everything)
    shared = shared_words(claim, [evidence.quote for evidence in everything])
    best = sorted(range(len(everything)), key=lambda index: (-shared[index], index))[:NEAREST]
    return tuple(everything[index] for index in sorted(best))
