"""What surrounds a story on its page goes; every sentence of the story stays, in any script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.reading.chrome import Story, story_of
from rag.reading.text import clean
from rag.reading.widgets import is_titled_link, is_widget
from tests.rag.news_sentences import cases

STORY = "The two sides met in Istanbul on Friday.\n\nThey agreed on an exchange of prisoners, officials said."
HEADLINE = "Talks end without a truce"

WIDGETS = """
1 month ago 5
Updated 3 hours ago
12 shares
1.2k views
5 min read
Share on Facebook
Facebook Twitter WhatsApp Copy Link
Share this: Facebook | X | E-mail
Read more
Read Entire Article
Read the full story here.
Read more coverage on CNBC Politics
Read more: Five things to know about the talks
RELATED: Will there be a truce?
Also read: Who is who at the table
Continue reading
You may also like
Related Articles
Most Read
Previous Post Next Post
« Previous article
Next post →
Post navigation
Back to top
Skip to main content
Home » World » Europe
ADVERTISEMENT
Advertisement - Scroll to continue
Sponsored content
Story continues below this ad
Subscribe now
Sign up for our newsletter to get the best stories every morning.
Subscribe to our daily newsletter
Get the latest news delivered straight to your inbox.
Enter your email address
Follow us on Facebook and X
This website uses cookies to improve your experience.
We use cookies. Read our policy to learn more.
By continuing to browse, you agree to our terms.
Accept all cookies
Privacy policy
Leave a Reply
Leave a Reply Cancel reply
Post Comment
No comments yet
Your email address will not be published. Required fields are marked *
Save my name, email, and website in this browser for the next time I comment.
Name *
Log in to leave a comment
© 2025 Northline News
Copyright 2025 The Northline Company. All rights reserved. This material may not be published.
All rights reserved.
""".strip().splitlines()

CREDITS = """
Chris Marsh | Getty Images News | Getty Images
Global Images Ukraine | Global Images Ukraine | Getty Images
Getty Images
REUTERS/Ann Poe
Ann Poe/AP
AFP via Getty Images
Photo: Ann Poe
Image credit: Northline
Photo by Ann Poe
(AP Photo/Ann Poe)
(Image credit: Ann Poe/AFP via Getty Images)
The minister arrives in Istanbul on May 16, 2025. (AP Photo/Ann Poe, File)
""".strip().splitlines()

STORY_LINES = """
Share prices fell by a tenth.
Read more books, the minister told pupils.
Related: the two men are cousins, police said.
Sign up or stay out, he told them.
By continuing the war, Moscow loses the support of its allies.
Copyright law of 1976 was amended on Tuesday.
Subscribe to the idea or leave, she said.
We use cookies as bait, the trapper said with a laugh, “and honey.”
‘Manipulative’
International Pressure for Peace:
What happens next?
Reuters/Ipsos poll: voters want peace
Satellite images
A short history of the truce
Слава Україні
(C) clinched conference; (D) clinched division
The photo was taken in May (it was later withdrawn).
""".strip().splitlines()


@pytest.mark.parametrize("line", WIDGETS)
@pytest.mark.parametrize("place", ["above", "between", "below"])
def test_widgets_go_wherever_they_stand(line: str, place: str) -> None:
    """Share bars, links, boxes, forms and notices, as whole lines."""
    assert is_widget(line) or is_titled_link(line)
    first, last = STORY.split("\n\n")
    page = {
        "above": f"{HEADLINE}\n{line}\n{STORY}",
        "between": f"{HEADLINE}\n\n{first}\n\n{line}\n\n{last}",
        "below": f"{HEADLINE}\n\n{STORY}\n{line}",
    }
    kept = story_of(page[place]).text
    assert kept.split("\n") == [part for part in kept.split("\n") if part != line]
    assert [part for part in kept.split("\n") if part] == [HEADLINE, first, last]


@pytest.mark.parametrize("headline", ["Watch: Pier falls into the sea", "Related: Two deaths in Tarn Quay", "Reuters"])
def test_a_headline_that_reads_as_a_link_stays(headline: str) -> None:
    """The first line is the headline."""
    assert story_of(f"{headline}\n\n{STORY}").text == f"{headline}\n\n{STORY}"


@pytest.mark.parametrize("line", CREDITS)
def test_credits_of_pictures_go(line: str) -> None:
    """A name and an agency, or a line that says it is a credit."""
    assert story_of(f"{HEADLINE}\n\n{line}\n\n{STORY}").text == f"{HEADLINE}\n\n{STORY}"


def test_a_dated_caption_goes_with_its_credit_and_stays_without() -> None:
    """A caption is one sentence that dates its picture; a story's sentence above a credit stays, and so does what stands above
    the name of an agency, or ends the story.
    """
    caption = "U.S. President Ann Poe and Bo Day on July 16, 2018, in Helsinki, Finland."
    first, last = STORY.split("\n\n")
    assert story_of(f"{HEADLINE}\n\n{caption}\n\nGetty Images\n\n{STORY}").text == f"{HEADLINE}\n\n{STORY}"
    assert caption in story_of(f"{HEADLINE}\n\n{caption}\n\n{STORY}").text
    assert caption in story_of(f"{HEADLINE}\n\n{caption}\n\nReuters\n\n{STORY}").text
    assert caption in story_of(f"{HEADLINE}\n\n{STORY}\n\n{caption}\n\nAnn Poe/Reuters").text
    assert first in story_of(f"{HEADLINE}\n\n{first}\n\nGetty Images\n\n{last}").text


@pytest.mark.parametrize("line", STORY_LINES)
def test_lines_of_a_story_stay(line: str) -> None:
    """Sub-headings too, and what only starts as a widget does."""
    assert line in story_of(f"{HEADLINE}\n\n{STORY}\n\n{line}\n\n{STORY}").text.split("\n")


@given(st.lists(st.sampled_from([sentence for case in cases() for sentence in case]), min_size=1, max_size=12))
def test_no_sentence_of_a_story_is_dropped(sentences: list[str]) -> None:
    """Each on a line of its own, where it is most easily taken for something else."""
    assert story_of(clean("\n".join([HEADLINE, *sentences]))).text == clean("\n".join([HEADLINE, *sentences]))


BESIDE = """
Menu
Search
Log in
Share
X
an hour ago
3 days ago
Tags: truce, talks, Istanbul
Subscribe
Sign up
Trending
""".strip().splitlines()


@pytest.mark.parametrize("line", BESIDE)
def test_buttons_go_beside_the_story_and_stay_in_its_midst(line: str) -> None:
    """In its midst each may be a sub-heading."""
    for page in (
        f"{line}\n{HEADLINE}\n\n{STORY}",
        f"{HEADLINE}\n{line}\n\n{STORY}",
        f"{HEADLINE}\n\n{STORY}\n\n{line}",
    ):
        assert [part for part in story_of(page).text.split("\n") if part] == [HEADLINE, *STORY.split("\n\n")]
    inside = f"{HEADLINE}\n\n{STORY}\n\n{line}\n\n{STORY}"
    assert story_of(inside).text == inside


def test_between_sentences_a_button_word_stays_on_a_page_without_headline() -> None:
    """Which begins and ends with a sentence."""
    assert story_of("They met.\nSearch\nThey left.").text == "They met.\nSearch\nThey left."


def test_a_headline_of_one_button_word_stays() -> None:
    """What stands alone above a story is its headline."""
    assert story_of(f"Search\n\n{STORY}").text == f"Search\n\n{STORY}"


def test_names_in_the_strip_below_a_headline_go_only_beside_a_stamp() -> None:
    """The name of a site stands beside an age or a count; without one it may be a sub-title."""
    assert story_of(f"{HEADLINE}\n\n1 month ago 5\n\nRommel Digest\n\n{STORY}").text == f"{HEADLINE}\n\n{STORY}"
    assert story_of(f"{HEADLINE}\n\n3 hours ago\n\nRommel Digest\n\n{STORY}").text == f"{HEADLINE}\n\n{STORY}"
    assert story_of(f"{HEADLINE}\n\nIstanbul Diary\n\n{STORY}").text == f"{HEADLINE}\n\nIstanbul Diary\n\n{STORY}"


@pytest.mark.parametrize(
    "page",
    [
        f"{HEADLINE}\nBy Ann Poe\n{STORY}",
        f"{HEADLINE}\n{STORY}\nBy Ann Poe",
        f"{HEADLINE}\n{STORY}\nWritten by: Ann Poe",
    ],
)
def test_a_stated_byline_is_taken_from_above_or_below_the_story(page: str) -> None:
    """And from nowhere else."""
    assert story_of(page) == Story(f"{HEADLINE}\n{STORY}", "Ann Poe")


def test_a_headline_that_starts_with_by_is_no_byline() -> None:
    """The first line is the headline."""
    assert story_of(f"By Any Means\n\n{STORY}") == Story(f"By Any Means\n\n{STORY}")


def test_a_menu_in_another_script_goes_and_a_foreign_line_inside_the_story_stays() -> None:
    """Only around the sentences of the page's own script, only short lines without a sentence or a quotation."""
    around = f"آسيا أخبار العالم\n\n{HEADLINE}\n\n{STORY}\n\nاترك تعليقاً\n\nلن يتم نشر عنوان بريدك. الحقول مشار إليها بـ *\n\nإغلاق"
    assert story_of(around).text == f"{HEADLINE}\n\n{STORY}"
    inside = f"{HEADLINE}\n\n{STORY}\n\nСлава Україні\n\n{STORY}\n\n«Слава Україні»"
    assert story_of(inside).text == inside


@pytest.mark.parametrize(
    "article",
    [
        "محادثات السلام تنتهي من دون هدنة\n\nاجتمع الطرفان في إسطنبول يوم الجمعة. ولم يتفقا على هدنة.\n\nردود الفعل\n\nقال الوزير: «لن نتوقف».",
        "Переговоры закончились без перемирия\n\nСтороны встретились в Стамбуле в пятницу.\n\nЧто дальше\n\n«Мы не остановимся», — сказал министр.",
        "会谈结束\n\n双方周五在伊斯坦布尔会面。\n\n下一步\n\n部长说：“我们不会停止。”",
        "การเจรจาสิ้นสุดลง\n\nทั้งสองฝ่ายพบกันที่อิสตันบูลเมื่อวันศุกร์\n\nไม่มีข้อตกลง",
    ],
    ids=["Arabic", "Russian", "Chinese", "Thai"],
)
def test_an_article_in_another_script_is_untouched(article: str) -> None:
    """Whatever the script, the page's own script is never foreign."""
    assert story_of(clean(article)) == Story(clean(article))


@given(st.text(max_size=300))
def test_any_page_has_a_clean_story(page: str) -> None:
    """Nothing on a page can break it, and the story holds no line that the page does not."""
    lines = {line.strip() for line in clean(page).split("\n")}
    assert {line.strip() for line in story_of(clean(page)).text.split("\n")} <= lines | {""}


def test_an_endless_line_takes_no_time() -> None:
    """Widgets are looked for in short lines only."""
    line = "share " * 100_000 + "| " * 100_000 + "(" * 100_000
    assert story_of(clean(line)).text == clean(line)
