"""What was said earlier in a conversation: questions, as they were understood, and the claims that answered them."""

from dataclasses import dataclass

from rag.answer import Answer
from rag.errors import NotFound
from rag.store.record import Record

LAST_TURNS = 4
"""Earlier questions that a follow-up may lean on; what lies further back, nobody expects to be meant."""
SHOWN_CLAIM = 200
"""Characters of a claim that a model is shown of an earlier answer."""


@dataclass(frozen=True, slots=True)
class EarlierQuestion:
    """One earlier question in its standalone form, with the claims shown for it, perhaps none."""

    question: str
    claims: tuple[str, ...] = ()

    @classmethod
    def of(cls, answer_json: str) -> "EarlierQuestion":
        """The turn that a stored answer stands for."""
        answer = Answer.model_validate_json(answer_json)
        return cls(answer.standalone_question, tuple(claim.text for claim in answer.claims))

    def __str__(self) -> str:
        """The turn as a model is shown it."""
        # Told that there was no answer, a small model takes over those words.
        return "\n".join((f"Q: {self.question}", *(f"A: {claim[:SHOWN_CLAIM]}" for claim in self.claims[:1])))

    @property
    def words(self) -> str:
        """All that was said in it."""
        return "\n".join((self.question, *self.claims))


def turns_of(record: Record, conversation_id: str | None) -> list[EarlierQuestion]:
    """The last turns of the conversation, none where the id is None, since a new one begins. Raises NotFound for a
    conversation of which no answer is kept.
    """
    if conversation_id is None:
        return []
    answers = record.conversation(conversation_id, LAST_TURNS)
    if not answers:
        hint = "Ask from the first page, or without `conversation_id`: that begins a new one."
        raise NotFound("No answer of this conversation is kept.", hint)
    return [EarlierQuestion.of(answer) for answer in answers]
