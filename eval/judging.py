"""How good the product's judge is: its support of labelled pairs against people's labels, beside the lexical floor.

The judge sees what it sees in the product: cited sentences under their headline, one claim at a time, through the prompt
judge_support. A source of more than six sentences is too long to cite: then the four sentences nearest to the claim stand
for it, in reading order, chosen by shared words alone (rag.retrieve.shared_words), so that no model decides what the judge
may see. A claim of several sentences is as well supported as the least of them, as FRANK's labels mean it. Where a set has
no headline, the first sentence of the source stands in its place.
"""

import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from eval.datasets import lines_of
from eval.floor import Bools, Floats, Share, auc, balanced_accuracy, cross_fitted, gain, lexical_floor, share
from eval.intervals import Interval
from eval.pairs import Pair, text_of
from eval.run import Say, spoken
from rag.build import model_name
from rag.domain import Article, CitedClaim, Evidence
from rag.errors import BadDataset, Unjudged
from rag.prompt import prompt_hash
from rag.read.fields import headline
from rag.recording import content_key
from rag.retrieve import shared_words
from rag.split import sentence_spans, split
from rag.support.gates import facts_against
from rag.support.judge import Judge

PROMPT = "judge_support"
CITED_WHOLE = 6
"""Sentences. A longer source is judged by its NEAREST sentences."""
NEAREST = 4
SECONDS_A_PROMPT = 5.0
"""What the embedded judge takes on two cores, as a first estimate; the measured pace replaces it."""
BINS = 10
_SAY_EVERY = 20  # pairs
_LETTERS_A_TOKEN = 4  # only to keep a source without full stops from being one sentence


class Verdicts:
    """What a judge said, kept in a file of JSON lines: what is there is not asked again, whenever the run was killed.

    Each is kept by the hash of all it rests on: model, prompt file, claim, headline and words. Not safe to share.
    """

    def __init__(self, judge: Judge, path: Path) -> None:
        self.judge = judge
        self._path = path
        self._known: dict[str, float | None] = {}
        if path.exists():
            _drop_unfinished_line(path)
            self._known = dict(_verdict(path, *line) for line in lines_of(path, text_of(path)))

    @property
    def model(self) -> str:
        """The judge's model."""
        return model_name(self.judge.model)

    def knows(self, claims: Sequence[CitedClaim]) -> bool:
        """Whether `support` would answer without the model."""
        return self._key(claims) in self._known

    def support(self, name: str, claims: Sequence[CitedClaim]) -> float | None:
        """The least support of `claims`, in [0, 1]; None where the judge says neither yes nor no of one of them.

        `name` is kept for readers of the file. Raises ModelFailed.
        """
        key = self._key(claims)
        if key not in self._known:
            try:
                found = [self.judge.support(claim) for claim in claims]
            except Unjudged:
                found = []
            self._known[key] = min(found, default=None)
            row = {"key": key, "id": name, "support": self._known[key], "each": found}
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        return self._known[key]

    def _key(self, claims: Sequence[CitedClaim]) -> str:
        seen = [[claim.text, claim.evidence[-1].article.title, claim.words] for claim in claims]
        return content_key("support", self.model, prompt_hash(PROMPT), seen)


def _verdict(path: Path, number: int, row: Mapping[str, Any]) -> tuple[str, float | None]:
    key, support = row.get("key"), row.get("support")
    if not isinstance(key, str) or not (support is None or (isinstance(support, float | int) and 0 <= support <= 1)):
        raise BadDataset(f"{path}, line {number}: this is no verdict.", "Delete the line: it is judged again.")
    return key, support


def _drop_unfinished_line(path: Path) -> None:
    """A kill may leave half a line at the end: it is judged again."""
    content = path.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    if whole != content:
        path.write_bytes(whole)


def to_stderr(line: str) -> None:
    """A line of progress."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair with its support by the judge, None where unjudged; why the checks in code refuse it, None where they
    don't; and the lexical floor of the whole claim in the whole source.
    """

    pair: Pair
    support: float | None
    refused: str | None
    floor: float


def judged(pairs: Sequence[Pair], verdicts: Verdicts, say: Say = to_stderr) -> tuple[Judged, ...]:
    """Every pair, judged once; `say` gets the estimated time first, then how far it is. Raises ModelFailed.

    The checks in code are cheap and change with the code: they are made anew each time.
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
    refused = next((reason for part in parts if (reason := facts_against(part, pair.question))), None)
    return Judged(pair, verdicts.support(pair.id, parts), refused, lexical_floor(pair.claim, pair.source))


def cited_claims(pair: Pair) -> tuple[CitedClaim, ...]:
    """Each sentence of the claim with the words it is held against, as the product's gates take them."""
    spans = sentence_spans(pair.claim)
    everything = _evidence(pair.source, pair.title)
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


@dataclass(frozen=True, slots=True)
class Bin:
    """The pairs whose support lies in [low, high): how many, their mean support, and the share people found supported."""

    low: float
    high: float
    count: int
    predicted: float | None
    supported: float | None


@dataclass(frozen=True, slots=True)
class Scored:
    """What a score separates: AUC, and balanced accuracy at a threshold chosen by 5-fold cross-fitting; both in [0, 1]."""

    auc: float | None
    balanced_accuracy: float | None


@dataclass(frozen=True, slots=True)
class SubsetResult:
    """The figures of one subset, over its judged pairs; None, with a `note`, where one class or five sources are missing.

    The gains are judge minus floor. Brier is the mean squared error of support, `calibration_error` the mean distance of
    predicted and true share over bins, weighted by size (Guo et al. 2017). `shown` is the share of pairs, of those that the
    product's own cut and checks let pass, that people found supported; `kept` the share of supported pairs that are shown.
    """

    subset: str
    pairs: int
    supported: int
    unjudged: int
    judge: Scored
    floor: Scored
    auc_gain: Interval
    accuracy_gain: Interval
    brier: float | None
    calibration_error: float | None
    reliability: tuple[Bin, ...]
    shown: Share
    kept: Share
    refused_supported: Share
    """Supported pairs that the checks in code refuse."""
    refused_unsupported: Share
    note: str = ""


@dataclass(frozen=True, slots=True)
class JudgingResult:
    """How good one judge is: each subset, then all of them together."""

    model: str
    prompt: str
    """The hash of the prompt file."""
    cut: float
    """The support at which the product shows a claim."""
    subsets: tuple[SubsetResult, ...]

    def as_dict(self) -> dict[str, Any]:
        """As JSON takes it."""
        return asdict(self)


def measured(found: Sequence[Judged], judge: Judge) -> JudgingResult:
    """The figures of every subset of `found`, in order of name, then of everything together where there are several."""
    cut = judge.thresholds.support
    names = sorted({each.pair.subset for each in found})
    parts = [_subset(name, [each for each in found if each.pair.subset == name], cut) for name in names]
    whole = [_subset("all", found, cut)] if len(names) > 1 else []
    return JudgingResult(model_name(judge.model), prompt_hash(PROMPT), cut, (*parts, *whole))


def _subset(name: str, found: Sequence[Judged], cut: float) -> SubsetResult:
    usable = [(each, each.support) for each in found if each.support is not None]
    truth = np.array([each.pair.label for each, _ in usable], dtype=np.bool_)
    support = np.array([value for _, value in usable], dtype=np.float64)
    floor = np.array([each.floor for each, _ in usable], dtype=np.float64)
    sources = [each.pair.source for each, _ in usable]
    by_judge, by_floor = (cross_fitted(scores, truth, sources) for scores in (support, floor))
    bins = _bins(support, truth)
    shown = [each.refused is None and value >= cut for each, value in usable]
    return SubsetResult(
        subset=name,
        pairs=len(found),
        supported=sum(each.pair.label for each in found),
        unjudged=len(found) - len(usable),
        judge=Scored(auc(support, truth), None if by_judge is None else balanced_accuracy(by_judge, truth)),
        floor=Scored(auc(floor, truth), None if by_floor is None else balanced_accuracy(by_floor, truth)),
        auc_gain=gain(auc, support, floor, truth, sources),
        accuracy_gain=gain(balanced_accuracy, by_judge, by_floor, truth, sources),
        brier=float(np.mean((support - truth) ** 2)) if usable else None,
        calibration_error=_calibration_error(bins),
        reliability=bins,
        shown=share([bool(true) for true, show in zip(truth, shown, strict=True) if show]),
        kept=share([show for true, show in zip(truth, shown, strict=True) if true]),
        refused_supported=share([each.refused is not None for each in found if each.pair.label]),
        refused_unsupported=share([each.refused is not None for each in found if not each.pair.label]),
        note=_note(truth, fitted=by_judge is not None and by_floor is not None),
    )


def _note(truth: Bools, *, fitted: bool) -> str:
    if not truth.size:
        return "nothing judged"
    if truth.all() or not truth.any():
        return "one class only: " + ("all supported" if truth[0] else "none supported")
    return "" if fitted else "too few of a class to fit a threshold"


def _bins(support: Floats, truth: Bools) -> tuple[Bin, ...]:
    number = np.minimum((support * BINS).astype(int), BINS - 1)
    made = []
    for each in range(BINS):
        inside = number == each
        count = int(inside.sum())
        predicted, true = (float(support[inside].mean()), float(truth[inside].mean())) if count else (None, None)
        made.append(Bin(each / BINS, (each + 1) / BINS, count, predicted, true))
    return tuple(made)


def _calibration_error(bins: Sequence[Bin]) -> float | None:
    total = sum(each.count for each in bins)
    apart = (
        each.count * abs(each.predicted - each.supported)
        for each in bins
        if each.predicted is not None and each.supported is not None
    )
    return sum(apart) / total if total else None


_HEADS = (
    "Subset | Pairs | Supported | Unjudged | AUC | floor | gain | Balanced accuracy | floor | gain"
    " | Brier | Calibration error | Shown: right | Supported: shown | Checks refuse supported | unsupported | Note"
)


def table(result: JudgingResult) -> str:
    """The result in Markdown: one line a subset, then the reliability of the last."""
    heads = _HEADS.split(" | ")
    lines = [
        f"Judge {result.model}, prompt {PROMPT} {result.prompt}, shown from {result.cut:.2f}.",
        "Gains are over the lexical floor. Intervals are of 95 %.",
        "",
        markdown_row(heads),
        markdown_row(["---"] * len(heads)),
        *(markdown_row(_cells(each)) for each in result.subsets),
    ]
    for each in result.subsets[-1:]:
        lines += ["", f"Reliability, {each.subset}:", "", *_reliability(each.reliability)]
    return "\n".join(lines) + "\n"


def _reliability(bins: Sequence[Bin]) -> Iterator[str]:
    yield markdown_row(["Support", "Pairs", "Mean support", "Supported"])
    yield markdown_row(["---"] * 4)
    for each in bins:
        edges = f"{each.low:.1f}–{each.high:.1f}"
        yield markdown_row([edges, str(each.count), _number(each.predicted), _number(each.supported)])


def _cells(each: SubsetResult) -> list[str]:
    return [
        each.subset,
        *map(str, (each.pairs, each.supported, each.unjudged)),
        *(_number(each.judge.auc), _number(each.floor.auc), _interval(each.auc_gain)),
        *(_number(each.judge.balanced_accuracy), _number(each.floor.balanced_accuracy), _interval(each.accuracy_gain)),
        *(_number(each.brier), _number(each.calibration_error)),
        *map(str, (each.shown, each.kept, each.refused_supported, each.refused_unsupported)),
        each.note,
    ]


def markdown_row(cells: Sequence[str]) -> str:
    """One row of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _interval(gained: Interval) -> str:
    if gained.value is None or gained.low is None or gained.high is None:
        return "–"
    return f"{gained.value:+.3f} [{gained.low:+.3f}, {gained.high:+.3f}]"
