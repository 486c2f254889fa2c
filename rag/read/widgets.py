"""Lines that are never a story: share bars, links to read more, cookie and newsletter boxes, comment forms, credits.

Every form must match a whole line. It knows the widget words of English pages only, and looks at one line at a time: what
a line's place on the page tells is in `rag.read.chrome`.
"""

import re

from rag.sentences import ends_sentence

LONGEST_WIDGET = 300
"""Characters. A longer line is a paragraph, whatever it starts with."""

_AGE = r"(?:\d+|an?|one)\s*(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|h|days?|weeks?|months?|years?)\s+ago"
_NETWORK = (
    r"(?:facebook|twitter|x|linkedin|pinterest|whatsapp|telegram|reddit|tumblr|vkontakte|vk|odnoklassniki|pocket|skype|"
    r"messenger|viber|flipboard|bluesky|threads|mastodon|instagram|youtube|rss|e-?mail|print|copy link|copy url|link|"
    r"share|tweet|pin|post|save|like|follow us|more|comments?)"
)
_PIECE = r"(?:articles?|stor(?:y|ies)|posts?|news|coverage|reports?|analysis|details)"
_TITLED = r"[^.…]{0,150}"  # what a link names: a headline, hence no full stop

# Counts and ages: they mark the strip under a headline where the names of the site or its section stand too.
_STAMPS = (
    rf"(?:(?:posted|published|updated|last updated|modified)\s*:?\s+)?{_AGE}(?:\s*[|·•-]?\s*\d{{1,7}})?",
    r"[\d.,]+\s*[km]?\s+(?:shares?|views?|comments?|likes?|reads?|retweets?)",
    r"(?:shares?|views?|comments?|likes?|reads?)\s*[:(]?\s*[\d.,]+\s*[km]?\)?",
    r"(?:reading time:?\s*)?\d{1,3}\s*-?\s*min(?:ute)?s?(?:\s+read)?",
    rf"(?:share(?: this)?(?: (?:on|via|with|to))?:?\s*)?{_NETWORK}(?:[\s,|/·•&]+(?:(?:share |tweet )?(?:on|via|by)\s+)?{_NETWORK})*",
)
_FORMS = (
    # Onwards and around
    rf"(?:read|continue|continue reading|see|view|show|load|click (?:here )?(?:to|for))\s+(?:read\s+)?(?:the\s+|an?\s+|our\s+)?(?:more|full|entire|whole|original|all|related|rest of the)(?:\s+(?:{_PIECE}))?(?:\s+(?:on|at|from|in|here)\b{_TITLED})?[\s.…»>→]*",
    rf"(?:continue reading|keep reading|read on|show more|load more|see more|view all|more {_PIECE}|more on this story|more from)\b[^.]{{0,80}}[….»>→]*",
    rf"(?:read (?:more|also|next|this)|also read|see also|related(?: {_PIECE})?|more on this|don['’]t miss|must read|watch|recommended)\s*[:|»>→]{_TITLED}",
    rf"(?:related|recommended|popular|latest|trending|similar|top|most read|more)\s+(?:{_PIECE}|for you|now|topics|content|links)",
    r"(?:you (?:may|might) (?:also )?(?:like|be interested in)|what to read next|up next|most (?:read|popular|viewed)|editor['’]?s['’]? picks?|trending|recommended)",
    r"[«‹<←]*\s*(?:previous|prev|older)(?:\s+(?:post|article|story|page|entry)s?)?(?:\s*[|/]?\s*(?:next|newer)(?:\s+(?:post|article|story|page|entry)s?)?)?\s*[»›>→]*",
    r"(?:next|newer)\s+(?:post|article|story|page|entry)s?\s*[»›>→]*",
    r"(?:post|article) navigation|(?:back|scroll|go|return) to (?:the )?(?:top|home(?:page)?)|skip to (?:main )?(?:content|navigation)|jump to (?:content|comments)",
    r"home(?:\s*[»›>/|]\s*[^»›>/|.]{1,60}){1,6}",
    r"(?:main |toggle |open |close )?(?:menu|navigation|search|sidebar)|close|home page|homepage|log ?in|sign ?in|register|my account",
    r"(?:tags?|filed under|categor(?:y|ies)|topics?)\s*:[^.!?]{0,150}",
    # Money
    r"advertisements?(?: -? ?(?:continue reading below|scroll to continue))?|\W*(?:sponsored(?: content)?|promoted(?: content)?|ad)\W*|(?:article|story) continues below(?: this ad(?:vertisement)?)?|scroll (?:down )?to continue(?: reading)?",
    r"(?:subscribe|sign up|register|join us|donate)(?: (?:now|today|here|for free))?[!.…»>→]*",
    r"(?:sign up|subscribe|register)\s+(?:now\s+)?(?:for|to)\s+(?:our|the|a|an|this|get|receive|unlimited|free|daily)\b[^“”\"]{0,200}(?:newsletters?|inbox|updates|alerts|e-?mails?|briefing|access|channel)\b[^“”\"]{0,80}",
    r"(?:get|receive|have)\b[^.“”\"]{0,120}\b(?:delivered|straight|direct|directly|sent)\b[^.“”\"]{0,30}\binbox\b[^“”\"]{0,60}",
    r"(?:enter |your )+e-?mail(?: address)?(?: here)?[.…*:]*|follow us (?:on|in)\b[^.]{0,100}\.?|(?:like|find) us on [a-z]+",
    r"(?:download|get) (?:our|the) (?:free )?(?:mobile )?app\b[^.“”\"]{0,80}\.?",
    # Consent
    r"(?:this (?:web)?site|our (?:web)?site|we(?: and our (?:\d+ )?partners)?)\s+(?:uses?|stores?)\s+cookies\b[^“”\"]*",
    r"by (?:continuing|using|browsing|clicking)\b[^“”\"]{0,160}\byou (?:agree|accept|consent|acknowledge)\b.*",
    r"(?:accept|reject|allow|manage)(?: all)?(?: cookies| preferences| and continue)?|cookie (?:policy|settings|preferences|notice)|privacy (?:policy|settings)|terms (?:of (?:use|service)|and conditions)|got it!?|i agree",
    # Comments
    r"(?:leave|post|add|write|submit) (?:a |your )?(?:reply|comment|response)s?(?: below)?(?:\s*cancel reply)?|cancel reply|join the (?:conversation|discussion)|(?:view|show|load|hide)(?: all)? comments|no comments(?: yet)?|comments are closed\.?|be the first to comment[.!]?",
    r"your e-?mail(?: address)? will not be published\..*|required fields are marked.*|save my name, e-?mail,? and website in this browser.*|notify me of (?:new|follow-?up) .*",
    r"(?:name|e-?mail(?: address)?|website|comment)\s*\*|website|(?:log|sign) in to (?:leave a )?(?:comment|reply)|this site uses akismet.*",
    # Rights
    r"©.*|\(c\)\s*\d{4}.*|copyright\s*(?:©|\(c\))?\s*\d{4}\b.*|.{0,120}\ball rights reserved\.?|.{0,80}(?:©|\(c\))\s*\d{4}.{0,80}",
)
_STAMP = re.compile("|".join(f"(?:{form})" for form in _STAMPS), re.IGNORECASE)
_FORM = re.compile("|".join(f"(?:{form})" for form in _FORMS), re.IGNORECASE)

_AGENCY = (
    r"(?:(?:the )?associated press|ap|reuters|afp|agence france-presse|epa(?:-efe)?|efe|getty(?: images)?|shutterstock|bloomberg|"
    r"tass|anadolu(?: agency)?|xinhua|nurphoto|alamy(?: stock photo)?|zuma(?: press)?|upi|pa(?: media| wire)|dpa|kyodo|"
    r"ukrinform|abaca(?:press)?|istock(?:photo)?|picture alliance|ap photo|file photo|sipa(?: usa)?)"
)
_AGENCY_PART = re.compile(rf"{_AGENCY}(?:\s+via\s+{_AGENCY})*", re.IGNORECASE)
# Names of picture desks that are ordinary words too, so they count only beside another name.
_DESK_PART = re.compile(
    r"[\w’' -]{2,40} images(?: [\w’' -]{2,20})?|pool|handout|sputnik|imago|stringer|pa", re.IGNORECASE
)
_PART_BREAK = re.compile(r"\s*[|/©]\s*")
_LABELLED = re.compile(
    r"(?:photo(?:graph)?|image|picture|illustration|video)s?(?:\s+(?:credit|by|courtesy(?: of)?|source))?\s*[:|/©]\s*\S.{1,100}|"
    r"(?:photo(?:graph)?|image|picture)s?\s+(?:by|courtesy of|credit)\s+\S.{1,80}|credits?\s*:\s*\S.{1,80}",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(
    r"(?:.{0,400}[.!?…”\"]\s)?\((?:(?:AP |File )?Photo\b|Image:|Getty Images|AFP/|REUTERS/|[^()]{1,60}(?: via AP| via Getty Images|/AP|/AFP|/Reuters))[^()]{0,120}\)"
)
_NAME_WORD = re.compile(r"[^\W\d_][\w.’'-]*|&")
_SMALL_WORDS = frozenset(
    (
        "de",
        "da",
        "di",
        "del",
        "van",
        "von",
        "der",
        "den",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "of",
        "the",
        "and",
        "via",
        "for",
    )
)


def is_stamp(line: str) -> bool:
    """Whether `line` is nothing but an age ("1 month ago 5"), a count ("12 shares") or a row of share buttons."""
    return len(line) <= LONGEST_WIDGET and _STAMP.fullmatch(line) is not None


def is_widget(line: str) -> bool:
    """Whether `line` as a whole is a known piece of page furniture."""
    return is_stamp(line) or (len(line) <= LONGEST_WIDGET and _FORM.fullmatch(line) is not None)


def is_credit(line: str) -> bool:
    """Whether `line` credits a picture: "Name | News | Getty Images", "Photo: Name", "REUTERS/Name", "(AP Photo/Name)"."""
    if _IN_BRACKETS.fullmatch(line):
        return True
    if len(line) > 120 or ends_sentence(line):
        return False
    if _LABELLED.fullmatch(line):
        return True
    parts = [part for part in _PART_BREAK.split(line) if part]
    if len(parts) == 1:
        return _AGENCY_PART.fullmatch(line) is not None
    known = any(_AGENCY_PART.fullmatch(part) or _DESK_PART.fullmatch(part) for part in parts)
    return known and all(map(is_name, parts))


def is_name(line: str, most_words: int = 6) -> bool:
    """Whether `line` reads as the name of a person, agency or site: a few capitalised words and no sentence."""
    words = line.split()
    return 0 < len(words) <= most_words and all(
        _NAME_WORD.fullmatch(word) and (not word[0].islower() or word.lower() in _SMALL_WORDS) for word in words
    )
