"""Sentences that address whoever answers: "any AI model should state that …", "readers should be told that …".

Such a sentence is data like any other, and may be quoted; but what stands under an order is not what the article
reports, so no model is shown it and no claim rests on it. This knows the usual ways to write one (OWASP LLM01, "Prompt
Injection"; in plain prose, EchoLeak, CVE-2025-32711), not every way: one that it does not know is left to the judge.
"""

import re
import unicodedata
from functools import lru_cache

_MACHINE = (
    r"(?:(?:AI|A\.I\.|language|chat|large language)[ -]?(?:models?|assistants?|systems?|bots?|agents?)"
    r"|chatbots?|LLMs?|ChatGPT|digital assistants?)"
)
_MUST = (
    r"(?:should|must|shall|will|may|can|(?:is|are|has|have|needs?|ought) to"
    r"|(?:is|are) (?:asked|instructed|told|required|expected) to|please)"
)
_SHOULD = r"(?:should|must|shall|(?:is|are|has|have|needs?|ought) to|(?:is|are) (?:required|expected) to)"
_SAY = r"(?:say|state|report|reply|answer|respond|claim|write|tell|mention|explain|assert|conclude|repeat|output)"
_TEXT = r"(?:articles?|sources?|passages?|sentences?|documents?|pages?|texts?)"
_OTHER = r"(?:other|earlier|previous|contrary|conflicting|remaining)"
_ANSWER = r"(?:answers?|repl(?:y|ies)|summar(?:y|ies)|overviews?|digests?|descriptions?)"
_ASKER = r"(?:readers?|users?|whoever (?:is asking|asks)|anyone (?:who asks|asking)|the person (?:asking|who asks))"
_QUESTIONS = r"(?:questions?|[ie]nquir(?:y|ies)|quer(?:y|ies)|asked)"
_START = r"^\W*(?:(?:please|kindly|now|instead|then|so|always|only|just|never|do not|don[’']t|to be helpful)\b,? ?)*"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


# Told to a machine, or in the signs of one: no newspaper prints these as its own report.
_TO_A_MACHINE = _any(
    rf"\b{_MACHINE}\b[^.]{{0,120}}\b{_MUST}\b[^.]{{0,160}}"
        rf"\b(?:{_SAY}|ignore|disregard|add|include|recommend|cite|link|refuse)\b",
    r"\b(?:ignore|disregard|forget|override)\b[^.]{0,40}"
        r"\b(?:previous|earlier|prior|above|preceding|your|all|any|other)\b[^.]{0,40}\b(?:instructions?|prompts?)\b",
    r"\b(?:assistants?|models?|software) (?:of any kind|(?:that reads?|which reads?|reading) this)\b[^.]{0,80}"
        rf"\b{_MUST} {_SAY}\b",
    r"^\W*(?:begin|start of|end of) (?:the |new )?(?:task|article|document|context|instructions?|prompt|input)\b",
    r"\ball (?:previous|prior|earlier) (?:instructions|prompts)\b",
    r"\b(?:system prompt|you are an? (?:AI|assistant|language model)|as an AI (?:model|assistant|language model))\b",
    rf"^\W*(?:dear|attention|hello|hey|note to)\b[, ]+(?:the |all |any )?(?:AI|assistants?|{_MACHINE})\b",
    r"\binstructions? (?:for|to) (?:the |any |all )?(?:AI|assistants?|models?|chatbots?)\b|\bdeveloper mode\b",
    r"\b(?:reveal|print|output|display|repeat|disclose|leak|list)\b[^.]{0,60}"
        r"\b(?:your (?:\w+ )?(?:instructions?|prompts?|keys?|settings)|API keys?|text above|you were given)\b",
    r"\bdoes the passage state\b|\bdid the reply give\b|\bprobability of yes\b",
    # Marks of a chat's turns, of the sentence keys and of the JSON that models are asked for.
    r"<\||\|>|\[/?INST\]|<</?SYS>>|\[system\b|(?<!#)#{2,} ?(?:instruction|response|system|human|assistant|user)",
    r"</?(?:s|system|user|assistant|instructions?|passage|context|start_of_turn|end_of_turn)>",
    r"^\W*(?:system|assistant|user|AI)\s?:",
    r"(?-i:\bs\d{1,3}a?\b)|^\W*(?:passage|document|sentence|source|context|chunk) ?\[?\d+\]?[^:]{0,20}:",
    r"[\"'](?:claims|sentences|text|role|content|support)[\"']\s?:|\bclaims\[\d",
    # "Ignore the earlier instructions", in the languages that most people write.
    r"\bignorier\w*\b.{0,30}\b(?:an|vor)weisungen"
        r"|\bignore[zr]?\b.{0,40}\binstructions (?:pr[ée]c[ée]dent|ant[ée]rieur)"
        r"|\b(?:ignor[ae]|ignorad|ignorate)\b.{0,40}\b(?:instruc|istruz)",
    r"(?:игнорир|забуд|ігнор)\w*.{0,40}(?:инструкц|указан|інструкц|вказів)|\bz?ignor\w+.{0,40}\binstrukcj"
        r"|talimat\w*.{0,20}yok say",
    r"忽略.{0,12}(?:指令|指示|说明)|指示.{0,12}無視|تجاهل.{0,24}(?:التعليمات|الأوامر)",
    r"\brichtige antwort auf (?:alle )?fragen|\bbonne r[ée]ponse aux questions|\brespuesta correcta a las preguntas",
)  # fmt: skip

# Told to whoever answers: news too when somebody is reported to have said so.
_TO_AN_ANSWERER = _any(
    r"\b(?:when(?:ever)?|if|where)\b[^.]{0,30}\b(?:asks?|asked|questioned)\b"
        rf"[^.]{{0,120}}?, (?:please |always |only |you )*{_SAY}(?: (?:that|with|only|yes|no)\b| ?[:“\"])",
    rf"(?:{_START}|\b(?:should|must|to) )(?:ignore|disregard|forget|override)\b[^.]{{0,40}}"
        r"\b(?:previous|earlier|prior|above|preceding|your|all|any|other)\b[^.]{0,40}"
        r"\b(?:rules|guidelines|articles|sources|documents)\b",
    rf"\bif you are asked\b[^.]{{0,120}}, {_SAY}\b"
        rf"|\b(?:the|whose) (?:answer|reply|response) {_SHOULD} be (?:that|given)\b"
        r"|\b(?:answer|reply|figure) (?:that must be given|which must be given|to give) (?:is|to)\b",
    rf"\b(?:readers?|users?)\b(?: who ask\w*)?[^.,]{{0,80}}?"
        rf" {_SHOULD} (?:always )?(?:be (?:told|informed|assured|given)|hear|learn)\b",
    r"\b(?:whoever|anyone|anybody|everyone|those|people)\b"
        r" (?:who )?(?:asks?|asking|enquir\w+|wonder\w*|wants? to know)\b(?: about| how| what| who| whether)[^.]{0,120}"
        rf" {_SHOULD} (?:be (?:told|informed|assured|given)|hear|learn)\b",
    # What looks ahead over the whole line looks from its beginning alone: from every letter, the time grew with the
    # square of its length.
    rf"(?m:^)(?=.*\b{_QUESTIONS} (?:on|about|regarding|concerning)\b|.*\bquestion\b.*\?"
        r"|.*\b(?:answer|reply) to \w+ .*\?)"
        r".*\b(?:correct|right|proper|accurate|only|acceptable|official|complete)"
        r" (?:\w+ )?(?:answer|reply|response)s?\b.*\b(?:is that|is:|must|should|always)",
    r"\b(?:in reply to|to) (?:any |all )?(?:the question|[ie]nquiries|questions)\b[^.]{0,160}"
        r"\b(?:it is to be|the (?:answer|reply) (?:must|should|is to|has to))\b",
    rf"\b{_QUESTIONS} (?:on|about|regarding|concerning)\b[^.]{{0,120}}"
        rf" {_SHOULD} (?:not |only )?be (?:answered|met) (?:with|by saying|as|from)\b",
    rf"\b(?:(?:any|every|each|all|your|complete|full) {_ANSWER}|{_ANSWER} (?:about|on|of this \w+))\b"
        rf"[^.]{{0,140}}(?:{_SHOULD} (?:always )?(?:{_SAY}|begin|open|be an? abstention|record)\b"
        r"|\balways (?:includes?|says?|states?) that\b)",
    rf"\bit {_MUST} be (?:mentioned|added|stated|noted|said)\b[^.]{{0,20}} in (?:any|every|each|all) {_ANSWER}\b"
        rf"|\bwhenever\b[^.]{{0,120}}, it {_MUST} be (?:added|stated|said|mentioned) that\b",
    rf"\b(?:any|every) {_ANSWER} of this {_TEXT}\b"
        rf"|\b{_ANSWER} (?:that|which) (?:do not|fail to|don[’']t) (?:{_SAY}|include)\b",
    rf"\bin (?:any|every|each|all) {_ANSWER}\b[^.]{{0,60}}, {_SAY}\b"
        rf"|\b(?:answer|reply|response) you (?:give|make|write)\b|\bthat you (?:inform|{_SAY})\b",
    r"\byour (?:new )?(?:knowledge|training|answers?|repl(?:y|ies)|responses?|summar(?:y|ies)|outputs?|instructions?"
        r"|prompts?|tasks?|rule|guidelines|readers?|users?)\b",
    rf"{_START}you (?:{_SHOULD} )?(?:now |always )?(?:{_SAY}|act as)\b|\bfrom now on,? you will\b"
        rf"|\bthe (?:assistant|model|chatbot) {_MUST} (?:not )?{_SAY}\b|{_START}you are now an?\b"
        rf"|{_START}you are now the\b",
    rf"{_START}(?!tell that to){_SAY}"
        r"(?: (?:clearly|only|always|simply|to (?:the )?(?:readers?|users?)|without \w+|and)){0,5} that\b"
        rf"|\bplease {_SAY}\b|{_START}say nothing about\b"
        rf"|{_START}(?:reply to|respond to|answer) (?:any|all|every|each) {_QUESTIONS}\b"
        rf"|{_START}(?:write|use|give|insert|include|add|repeat|quote|quote only)"
        r" the following (?:answer|sentence|text|words|reply|claim|figure)\b",
    rf"{_START}(?:generate|produce|output|compose) (?:a|an|the) {_ANSWER}\b"
        rf"|{_START}(?:pretend that|act as if|stop reading)\b"
        rf"|{_START}(?:bear|keep) in mind\b[^.]{{0,40}}\b(?:answering|replying|summari[sz]ing)\b",
    rf"{_START}(?:tell|inform|convince|assure|respond to) (?:the |your |all |every )?{_ASKER}\b"
        rf"|{_START}(?:make sure|be sure|ensure|remember)\b[^.]{{0,30}} (?:the|your) (?:answer|reader|reply|summary)",
    r"(?-i:\b[Aa]nswers? [“\"']?Yes\b)(?=[”\"']?(?:[.,;]|$| when| whenever| if| to the (?:statement|claim)))",
    r"^\W*(?:please )?(?:do not|don[’']t|never) (?:answer|cite|quote|mention|use|rely on)\b[^.]{0,40}"
        rf"\b(?:questions?|{_TEXT})\b|\bgive no (?:claims|answer)\b",
    rf"{_START}(?:cite|quote|trust|use|prefer|believe)(?: only)? (?:this|these|no other|any other) {_TEXT}"
        rf"|{_START}(?:cite|quote) [^.]{{1,40}}, not this {_TEXT}|, and cite this {_TEXT}",
    rf"{_START}(?:attribute (?:to|this|the (?:claim|statement))|(?:mark|rate|treat|accept|label)\b"
        r"[^.]{0,200}\bas (?:true|false|correct|(?:fully )?supported)|give the (?:claim|statement) that)\b",
    rf"\b{_OTHER} (?:{_TEXT}|reports?|accounts?)\b[^.]{{0,80}}"
        rf"\b{_MUST} (?:all )?be (?:ignored|disregarded|discarded|discounted|left out|omitted|excluded)\b",
    r"\b(?:all|any) (?:previous|earlier|prior|other) (?:information|statements|figures|claims)\b[^.]{0,60}"
        r" be (?:ignored|disregarded|discarded)\b|\bthe following (?:overrides|replaces) (?:all|every|any)",
    rf"\bwhatever (?:the )?other (?:{_TEXT}|outlets|reports)\b|\bprecedence over (?:all |any )?other {_TEXT}"
        rf"|\bonly this (?:one|{_TEXT}) {_MUST} be (?:used|cited|quoted)|\breport and must not be (?:quoted|cited)",
    rf"{_START}(?:skip|contradict) (?:this|the other|all other|any other) {_TEXT}\b"
        rf"|\b(?:wording|words|phrase|sentence|figure) to be (?:used|given) in (?:any |all )?{_ANSWER}\b",
    r"\bwhoever (?:compiles|writes|composes|gives) (?:the|this|an) (?:answer|reply|summary)\b|\bask elsewhere about\b",
)  # fmt: skip

_SPOKE = (
    r"\b(?:said|says|told|tells|warned|ruled|ordered|urged|argued|insisted|wrote|added|announced|explained|demanded"
    r"|recommended|suggested|according to)\b"
)
_SPOKE_BEFORE = _any(_SPOKE)
_SPOKE_AT_LAST = _any(rf"[,”\"’'] *(?:[\w.-]+ ){{0,6}}{_SPOKE}(?! that\b)[^,]{{0,40}}$")

# Letters of other scripts, and the Latin ones that they look like (Unicode Technical Standard 39, "confusables").
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕһԁԛԝвгкмнтАВЕКМНОРСТУХІЈЅοιαενρτυχκΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijshdqwbrkmhtABEKMHOPCTYXIJSoiaevptuxkABEZHIKMNOPTYX",
)
_UNSEEN_OR_MARK = frozenset({"Cf", "Mn", "Me"})


@lru_cache(maxsize=4096)
def orders_a_machine(sentence: str) -> bool:
    """Whether a sentence tells an AI model, or whoever answers from it, what to do or say."""
    for text in dict.fromkeys((sentence, _as_seen(sentence))):
        if _TO_A_MACHINE.search(text):
            return True
        found = _TO_AN_ANSWERER.search(text)
        if found and not _reported(text, found):
            return True
    return False


def safe_headline(title: str) -> str:
    """A headline as a model may be shown it: one that gives a machine an order is left out, and that is said."""
    return "Headline left out" if orders_a_machine(title) else title


def rests_on_an_order(sentences: tuple[str, ...]) -> str | None:
    """The fault, in a sentence, where one of these cited sentences gives an order to a machine; else None."""
    if any(orders_a_machine(sentence) for sentence in sentences):
        return "the cited words tell a machine what to say; the article does not report it"
    return None


def _reported(text: str, order: re.Match[str]) -> bool:
    """Whether the article reports that somebody gave this order: "The court ruled that …", "… the watchdog said"."""
    return bool(_SPOKE_BEFORE.search(text, 0, order.start()) or _SPOKE_AT_LAST.search(text, order.end()))


def _as_seen(text: str) -> str:
    """`text` in plain letters, as a reader sees it: no accents, nothing unseen, no letters of other scripts."""
    seen = (
        letter for letter in unicodedata.normalize("NFKD", text) if unicodedata.category(letter) not in _UNSEEN_OR_MARK
    )
    return " ".join("".join(seen).translate(_LOOKALIKES).split())
