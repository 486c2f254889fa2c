"""What stands in quotation marks is somebody's words: which stretches they are, and whether a sentence cuts one."""

import pytest

from rag.checking.quotations import HIDDEN, cut_quotation, goes_on, quotations, without_quotations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said “no” and “never”.", ["“no”", "“never”"]),
        ("A „low“ mark, a «French» one.", ["„low“", "«French»"]),
        ('A 5" pipe, and "words".', ['"words"']),
        ("“It goes on\nand here it does not.", ["“It goes on"]),
        ("No marks.", []),
        ("‘It will fall,’ she said. The skippers’ union knew.", ["‘It will fall,’"]),
        ("'Why?' he asked. “He said ‘Go.’ I went.”", ["'Why?'", "“He said ‘Go.’ I went.”"]),
        ("He called it ‘reckless’.", []),
    ],
)
def test_marks_are_paired_within_a_line(text: str, expected: list[str]) -> None:
    """Inches open nothing; what its line does not close ends with the line; single marks count round a remark."""
    assert [span.of(text) for span in quotations(text)] == expected


def test_a_quotation_goes_on_where_the_next_line_opens_it_again() -> None:
    """By the custom of the press."""
    text = "“The bank was soft.\n“It sank.”"
    first, second = quotations(text)
    assert goes_on(text, first)
    assert not goes_on(text, second)


def test_a_remark_in_single_marks_is_closed() -> None:
    """Another one in the next line is another one."""
    text = "‘It sank.’\n‘It did.’"
    assert not goes_on(text, quotations(text)[0])


def test_what_is_quoted_is_hidden_and_keeps_its_place() -> None:
    """Offsets stay those of the text."""
    assert without_quotations("Say “no”.") == f"Say {HIDDEN * 4}."


def test_half_a_quotation_is_told_from_a_whole_one() -> None:
    """Nobody can tell what in a half is quoted."""
    assert cut_quotation("“We shall go on, she said, and on.")
    assert not cut_quotation("“We shall go on,” she said.")
