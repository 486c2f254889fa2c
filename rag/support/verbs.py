"""Verbs with which an article gives words to somebody, by what else they may mean, and what stands before them.

Alternatives for regular expressions.
"""

import re

ALWAYS = (
    "said|says|say|told|tells|tell|announced|announces|warned|warns|warn|argued|argues|argue|insisted|insists|insist|stressed|stresses"
    "|emphasi[sz]ed|emphasi[sz]es|stated|states|remarked|declared|declares|asserted|asserts|alleged|alleges|allege|promised|promises"
    "|pledged|pledges|vowed|vows|urged|urges|demanded|demands|accused|accuses|denied|denies|deny|commented|reiterated"
    "|suggested|suggests|suggest|predicted|predicts|predict|stress|acknowledged|acknowledges|acknowledge|quipped|joked|testified|tweeted|speculated|speculates"
    "|mentioned|mentions|stipulated|stipulates|affirmed|affirms|elaborated|complained|explained|explains|disputed|disputes|called for|calls for|called on|calls on"
)
# With other complements these do something else: a bank that "added 40 branches" said nothing.
WITH_CONTENT = (
    "added|adds|noted|notes|continued|concluded|concludes|maintained|maintains|recalled|estimated|estimates|wrote|writes|posted"
    "|asked|asks|answered|replied|replies|admitted|admits|conceded|concedes|revealed|believes?|believed|thinks?|confirmed|confirms"
    "|repeated|claimed|claims?|believe|hinted|observed|agreed|boasted|shouted|responded|countered|cautioned|objected|reported|reports"
    "|indicated|indicates|signalled|shown?|read|reads"
)
# With a quotation these give somebody's words: "called it “a farce”".
WITH_QUOTE = (
    "called|calls|described|describes|dubbed|labelled|labeled|branded|characteri[sz]ed|termed|criticised|criticized|condemned"
    "|dismissed|rejected|blamed|praised|referred|compared|defined|defines|questioned|spoke|speaks|mocked"
)
# These are nouns as well, or what a thing can do: "two lists of Russian demands" is no remark.
DOUBTFUL = frozenset(
    """demands claims reports promises warns urges estimates calls reply replies notes posts believes read
    explains explained suggest suggests suggested indicates indicated""".split()
)
INVERTING = frozenset(
    """said says say added adds wrote writes warned warns argued argues explained explains replied replies asked asks remarked
    insisted insists announced recalled continued noted notes stated declared quipped joked commented complained concluded""".split()
)
"""These may stand before who speaks: "…,” said Idris Pellan"."""
NO_SUBJECT = re.compile(
    r"\b(?:is|are|was|were|be|been|being|not|n[’']t|to|never|refused|declined|would|could|can|cannot|can[’']t|might|may|must|should|will"
    r"|had better|did|nobody|no one|none|nor|neither|what|which|the|a|an|of|his|her|its|their)\Z",
    re.IGNORECASE,
)
"""Before a verb, these leave it without somebody who says it: "declined to say", "the claims"."""
FILLER = re.compile(
    r"(?<!\s)\s+(?:has|have|had|also|later|then|again|repeatedly|now|earlier|previously|meanwhile|himself|herself|itself|[a-z]+ly|once"
    r"|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|last (?:week|month|year|night)|this week|in a (?:statement|speech|letter))\Z"
)
"""What may stand between somebody and the verb."""
