"""Passages of news prose with their sentences marked, written for this project; what sentence splitting is scored on.

One case a line, `¦` where a sentence ends. A quotation of several sentences with its attribution counts as one sentence.
"""

from hypothesis import strategies as st

CASES = """
U.S. President Donald Trump spoke first.¦The Kremlin answered within the hour.
The talks moved to the U.S. last spring.¦He returned to the U.S.¦She stayed behind in Kyiv.
He wants better ties with the U.S.¦Analysts doubt that Moscow will get them.
Inflation is falling in the U.S.¦But rents are not.
The U.S. Senate passed the bill, and the U.S. Supreme Court let it stand.
The U.S. Virgin Islands and the U.N. Security Council sent envoys.¦Neither spoke.
Lt. Gov. Dan Miller will not run again.¦His party was told on Friday.
Gen. Mark Hale and Lt. Col. Ann Reyes testified.¦Sgt. Lee did not.
Sen. Bob Carey (D-Pa.) voted no.¦Rep. Ann Dow, R-Texas, voted yes.
Dr. Maria Lopez, of St. Mary's Hospital, treated Mr. and Mrs. Chen.¦Both are stable.
The judge cited Roe v. Wade.¦The court in Smith vs. Jones had agreed.
The trial of John F. Carter Jr. starts today.¦J. D. Vale and George W. Bell will testify.
The bill of Malcolm X. Reed failed.¦It had cost $12.40 a head.
The fee rises from $12.40 to $13.05 on Jan. 3, 2025.¦Until then nothing changes.
On Nov. 5 voters chose.¦On Dec. 1 the count began.
Lt. Gov. Jane Poe and Adm. Roy Ott met Ambassador Li.¦Atty. Gen. Bo Day did not attend.
The law of Sept. 11 stands.¦It was signed in Aug.¦Nobody noticed.
Shares rose 3.5% in early trade.¦The index closed 0.4 points down at 4,512.70.
The fire began at 5 p.m. Tuesday and was out by 9 a.m. Wednesday.¦No one was hurt.
Polls close at 8 p.m. ET.¦Results are due by 11 p.m.¦The count may go on all night.
The plane left at 6:45 a.m.¦It landed at noon.
The minister lives at No. 10 Downing St. in London.¦He moved in last week.
It was the country's No. 1 export.¦No. 2 was wheat.
Asked whether he would resign, the minister said: “No.”¦He then left the room.
“No.”¦That was all she said.
“Will you sign?” a reporter asked.¦“Not today,” he said.
“We will not stop!” he shouted.¦The crowd cheered.
“We will go on. We will not give up,” she said.¦Her deputy nodded.
“We go on,” she said.¦“We do not give up.”¦Nobody answered.
The premier said, “Enough talk. The guns must fall silent.”¦Others agreed.
"This must end now," he said.¦"We are ready."¦The envoy left.
He called the plan ‘reckless’.¦She called it “brave.”¦Both were quoted.
“I told him, ‘Stop it.’ He did not,” the driver said.¦Police confirmed that.
“If nothing happens,” he said, “I'm just going to back away.”¦He gave no date.
We'll discuss land, power plants… and more.¦Talks resume Monday.
He paused…¦Then he signed.
Well ... it depends.¦Ask again in May.
The firm, Acme Inc., sued.¦Widget Corp. did not respond.¦Acme Ltd. Chief Executive Jo Bell declined to comment.
He works for Acme Inc.¦It makes tyres.
Yahoo! said on Friday that it would appeal.¦Investors shrugged.
Who pays?¦Nobody knows!¦That is the problem.
The site Caliber.Az and the firm Booking.com were named.¦So was example.org.
The measure (see Art. 5, p. 12) failed.¦(It needed 60 votes.)¦It got 58.
He flew to Washington, D.C.¦The mayor met him there.
The town of Ft. Worth and Mt. Pleasant, N.C., flooded.¦Rain goes on.
The ex-president, 78, won 49.8 percent vs. 48.3 percent.¦It was close.
A 7.1-magnitude quake struck at 9:05 a.m. local time.¦Aftershocks followed.
The deal covers three points: 1) prisoners, 2) grain, 3) fuel.¦Nothing else was agreed.
The treaty, i.e. the 1997 pact, lapsed.¦Others, e.g. the gas deal, remain.
Prof. Dr. Hans Weber et al. published it.¦Critics disagreed.
“It's over.”¦With that, he hung up.
"""


def cases() -> list[list[str]]:
    """Each case as its sentences, in order."""
    return [line.split("¦") for line in CASES.strip().splitlines()]


MARKS = [*"  \n\n.!?…,:;“”‘’\"'()«»؟。-—", "U.S. ", "Dr. ", " p.m. ", "“No.” ", "1) "]
SCRIPTS = [
    "word",
    "Kyiv",
    "é",
    "e\u0301",
    "👩\u200d🚀",
    "🇺🇦",
    "مرحبا",
    "שלום",
    "Киев",
    "停火",
    "한국",
    "ก็",
    "न\u094dद",
    "∯",
    "☉",
]
texts = st.one_of(
    st.text(max_size=400),
    st.lists(st.sampled_from([*MARKS, *SCRIPTS]), max_size=200).map("".join),
    st.lists(st.sampled_from([" ".join(case) for case in cases()]), max_size=30).map("\n".join),
)
"""Texts of any kind, and of what news is made of."""
