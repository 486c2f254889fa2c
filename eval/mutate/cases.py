"""The true sentences that mutants are made from: those of some articles that may be evidence, with honest paraphrases.

Paraphrases are JSON lines, {"file", "sentence", "paraphrase"}, the file by its place in the articles' folder.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from eval.datasets import FORMAT_HINT, lines_of, stable_articles
from eval.mutate.mutants import Context, Mutant, contexts, mutants
from eval.pairs import text_of
from eval.yardstick.sentences import is_sentence
from rag.domain import Article, CitedClaim, Evidence
from rag.errors import BadDataset
from rag.reading.split import split
from rag.reading.text import clean

PARAPHRASES = Path(__file__).parent.parent / "labels" / "paraphrases.jsonl"
_LETTERS_A_TOKEN = 4  # only sentences longer than any in the articles would be cut by it


@dataclass(frozen=True, slots=True)
class Case:
    """One true sentence as evidence, paraphrases of it that people wrote, and what surrounds it."""

    evidence: Evidence
    paraphrases: tuple[str, ...]
    context: Context

    def claim(self, text: str) -> CitedClaim:
        """`text` as a claim that cites the sentence."""
        return CitedClaim(text, (self.evidence,))

    def mutants(self) -> dict[Mutant, str]:
        """Each false claim made from the sentence or a paraphrase, with the true claim that it was made from."""
        sentence = self.evidence.quote
        made: dict[Mutant, str] = {}
        for text in self.paraphrases or (None,):
            for mutant in mutants(sentence, text, self.context):
                made.setdefault(mutant, sentence if text is None or mutant.base == "copy" else text)
        return made


def cases(folder: Path, paraphrases: Path | None = None) -> tuple[Case, ...]:
    """A case for each sentence of the articles in `folder`; one that several articles have is taken once.

    Raises BadDataset for a paraphrase of a sentence that is not there, UnreadableSource for an unreadable article.
    """
    articles = stable_articles(folder)
    found = [_evidence(article) for article in articles]
    said = _paraphrases(paraphrases, folder, found) if paraphrases else {}
    texts = [(article.text, [each.quote for each in own]) for article, own in zip(articles, found, strict=True)]
    made: dict[str, Case] = {}
    for own, around in zip(found, contexts(texts), strict=True):
        for each, context in zip(own, around, strict=True):
            made.setdefault(each.quote, Case(each, tuple(said.get(each.quote, ())), context))
    return tuple(made.values())


def first_cases(cases: Sequence[Case], limit: int | None) -> tuple[Case, ...]:
    """`limit` of `cases`: those with a paraphrase before the others, each by hash of the sentence; all for None."""
    if limit is None:
        return tuple(cases)
    return tuple(sorted(cases, key=lambda case: (not case.paraphrases, _shuffled(case)))[:limit])


def _shuffled(case: Case) -> str:
    return sha256(case.evidence.quote.encode()).hexdigest()


def _evidence(article: Article) -> list[Evidence]:
    sentences = split(article, lambda text: -(-len(text) // _LETTERS_A_TOKEN)).sentences
    offered = (Evidence(f"s{number}", article, each, 1.0) for number, each in enumerate(sentences, 1))
    return [each for each in offered if is_sentence(each.quote)]


def _paraphrases(path: Path, folder: Path, found: Sequence[Sequence[Evidence]]) -> dict[str, list[str]]:
    there = {(each.article.source, each.quote) for own in found for each in own}
    said: dict[str, list[str]] = {}
    for number, row in lines_of(path, text_of(path)):
        where = f"{path}, line {number}"
        file, sentence, paraphrase = (_text(where, row, name) for name in ("file", "sentence", "paraphrase"))
        if (str(folder / file), sentence) not in there:
            raise BadDataset(f"{where}, field 'sentence': {file} has no sentence “{sentence[:80]}”.", FORMAT_HINT)
        said.setdefault(sentence, []).append(paraphrase)
    return said


def _text(where: str, row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not clean(value):
        raise BadDataset(f"{where}, field {name!r}: it must be text that is not empty.", FORMAT_HINT)
    return clean(value)
