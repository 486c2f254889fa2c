"""Sentences with claims that put the same thing at another time, and with honest ones; written before the check was tuned.

One case a line, `sentence ¦ claim`. `LEFT` is told at another time and passes: what code can't see, kept so that it is counted.
"""

HONEST = """
The two chancellors spoke by telephone on Sunday evening. ¦ On Sunday the two chancellors had a telephone call.
The envoys exchanged letters on Monday and will meet in Lund on Friday. ¦ The envoys will meet on Friday.
The envoys exchanged letters on Monday and will meet in Lund on Friday. ¦ The envoys exchanged letters on Monday.
The council voted to close the swimming pool in June. ¦ The swimming pool will close in June.
The regulator has ordered the mine to pump out the water by Easter. ¦ The mine must pump out the water by Easter.
The tunnel was closed until September after the flood. ¦ The tunnel will not open before September.
Parliament passed the budget, which takes effect in January. ¦ The budget will take effect in January.
A verdict is due on Thursday. ¦ The verdict will be given on Thursday.
The airline plans to fly to Oslo from May. ¦ The airline will fly to Oslo from May.
Nobody will be told before the vote, which was put off in May. ¦ In May the vote was put off.
The museum, which opened in 1931, will be rebuilt next year. ¦ The museum opened in 1931.
The museum, which opened in 1931, will be rebuilt next year. ¦ The museum is to be rebuilt next year.
The coach said that she would leave the club in summer. ¦ The coach said she will leave the club in summer.
The coach said that she would leave the club in summer. ¦ The coach announced that she would leave the club in summer.
The ministers agreed on Tuesday to meet again in Riga. ¦ The ministers will meet again in Riga.
The ministers agreed on Tuesday to meet again in Riga. ¦ The ministers decided on Tuesday to meet in Riga again.
Rask will be sworn in as mayor on Monday. ¦ Rask, who was elected mayor, takes office on Monday.
The new bridge, paid for by the county, will carry lorries. ¦ The county paid for the new bridge.
The strike will end at midnight, the union said on Sunday. ¦ The union said on Sunday that the strike would end at midnight.
The ferry is expected to leave at noon. ¦ The ferry was expected to leave at noon.
Voters will elect a new president on 3 May. ¦ The presidential election is on 3 May.
The company sold its last mill in March and will buy a shipyard. ¦ In March the company sold its last mill.
The orchestra will play in Quern, where it played in 2019. ¦ The orchestra played in Quern in 2019.
The satellite was launched in 2020 and is to fall into the sea in June. ¦ The satellite will fall into the sea in June.
The union called a strike for Friday. ¦ Workers will strike on Friday.
The film festival was put off to October. ¦ The film festival will be held in October.
The court gave the bank thirty days to pay. ¦ The bank will have thirty days to pay.
The mill reopens on 4 May. ¦ The mill will reopen on 4 May.
The paper will be printed in Varde, its owner announced. ¦ Its owner announced where the paper will be printed.
Dahl signed for the club on Tuesday and will wear the number nine. ¦ Dahl will wear the number nine.
The premier will meet the king today. ¦ The premier meets the king today.
The storm will reach the coast at night, forecasters said. ¦ Forecasters said the storm would hit the coast at night.
The council put aside £38,000 for repairs that begin in May. ¦ Repairs will begin in May.
"""

FALSE = """
The two chancellors exchanged calls on Sunday evening. ¦ The two chancellors will speak by telephone on Sunday evening.
The two chancellors spoke by telephone on Sunday. ¦ The two chancellors will speak by telephone on Sunday.
The two chancellors will speak by telephone on Sunday. ¦ The two chancellors spoke by telephone on Sunday.
The two chancellors will speak by telephone on Sunday. ¦ The two chancellors had a telephone call on Sunday.
The gate money of the fair will go to the hospice in Quern. ¦ The hospice in Quern received the gate money of the fair.
Holm and Brandt met in Riga on Friday. ¦ Holm and Brandt will meet in Riga on Friday.
Holm and Brandt are to meet in Riga on Friday. ¦ Holm and Brandt met in Riga on Friday.
Holm and Brandt are to meet in Riga on Friday. ¦ Holm and Brandt held talks in Riga on Friday.
Engineers drained the reservoir above Lund in August. ¦ Engineers will drain the reservoir above Lund in August.
Engineers will drain the reservoir above Lund in August. ¦ Engineers drained the reservoir above Lund in August.
Engineers will drain the reservoir above Lund in August. ¦ Engineers emptied the reservoir above Lund in August.
The orchestra played in the cathedral on Easter Sunday. ¦ The orchestra will play in the cathedral on Easter Sunday.
The orchestra is to play in the cathedral on Easter Sunday. ¦ The orchestra gave a concert in the cathedral on Easter Sunday.
The senator flew to Oslo on Wednesday for talks. ¦ The senator will fly to Oslo on Wednesday for talks.
The senator will fly to Oslo on Wednesday for talks. ¦ The senator went to Oslo on Wednesday for talks.
The firm will pay its workers a bonus of 900 euros at Christmas. ¦ Workers of the firm got a bonus of 900 euros at Christmas.
The firm paid its workers a bonus of 900 euros at Christmas. ¦ The firm is going to pay its workers a bonus of 900 euros at Christmas.
The prisoners were exchanged at the border on Tuesday. ¦ The prisoners will be exchanged at the border on Tuesday.
The prisoners will be exchanged at the border on Tuesday. ¦ The prisoners were exchanged at the border on Tuesday.
The prisoners will be exchanged at the border on Tuesday. ¦ The prisoners were handed over at the border on Tuesday.
The king opened the new harbour on Saturday. ¦ The king will open the new harbour on Saturday.
The shuttle is to run every 20 minutes from the bank to the hospital. ¦ The shuttle ran every 20 minutes from the bank to the hospital.
The museum will lend the portrait to a gallery in Ghent. ¦ The museum lent the portrait to a gallery in Ghent.
The museum lent the portrait to a gallery in Ghent. ¦ The museum will lend the portrait to a gallery in Ghent.
The two parties formed a coalition in the north. ¦ The two parties will form a coalition in the north.
The strike ended at midnight. ¦ The strike will end at midnight.
The strike will end at midnight. ¦ The strike ended at midnight.
A request by shopkeepers will be considered in June. ¦ Shopkeepers’ request was looked at in June.
"""

LEFT = """
The library’s desks can be booked on its website from 26 May. ¦ The library’s website took bookings for its desks from 26 May.
The council has set aside £38,000 for two posts. ¦ Two posts were paid for with the £38,000 that the council has put aside.
"""
