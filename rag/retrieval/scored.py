"""Which sentences may be evidence at all, and what they are scored by beside their vectors. Searches nothing."""

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from rag.english.wording import content_stems, spaced_alike
from rag.retrieval.found import Candidate
from rag.retrieval.fuse import Scores

MIN_WORDS = 5
MAX_SENTENCE = 800
"""Characters. Two such sentences fit the embedded model's context even at two tokens a character."""
_ENDS_LIKE_SENTENCE = re.compile(r"[.!?…][”\"’')\]]*$")


def is_sentence(text: str) -> bool:
    """Whether `text` can be evidence: it ends like a sentence, has five words or more, and is short enough
    to fit a prompt in any script.
    """
    return len(text) <= MAX_SENTENCE and len(text.split()) >= MIN_WORDS and bool(_ENDS_LIKE_SENTENCE.search(text))


def distinct(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The first candidate of each wording: copies of one story must not fill the evidence."""
    seen: dict[str, Candidate] = {}
    for item in candidates:
        seen.setdefault(spaced_alike(item.words), item)
    return list(seen.values())


def of_previous(usable: Sequence[Candidate], scores: Scores) -> Scores:
    """For each candidate the score of the sentence before it in its article, 0 where that is no candidate."""
    places = [(item.sentence.article_id, item.sentence.version, item.sentence.number) for item in usable]
    known = dict(zip(places, scores, strict=True))
    return np.array([known.get((article, version, number - 1), 0.0) for article, version, number in places])


def shared_words(query: str, texts: Sequence[str]) -> list[float]:
    """For each text, the sum of what the query words that it has weigh; a word weighs more the fewer of the texts
    have it (an inverse frequency).
    """
    wanted = content_stems(query)
    found = [wanted & content_stems(text) for text in texts]
    frequency = Counter(word for words in found for word in words)
    return [sum(math.log(1 + len(texts) / frequency[word]) for word in sorted(words)) for words in found]
