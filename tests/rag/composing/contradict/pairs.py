"""Pairs of sentences as two articles might have them, written for these tests: those that contradict each other, and those that do not.

One pair a line, parted by "¦". The code was tuned on the first tables, the HELD_OUT ones were written after it, and the FRESH ones before its successor, which compares parses. What only these tables needed
(who won, who was elected, scores, what a claim that is called false says) is found no more: no pair of the example articles and none of 69,000
pairs of real sentences was found by it.
"""

NUMBERS = """
Twelve people were injured when a bus overturned at Varde. ¦ Fourteen people were hurt when a bus overturned at Varde.
Twelve people were injured when a bus overturned at Varde, the police said. ¦ According to the fire brigade, 14 people were injured when a bus overturned at Varde.
The flood killed 31 people in the Orm valley. ¦ In the Orm valley 36 people died in the flood.
The repair of the Hask bridge will cost £2.4 million. ¦ The repair of the Hask bridge will cost £3.1 million.
Norvik agreed to a truce of 30 days. ¦ Norvik agreed to a truce of 90 days.
About 40 people are missing after the landslide at Kell. ¦ Some 70 people are missing after the landslide at Kell.
At least 40 miners were trapped in the Dorn pit. ¦ Fewer than 30 miners were trapped in the Dorn pit.
Unemployment in Lorrin fell to 4.1 per cent in March. ¦ Unemployment in Lorrin fell to 5.2 percent in March.
Karvia is holding 14 fishermen from Sund. ¦ Karvia is holding nine fishermen from Sund.
The stadium in Tarn has 18,000 seats. ¦ The stadium in Tarn has 24,500 seats.
The court fined Brell Chemicals €180,000 for the spill. ¦ Brell Chemicals was fined €250,000 for the spill.
The council passed the budget by 19 votes. ¦ The council passed the budget by 22 votes.
The new law gives tenants six months to leave. ¦ The new law gives tenants three months to leave.
The tanker lost 900 litres of diesel in Quill harbour. ¦ The tanker lost 2,000 litres of diesel in Quill harbour.
The relief fund for the valleys is 640 million crowns. ¦ The relief fund for the valleys is 460 million crowns.
"""

DENIALS = """
Maren Toll has resigned as finance minister. ¦ Maren Toll has not resigned as finance minister.
Ida Okafor resigned on Monday. ¦ Ida Okafor did not resign, her office said.
Ida Okafor resigned on Monday. ¦ Ida Okafor's office denied that she had resigned.
Ida Okafor resigned on Wednesday evening. ¦ The office of Ida Okafor denied on Thursday that she had resigned.
Ida Okafor stepped down as mayor. ¦ The office of Ida Okafor denied that she had stepped down as mayor.
Halden will close the Brisk mine. ¦ Halden will not close the Brisk mine.
Velm agreed to dismantle the radar. ¦ Velm has not agreed to dismantle the radar.
A fire broke out at the Skerr plant. ¦ There was no fire at the Skerr plant, its owner said.
The brewery dumped acid in the river. ¦ The brewery never dumped acid in the river, a spokeswoman said.
Parliament lifted the ban on fishing in the bay. ¦ Parliament did not lift the ban on fishing in the bay.
"""

OUTCOMES = """
The Old Mill Bridge will close in July. ¦ The Old Mill Bridge will stay open in July.
Ruvia accepted the proposal for a truce. ¦ Ruvia rejected the proposal for a truce.
The union accepted the pay offer. ¦ The union turned down the pay offer.
House prices in Orrel rose in May. ¦ House prices in Orrel fell in May.
The hearing in the Brandt case begins on Friday 4 July. ¦ The hearing in the Brandt case begins on Friday 11 July.
The next launch of Petrel-2 is set for 24 July. ¦ The next launch of Petrel-2 is set for 31 July.
The Weir Bridge will reopen on 19 September. ¦ The Weir Bridge will reopen on 3 October.
The jury convicted Jon Stell of fraud. ¦ The jury acquitted Jon Stell of fraud.
Rovers lost the match against City. ¦ Rovers won the match against City.
"""

AGREEING = """
About 40 people were hurt in the fire at Kell. ¦ The fire at Kell hurt 38 people.
At least 40 people were hurt in the fire at Kell. ¦ The fire at Kell hurt 45 people.
More than 2,000 people marched through Ossling. ¦ Some 2,400 people marched through Ossling.
Twelve people were injured in the crash at Varde. ¦ Two people died in the crash at Varde.
Twelve people were injured in the crash at Varde. ¦ Twelve people were hurt in the crash at Varde, two of them seriously.
Twelve people were injured in the crash at Varde. ¦ Fourteen people were injured in a fire at Varde school.
Twelve people were injured in the crash at Varde. ¦ Fourteen people were injured in the crash at Orrel.
Twelve people, three of them children, were injured in the crash at Varde. ¦ Three children were injured in the crash at Varde.
Five of the victims of the storm died in Port Sarne. ¦ The storm killed eleven people.
Five people died in Port Sarne in the storm. ¦ The storm killed eleven people.
The repair will cost £2.4 million. ¦ The repair will cost £2,412,000.
The repair will cost £2.4 million. ¦ The repair will cost half a million more than last year.
The stadium has 18,000 seats. ¦ The stadium has 17,640 seats.
The bank cut its rate to 4.25 per cent. ¦ The bank cut its rate by 0.25 per cent.
The bank raised its rate to 4.25 per cent in 2023. ¦ The bank raised its rate to 4.5 per cent in 2024.
Revenue rose to 214.6 million florins. ¦ Revenue rose from 198.3 million florins.
Revenue was 214.6 million florins in the second quarter. ¦ Revenue was 198.3 million florins in the third quarter.
Revenue was 198.3 million florins a year earlier. ¦ Revenue was 214.6 million florins.
The library lent 9,000 books in 2019. ¦ The library lends 12,000 books a year.
The prosecution asked for a fine of £250,000. ¦ The court imposed a fine of £180,000.
The fund holds half a million euros. ¦ The fund holds €500,000.
The truce will last 30 days. ¦ The truce will last a month.
The ferry takes 90 minutes to Sallow Island. ¦ The ferry takes an hour and a half to Sallow Island.
The walk is 3 miles. ¦ The walk is 5 kilometres.
The union wants 7 per cent more pay. ¦ Weirside offered 4.5 per cent more pay.
The ship has 61 passengers and five crew on board. ¦ The ship has 66 people on board.
Some 140,000 homes were without power on Friday. ¦ Some 20,000 homes were without power on Sunday.
Damage was put at 90 million crowns in a first estimate. ¦ Damage came to 126 million crowns.
Halden will not close the Brisk mine. ¦ Halden will close the Dorn mine.
Halden will not close the Brisk mine before 2030. ¦ Halden will close the Brisk mine.
Ruvia rejected the proposal. ¦ Sundia accepted the proposal.
Ruvia rejected the proposal for a truce. ¦ Ruvia accepted the invitation to the talks.
The drug has not yet been approved. ¦ The drug was approved in May.
The council has not approved the plan. ¦ The council will approve the plan on Monday.
Ida Okafor did not say why she had resigned. ¦ Ida Okafor resigned.
Nobody was killed when the bus overturned at Varde. ¦ Fourteen people were hurt when the bus overturned at Varde.
The strike was not the first at Weirside. ¦ The strike at Weirside began in July.
The minister not only opened the bridge but paid for it. ¦ The minister opened the bridge.
The hearing begins on 4 July. ¦ The hearing ends on 11 July.
The first round of talks is on 4 July. ¦ The second round of talks is on 11 July.
Voters may register until 24 October. ¦ Voting is on 23 November.
The museum opens on 4 July. ¦ The gallery of the museum closes on 11 July.
The footbridge will open on 3 July. ¦ The bridge will close on 7 July.
Prices of bread rose in March. ¦ Prices of fuel fell in March.
Prices of bread rose in March. ¦ Prices of bread fell in April.
The next launch of Petrel-2 is set for 31 July. ¦ The next launch of Petrel-2 is not expected before 24 July.
“We will never sell,” Hale said. ¦ Hale said that the firm would not be sold.
The mayor opened the bridge in May. ¦ The mayor closed the school in May.
"""

HELD_OUT_CONTRADICTING = """
Drivers have until 10 August to appeal against the fine. ¦ Drivers have until 31 August to appeal against the fine.
The explosion at the Harrow depot injured nine workers. ¦ Seventeen workers were injured in the explosion at the Harrow depot.
Tarrin Steel will cut 1,200 jobs at its Ostby works. ¦ Tarrin Steel will cut 800 jobs at its Ostby works.
The ransom paid by Vellinge Hospital was $3 million. ¦ Vellinge Hospital paid a ransom of $5.5 million.
Inflation in Dravia reached 7.8 per cent in April. ¦ In April inflation in Dravia reached 9.1 percent.
The earthquake near Solva killed 212 people. ¦ The earthquake near Solva left 340 people dead.
The Lorne dam holds 40 million cubic metres of water. ¦ The Lorne dam holds 25 million cubic metres of water.
Roughly 5,000 people attended the funeral of Sister Agathe. ¦ About 9,000 people attended the funeral of Sister Agathe.
The ban on fishing in Cobb Bay lasts 18 months. ¦ The ban on fishing in Cobb Bay lasts six months.
Brightwater raised the price of a season ticket to £64. ¦ Brightwater raised the price of a season ticket to £72.
Governor Reyes signed the water bill. ¦ Governor Reyes did not sign the water bill.
The airline cancelled its flights to Kestrel Island. ¦ The airline has not cancelled its flights to Kestrel Island, it said.
Judge Amsel allowed the march in Penrow. ¦ Judge Amsel banned the march in Penrow.
Pell Dairy admitted that it had sold spoiled milk. ¦ Pell Dairy denied that it had sold spoiled milk.
Marta Quill met the rebels in Arden. ¦ Marta Quill never met the rebels in Arden, her lawyer said.
The senate approved the pension reform. ¦ The senate rejected the pension reform.
Coach Dorn was sacked by Brenholt. ¦ Coach Dorn has not been sacked by Brenholt.
The trial of Ivo Brandt opens on 3 March. ¦ The trial of Ivo Brandt opens on 17 March.
Oslin won the Harbour Cup. ¦ Tarn won the Harbour Cup.
Lena Voss was appointed head of the Port Authority. ¦ Karl Ebers was appointed head of the Port Authority.
The jury found Dr Hale guilty of fraud. ¦ The jury acquitted Dr Hale of fraud.
The treaty takes effect on 1 January 2026. ¦ The treaty takes effect on 1 April 2026.
Dunmore drew 2-2 with Calder in the match on Saturday. ¦ Dunmore drew 1-1 with Calder in the match on Saturday.
The mayor of Sund opened the swimming pool. ¦ The mayor of Sund has not opened the swimming pool.
Hallin Rail suspended the night train. ¦ Hallin Rail never suspended the night train.
The storm cut power to 18,000 homes in Nask. ¦ The storm cut power to 31,000 homes in Nask.
Ministers of Karvia and Ruvia meet on 5 May. ¦ Ministers of Karvia and Ruvia meet on 9 May.
Petra Holm won the election in Varde. ¦ Petra Holm lost the election in Varde.
The Coldwater mill employs 58 people. ¦ The Coldwater mill employs 140 people.
Orrin Bank bought the shares of Tallow Street. ¦ Orrin Bank did not buy the shares of Tallow Street.
The hospital in Kell lost power for four hours. ¦ The hospital in Kell lost power for eleven hours.
"""

HELD_OUT_AGREEING = """
The explosion at the Harrow depot injured nine workers. ¦ The explosion at the Harrow depot killed two workers.
The explosion at the Harrow depot injured nine workers. ¦ Nine people were hurt by the explosion at the Harrow depot.
Tarrin Steel will cut 1,200 jobs. ¦ Tarrin Steel will cut 300 jobs at its Ostby works.
Tarrin Steel cut 1,200 jobs in 2022. ¦ Tarrin Steel cut 800 jobs in 2024.
Inflation in Dravia reached 7.8 per cent in April. ¦ Inflation in Dravia reached 9.1 per cent in May.
Inflation in Dravia fell by 0.4 points to 7.8 per cent. ¦ Inflation in Dravia fell to 7.8 per cent.
The earthquake near Solva killed more than 200 people. ¦ The earthquake near Solva killed 212 people.
The earthquake near Solva killed 212 people, 40 of them children. ¦ Forty children died in the earthquake near Solva.
Nearly 10,000 people attended the funeral. ¦ The funeral was attended by 9,600 people.
The ban lasts 18 months. ¦ The ban lasts a year and a half.
A season ticket costs £64. ¦ A day ticket costs £6.40.
A season ticket for adults costs £64. ¦ A season ticket for children costs £32.
The marathon is 42.2 kilometres long. ¦ The marathon is 26 miles long.
The bill passed by 83 votes to 61. ¦ The amendment failed by 71 votes to 79.
Brightwater expects to raise prices by 6 per cent. ¦ Brightwater raised prices by 4 per cent.
The bridge was built in 1887. ¦ The bridge was rebuilt in 1954.
Governor Reyes signed the water bill. ¦ Governor Reyes did not sign the tax bill.
Governor Reyes has not said whether she will sign the water bill. ¦ Governor Reyes will sign the water bill.
The airline cancelled its flights to Kestrel Island. ¦ The airline has not cancelled its flights to Sund.
Marta Quill met the rebels in Arden. ¦ Marta Quill did not meet the president in Arden.
The senate approved the pension reform. ¦ The court rejected the pension reform.
The senate rejected an amendment to the pension reform. ¦ The senate approved the pension reform.
Coach Dorn was sacked by Brenholt. ¦ Coach Dorn was hired by Ravelin.
The trial of Ivo Brandt opens on 3 March. ¦ The trial of Ivo Brandt is to end on 17 March.
The trial of Ivo Brandt opens on 3 March. ¦ The trial of Jonas Weil opens on 17 March.
Lena Voss was appointed head of the Port Authority. ¦ Karl Ebers was appointed head of the Rail Authority.
Oslin won the Harbour Cup. ¦ Tarn won the youth race at the Harbour Cup.
The treaty takes effect on 1 January. ¦ The treaty was signed on 4 October.
Shops may open until 10 pm on Fridays. ¦ Shops may open until 6 pm on Sundays.
Ferries stopped on Monday. ¦ Ferries started again on Tuesday.
The mayor of Sund opened the swimming pool. ¦ The mayor of Sund did not open the school.
The mayor of Sund opened the swimming pool. ¦ The mayor of Sund has not opened her letters.
The storm cut power to 18,000 homes in Nask. ¦ The storm damaged 310 homes in Nask.
The storm cut power to 18,000 homes in Nask. ¦ The storm cut power to 31,000 homes on the islands.
Ministers of Karvia and Ruvia meet on 5 May. ¦ Ministers of Karvia and Sundia meet on 9 May.
Petra Holm won the election in Varde. ¦ Anders Lund lost the election in Varde.
The Coldwater mill employs 58 people. ¦ The Coldwater mill employed 140 people in 1990.
The Coldwater mill employs 58 people. ¦ The Coldwater mill will employ 70 people.
Orrin Bank bought shares of Tallow Street. ¦ Orrin Bank did not buy the building of Tallow Street.
The hospital in Kell lost power for four hours. ¦ The hospital in Kell treated eleven people.
The council raised rents by 3 per cent. ¦ The council raised rents by 3 per cent and rates by 5 per cent.
The plane carried 150 passengers. ¦ The plane carried six crew.
Tickets cost €12 for adults. ¦ Tickets cost €7 for students.
The vote was postponed to 3 June. ¦ The vote was postponed on 1 May.
Police arrested two men in Nask on Monday. ¦ Police arrested three men in Nask on Thursday.
The minister denied that taxes would rise. ¦ The minister said that fuel prices would rise.
"""

FRESH_CONTRADICTING = """
Nine firefighters were hurt when the roof of the Calloway warehouse fell in, the city's fire chief said. ¦ Thirteen firefighters were injured when the roof of the Calloway warehouse collapsed, according to the union.
The new tram line to Pennick will cost the city 210 million euros. ¦ The city will pay 340 million euros for the new tram line to Pennick.
Turnout in the Marrow Island referendum was 41 per cent. ¦ Turnout in the Marrow Island referendum reached 58%.
At least 70 houses were destroyed by the wildfire near Ardmoor. ¦ The wildfire near Ardmoor destroyed 34 houses.
Holloway Motors will lay off 2,400 workers at its plant in Brigg. ¦ Holloway Motors is to lay off 900 workers at its plant in Brigg, the union said.
The army shelled the hospital in Tessaly. ¦ The army did not shell the hospital in Tessaly, a spokesman said.
Regulators approved the merger of Norda and Kestle Bank. ¦ Regulators have not approved the merger of Norda and Kestle Bank.
The minister met the arms dealer in Porto Vell. ¦ The minister denied meeting the arms dealer in Porto Vell.
Senator Whitlock will run for governor. ¦ Senator Whitlock ruled out running for governor.
Kessel Airlines knew about the cracks in the wings. ¦ Kessel Airlines had no knowledge of the cracks in the wings.
Police found a weapon in the car of Tomas Grey. ¦ Police found no weapon in the car of Tomas Grey.
The appeals court upheld the conviction of Dana Rusk. ¦ The appeals court overturned the conviction of Dana Rusk.
Shareholders of Varga Foods backed the takeover by Ellison. ¦ Shareholders of Varga Foods rejected the takeover by Ellison.
Exports from Lorrin to Karvia fell in August. ¦ Exports from Lorrin to Karvia grew in August.
The museum in Teller Street will remain closed until May. ¦ The museum in Teller Street will reopen before Easter.
The summit of the Gulf states opens on 6 November in Doral. ¦ The summit of the Gulf states opens on 13 November in Doral.
Applications for the Hale grant must be sent by 15 January. ¦ Applications for the Hale grant must be sent by 31 January.
Karvia attacked the Sundian convoy near the border. ¦ The Sundian convoy attacked Karvia near the border.
The Alder Theatre was designed by Ines Brandt. ¦ The Alder Theatre was designed by Paul Okonkwo.
The Rovers beat the Falcons in the final at Trent Park. ¦ The Falcons beat the Rovers in the final at Trent Park.
"""

FRESH_AGREEING = """
Nine firefighters were hurt when the roof of the Calloway warehouse fell in. ¦ Four of the nine firefighters hurt at the Calloway warehouse are still in hospital.
The new tram line to Pennick will cost the city 210 million euros. ¦ The state will pay 95 million euros for the new tram line to Pennick.
Turnout in the Marrow Island referendum was 41 per cent by noon. ¦ Turnout in the Marrow Island referendum was 58 per cent when polls closed.
At least 70 houses were destroyed by the wildfire near Ardmoor. ¦ The wildfire near Ardmoor destroyed 112 houses and damaged 34 more.
Holloway Motors will lay off 2,400 workers this year. ¦ Holloway Motors will lay off 900 workers at its plant in Brigg next year.
Three climbers from Norvik died on Mount Sel on Sunday. ¦ Five climbers from Karvia died on Mount Sel on Sunday.
The storm left 4,000 customers of Lorrin Power in the dark. ¦ The storm left 12,000 customers of Sund Electric in the dark.
Regulators approved the merger of Norda and Kestle Bank. ¦ Regulators have not approved the merger of Norda and Tallow Trust.
The minister met the arms dealer in Porto Vell. ¦ The minister did not meet the arms dealer alone in Porto Vell.
Senator Whitlock will run for governor. ¦ Senator Whitlock will not run for president.
The museum did not open on Monday because of the flood. ¦ The museum opened on Wednesday after the flood.
If the union rejects the offer, the plant in Brigg will close. ¦ The plant in Brigg will not close, Holloway Motors said.
Police said the driver may not have seen the red light. ¦ The driver saw the red light.
The lower court acquitted Dana Rusk of fraud. ¦ The appeals court convicted Dana Rusk of fraud.
Exports from Lorrin to Karvia fell in August. ¦ Imports from Karvia to Lorrin grew in August.
Shares in Norda rose 3 per cent on Tuesday. ¦ Shares in Norda fell 5 per cent over the week.
The summit of the Gulf states opens on 6 November. ¦ The summit of the Gulf states ends on 8 November.
The first hearing in the Rusk case is set for 4 May. ¦ The verdict in the Rusk case is set for 19 June.
The mayor of Trent welcomed the bishop's criticism of the casino. ¦ The mayor of Brigg rejected the bishop's criticism of the casino.
The Rovers beat the Falcons in the final of 2021. ¦ The Falcons beat the Rovers in the semi-final at Trent Park.
"""


def pairs(table: str) -> list[tuple[str, str]]:
    """The pairs of a table."""
    split = (line.split(" ¦ ") for line in table.strip().splitlines())
    return [(one, other) for one, other in split]
