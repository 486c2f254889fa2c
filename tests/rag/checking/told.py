"""Small articles written for this project, each sentence with who speaks in it, via whom, and who translated.

One sentence a line, `sentence ¦ speaker ¦ via ¦ translator`; what the article does not say is left out. `¶` begins a paragraph,
a blank line a new article. The labels are what a careful reader would say, also where code gives up.
"""

from dataclasses import dataclass

from rag.domain import Article, Span

ARTICLES = """
¶The port of Dunmere will close for three days, its director, Marina Okafor, told Reuters on Monday. ¦ Marina Okafor ¦ Reuters
“We have no choice,” Okafor said. ¦ Marina Okafor
“The crane is older than I am. It has to go.” ¦ Marina Okafor
¶She added that ships would be sent to Lund. ¦ Marina Okafor
Fishermen have not been asked.
A spokesman for the fishermen’s union said the plan was rushed. ¦ a spokesman for the fishermen’s union

¶The ministry of transport denied on Friday that it had lost the letters. ¦ the ministry of transport
It said that every letter had been answered. ¦ the ministry of transport
¶“There are no lost letters,” said Jonas Pell, the deputy minister. “There are only slow ones.” ¦ Jonas Pell
According to Pell, the delay was caused by a strike. ¦ Jonas Pell
¶The opposition was not convinced.
“He has had six weeks,” said its leader, Anna Brandt, in an interview with the BBC. ¦ Anna Brandt ¦ the BBC

¶Petra Vance met Holger Quist in Tessin on Tuesday.
He said that the talks had gone well. ¦ Holger Quist
¶Vance made no statement.
Her office said that she had a cold.

¶The mayor of Quern, Tilda Rask, and the governor, Odd Fenn, opened the bridge on Sunday.
“It is a fine bridge,” the mayor said. ¦ Tilda Rask
“It was also expensive,” the governor replied. ¦ Odd Fenn
He was smiling.

¶The Kremlin said on Thursday that it had not received the paper. ¦ the Kremlin
Its spokesman, Dmitry Peskov, told the state news agency TASS that a reply would follow. ¦ Dmitry Peskov ¦ TASS
“We are studying it,” he said. ¦ Dmitry Peskov
¶In Kyiv, President Volodymyr Zelensky wrote on Telegram that there was nothing to study. ¦ Volodymyr Zelensky ¦ Telegram

¶Two people were hurt when a tram left its rails in Lund, police said. ¦ police
AFP reported that the driver had been dismissed, citing an official. ¦ ¦ AFP
The tram company did not answer questions.
According to the New York Times, the rails were sixty years old. ¦ ¦ the New York Times

¶Speaking through an interpreter, the goalkeeper, Ibro Salic, said he would stay. ¦ Ibro Salic ¦ ¦ an interpreter
“My family likes the rain,” he said. ¦ Ibro Salic
¶The club’s chairman called the contract “a gift”. ¦ the club’s chairman
He did not say what it had cost.

¶“I was asleep,” said Nora Lind, who lives next to the mill. ¦ Nora Lind
“Then I heard the roof go. ¦ Nora Lind
I ran out in my socks. ¦ Nora Lind
Nobody stopped to lock the door,” she said. ¦ Nora Lind
¶The fire began in the cellar.
Firefighters said they had needed six hours to put it out. ¦ firefighters

¶“The river has never been so high,” the engineer Paul Storm wrote in the Lund Gazette. ¦ Paul Storm ¦ the Lund Gazette
“We will need sandbags, boats and luck. ¦ Paul Storm ¦ the Lund Gazette
¶“Above all, we will need luck.” ¦ Paul Storm ¦ the Lund Gazette
¶The council has ordered the sandbags.

¶Okafor said the company had denied the report. ¦ Okafor
Quist said that prices would fall, and Brandt replied that they would not.
Brandt later left the room.
“Enough,” she said. ¦ Brandt

¶The finance minister, Karl Aust, met the foreign minister, Ida Moor, on Monday.
The finance minister said that money was short. ¦ Karl Aust
The minister then left for Oslo.
“We agreed on the weather,” said Moor. ¦ Ida Moor

¶A report on Quist said that he had lied. ¦ a report on Quist
Quist has declined to say where he was.
His lawyer, Hedda Blom, told the Karnholt Evening News that the report was worthless. ¦ Hedda Blom ¦ the Karnholt Evening News
“It was written by his rivals,” she said. ¦ Hedda Blom

¶Experts warn that the dam is leaking. ¦ experts
The operator, Halvern Power, says that all dams leak. ¦ Halvern Power
“A dam that does not leak is a wall,” its engineer, Stig Haug, said. ¦ Stig Haug
He declined to give figures.
The water is clear, Haug insisted. ¦ Stig Haug

¶Ten villages have no water, the civil protection office said. ¦ the civil protection office
It expects repairs to take a week.
“I wash in the lake,” said one resident, Elin Tveit. ¦ Elin Tveit
“It is cold, and the ducks stare.” ¦ Elin Tveit

¶Mr Abel Nkemelu, 54, has led the bank since 2019.
He said the branch in Varde would be shut. ¦ Abel Nkemelu
¶Ms Ruth Okoro, who leads the union, was not told.
“We read it in the paper,” she said. ¦ Ruth Okoro
Nkemelu told her on Friday that he was sorry. ¦ Abel Nkemelu

¶“Quotas must go,” Russian Deputy Trade Minister Oleg Tarn said in an interview with the newspaper Izvestia, as translated by Google. ¦ Oleg Tarn ¦ Izvestia ¦ Google
Tarn also demanded “fair prices” for grain. ¦ Oleg Tarn
The European Union rejected the demand.

¶If the rain goes on, the harvest will fail, farmers say. ¦ farmers
Wheat is already black at the root.
“You could squeeze it like a sponge,” said Tom Arkle. ¦ Tom Arkle
His neighbour, Jess Doyle, agreed that the year was lost. ¦ Jess Doyle

¶The leaders of both parties met for an hour.
They said that the talks would go on.
Neither would say where.

¶Storm clouds gathered over the summit, but Prime Minister Lars Holm said he was hopeful.
“I have an umbrella,” Holm told reporters. ¦ Lars Holm
Asked about his rival, he said that he wished her well. ¦ Lars Holm

¶Inga Dahl, the trainer, said that Peter Moss had been ill. ¦ Inga Dahl
He said that he would run on Sunday. ¦ Peter Moss
Dahl has trained him for ten years.

¶The sheriff, Cole Draper, was asked about the missing dog.
He said that no dog was missing. ¦ Cole Draper
“There is a cat,” he said, “and it is at home.” ¦ Cole Draper
Its owner confirmed that the cat was well.

¶As the prosecutor put it, the “so-called bank” was a shoebox.
The bank’s owner denies all charges, his lawyer said.
A verdict is due on 3 June.

¶“Europe must pay more,” President Emmanuel Laurent said on Saturday, according to the radio station France Info. ¦ Emmanuel Laurent ¦ the radio station France Info
Chancellor Greta Maas said through a spokesman that Germany already did. ¦ Greta Maas ¦ a spokesman
In a post on X, Laurent called that “arithmetic for beginners”. ¦ Emmanuel Laurent ¦ X

¶Analysts at Tallow Street Bank predict a rise in rates. ¦ analysts at Tallow Street Bank
The central bank has said that it will wait. ¦ the central bank
Its governor, Maja Lund, wrote in March that patience was “a kind of policy”. ¦ Maja Lund

¶Vera Stolt said the ship was safe. ¦ Vera Stolt
“It has passed every test.” ¦ Vera Stolt
¶“It has not.”
Those words stand on a wall beside the quay.

¶The committee heard three witnesses on Wednesday.
The first, a nurse, said that she had called twice.
The second, Bo Lind, said that nobody had come. ¦ Bo Lind
The third said nothing.

¶Liv Strand, whose brother works for Erik Munk, said the deal was fair. ¦ Liv Strand
Munk said that it was more than fair. ¦ Erik Munk
He added that Strand had asked for less. ¦ Erik Munk

¶“No one was warned,” Asha Verma, a teacher, said at the inquiry. ¦ Asha Verma
The inquiry’s chair said the siren had failed. ¦ the inquiry’s chair
Verma shook her head.
“It was switched off,” she said. ¦ Asha Verma

¶Police in Lund said a man had been arrested. ¦ police in Lund
He said that he had found the bicycle.
The bicycle belongs to a judge.
“I would like it back,” the judge said. ¦ the judge

¶Kit Dellow told Goran Vesik that he was leaving. ¦ Kit Dellow
“I knew before he did,” Vesik said. ¦ Goran Vesik
The club announced it an hour later. ¦ the club
“We wish him luck,” it said in a statement. ¦ the club

¶BRENHOLT, June 4 - A ceasefire could begin within days, two diplomats familiar with the talks said. ¦ two diplomats familiar with the talks
Neither wished to be named.
¶“There is a text,” one of the diplomats said. “There is even a date.” ¦ one of the diplomats
The foreign ministry did not immediately respond to a request for comment.

¶Ministers to meet over flood money, says opposition leader ¦ opposition leader
¶Money for the flooded villages will be discussed on Friday, opposition leader Sven Dahlberg has said. ¦ Sven Dahlberg
Speaking on the breakfast programme of Lund Radio, Dahlberg said the delay was “a disgrace on stilts”. ¦ Sven Dahlberg ¦ Lund Radio
A government spokeswoman told the BBC: “We do not recognise these figures.” ¦ a government spokeswoman ¦ the BBC
Mr Dahlberg’s party has called for a vote. ¦ Mr Dahlberg’s party

¶“It’s a sad day,” said Emma Roth, 37, a mother of two. “My kids learned to swim here.” ¦ Emma Roth
Roth’s husband, Max, said he had signed the petition. ¦ Max
“We both did,” she said. ¦ Emma Roth
¶Council leader Fred Oakes has rejected claims that the pool was sold too cheaply.
“Nonsense,” he told a meeting on Tuesday. “Nobody else wanted it.” ¦ Fred Oakes

¶Foreign Secretary Alan Wray accused the regime of lying, while his French counterpart, Luc Morel, urged calm.
Wray said he had seen the satellite pictures himself. ¦ Alan Wray
“They show what they show,” he told the House of Commons. ¦ Alan Wray
Asked whether troops would follow, Mr Morel said: “No comment.” ¦ Luc Morel

¶The army’s chief of staff, General Omar Haddad, said on state television that the road was open. ¦ Omar Haddad ¦ state television
Residents contacted by phone said it was not. ¦ residents contacted by phone
“We saw nobody,” said a shopkeeper who gave only his first name, Yusuf. ¦ a shopkeeper who gave only his first name
A rebel spokesman, quoted by Al Jazeera, claimed that forty soldiers had been captured. ¦ a rebel spokesman ¦ Al Jazeera
The claim could not be independently verified.

¶Nobel laureate Kimi Aro believes that the vaccine will be ready by May. ¦ Kimi Aro
Her colleague Dana Weiss is less sure.
“Ask me in June,” Weiss wrote in an email. ¦ Dana Weiss
The study, published in Nature, found that mice recovered within a week.
Dr Aro said the mice “were never in any danger of hope”. ¦ Kimi Aro

¶Google said it would appeal. ¦ Google
The company’s president, Kent Moll, described the fine as “out of proportion to anything”. ¦ Kent Moll
European Commissioner Maria Silva tweeted: “Rules are rules.” ¦ Maria Silva
The fine is the largest since 2018, when Google was ordered to pay 4.3 billion euros.

¶Trump claimed on Truth Social that the deal was done. ¦ Trump ¦ Truth Social
“GREAT DEAL FOR ALL!” he wrote. ¦ Trump
China’s commerce ministry, however, said that talks were continuing. ¦ China’s commerce ministry
State news agency Xinhua quoted a ministry official as saying that “nothing has been signed”. ¦ a ministry official ¦ Xinhua

¶The victim’s mother, Jo Hart, wept as the verdict was read.
“He was nineteen,” she said outside the court. “Nineteen.” ¦ Jo Hart
The defendant, Rick Sole, shouted that he was innocent. ¦ Rick Sole
Judge Iris Noon told him to be quiet. ¦ Iris Noon
She said that he had shown no remorse. ¦ Iris Noon

¶Manager Pep Lorca praised his goalkeeper after the match.
“He saved us,” said Lorca. “Twice.” ¦ Pep Lorca
The goalkeeper, 19-year-old Finn Dorn, said he had hardly slept. ¦ Finn Dorn
“I dreamed of the crossbar,” he said. ¦ Finn Dorn
Lorca, who has won nine games in a row, warned that the season was long. ¦ Pep Lorca

¶VELMAR CITY (Northern Wire) – The strike will go on for a second week, the dockers’ union announced on Sunday. ¦ the dockers’ union
“Nobody here is afraid of a long winter,” Bruno Castell, its secretary-general, told several hundred members in the rain. ¦ Bruno Castell
Castell, who was re-elected in May, said the employers’ latest offer amounted to “three cups of coffee a month.” ¦ Bruno Castell
The employers’ federation said in a statement that the offer was final. ¦ the employers’ federation
It added that talks could resume at any time. ¦ the employers’ federation
Wages at the port have risen by 4 per cent since 2020.

¶Astronomers say they have seen a moon being born. ¦ astronomers
The picture was taken in March by a telescope in Chile, according to a paper published in the journal Science on Thursday.
“It looks like a smudge, and it is the best smudge of my life,” said lead author Tuva Ekeland of the University of Bergholm. ¦ Tuva Ekeland
Ekeland told Science News that the team had waited eleven years. ¦ Tuva Ekeland ¦ Science News
Not everyone is convinced. Ramon Iglesia, who was not involved in the study, said it might be dust. ¦ Ramon Iglesia
“We will know in 2030,” he added. ¦ Ramon Iglesia

¶The president’s doctor, Colonel Vito Sabel, said on Monday that he was recovering well. ¦ Vito Sabel
His wife has not been seen since Friday.
Opposition newspapers claimed the president had left the country. ¦ opposition newspapers
“He is upstairs, reading,” Sabel told journalists. “He asks for more books.” ¦ Vito Sabel
Vice-President Rosa Lemm is to chair the cabinet on Wednesday.

¶When the lift stopped, Agnes Moor began to sing.
“What else can you do?” she laughed.
Her neighbour, Dirk Voss, 81, was not amused. “She only knows one song,” he said. ¦ Dirk Voss
The housing company apologised and said that a new motor had been ordered. ¦ the housing company
It could arrive in March, the company’s spokeswoman, Petra Lind, told the Valley Post. ¦ Petra Lind ¦ the Valley Post

¶Police Chief Hanna Bo confirmed that two men, aged 20 and 24, had been arrested. ¦ Hanna Bo
Both deny theft.
“They were found in the bell tower with the bell,” Bo said in an interview on Radio Quern. ¦ Hanna Bo ¦ Radio Quern
Father Miles Penn said he forgave them. ¦ Miles Penn
He also said he wanted the bell back. ¦ Miles Penn

¶“We did not fire first,” the general said through an interpreter. ¦ the general ¦ ¦ an interpreter
A UN report published last week came to another conclusion.
It said that most of the shells had come from the north. ¦ a UN report
The United Nations has called for a new inquiry. ¦ the United Nations
EU foreign policy chief Nadja Horn said she supported the call. ¦ Nadja Horn
In Washington, the State Department declined to comment.

¶Swimmer Lotte Aas has withdrawn from the games because of an injury, her coach says.
“She cried, then I cried,” Erik Dahl told public broadcaster NRK. ¦ Erik Dahl ¦ NRK
Dahl, once a swimmer himself, thinks that she could be back by June. ¦ Erik Dahl
Aas wrote on Instagram: “See you in the water.” ¦ Aas ¦ Instagram
"""


@dataclass(frozen=True)
class Told:
    """A sentence of an article with what is true of it."""

    article: Article
    span: Span
    speaker: str | None
    via: str | None
    translated_by: str | None

    @property
    def sentence(self) -> str:
        """Its words."""
        return self.span.of(self.article.text)


def told() -> list[Told]:
    """Every labelled sentence."""
    return [each for block in ARTICLES.strip().split("\n\n") for each in _article(block)]


def _article(block: str) -> list[Told]:
    rows = [[part.strip() for part in line.split("¦")] for line in block.splitlines()]
    text = " ".join(row[0] for row in rows).replace(" ¶", "\n\n").replace("¶", "")
    article = Article("a", "The day", text)
    found, at = [], 0
    for row in rows:
        words = row[0].removeprefix("¶")
        start = text.index(words, at)
        at = start + len(words)
        labels = [label or None for label in row[1:]] + [None] * 3
        found.append(Told(article, Span(start, at), labels[0], labels[1], labels[2]))
    return found
