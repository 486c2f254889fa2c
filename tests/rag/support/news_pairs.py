"""News sentences with honest paraphrases, and with claims that are subtly false; written for this project before tuning.

One case a line, `sentence ¦ claim`, under a line that names its kind. What stands before a `§` is in the article, but is not
cited. Half of the cases, by hash, were held out while the checks were changed: `half` tells which.
"""

from dataclasses import dataclass
from hashlib import sha256

from rag.domain import CitedClaim
from tests.rag.claims import evidence

HONEST = """
# numbers
A dozen protesters were arrested outside the ministry on Wednesday. ¦ Twelve protesters were arrested outside the ministry.
About two-thirds of the members voted for the merger. ¦ Around two thirds of members backed the merger.
Half of the fleet is more than 20 years old. ¦ 50% of the fleet is over twenty years old.
The appeal has raised £2.4 million for the hospice. ¦ The appeal raised 2.4m pounds for the hospice.
The company sold 1.5m handsets in the first quarter. ¦ In the first quarter, the company sold 1.5 million handsets.
The airline will offer a 30-day refund window. ¦ The airline is to offer a refund window of thirty days.
A quarter of the reservoirs are below their normal level. ¦ One in four reservoirs is below its normal level.
The trial drew 149 volunteers from three clinics. ¦ 149 volunteers from 3 clinics took part in the trial.
The regiment marched on Sunday for the 149th time. ¦ On Sunday the regiment marched for the 149th time.
She finished third in a field of 40. ¦ She came 3rd out of 40.
The second attempt, at half past six, succeeded. ¦ The second attempt succeeded at 6.30.
Two days of rain flooded the cellars. ¦ Rain flooded the cellars for 48 hours.
The premium rose from 4% to 6%, an increase of two percentage points. ¦ The premium went up by 2 percentage points, from 4 to 6 percent.
The river festival is held every second year. ¦ The river festival takes place every two years.
Several hundred people, some with children, walked to the town hall. ¦ Hundreds of people walked to the town hall.
Bovine tuberculosis has been confirmed in at least six herds. ¦ At least six herds have confirmed cases of bovine tuberculosis.
The charge, now $25, will double next year. ¦ The charge is 25 dollars at present and will double next year.
The tunnel, 57 kilometres long, opened in 2016. ¦ Opened in 2016, the tunnel is 57 km long.
More than three quarters of the ballots had been counted by midnight. ¦ By midnight over 75 per cent of the ballots were counted.
# dates
The ferry's last crossing will be on Monday 7 July 2025. ¦ The ferry crosses for the last time on 7 July.
The verdict is due on March 3. ¦ The verdict is expected on 3 March.
The strike, which began on 1 September, ended at noon on Friday. ¦ The strike started on September 1st and was over at noon on Friday.
# names
The National Transport Authority (NTA) is to study it. § The National Transport Authority said fares would be frozen. ¦ The NTA said that fares would be frozen.
The National Transport Authority (NTA) is to study it. § The NTA said fares would be frozen. ¦ The National Transport Authority said that fares would be frozen.
Zelenskiy is expected in Kyiv by the weekend. ¦ Zelenskyy is expected in Kiev by the weekend.
The U.S. and Britain will share the cost of the radar. ¦ The United States and the UK will share the radar's cost.
The envoy spoke to reporters in Washington, D.C., after the hearing. ¦ After the hearing in Washington, D.C., the envoy spoke to reporters.
The European Union will tax imported aluminium. ¦ The EU will put a tax on imported aluminium.
The secretary-general of the United Nations called for calm. ¦ The UN secretary-general appealed for calm.
Maren Ostvik, 52, has led the ports agency since 2019. § Ostvik said the quay was safe. ¦ Maren Ostvik said that the quay was safe.
The rules apply to every non-EU producer. ¦ Producers outside the EU are covered by the rules.
The leaders of France and Poland signed the pact in Nancy. ¦ The French and Polish leaders signed the pact in Nancy.
The singer, who is from Belarus, was refused a visa. ¦ The Belarusian singer did not get a visa.
The mayor of Lisbon opened the fair. ¦ The fair was opened by Lisbon's mayor.
The Treasury said on Friday that Halloran's bid would be examined. ¦ According to the Treasury, the bid by Halloran will be looked at.
President Erdoğan hosted the signing in Ankara. ¦ Erdogan hosted the signing in Ankara.
# negation
The union refused to sign the wage agreement. ¦ The union did not sign the wage agreement.
The ministry has yet to publish the report. ¦ The ministry has not published the report so far.
No one was hurt when the crane fell. ¦ Nobody was injured when the crane came down.
The drug failed to slow the disease. ¦ The drug did not slow the disease.
The stadium will stay shut until April. ¦ The stadium will not open before April.
Talks ended without an agreement. ¦ No agreement was reached at the talks.
The chairman ruled out a second vote. ¦ There will be no second vote, the chairman said.
The museum lacks the money for a new roof. ¦ The museum does not have the money for a new roof.
Passengers may carry only one bag. ¦ Passengers may not carry more than one bag.
The bill will become law only if the senate approves it. ¦ The bill will not become law unless the senate approves it.
The pilots are still waiting for an offer. ¦ The pilots have not received an offer yet.
The court dismissed the farmers' claim. ¦ The farmers' claim was not upheld by the court.
The village has been cut off since Tuesday. ¦ Since Tuesday the village cannot be reached.
The captain denied that he had been drinking. ¦ The captain said he had not been drinking.
Nothing was taken from the vault, the police said. ¦ The police said that the thieves left the vault without taking anything.
The minister is against a tax on sugar. ¦ The minister does not support a tax on sugar.
# direction
Inflation eased to 2.1% in May from 2.6% in April. ¦ Inflation fell from 2.6% in April to 2.1% in May.
Wheat exports shrank by a tenth. ¦ Wheat exports declined by 10%.
Rovers beat United 2-1 in the final. ¦ United lost the final 2-1 to Rovers.
Corvane has bought the shipyard from Delmont for $90 million. ¦ Delmont sold the shipyard to Corvane for $90 million.
The governor told the bishop that the road would be closed. ¦ The bishop was told by the governor that the road would be closed.
The inquiry opened before the election was called. ¦ The election was called after the inquiry had opened.
The number of patients waiting went down to 3,100. ¦ The waiting list dropped to 3,100 patients.
The bank cut its forecast for growth to 0.8%. ¦ The bank lowered its growth forecast to 0.8%.
The speed limit was raised from 50 to 60 km/h. ¦ The speed limit went up to 60 km/h from 50.
Attendance was higher than last year. ¦ Attendance increased compared with last year.
# modality
The factory may close by the end of the year. ¦ The factory could shut by the end of the year.
The council is considering a ban on wood stoves. ¦ A ban on wood stoves is under consideration by the council.
The retailer plans to open 40 shops in Portugal. ¦ The retailer intends to open 40 shops in Portugal.
The head of the clinic allegedly took bribes. ¦ The head of the clinic is accused of taking bribes.
Campaigners called for a limit on rents. ¦ Campaigners want a limit on rents.
The new ferry is expected to enter service in June. ¦ The new ferry will probably enter service in June.
The regulator proposed a cap on roaming fees. ¦ A cap on roaming fees has been suggested by the regulator.
The storm is likely to reach the coast tonight. ¦ The storm should reach the coast tonight.
# quantifiers
All of the passengers were rescued. ¦ Every passenger was rescued.
Most of the shops on the quay have reopened. ¦ The majority of the shops on the quay have reopened.
Only two of the nine lifeboats were launched. ¦ No more than two of the nine lifeboats were launched.
Up to 300 jobs will go at the foundry. ¦ As many as 300 jobs will be lost at the foundry.
None of the samples contained lead. ¦ No lead was found in any of the samples.
Nearly 5,000 homes were without power. ¦ Almost 5,000 homes had no power.
Both candidates support the new hospital. ¦ The two candidates are in favour of the new hospital.
Few of the residents had insurance. ¦ Not many residents were insured.
More than 60 schools will be closed on Monday. ¦ Over 60 schools are to close on Monday.
# own words
The prime minister stepped down after nine years. ¦ The prime minister resigned after nine years in office.
Rescuers pulled four climbers from the crevasse. ¦ Four climbers were rescued from the crevasse.
The firm will hire 200 people for its plant in Bergen. ¦ The firm is going to create 200 jobs at its Bergen plant.
The storm killed six people and injured 40. ¦ Six people died and forty were hurt in the storm.
The court sentenced the banker to five years in prison. ¦ The banker was jailed for five years.
He gave the address in the Oval Office on Thursday night. ¦ On Thursday night he made his speech in the Oval Office.
The two companies will merge next spring. ¦ The merger of the two companies will take place next spring.
The bridge was built in 1904 by the railway. ¦ The railway constructed the bridge in 1904.
The author gave the prize money to a school. ¦ The prize money was donated to a school by the author.
Schools in the county will start half an hour later from August. ¦ From August the school day in the county begins half an hour later.
Farmers blocked the motorway with tractors for a second day. ¦ For the second day, tractors of farmers stood across the motorway.
The senator apologised for her remarks. ¦ The senator said she was sorry for what she had said.
"""

FALSE = """
# numbers
A dozen protesters were arrested outside the ministry on Wednesday. ¦ Twenty protesters were arrested outside the ministry.
About two-thirds of the members voted for the merger. ¦ About a third of the members voted for the merger.
About two-thirds of the members voted for the merger. ¦ About three quarters of the members backed the merger.
Half of the fleet is more than 20 years old. ¦ A quarter of the fleet is over 20 years old.
The appeal has raised £2.4 million for the hospice. ¦ The appeal raised 2.4 million euros for the hospice.
The company sold 1.5m handsets in the first quarter. ¦ The company sold 1.5 billion handsets in the first quarter.
The airline will offer a refund window of a month. ¦ The airline will offer a refund window of 40 days.
The tunnel is 57 kilometres long. ¦ The tunnel is 57 miles long.
The fee rose by two percent. ¦ The fee rose by two percentage points.
She finished third in a field of 40. ¦ She finished second in a field of 40.
The regiment marched on Sunday for the 149th time. ¦ The regiment marched on Sunday for the 150th time.
Two days of rain flooded the cellars. ¦ Two weeks of rain flooded the cellars.
One in four reservoirs is below its normal level. ¦ One in five reservoirs is below its normal level.
The festival is held every second year. ¦ The festival is held every year.
Hundreds of people walked to the town hall. ¦ Thousands of people walked to the town hall.
# dates
The ferry's last crossing will be on Monday 7 July 2025. ¦ The ferry's last crossing will be on Monday 14 July.
The verdict is due on March 3. ¦ The verdict is due in May.
The strike began on 1 September. ¦ The strike ended on 1 September.
The crane was bought in 1987. ¦ The crane was bought in 1978.
# names
Maren Ostvik, 52, has led the agency since 2019. § Ostvik said the quay was safe. ¦ Karl Ostvik said the quay was safe.
The National Transport Authority (NTA) is to study it. § The NTA said fares would be frozen. ¦ The BRT said fares would be frozen.
The leaders of France and Poland signed the pact in Nancy. ¦ The French and Portuguese leaders signed the pact in Nancy.
The European Union will tax imported aluminium. ¦ The United Nations will tax imported aluminium.
The museum in Ghent was closed by a flood. ¦ The museum in Bruges was closed by a flood.
Lindqvist praised the referee after the match. ¦ Marczak praised the referee after the match.
The rules apply to every producer in the EU. ¦ The rules apply to every producer in the UK.
# negation
The union refused to sign the wage agreement. ¦ The union signed the wage agreement.
The ministry has yet to publish the report. ¦ The ministry has published the report.
No one was hurt when the crane fell. ¦ Someone was hurt when the crane fell.
The drug failed to slow the disease. ¦ The drug slowed the disease.
The stadium will stay shut until April. ¦ The stadium will open before April.
Talks ended without an agreement. ¦ The talks ended with an agreement.
The chairman ruled out a second vote. ¦ The chairman announced a second vote.
The museum lacks the money for a new roof. ¦ The museum has the money for a new roof.
The pilots accepted the offer on Monday. ¦ The pilots have not accepted the offer.
The captain denied that he had been drinking. ¦ The captain said that he had been drinking.
Nothing was taken from the vault, the police said. ¦ Something was taken from the vault, the police said.
The road will be repaired before winter. ¦ The road will not be repaired before winter.
The minister, who was not at the meeting, backed the tax. ¦ The minister was at the meeting and backed the tax.
The hospital never received the masks. ¦ The hospital received the masks.
The firm does not sell weapons to the army. ¦ The firm sells weapons to the army.
The witness could not identify the driver. ¦ The witness identified the driver.
The vote was held on Sunday, and no fraud was reported. ¦ Fraud was reported at the vote on Sunday.
The mayor is no longer a member of the party. ¦ The mayor is a member of the party.
The city hired 40 nurses but did not open the clinic. ¦ The city hired 40 nurses and opened the clinic.
# direction
Inflation eased to 2.1% in May from 2.6% in April. ¦ Inflation rose to 2.1% in May from 2.6% in April.
Inflation eased to 2.1% in May from 2.6% in April. ¦ Inflation eased from 2.1% in April to 2.6% in May.
Wheat exports shrank by a tenth. ¦ Wheat exports expanded by a tenth.
Rovers beat United 2-1 in the final. ¦ United beat Rovers 2-1 in the final.
Rovers lost to United in the final. ¦ Rovers won the final against United.
Corvane has bought the shipyard from Delmont. ¦ Delmont has bought the shipyard from Corvane.
Corvane has bought the shipyard from Delmont. ¦ Corvane has sold the shipyard to Delmont.
Governor Aske told Bishop Wray that the road would be closed. ¦ Bishop Wray told Governor Aske that the road would be closed.
The inquiry opened before the election was called. ¦ The inquiry opened after the election was called.
The speed limit was raised from 50 to 60 km/h. ¦ The speed limit was changed from 60 to 50 km/h.
The bank cut its forecast for growth to 0.8%. ¦ The bank raised its forecast for growth to 0.8%.
Attendance was higher than last year. ¦ Attendance was lower than last year.
Shares in Tollgate gained 4%. ¦ Shares in Tollgate lost 4%.
The team from Aarhus won the rowing cup. ¦ The team from Aarhus lost the rowing cup.
The port is south of the refinery. ¦ The port is north of the refinery.
The judge acquitted both brothers. ¦ The judge convicted both brothers.
Demand for copper is weakening. ¦ Demand for copper is strengthening.
The firm reported a loss of 3 million euros. ¦ The firm reported a profit of 3 million euros.
# modality
The factory may close by the end of the year. ¦ The factory will close by the end of the year.
The council is considering a ban on wood stoves. ¦ The council has banned wood stoves.
The retailer plans to open 40 shops in Portugal. ¦ The retailer has opened 40 shops in Portugal.
The head of the clinic allegedly took bribes. ¦ The head of the clinic took bribes.
Campaigners called for a limit on rents. ¦ Campaigners achieved a limit on rents.
The new ferry is expected to enter service in June. ¦ The new ferry entered service in June.
The regulator proposed a cap on roaming fees. ¦ The regulator introduced a cap on roaming fees.
The storm could reach the coast tonight. ¦ The storm reached the coast tonight.
The commission has proposed to raise the fishing quota. ¦ The commission has raised the fishing quota.
The suspect is accused of setting fire to the barn. ¦ The suspect set fire to the barn.
The archive might be moved to Leeds. ¦ The archive was moved to Leeds.
The club hopes to win the league. ¦ The club won the league.
Experts believe the painting is by Vermeer. ¦ The painting is by Vermeer.
The airline wants to buy 20 aircraft. ¦ The airline bought 20 aircraft.
# quantifiers
Some of the passengers were rescued. ¦ All of the passengers were rescued.
Most of the shops on the quay have reopened. ¦ All shops on the quay have reopened.
Only two of the nine lifeboats were launched. ¦ Most of the nine lifeboats were launched.
Up to 300 jobs will go at the foundry. ¦ At least 300 jobs will go at the foundry.
None of the samples contained lead. ¦ All of the samples contained lead.
Nearly 5,000 homes were without power. ¦ More than 5,000 homes were without power.
One of the candidates supports the new hospital. ¦ Both candidates support the new hospital.
Few of the residents had insurance. ¦ Many of the residents had insurance.
Many farmers oppose the dam. ¦ All farmers oppose the dam.
Not all of the victims have been identified. ¦ All of the victims have been identified.
Neither brother spoke at the hearing. ¦ Both brothers spoke at the hearing.
The pool is usually open on Mondays. ¦ The pool is always open on Mondays.
It is one of the largest aquariums in Europe. ¦ It is the largest aquarium in Europe.
It was the second-worst drought on record. ¦ It was the worst drought on record.
Only members may enter the reading room. ¦ Anyone may enter the reading room.
At most five people fit in the boat. ¦ At least five people fit in the boat.
# scope and stitching
For a truce, the rebels want the prisoners back. ¦ For a peace treaty, the rebels want the prisoners back.
The mill closed because the river froze. ¦ The mill closed because the bank failed.
The nurse said the ward was full; the porter said the lift was broken. ¦ The porter said the ward was full.
"""


@dataclass(frozen=True, slots=True)
class NewsPair:
    """A claim that cites one sentence of a small article, honest or false, and of what kind."""

    kind: str
    before: str
    sentence: str
    text: str

    @property
    def half(self) -> str:
        """`tuned`, where the case was looked at while the checks were changed, or `held out`."""
        return "held out" if sha256(self.sentence.encode()).digest()[0] % 2 else "tuned"

    @property
    def claim(self) -> CitedClaim:
        """The claim, citing the sentence alone."""
        pieces = evidence(self.before, self.sentence) if self.before else evidence(self.sentence)
        return CitedClaim(self.text, pieces[-1:])


def news_pairs(cases: str) -> list[NewsPair]:
    """The cases of HONEST or FALSE, in order."""
    made, kind = [], ""
    for line in cases.strip().splitlines():
        if line.startswith("# "):
            kind = line[2:]
            continue
        cited, text = line.split(" ¦ ")
        before, _, sentence = cited.rpartition(" § ")
        made.append(NewsPair(kind, before, sentence, text))
    return made
