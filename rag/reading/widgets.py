"""Lines that are never a story: share bars, links to read more, cookie and newsletter boxes, comment forms, credits.

Every form must match a whole line. What may have any words in it is a link that names a title, or a notice in
the site's own voice; neither says who said it, so that a story's sentence which begins like one stays. It knows
the widget words of English pages only, and looks at one line at a time: what a line's place on the page tells is
in `rag.reading.chrome`.
"""

import re

from rag.reading.sentences import ends_sentence

LONGEST_WIDGET = 300
"""Characters. A longer line is a paragraph, whatever it starts with."""

_AGE = r"(?:\d+|an?|one)\s*(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|h|days?|weeks?|months?|years?)\s+ago"
_NETWORK = (
    r"(?:facebook|twitter|x|linkedin|pinterest|whatsapp|telegram|reddit|tumblr|vkontakte|vk|odnoklassniki|pocket|skype|"
    r"messenger|viber|flipboard|bluesky|threads|mastodon|instagram|youtube|rss|e-?mail|print|copy link|copy url|link)"
)
_PIECE = r"(?:articles?|stor(?:y|ies)|posts?|news|coverage|reports?)"
_NAME = r"(?-i:[A-Z&][\w&'’.-]*(?:,? (?:[A-Z&][\w&'’.-]*|of|and|the|for))*)"
_TITLE = r"[\s]*(?-i:[^a-z\s])[^.…]{0,150}"  # what a link names: a headline begins with a capital and has no full stop
_SITE = r"(?:web)?site"

# Counts and ages: they mark the strip under a headline where the names of the site or its section stand too.
_STAMPS = (
    rf"(?:posted|published|updated|last updated|modified)\s*:?\s+{_AGE}|{_AGE}\s*[|·•-]?\s*\d{{1,7}}",
    r"[\d.,]+\s*[km]?\s+(?:shares?|views?|comments?|likes?|reads?|retweets?)",
    r"(?:shares?|views?|comments?|likes?)\s*[:(]\s*[\d.,]+\s*[km]?\)?",
    r"(?:reading time:?\s*)?\d{1,3}\s*-?\s*min(?:ute)?s?\s+read",
    rf"share(?=[\s:])(?: this(?: {_PIECE})?)?(?:(?: (?:on|via|with|to))?[:\s]+{_NETWORK}(?:[\s|/·•]+{_NETWORK})*)?:?",
    rf"{_NETWORK}(?:[\s|/·•]+{_NETWORK})+|copy (?:link|url)|tweet",
)
_FORMS = (
    # Onwards and around
    (
        rf"(?:read|continue|continue reading|see|view|show|load|click (?:here )?(?:to|for))\s+(?:read\s+)?"
        rf"(?:the\s+|an?\s+|our\s+)?(?:more|full|entire|whole|original|all|related|rest of the)(?:\s+{_PIECE})?"
        rf"(?:\s+here)?(?:\s+(?:on|at|from|in)\s+{_NAME})?[\s.…»>→:]*"
    ),
    rf"(?:continue reading|keep reading|read on|more on this story|(?:read more|related(?: {_PIECE})?)\s*:)[\s…»>→]*",
    (
        rf"(?:related|recommended|popular|latest|trending|similar|top|most read|more)\s+"
        rf"(?:{_PIECE}|for you|topics|content|links)"
    ),
    (
        r"you (?:may|might) (?:also )?(?:like|be interested in)|what to read next|up next|most (?:read|popular|viewed)"
        r"|editor['’]?s['’]? picks?"
    ),
    (
        r"[«‹<←]*\s*(?:previous|prev|older|next|newer)\s+(?:post|article|story|page|entry)s?"
        r"(?:\s*[|/]?\s*(?:next|newer)\s+(?:post|article|story|page|entry)s?)?\s*[»›>→]*"
    ),
    (
        r"(?:post|article) navigation|(?:back|scroll|go|return) to (?:the )?(?:top|home(?:page)?)"
        r"|skip to (?:main )?(?:content|navigation)|jump to (?:content|comments)"
    ),
    r"home(?:\s*[»›]\s*[^»›.]{1,60}){1,6}|home(?:\s*>\s*[^>.]{1,60}){2,6}",
    # Money
    (
        r"advertisements?(?: -? ?(?:continue reading below|scroll to continue))?|\W*(?:sponsored|promoted) content\W*"
        r"|(?:article|story) continues below(?: this ad(?:vertisement)?)?|scroll (?:down )?to continue(?: reading)?"
    ),
    r"(?:subscribe|sign up|register|join us|donate) (?:now|today|here|for free)[!.…»>→]*",
    (
        rf"(?:sign up|subscribe)\s+(?:now\s+)?(?:for|to)\s+(?:our|the|this|a)\s(?:[\w,’'-]+ ){{0,6}}newsletters?"
        rf"(?: series)?(?:\s*(?:here|now|today)|(?:\s+(?:to|for|and)\s|[.:!]+\s(?-i:[A-Z]))[^,“”\"]{{0,120}})?[.!]?"
        rf"|subscribe now for unlimited access to {_NAME}"
    ),
    (
        r"(?:get|receive)\b[^.“”\"]{0,120}\b(?:delivered|sent) (?:straight |right |directly )?to your "
        r"(?:e-?mail )?inbox(?: (?:every|each) \w+| daily| for free)?[.!]?"
        r"(?: (?:sign up|subscribe) (?:now|here|today)[.!]?)?"
    ),
    (
        rf"(?:enter |your )+e-?mail(?: address)?(?: here)?[.…*:]*"
        rf"|(?:follow|like|find) us on {_NETWORK}(?:(?:,| and|,? or)? {_NETWORK})*[.!]?"
    ),
    r"(?:download|get) (?:our|the) (?:free )?(?:mobile )?app(?: (?:now|today|here|for free))?[.!]?",
    # Consent
    (
        rf"(?:this {_SITE}|our {_SITE}|we(?: and our (?:\d+ )?partners)?)\s+(?:use|store)s?\s+cookies"
        rf"(?=.*\b(?:your|our|{_SITE}|policy|traffic|consent)\b)(?: (?:to|and|for|on)\b|[.])[^,“”\"]*"
    ),
    (
        r"by (?:continuing|using|browsing|clicking)\b[^“”\"]{0,80}\byou (?:agree|accept|consent) to "
        r"(?=.*\b(?:terms|cookies|privacy|policy)\b)[^,“”\"]*"
    ),
    (
        r"(?:accept|reject|allow|manage)(?: all)? (?:cookies|preferences|and continue)"
        r"|cookie (?:policy|settings|preferences|notice)|privacy (?:policy|settings)|terms of (?:use|service)"
    ),
    # Comments
    (
        r"(?:leave|post|add|write|submit) (?:a |your )?(?:reply|comment)s?(?: below)?(?:\s*cancel reply)?|cancel reply"
        r"|join the (?:conversation|discussion)|(?:view|show|load|hide)(?: all)? comments|no comments(?: yet)?"
        r"|comments are closed\.?|be the first to comment[.!]?"
    ),
    (
        r"your e-?mail(?: address)? will not be published\..*|required fields are marked.*"
        r"|save my name, e-?mail,? and website in this browser.*"
        r"|notify me of (?:new|follow-?up) (?:comments?|posts?) .*"
    ),
    (
        r"(?:name|e-?mail(?: address)?|website|comment)\s*\*|(?:log|sign) in to (?:leave a )?(?:comment|reply)"
        r"|this site uses akismet.*"
    ),
    # What a page says where something did not load
    (
        rf"view this post on {_NETWORK}|loading(?: \w+)?(?:\.\.\.|…)"
        rf"|please (?:turn on|enable) javascript\b[^,“”\"]{{0,80}}"
    ),
    r"(?:last )?(?:updated|modified|published) at \d{1,2}[.:]\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?",
    # Rights
    (
        rf"(?:copyright\s*)?(?:©\s*(?=\d{{4}}|{_NAME}|copyright)|\(c\)\s*(?=\d{{4}}\s{_NAME}))[^“”\"]*"
        rf"|copyright \d{{4}},? (?:by )?{_NAME}(?:\.? all rights reserved\.?[^“”\"]*)?"
        rf"|(?:{_NAME}\. )?all rights reserved\.?"
    ),
)
# A link that names what it leads to; a headline may read so too ("Watch: pier falls into the sea").
_LINK = (
    rf"(?:read (?:more|also|next|this)(?: from {_NAME}| here)?|read the full story here|also read|see also"
    rf"|related(?: {_PIECE})?|watch|more {_PIECE}|more on this)\s*[:|»>→]{_TITLE}"
)
# What only the place beside a story gives away: in its midst each may be a sub-heading.
_BESIDE = (
    rf"(?:{_AGE}|{_NETWORK}|share|save|pin|post|like|more|comments?|reply)",
    (
        r"(?:main |toggle |open |close )?(?:menu|navigation|search|sidebar)|close|home ?page|home|log ?in|sign ?in"
        r"|register|my account|website"
    ),
    (
        r"(?:subscribe|sign up|donate|join us|trending|recommended|advertise|ad|sponsored|i agree|got it"
        r"|terms and conditions)[!.]?"
    ),
    r"(?:tags?|filed under|categor(?:y|ies)|topics?)\s*:[^.!?]{0,150}",
)


def _any_of(forms: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{form})" for form in forms), re.IGNORECASE)


_STAMP, _FORM, _PLACED = _any_of((*_STAMPS, _AGE)), _any_of((*_STAMPS, *_FORMS)), _any_of((*_STAMPS, *_BESIDE))
_TITLED = _any_of((_LINK,))

_AGENCY = (
    r"(?:(?:the )?associated press|ap|reuters|afp|agence france-presse|epa(?:-efe)?|efe|getty(?: images)?|shutterstock|"
    r"bloomberg|tass|anadolu(?: agency)?|xinhua|nurphoto|alamy(?: stock photo)?|zuma(?: press)?|upi|"
    r"pa(?: media| wire)|dpa|kyodo|ukrinform|abaca(?:press)?|istock(?:photo)?|picture alliance|ap photo|file photo|"
    r"sipa(?: usa)?)"
)
_AGENCY_PART = re.compile(rf"{_AGENCY}(?:\s+via\s+{_AGENCY})*", re.IGNORECASE)
# Names of picture desks that are ordinary words too, so they count only beside another name.
_DESK_PART = re.compile(
    r"[\w’' -]{2,40} images(?: [\w’' -]{2,20})?|pool|handout|sputnik|imago|stringer|pa", re.IGNORECASE
)
_PART_BREAK = re.compile(r"\s*[|/©]\s*")
_PICTURE = re.compile(
    r"(?:photo(?:graph)?|image|picture|illustration)s?(?:\s+(?:credit|courtesy(?: of)?|source))?\s*[:|/©]\s*|"
    r"(?:photo(?:graph)?|image|picture)s?\s+(?:by|courtesy of|credit)\s+|credits?\s*:\s*",
    re.IGNORECASE,
)
_PICTURES = re.compile(r"images|photo|getty|shutterstock|alamy", re.IGNORECASE)
_IN_BRACKETS = re.compile(
    r"\((?:(?:AP |File )?Photo\b|Image:|Getty Images|AFP/|REUTERS/"
    r"|[^()]{1,60}(?: via AP| via Getty Images|/AP|/AFP|/Reuters))[^()]{0,120}\)"
)
_NAME_WORD = re.compile(r"[^\W\d_][\w.’'-]*|&")
_SMALL_WORDS = frozenset("de da di del van von der den la le el al bin ibn of the and via for".split())


def is_stamp(line: str) -> bool:
    """Whether `line` is nothing but an age ("1 month ago 5"), a count ("12 shares") or a row of share buttons."""
    return len(line) <= LONGEST_WIDGET and _STAMP.fullmatch(line) is not None


def is_widget(line: str) -> bool:
    """Whether `line` as a whole is a known piece of page furniture, wherever it stands."""
    return len(line) <= LONGEST_WIDGET and _FORM.fullmatch(line) is not None


def is_titled_link(line: str) -> bool:
    """Whether `line`, if no headline, leads to another article that it names: "Read more: Five things to know"."""
    return len(line) <= LONGEST_WIDGET and _TITLED.fullmatch(line) is not None


def is_furniture_at_the_edge(line: str) -> bool:
    """Whether `line` is page furniture if it stands beside the story ("Menu", "an hour ago"), not in its midst."""
    return len(line) <= LONGEST_WIDGET and _PLACED.fullmatch(line) is not None


def is_credit(line: str) -> bool:
    """Whether `line` credits a picture.

    Examples: "Name | News | Getty Images", "Photo: Name", "REUTERS/Name", "(AP Photo/Name)".
    """
    if _IN_BRACKETS.fullmatch(line):
        return True
    if len(line) > 120 or ends_sentence(line):
        return False
    label = _PICTURE.match(line)
    parts = [part for part in _PART_BREAK.split(line[label.end() :] if label else line) if part]
    if label:
        return bool(parts) and all(map(is_name, parts))
    if len(parts) == 1:
        return _AGENCY_PART.fullmatch(line) is not None
    known = any(_AGENCY_PART.fullmatch(part) or _DESK_PART.fullmatch(part) for part in parts)
    return known and all(map(is_name, parts))


def is_of_picture(credit: str) -> bool:
    """Whether `credit` can only be that of a picture. "Reuters" alone can't: an agency's name may stand under
    a story too.
    """
    return len(_PART_BREAK.split(credit)) > 1 or _PICTURES.search(credit) is not None


def is_agency(name: str) -> bool:
    """Whether `name` is a news agency's."""
    return _AGENCY_PART.fullmatch(name) is not None


def is_name(line: str, most_words: int = 6) -> bool:
    """Whether `line` reads as the name of a person, agency or site: a few capitalised words and no sentence."""
    words = line.split()
    return 0 < len(words) <= most_words and all(
        _NAME_WORD.fullmatch(word) and (not word[0].islower() or word.lower() in _SMALL_WORDS) for word in words
    )
