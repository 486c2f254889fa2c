"""Words that news writes with a dot, by what the dot may mean: that a sentence ends, or only a word.

The class is needed as much as the word: "Gov." stands before a name and ends no sentence, "Okla." may end one, "No."
ends one unless a numeral follows. The lists in libraries have no such classes, and hold "is", "man" and "may"
besides; so these are the words of newspapers' style books. A word without a vowel, such as "Cllr." or "Msgr.", is
known by its letters.
"""

import re

BEFORE_NAMES = frozenset(
    "Adm Ald Amb Assoc Asst Att Atty Attys Brig Capt Cdr Cmdr Col Comdr Comm Cpl Dep Det Dir Dist Dr Ens "
    """Flt Gen Gov Govs
    Hon Ing Insp Lieut Lt Maj Messrs Mlle Mme Mr Mrs Ms Pfc Pres Prof Pte Pvt Ref Rep Reps Rev Revd Sec Sen Sens Sgt Spc
    Supt Surg Treas Ven""".split()
)
"""Titles and ranks: no sentence ends before the name."""
BEFORE_NUMBERS = frozenset(
    "No Nos no nos Art art Ch ch Fig Figs fig figs Nr nr p pp Par Para para sec Tel tel Vol Vols vol est ext".split()
)
"""A sentence ends with one of these as with any other word, but not before a numeral."""
NEVER_LAST = frozenset("v vs e.g i.e c ca cf approx esp incl viz".split())
"""Words that compare, explain or estimate: more must follow."""
PLACES = frozenset(
    "Ala Alta Ariz Ark Calif Colo Conn Del Fla Ga Ida Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev "
    """Okla Ont Ore
    Pa Penn Que Sask Tenn Tex Va Vt Wash Wis Wyo""".split()
)
DAYS = frozenset(
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Weds Thu Thur Thurs Fri Sat Sun".split()
)
"""A sentence may end with these as with the whole word."""
_LAST_OF_NAMES = frozenset(
    "al Assn Ave Bldg Blvd Bros Cie Co Corp Cos Cres Dept Esq Inc Jr Ltd Rd Sr St Ste Univ".split()
)
"""What mostly ends the names of people, firms and streets, and lists of people ("et al.")."""
_LETTERS = re.compile(r"[^\W\d_]{1,2}(?:\.[^\W\d_]{1,4})+")
_NO_VOWELS = re.compile(r"[B-DF-HJ-NP-TV-XZ][b-df-hj-np-tv-xz]{1,4}")


def is_abbreviation(word: str) -> bool:
    """Whether `word`, given without its dot, is an abbreviation anywhere: "Gov", "U.S" and "Cllr" are, "No" is not."""
    listed = any(word in words for words in (BEFORE_NAMES, NEVER_LAST, PLACES, DAYS, _LAST_OF_NAMES))
    return listed or _LETTERS.fullmatch(word) is not None or _NO_VOWELS.fullmatch(word) is not None
