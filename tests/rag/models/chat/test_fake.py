"""The fake keeps to what real chat models do, so that what passes with it can pass with them."""

import pytest
from pydantic import BaseModel, ValidationError

from rag.models.chat.fake import FakeChat
from rag.models.chat.speak import yes_probability


class Colour(BaseModel):
    """A schema to ask for."""

    name: str


def test_it_says_what_it_was_told_and_remembers_what_it_was_asked() -> None:
    """Turns are joined by blank lines."""
    fake = FakeChat(reply=str.upper)
    assert fake.invoke([("system", "be"), ("human", "loud")]).text == "BE\n\nLOUD"
    assert fake.prompts == ["be\n\nloud"]


def test_two_fakes_remember_apart() -> None:
    """No state is shared."""
    one, other = FakeChat(), FakeChat()
    one.invoke("a")
    assert (one.prompts, other.prompts) == (["a"], [])


@pytest.mark.parametrize("probability", [0.0, 0.25, 0.85, 1.0])
def test_its_yes_has_the_probability_it_was_given(probability: float) -> None:
    """Through the same arithmetic as a real model's."""
    fake = FakeChat(yes=lambda _: probability)
    assert yes_probability(fake, [("user", "Is it?")]) == pytest.approx(probability, abs=1e-8)


def test_structured_output_is_parsed_strictly() -> None:
    """As real providers do it: what is no such JSON fails."""
    structured = FakeChat(reply=lambda _: '{"name": "red"}').with_structured_output(Colour)
    assert structured.invoke("Which?") == Colour(name="red")
    with pytest.raises(ValidationError):
        FakeChat(reply=lambda _: "red").with_structured_output(Colour).invoke("Which?")
