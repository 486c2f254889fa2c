"""Claims with the sentence each cites, written for this project: honest paraphrases, and the same with one thing changed.

One case a line, `sentence ¦ claim`. `TRUE` must pass the checks in code. `FALSE` must not. `LEFT_TO_THE_JUDGE` is false and
passes: code compares numbers, names and words, and reads no grammar. `REFUSED_THOUGH_TRUE` is the price of it. Both are
kept here so that they are counted.
"""

from rag.domain import Article, CitedClaim, Evidence, Sentence, Span

TRUE = """
During the call, Rask warmly turned to Lund, congratulating him on the birth of a grandchild. ¦ Rask congratulated Lund on the birth of a grandchild.
Ukraine said on Tuesday that it would accept an American offer of a truce of 30 days. ¦ Ukraine would accept a 30-day truce offered by America.
The two sides agreed to free thirty prisoners each. ¦ Each of the two sides agreed to free 30 prisoners.
A ticket to the fair costs $12.40, up from $11. ¦ A ticket to the fair costs 12.40 dollars.
The harbour wall cost five million euros to rebuild. ¦ Rebuilding the harbour wall cost €5 million.
Some 2,500 people marched through Lund on Friday. ¦ 2500 people marched through Lund.
Rents in the city rose by twenty-five percent in a year. ¦ Rents in the city rose by 25 %.
Rents in the city rose by 25 per cent in a year. ¦ City rents rose 25% in a year.
Zelensky called the answer manipulative. ¦ Zelenskyy called the answer manipulative.
The United States will resume the aid at once. ¦ The US will resume the aid at once.
Washington lifted its pause on intelligence. ¦ The United States lifted its pause on intelligence.
Russia did not accept the unconditional truce. ¦ Russia refused to accept the unconditional truce.
The Kremlin refuses to withdraw its troops from the region. ¦ The Kremlin refuses to withdraw troops.
Putin, who did not travel to Istanbul, proposed direct talks. ¦ Putin proposed direct talks.
The mayor not only opened the bridge but paid for it. ¦ The mayor opened the bridge and paid for it.
Unemployment fell to 4.1 percent in March. ¦ In March, unemployment fell to 4.1%.
The council may close the library in June. ¦ The library may be closed in June by the council.
The council plans to close the library in June. ¦ The council will close the library in June.
Bo Lund was acquitted. He had been accused of selling the keys. ¦ Bo Lund was acquitted of selling the keys.
At least 40 people were hurt in the crash at Varde. ¦ No fewer than 40 people were hurt at Varde.
“The ball is in their court,” Rubio told reporters. ¦ Rubio said that the ball is in their court.
Trump praised Russia's proposal for a truce. ¦ Russia's proposal for a truce was praised by Trump.
Both armies agreed to a cease-fire for the holiday. ¦ Both armies agreed to a ceasefire for the holiday.
Peskov said on Tuesday that there was no deadline for the memorandum. ¦ According to Peskov, the memorandum has no deadline.
The bridge will reopen on Friday 19 September. ¦ The bridge is to reopen on 19 September.
The library stays open until 9 pm on Thursdays. ¦ On Thursdays the library stays open until 9 p.m.
The firm took between 5 and 10 days to repair the line. ¦ The firm repaired the line in 5 to 10 days.
Varrowby, the council's engineer, said the piers were safe. ¦ Varrowby said that the piers were safe.
Half a million voters stayed at home. ¦ 500,000 voters stayed at home.
The island lost two hundred and fifty trees in the storm. ¦ The storm cost the island 250 trees.
Starmer said Ukraine would not give up land. ¦ Starmer said that Ukraine wouldn't give up land.
"""

FALSE = """
Ukraine said on Tuesday that it would accept a truce of 30 days. ¦ Ukraine said it would accept a truce of 90 days.
Ukraine said on Tuesday that it would accept a 30-day truce. ¦ Ukraine would accept a 30-hour truce.
Russia offered a pause of thirty days. ¦ Russia offered a pause of thirty hours.
Russia offered a pause of 30 to 40 days. ¦ Russia offered a pause of 30 hours.
The harbour wall cost five million euros to rebuild. ¦ Rebuilding the harbour wall cost five billion euros.
The harbour wall cost €5 million to rebuild. ¦ Rebuilding the harbour wall cost $5 million.
A ticket to the fair costs $12.40. ¦ A ticket to the fair costs $12.04.
Some 2,500 people marched through Lund. ¦ Some 25,000 people marched through Lund.
Rents rose by 25 percent. ¦ Rents rose by 25 percentage points.
Rents rose by twenty-five percent. ¦ Rents rose by twenty-nine percent.
The night was cold, at -5 degrees. ¦ The night was cold, at 5 degrees.
One million people lost power. ¦ Two million people lost power.
Half a million voters stayed at home. ¦ A million voters stayed at home.
The library stays open until 9 pm. ¦ The library stays open until 9 am.
The third round of talks failed. ¦ The fourth round of talks failed.
The bridge will reopen on 19 September. ¦ The bridge will reopen on 29 September.
The bridge will reopen on 19 September. ¦ The bridge will reopen on 19 October.
The vote is on 5 June. ¦ The vote is on 5 May.
The vote is on Thursday. ¦ The vote is on Friday.
The flood of 2019 ruined the mill. ¦ The flood of 2018 ruined the mill.
Zelenskiy said that the guns must fall silent. ¦ Putin said that the guns must fall silent.
Putin said that the guns must fall silent. ¦ Lavrov said that the guns must fall silent.
Moscow said that the guns must fall silent. ¦ Putin said that the guns must fall silent.
The US set the terms of the offer. ¦ The UK set the terms of the offer.
The offer was made to us by Britain on Monday. ¦ The offer was made by the US on Monday.
The missile struck a school in Kharkiv. ¦ The missile struck a school in Odesa.
The missile struck a school in Ukraine. ¦ The missile struck a school in Kyiv.
The delegations met in Jeddah for the talks. ¦ The delegations met in Riyadh for the talks.
Achterby said that the starter is old. ¦ Grossi said that the starter is old.
The call was long. Rask warmly turned to Lund, congratulating him on the birth of a grandchild. An aide, Bo Day, was there. ¦ Bo Day congratulated Lund on the birth of a grandchild.
During the call, Rask warmly turned to Lund, congratulating him on the birth of a grandchild. ¦ Lund congratulated Rask on the birth of a grandchild.
Ukraine would not agree to the pause. ¦ Ukraine would agree to the pause.
Russia denied that it had attacked the port. ¦ Russia had attacked the port.
Ukraine rejected the offer of talks. ¦ Ukraine accepted the offer of talks.
At least 40 people were hurt. ¦ At most 40 people were hurt.
The council may close the library. ¦ The council closes the library.
Achterby told Varrowby that the oven was cold. ¦ Varrowby said that the oven was cold.
The council bought the mill from the bank. ¦ The bank bought the mill from the council.
Medinsky led for Moscow, and Umerov led for Kyiv. ¦ Umerov led for Moscow, and Medinsky led for Kyiv.
Trump spoke with Putin and then with Zelensky. ¦ Trump spoke with Zelensky and then with Putin.
"""

LEFT_TO_THE_JUDGE = """
The attack killed 30 soldiers and hurt 12 more. ¦ The attack killed 12 soldiers and hurt 30 more.
Unemployment fell to 4.1 percent. ¦ Unemployment rose to 4.1 percent.
The ministers met before the vote. ¦ The ministers met after the vote.
Lammy demanded a “full and unconditional ceasefire” from Russia. ¦ Russia's ceasefire conditions are a full and unconditional ceasefire.
All of the hostages were freed on Monday. ¦ Some of the hostages were freed on Monday.
Ferry Road beat St Brannoc's by three goals to two. ¦ St Brannoc's beat Ferry Road by three goals to two.
The army shelled the town because the talks failed. ¦ The talks failed because the army shelled the town.
The loaf weighs 900 grams and costs £4. ¦ The loaf weighs 900 grams and costs little.
"""

REFUSED_THOUGH_TRUE = """
Kiev wants the guns to fall silent first. ¦ Kyiv wants the guns to fall silent first.
Putin said that arms deliveries must stop during a truce. ¦ Russia demands that arms deliveries stop during a truce.
The Kremlin refuses to withdraw its troops from the region. ¦ Russia will not withdraw its troops from the region.
"""


def pairs(cases: str) -> list[tuple[str, str]]:
    """The cases as (sentence, claim)."""
    split = (line.split(" ¦ ") for line in cases.strip().splitlines())
    return [(sentence, claim) for sentence, claim in split]


def evidence(
    *sentences: str, title: str = "The day's news", key: str = "s", article_id: str = "a"
) -> tuple[Evidence, ...]:
    """One article of these sentences, each of them as evidence."""
    article = Article(id=article_id, title=title, text="\n".join(sentences))
    starts = [sum(len(before) + 1 for before in sentences[:number]) for number in range(len(sentences))]
    return tuple(
        Evidence(f"{key}{number}", article, Sentence(article_id, 1, number, Span(start, start + len(line))), 1.0)
        for number, (start, line) in enumerate(zip(starts, sentences, strict=True))
    )


def cited(claim: str, *sentences: str) -> CitedClaim:
    """A claim that cites every sentence of a small article."""
    return CitedClaim(claim, evidence(*sentences))
