"""What the runtime keeps between prompts, and what an interrupt leaves behind; with a small real model."""

import threading

import pytest

from rag.models.chat.embedded import EmbeddedChat
from rag.models.chat.runtime import SLOTS, Runtime, Slot

pytestmark = pytest.mark.slow


JUDGE = "You are a strict fact checker. You answer with Yes or No only, and you never explain why you say so."
WRITER = "You write for a newspaper. You use only what the passage states, in one short and simple sentence."
FAR = 0.5
"""How far log probabilities of one prompt may lie apart: the runtime rounds differently by how much it reads at once."""


@pytest.fixture
def runtime(smoke_llm: EmbeddedChat) -> Runtime:
    """The small model's runtime, without anything kept."""
    kept = smoke_llm._loaded()
    for slot in kept._slots:
        slot.tokens = []
    return kept


def nothing() -> None:
    """Somebody still waits."""


def asked(runtime: Runtime, system: str, said: str) -> dict[str, float]:
    """The likeliest first words of a reply, by log probability."""
    prompt = runtime.tokens([{"role": "system", "content": system}, {"role": "user", "content": said}])
    (token,) = runtime.reply(prompt, 1, 5, nothing)
    return dict(token.likely)


def filled(runtime: Runtime) -> list[Slot]:
    """The states that have read something."""
    return [slot for slot in runtime._slots if slot.tokens]


def test_each_kind_of_prompt_finds_its_own_start_again(runtime: Runtime) -> None:
    """Two kinds that alternate take two states, not one from each other, although all prompts begin with the same markup."""
    for said in ("The weir is closed.", "The fair is open.", "The ferry is late."):
        for system in (JUDGE, WRITER):
            asked(runtime, system, said)
    assert len(filled(runtime)) == 2


def test_a_state_that_was_cut_reads_on_as_a_fresh_one(runtime: Runtime) -> None:
    """A longer and a shorter prompt with the same start, against the same prompt read from nothing."""
    long, short = "The weir is closed. " * 9, "The weir is closed. Is it?"
    fresh = asked(runtime, JUDGE, short)
    runtime._slots[-1].tokens = []
    asked(runtime, JUDGE, long)
    again = asked(runtime, JUDGE, short)
    assert len(filled(runtime)) == 1
    for word in list(fresh)[:2]:
        assert again[word] == pytest.approx(fresh[word], abs=FAR)


def test_an_interrupt_leaves_no_wrong_state(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that arrives while a batch is read: what the state then holds is unknown, so it starts afresh."""
    said = "The ferry is late again."
    expected = asked(runtime, JUDGE, said)
    slot = runtime._slots[-1]

    class Interrupted:
        """The state's request, interrupted right after it has read."""

        def infer(self, batch: object) -> None:
            request.infer(batch)
            raise KeyboardInterrupt

        def __getattr__(self, name: str) -> object:
            return getattr(request, name)

    request = slot.request
    monkeypatch.setattr(slot, "request", Interrupted())
    with pytest.raises(KeyboardInterrupt):
        asked(runtime, JUDGE, said + " Why?")
    monkeypatch.setattr(slot, "request", request)
    assert slot.tokens == []
    assert runtime._slots[-1] is slot
    assert asked(runtime, JUDGE, said) == pytest.approx(expected, abs=FAR)


def test_more_replies_may_be_open_than_states_are_kept(runtime: Runtime) -> None:
    """Forgotten ones give their state back when they are collected, and no more than the usual number is kept."""
    prompt = runtime.tokens([{"role": "user", "content": "Count from one to ten."}])
    replies = [runtime.reply(prompt, 4, 0, nothing) for _ in range(SLOTS + 2)]
    firsts = [next(reply).text for reply in replies]
    rest = ["".join(token.text for token in reply) for reply in replies]
    assert len(set(firsts)) == len(set(rest)) == 1
    del replies
    list(runtime.reply(prompt, 1, 0, nothing))
    assert len(runtime._slots) == SLOTS


def test_letters_of_several_tokens_come_whole(smoke_llm: EmbeddedChat) -> None:
    """No piece of a reply holds half a character."""
    asked_for = "Repeat exactly: 🕊️ Київ – “мир” 🇺🇦"
    pieces = [chunk.text for chunk in smoke_llm.stream(asked_for, max_tokens=40)]
    assert "".join(pieces) == smoke_llm.invoke(asked_for, max_tokens=40).text
    assert not [piece for piece in pieces if "\ufffd" in piece]


def test_a_short_prompt_gets_its_turn_while_a_long_one_is_read(runtime: Runtime) -> None:
    """After the batch that is being read, and not after the whole prompt."""
    long = runtime.tokens([{"role": "user", "content": "The weir is closed. " * 400}])
    short = runtime.tokens([{"role": "user", "content": "Is it?"}])
    begun, ended = threading.Event(), list[str]()

    def read(name: str, prompt: list[int], said: threading.Event) -> None:
        looks = iter(range(10**6))
        for _ in runtime.reply(prompt, 1, 1, lambda: said.set() if next(looks) == 2 else None):
            ended.append(name)

    first = threading.Thread(target=read, args=("long", long, begun))
    first.start()
    assert begun.wait(60)
    read("short", short, threading.Event())
    first.join()
    assert ended == ["short", "long"]
