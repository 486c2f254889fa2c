"""Sentences with claims that say more, or something else, than they do: a "may", a "some" or an "at least" is gone; and honest ones.

One case a line, `sentence ¦ claim`; written before the checks were tuned.
"""

MAY_KEPT = """
The terms of the loan may include a cut in pensions. ¦ The terms of the loan could include a cut in pensions.
The terms of the loan may include a cut in pensions. ¦ A cut in pensions may be among the terms of the loan.
The terms of the loan may include a cut in pensions. ¦ A cut in pensions is a possible term of the loan.
The union’s demands may include a shorter week, its leader said. ¦ The union’s leader said its demands may include a shorter week.
Visitors may park in the yard behind the mill. ¦ Visitors are allowed to park in the yard behind the mill.
Visitors may park in the yard behind the mill. ¦ Visitors can park in the yard behind the mill.
Rain might stop the race if it lasts. ¦ The race could be stopped by rain.
The drug might slow the disease, a study suggests. ¦ A study suggests that the drug slows the disease.
The envoys might meet in Lund, or they may talk by video. ¦ The envoys might talk by video.
The eruption may have killed forty people; twelve bodies were found. ¦ Twelve bodies were found after the eruption.
Rain could delay the harvest, farmers fear. ¦ Farmers fear that rain will delay the harvest.
Prices will probably rise in May, and wages rose in March. ¦ Wages rose in March.
The mayor, who may run again, opened the bridge. ¦ The mayor opened the bridge.
The fund can lend up to two million; it may ask for securities. ¦ The fund lends up to two million.
The army might withdraw from the north, analysts believe. ¦ Analysts believe that the army withdraws from the north.
The quake could be felt in Lund. ¦ The quake was felt in Lund.
The minister could name no date. ¦ The minister named no date.
Patients might feel dizzy after the injection. ¦ The injection makes some patients dizzy.
The new rules may come into force in June. ¦ June is when the new rules are likely to come into force.
Nobody could open the safe. ¦ The safe was not opened.
"""

MAY_LOST = """
The plant could lose its licence if it leaks again. ¦ If it leaks again, the plant will lose its licence.
The terms of the loan may include a cut in pensions. ¦ The terms of the loan include a cut in pensions.
The union’s demands may include a shorter week, its leader said. ¦ The union’s demands include a shorter week.
The union’s demands may include a shorter week, its leader said. ¦ The union’s leader said that its demands include a shorter week.
The offer may contain a clause on Sunday work. ¦ The offer contains a clause on Sunday work.
The plant could lose its licence, the ministry said. ¦ The ministry said that the plant lost its licence.
The plant could lose its licence, the ministry said. ¦ According to the ministry, the plant will lose its licence.
The envoys might meet in Lund. ¦ The envoys will meet in Lund.
The fire was possibly caused by a heater, police told reporters. ¦ Police told reporters that the fire was caused by a heater.
The fire was possibly caused by a heater. ¦ A heater caused the fire.
The bank may ask for securities. ¦ The bank asks for securities.
The strike is likely to spread to the ports. ¦ The strike spreads to the ports.
The team’s requirements could rise to nine million crowns. ¦ The team’s requirements rise to nine million crowns.
Perhaps the crew left the ship at Varde. ¦ The crew left the ship at Varde.
The pact might need the consent of both houses. ¦ The pact needs the consent of both houses.
The plan may be dropped, said two officials. ¦ The plan has been dropped, said two officials.
The treaty may be signed in Riga, the premier said. ¦ The premier said that the treaty is signed in Riga.
The miners may get a bonus for every ton of ore. ¦ The miners get a bonus for every ton of ore.
The tax might cost families 300 crowns a year. ¦ The tax costs families 300 crowns a year.
The storm could reach Quern by noon. ¦ The storm reaches Quern by noon.
"""

BOUND_KEPT = """
At least twelve people died when the dam burst. ¦ No fewer than 12 people died when the dam burst.
At least twelve people died when the dam burst. ¦ Twelve or more people died when the dam burst.
At least twelve people died when the dam burst. ¦ A minimum of 12 people died when the dam burst.
At least twelve people died when the dam burst. ¦ People died when the dam burst.
More than 300 houses were flooded. ¦ Over 300 houses were flooded.
More than 300 houses were flooded. ¦ In excess of 300 houses were flooded.
More than 300 houses were flooded. ¦ Upwards of 300 houses were flooded.
More than 300 houses were flooded. ¦ At least 300 houses were flooded.
Nearly 5,000 people signed the petition. ¦ Almost 5,000 people signed the petition.
Nearly 5,000 people signed the petition. ¦ Close to 5,000 people signed the petition.
Nearly 5,000 people signed the petition. ¦ About 5,000 people signed the petition.
Nearly 5,000 people signed the petition. ¦ Some 5,000 people signed the petition.
Up to 200 workers will lose their jobs. ¦ As many as 200 workers will lose their jobs.
Up to 200 workers will lose their jobs. ¦ A maximum of 200 workers will lose their jobs.
Up to 200 workers will lose their jobs. ¦ No more than 200 workers will lose their jobs.
The loaf costs more than £4, and 300 were sold. ¦ 300 loaves were sold.
The bridge, more than a century old, was closed for 40 days. ¦ The bridge was closed for 40 days.
About 40 boats took part in the race. ¦ 40 boats took part in the race.
Under the plan, 200 houses will be built. ¦ 200 houses will be built under the plan.
The temperature will fall below 10 degrees. ¦ The temperature will drop to less than 10 degrees.
The speed limit will be cut to 50; more than 50 drivers protested. ¦ The speed limit will be 50.
The shop sells bread for less than two crowns. ¦ Bread costs under 2 crowns in the shop.
Over 14 days the crew laid nine miles of cable. ¦ The crew laid nine miles of cable in 14 days.
Nearly half of the voters stayed at home. ¦ Just under half of the voters stayed at home.
The truce should last for at least 30 days. ¦ The truce should last for 30 days or longer.
"""

BOUND_LOST = """
At least twelve people died when the dam burst. ¦ Twelve people died when the dam burst.
At least twelve people died when the dam burst. ¦ Exactly 12 people died when the dam burst.
At least twelve people died when the dam burst. ¦ The burst of the dam killed 12 people.
More than 300 houses were flooded. ¦ 300 houses were flooded.
More than 300 houses were flooded. ¦ The flood reached 300 houses.
No fewer than 40 villages have no water. ¦ Forty villages have no water.
The tunnel has cost over 90 million crowns. ¦ The tunnel has cost 90 million crowns.
The tunnel has cost over 90 million crowns. ¦ 90 million crowns is what the tunnel has cost.
Up to 200 workers will lose their jobs. ¦ 200 workers will lose their jobs.
As many as 200 workers will lose their jobs. ¦ The number of workers who will lose their jobs is 200.
Businesses can claim up to 5,000 crowns each. ¦ Businesses can claim 5,000 crowns each.
The duty is up to 25 per cent on steel. ¦ The duty is 25 per cent on steel.
Nearly 5,000 people signed the petition. ¦ 5,000 people signed the petition.
Almost 70 per cent of the forest burnt. ¦ 70 per cent of the forest burnt.
Fewer than 20 members came. ¦ Twenty members came.
The repair will take less than three weeks. ¦ The repair will take three weeks.
The truce should last for at least 30 days. ¦ The truce should last for 30 days.
Just short of 900 ballots were spoilt. ¦ 900 ballots were spoilt.
Nearly half of the voters stayed at home. ¦ Half of the voters stayed at home.
"""

PART_KEPT = """
A key condition of the sale is a ban on night flights. ¦ One condition of the sale is a ban on night flights.
A key condition of the sale is a ban on night flights. ¦ The conditions of the sale include a ban on night flights.
A key condition of the sale is a ban on night flights. ¦ A ban on night flights is a condition of the sale.
A key condition of the sale is a ban on night flights. ¦ The sale is tied to a ban on night flights.
One of the demands is a shorter week. ¦ A shorter week is among the demands.
One of the demands is a shorter week. ¦ A shorter week is demanded.
One of the owners, Karl Aust, lives in Lund. ¦ Karl Aust, an owner, lives in Lund.
One of the owners, Karl Aust, lives in Lund. ¦ Karl Aust lives in Lund.
The demands include a shorter week. ¦ The demands include a shorter week.
Among the reasons for the delay is a lack of steel. ¦ A lack of steel is a reason for the delay.
Among the reasons for the delay is a lack of steel. ¦ The delay has to do with a lack of steel.
Some of the nurses will strike. ¦ Several of the nurses will strike.
Some of the nurses will strike. ¦ A number of the nurses will strike.
A main cause of the fire was dry grass. ¦ Dry grass was a main cause of the fire.
Aust, one of the two founders, left in May; the founders had quarrelled. ¦ The founders had quarrelled.
The only condition is that the road stay open. ¦ The condition is that the road stay open.
A condition of the pact is that both armies withdraw. ¦ Both armies must withdraw under the pact.
One of the largest mills in Europe burnt down. ¦ A mill that is one of Europe’s largest burnt down.
Part of the wall fell into the river. ¦ A part of the wall is in the river.
One of the suspects was arrested in Varde. ¦ A suspect was arrested in Varde.
A proposal to close the mill was rejected by nine votes. ¦ The proposal to close the mill was rejected.
A demand for more pay was met in May. ¦ In May the demand for more pay was met.
Moor lives with a heart condition that is rare. ¦ The condition is rare.
A cause of the fire has not been found yet. ¦ The cause of the fire is unknown.
One of the male owls wears a ring. ¦ A ring is worn by one of the male owls.
"""

PART_AS_WHOLE = """
A key condition of the sale is a ban on night flights. ¦ The condition of the sale is a ban on night flights.
A key condition of the sale is a ban on night flights. ¦ The only condition of the sale is a ban on night flights.
A key condition of the sale is a ban on night flights. ¦ The conditions of the sale are a ban on night flights.
One of the demands is a shorter week. ¦ The demand is a shorter week.
One of the demands is a shorter week. ¦ The demands are a shorter week.
One of the owners, Karl Aust, lives in Lund. ¦ The owner, Karl Aust, lives in Lund.
The union’s demands include a shorter week. ¦ The union’s demands are a shorter week.
Among the reasons for the delay is a lack of steel. ¦ The reason for the delay is a lack of steel.
Among the reasons for the delay is a lack of steel. ¦ The only reason for the delay is a lack of steel.
Some of the nurses will strike. ¦ All nurses will strike.
Some nurses will strike. ¦ All of the nurses will strike.
A main cause of the fire was dry grass. ¦ The cause of the fire was dry grass.
One of the suspects was arrested in Varde. ¦ The suspect was arrested in Varde.
One of the suspects was arrested in Varde. ¦ The suspects were arrested in Varde.
One of the largest mills in Europe burnt down. ¦ The largest mill in Europe burnt down.
Several of the clubs have left the league. ¦ The clubs have all left the league.
Part of the wall fell into the river. ¦ The whole wall fell into the river.
Two of the lawyers resigned. ¦ The lawyers resigned.
Another requirement is a clean licence. ¦ The requirement is a clean licence.
Tenants gave damp as one reason for moving out. ¦ Tenants gave damp as the reason for moving out.
"""

LEFT = """
The conditions of the sale could include a ban on night flights. ¦ A condition of the sale is a ban on night flights.
A maximum of 60 guests may stay overnight. ¦ 60 guests may stay overnight.
"""

# Of all these kinds and of time (see times); written after the checks, and never looked at to change them.
UNSEEN_HONEST = """
The premier telephoned the chancellor on Tuesday and will visit Bonn in May. ¦ On Tuesday the premier called the chancellor.
The premier telephoned the chancellor on Tuesday and will visit Bonn in May. ¦ A visit of the premier to Bonn is planned for May.
Farmers were promised a subsidy of 40 crowns a ton. ¦ Farmers will get a subsidy of 40 crowns a ton.
The court delayed its ruling on the dam to November. ¦ The court will rule on the dam in November.
The hospital hired sixty nurses, who will start in June. ¦ Sixty nurses will start at the hospital in June.
The airport was renamed in March. ¦ In March the airport got a new name.
Sales of beer fell by 3 per cent, and the brewer will cut prices. ¦ Beer sales were down by 3 per cent.
The last coal pit in Halden shuts on Friday. ¦ Halden’s last coal pit will close on Friday.
Scientists warned that the glacier would vanish by 2050. ¦ The glacier will have vanished by 2050, scientists warned.
The committee could recommend a fine. ¦ A fine may be recommended by the committee.
The virus may spread through water, doctors said. ¦ Doctors said that water could spread the virus.
Guests may use the sauna until ten. ¦ The sauna can be used by guests until ten.
The bomb could have killed dozens. ¦ Dozens might have been killed by the bomb.
Nearly 900 homes lost power; crews restored 300 of them by noon. ¦ Crews had restored 300 homes by noon.
More than 60 countries signed the treaty. ¦ Over sixty countries have signed the treaty.
At least three bridges are unsafe, engineers said. ¦ Engineers said three or more bridges are unsafe.
Up to 90 millimetres of rain fell in Tarn. ¦ Rainfall in Tarn reached as much as 90 millimetres.
The fee will be less than 10 crowns. ¦ The fee is to be under 10 crowns.
One of the conditions is that both sides stop shelling. ¦ A condition is that both sides stop shelling.
Two of the judges disagreed. ¦ Two judges dissented.
A reason for the ban is the noise. ¦ The ban has to do with noise.
The main reason for the ban is the noise. ¦ The reason for the ban is the noise.
Among the winners was Ida Holt. ¦ Ida Holt was one of the winners.
An aim of the law is to protect bats. ¦ The law aims to protect bats.
"""

UNSEEN_FALSE = """
The premier telephoned the chancellor on Tuesday. ¦ The premier will telephone the chancellor on Tuesday.
The premier is to telephone the chancellor on Tuesday. ¦ The premier telephoned the chancellor on Tuesday.
The premier is to telephone the chancellor on Tuesday. ¦ The premier had a call with the chancellor on Tuesday.
The hospital hired sixty nurses in June. ¦ The hospital is going to hire sixty nurses in June.
The hospital will hire sixty nurses in June. ¦ The hospital took on sixty nurses in June.
The glacier lost nine metres last summer. ¦ The glacier will lose nine metres next summer.
Brewers are due to cut prices on Monday. ¦ Brewers lowered prices on Monday.
The troops left the valley at dawn on Sunday. ¦ The troops will leave the valley at dawn on Sunday.
The committee could recommend a fine. ¦ The committee recommends a fine.
The virus may spread through water, doctors said. ¦ Doctors said that the virus spreads through water.
The terms may include a guarantee for pensions. ¦ The terms include a guarantee for pensions.
The talks could resume in Oslo, an envoy told the paper. ¦ An envoy told the paper that the talks resume in Oslo.
More than 60 countries signed the treaty. ¦ Sixty countries signed the treaty.
At least three bridges are unsafe, engineers said. ¦ Three bridges are unsafe, engineers said.
Up to 90 millimetres of rain fell in Tarn. ¦ 90 millimetres of rain fell in Tarn.
Nearly 900 homes lost power. ¦ 900 homes lost power.
The fee will be less than 10 crowns. ¦ The fee will be 10 crowns.
One of the conditions is that both sides stop shelling. ¦ The condition is that both sides stop shelling.
A reason for the ban is the noise. ¦ The reason for the ban is the noise.
Two of the judges disagreed. ¦ The judges disagreed.
An aim of the law is to protect bats. ¦ The law’s aim is to protect bats.
One of the pilots was hurt. ¦ The pilots were hurt.
Some of the wells are dry. ¦ All of the wells are dry.
The group’s demands include the release of prisoners. ¦ The group’s demand is the release of prisoners.
"""
