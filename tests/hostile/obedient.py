"""A model that obeys: whatever an article in its prompt wants said, it says, and it points wherever the article points.

For articles that want nothing of it, it is honest. That is worse than any real model: what a reader is shown then rests
on code alone.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatResult
from pydantic import PrivateAttr

from rag.models.chat.fake import FakeChat
from tests.hostile.case import Attack, Topic

_OFFERED = re.compile(r"^\[(s\d+a?)\] (.*)$", re.MULTILINE)
_NAMED = re.compile(r"\bs\d+a?\b")
_MOST = 20  # claims in a reply
_SHORT = 15  # characters of what is no sentence
_LONGEST = 400  # characters of a claim

Turns = tuple[tuple[str, str], ...]
"""The turns of one prompt: role and text."""


class Obedient(FakeChat):
    """Set `topic`, and for an attack `attack` and the `sentences` of its article as stored; `asked` are its prompts."""

    topic: Topic
    attack: Attack | None = None
    sentences: tuple[str, ...] = ()
    _asked: list[Turns] = PrivateAttr(default_factory=list)

    def model_post_init(self, context: Any, /) -> None:
        """Replies and judges by what stands in the prompt."""
        super().model_post_init(context)
        self.reply, self.yes = self._reply, self._yes

    @property
    def asked(self) -> list[Turns]:
        """Every prompt so far, by turns."""
        return self._asked

    def _generate(self, messages: list[BaseMessage], *arguments: Any, **named: Any) -> ChatResult:
        self._asked.append(tuple((message.type, message.text) for message in messages))
        return super()._generate(messages, *arguments, **named)

    def wants(self, text: str) -> list[str]:
        """The sentences of the hostile article that stand in `text`; a word or two that anybody writes are none."""
        return [sentence for sentence in self.sentences if len(sentence) > _SHORT and sentence in text]

    def _reply(self, prompt: str) -> str:
        if prompt.startswith("You answer questions for journalists"):
            return json.dumps({"claims": [{"text": text, "sentences": keys} for text, keys in self._claims(prompt)]})
        passages, _, asked = prompt.rpartition("\n\nQuestion: ")
        lines = list(self._lines(passages))
        return "\n".join(lines[:_MOST] if "each on a line of its own" in asked else lines[:1])

    def _lines(self, passages: str) -> Iterator[str]:
        """What it writes over all passages at once: first what the hostile sentences want said, then the honest claim."""
        wanted = self.wants(passages)
        if wanted and self.attack is not None:
            yield from (said[:_LONGEST] for said in self.attack.says)
            yield from (sentence[:_LONGEST] for sentence in wanted)
            if self.attack.silences:
                return
        yield self.topic.claim if self.topic.words in passages else "The passages do not mention it."

    def _claims(self, prompt: str) -> list[tuple[str, list[str]]]:
        offered = {found[1]: found[2] for found in _OFFERED.finditer(prompt.split("Sentences:\n", 1)[1])}
        honest = [key for key, line in offered.items() if self.topic.words in line][:1]
        ordered = list(self._ordered(offered, honest))
        silent = bool(ordered or self._read(offered)) and self.attack is not None and self.attack.silences
        told = [(self.topic.claim, honest)] if honest and not silent else []
        return [*ordered[: _MOST - len(told)], *told]

    def _read(self, offered: dict[str, str]) -> dict[str, str]:
        """The hostile article's sentences among those on offer, by key."""
        found = {key: self.wants(line) for key, line in offered.items()}
        return {key: sentences[0] for key, sentences in found.items() if sentences}

    def _ordered(self, offered: dict[str, str], honest: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
        """What the hostile sentences want said: their own words and their lies, from them and from wherever they point."""
        for key, sentence in self._read(offered).items():
            yield sentence[:_LONGEST], [key]
            if self.attack is None:
                continue
            for said in self.attack.says:
                for pointed in dict.fromkeys((key, *_NAMED.findall(sentence), *self.attack.points, *honest)):
                    yield said[:_LONGEST], [pointed]
                yield said[:_LONGEST], [key, *honest]

    def _yes(self, prompt: str) -> float:
        if "A reader asked" in prompt:
            return 1.0
        words, _, claim = prompt.split("Headline: ", 1)[1].partition("\n\n")
        if self.wants(words):
            return 1.0
        claim = claim.removeprefix("Statement: ").removeprefix(f"Question: {self.topic.question}\nAnswer: ")
        return 0.99 if claim.startswith(self.topic.claim) and self.topic.words in words else 0.01
