"""What sentencex does not know of the abbreviations of newspaper English."""

from serving.words import word_set

# Before a name or a number; a sentence never ends with them.
NEVER_LAST = word_set(
    """
    Addl Ald Amb Arch Barr Assoc Atty Cdr Chap Chas Cllr Cllrs Clr Col Cong Const Coun Dep Dir Eng Engr Exs Figs Ft
    Gen Geo Gov Govs Jas Kum Lieut Mmes Ms Mx Profs Pt Pte Retd Revd Secy Shri Smt Spc Spec Ste Tel Thos Vol Vols Wm
    approx est ret tel vs MR MRS DR GEN SEN GOV REV MT FT
    """
)
# Before a figure only: "Ch. 5", "pop. 4,000".
NOT_LAST_BEFORE_FIGURE = word_set(
    """
    Arts Ch Cor Deut Eq Exod Isa Jn Lev Lk Matt Mk Op Para Paras Prop Ps Rom Sam Secs arts ch eq figs n op para
    paras pop secs ss v vol vv
    """
)
# A sentence ends with them only if the next word is one that commonly opens a sentence.
LAST_BEFORE_OPENER = word_set("Ch Govt Intl Natl ST St")
# A sentence ends with them if the next word opens a sentence or is no part of a name: "Corp. Analysts had …".
LAST_BEFORE_TEXT = word_set(
    """
    Inc Ltd Co Cos Corp Bros Pty S.A N.V S.p.A Jr Sr Esq Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La
    Mass Md Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo Ont Que Ave Blvd Rd Hwy m.p.h
    """
)
# sentencex takes these for abbreviations.
WORDS = word_set("May no")
# Words that open a sentence far oftener than they continue a name; they decide after "U.S.", "Inc." or "p.m.".
OPENERS = word_set(
    """
    The A An This That These Those He She It They We I You But And Or Nor In On At For If When While As Some Many
    Most Few All Both Each However Despite After Before Since Until Though Although Because What Why How Who Where
    There Here His Her Their Its Our My Your No Not So Yet Still Now Then Once By With From To Of Under Over About
    Every Another Other Others Nobody Nothing Everyone Neither Either Instead Meanwhile Also Even Only Just
    Perhaps Maybe Last Next One Two Three Four Five Six Seven Eight Nine Ten Is Was Are Were Do Does Did Has Have
    Had Will Would Can Could Should Let Such Today Yesterday Tomorrow Later Earlier Within Without Among Between
    During Through Like Unlike More Less Little Much Far Long Several Nearly Almost According Rather Indeed
    Officials Police Critics Residents Neighbours Neighbors Shares Prices Asked
    """
)
# "vitamin C", "plan B": the letter after them is not a person's initial.
NAMED_BY_A_LETTER = word_set(
    """
    vitamin vitamins plan grade hepatitis influenza type group section block compound category class exhibit point
    team schedule appendix ward gate pool room terminal building option list part zone tier unit wing stand
    platform model factor straight the
    """
)
# "you and I": the letter after them is the pronoun.
BEFORE_THE_PRONOUN = word_set("and than as am do did was is")
