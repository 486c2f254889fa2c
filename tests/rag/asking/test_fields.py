"""A field that can't be used is named, with what it has to be: in our words, whatever finds the mistake."""

import pytest

from rag.answer import AskRequest, Request, SearchRequest
from rag.asking.fields import requested
from rag.errors import BadInput

MISTAKES: list[tuple[type[Request], dict[str, object], str]] = [
    (AskRequest, {"question": None}, "question can't be null: it must be text. Write it in quotation marks."),
    (AskRequest, {"outlets": ["Herald", 1]}, "outlets.1 can't be 1: it must be text."),
    (AskRequest, {"outlets": "Herald"}, "outlets can't be 'Herald': it must be a list. Write it in square brackets"),
    (AskRequest, {"articles": {"id": 1}}, "articles can't be an object: it must be a list."),
    (AskRequest, {"max_claims": "many"}, "max_claims can't be 'many': it must be a whole number. Write it in digits"),
    (AskRequest, {"max_claims": 1.5}, "max_claims can't be 1.5: it must be a whole number."),
    (AskRequest, {"max_claims": float("nan")}, "max_claims can't be nan: it must be a whole number."),
    (AskRequest, {"max_claims": 0}, "max_claims can't be 0. Choose 1 or more."),
    (AskRequest, {"max_claims": 21}, "max_claims can't be 21. Choose 20 or less."),
    (AskRequest, {"stream": "often"}, "stream can't be 'often': it must be true or false."),
    (AskRequest, {"stream": []}, "stream can't be a list: it must be true or false."),
    (SearchRequest, {"limit": 51}, "limit can't be 51. Choose 50 or less."),
    (SearchRequest, {"limit": True, "since": False}, "since can't be false: it must be text."),
    (SearchRequest, {"untill": "2025-01-01"}, "'untill' is no field of this request. Check its spelling, or leave it"),
]


@pytest.mark.parametrize(("kind", "fields", "said"), MISTAKES)
def test_a_mistake_is_told_with_its_field_and_what_to_do(
    kind: type[Request], fields: dict[str, object], said: str
) -> None:
    """Nothing of pydantic's wording, and a hint always."""
    with pytest.raises(BadInput) as error:
        requested(kind, {"question": "What?", **fields})
    assert str(error.value).startswith(said)
    assert error.value.hint
    assert "Input" not in str(error.value)
    assert "valid" not in str(error.value)


def test_a_request_without_a_question_is_told_what_it_lacks() -> None:
    """The field is named, though nothing was sent for it."""
    with pytest.raises(BadInput, match="The field 'question' is missing"):
        requested(SearchRequest, {})


def test_an_error_repeats_only_the_beginning_of_what_was_sent() -> None:
    """A name or a value may be as long as a body; an error is one line."""
    for fields in ({"x" * 5000: 1}, {"max_claims": "9" * 5000}, {"since": ["x" * 5000]}):
        with pytest.raises(BadInput) as error:
            requested(AskRequest, {"question": "What?", **fields})
        assert len(str(error.value)) < 200


def test_a_request_without_a_mistake_is_that_request() -> None:
    """Of the kind that was asked for."""
    made = requested(SearchRequest, {"question": "What?", "outlets": ["Herald"], "limit": 3})
    assert made == SearchRequest(question="What?", outlets=("Herald",), limit=3)
