"""Which stretches of text are sentences that can be evidence, and how many words of one text another has."""

import math
import re
from collections import Counter
from collections.abc import Sequence

from eval.yardstick.words import content_stems

_FEWEST_WORDS = 5
_LONGEST = 800
"""The most characters of a sentence."""
_ENDS_LIKE_SENTENCE = re.compile(r"[.!?…][”\"’')\]]*$")


def is_sentence(text: str) -> bool:
    """Whether `text` can be evidence: it ends like a sentence, has five words or more, and is not overlong."""
    return len(text) <= _LONGEST and len(text.split()) >= _FEWEST_WORDS and bool(_ENDS_LIKE_SENTENCE.search(text))


def shared_words(query: str, texts: Sequence[str]) -> list[float]:
    """For each text, the sum over the words of `query` that it has, each weighted by how few of the texts have it."""
    wanted = content_stems(query)
    found = [wanted & content_stems(text) for text in texts]
    frequency = Counter(word for words in found for word in words)
    return [sum(math.log(1 + len(texts) / frequency[word]) for word in sorted(words)) for words in found]
