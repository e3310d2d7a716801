"""Whether a heading is a full clause (`Ferry sinks off coast`) or a noun phrase (`The ferry disaster`).

A rule-based reading, word by word: a heading is a clause if it has more finite verbs than its subordinate clauses use
up, or is a yes/no question or a command. A form that may be a noun too is judged by its neighbours. It knows forms,
not meanings: it cannot tell `Money talks` from `Trade talks`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from serving import verbs
from serving.words import word_set

# No headline is longer; what follows is not read, so that a pasted page costs no more than a headline.
MAX_WORDS = 60

_BREAK = re.compile(r"(?<=[:;?!…])\s+|\s+[–—-]+\s+|—|(?<=[a-z]{3}\.)\s+")
# The age in `Woman, 34, killed` stands between a subject and its verb.
_NOISE = re.compile(r"[“”„«»\"]|(?<!\w)['‘]|(?<!s)'(?!\w)|, \d+,")
_WORD = re.compile(r"\w+(?:['.&/-]\w+)*'?|,")
_CONTRACTION = re.compile(r"(\w+)('re|'ve|'ll|'d|'m)")

_WH_WORDS = word_set("what who whom whose which why how when where")
_SUBORDINATORS = _WH_WORDS | word_set("""
because although though if unless until while whereas whether as after before since whatever whoever wherever
""")
_INDEFINITE = word_set("""
nobody no-one everyone everybody someone anyone nothing everything something nowhere
""")
_PERSONAL = word_set("i we you he she they it") | _INDEFINITE
_SUBJECTS = _PERSONAL | word_set("this that these those there here who which what all")
_DETERMINERS = word_set("""
the a an my your his her its our their no every each any some this these another either neither both all most more many
few several such half
""")
_OBJECTS = word_set("""
me us you him her them it itself himself herself themselves this that these those how why what
""")
_PREPOSITIONS = word_set("""
of in on at to for from with without by about over under into onto off out up down against across along amid among
around behind below beneath beside between beyond despite during inside like outside past per since than through
throughout toward towards until upon via within as after before ahead near above
""")
_PARTICLES = word_set("up down out off away back")
_AFTER_MOTION = _PREPOSITIONS - word_set("of in at for with along")
_CONJUNCTIONS = word_set("and or but nor plus vs versus ,")
_ADVERBS = word_set("""
not never always still now just also already again soon only even ever often too then once twice almost so yet well
rather instead together today tomorrow yesterday tonight early abroad home monday tuesday wednesday thursday friday
saturday sunday
""")
_NOT_ADVERBS = word_set("family assembly monopoly weekly monthly elderly")
_AFTER_CONTRACTED_IS = _PARTICLES | _ADVERBS | {"the", "a", "an", "over", "here"}
_FUNCTION_WORDS = (
    _DETERMINERS | _PREPOSITIONS | _CONJUNCTIONS | verbs.AUXILIARIES | _SUBORDINATORS | _SUBJECTS | _ADVERBS | {""}
)
_NUMBERS = word_set("""
two three four five six seven eight nine ten eleven twelve dozen hundred thousand million
""")
_ADJECTIVE_ENDING = re.compile(r".{2,}(?:al|ic|ous|ive|ful|less|able|ible|ary|ese)$")


def is_full_clause(heading: str) -> bool:
    """Say whether any part of a heading, as colons, dashes and sentence ends divide it, is a full clause.

    A question with a wh-word (`How safe are the trains?`) or a bare subordinate clause (`Because bees matter`) is not.
    """
    text = " ".join(heading.split(maxsplit=MAX_WORDS)[:MAX_WORDS]).replace("’", "'")
    return any(map(_is_clause, _BREAK.split(_NOISE.sub("", text))))


def _is_clause(part: str) -> bool:
    words = list(islice(_words(part), MAX_WORDS))
    asks = part.endswith("?")
    if len(words) < 2 or (asks and words[0] in _WH_WORDS):
        return False
    return _asks_yes_or_no(words, asks) or _commands(words) or _has_main_verb(words)


def _words(part: str) -> Iterator[str]:
    """Fold case and open contractions; a possessive stays one word."""
    for word in _WORD.findall(part.casefold()):
        stem = word.removesuffix("'s")
        if contraction := _CONTRACTION.fullmatch(word):
            yield from contraction.groups()
        elif word != stem and (stem in _SUBJECTS or stem in _WH_WORDS) and stem not in _INDEFINITE:
            yield from (stem, "is")
        else:
            yield word


def _asks_yes_or_no(words: list[str], asks: bool) -> bool:
    opener, follower = words[:2]
    is_inverted = asks or _is_determiner(follower) or follower in _SUBJECTS
    return opener in verbs.BE_DO_HAVE or (opener in verbs.MODALS and is_inverted)


def _commands(words: list[str]) -> bool:
    """Recognise a base form first, with an object or complement behind it."""
    words = words[1:] if words[0] in ("please", "never", "always", "just") else words
    verb, follower = (*words, "", "")[:2]
    if verb == "let's":
        return True
    if verb not in verbs.BASES or follower in _CONJUNCTIONS or follower in ("", "of") or _is_past(follower):
        return False
    has_object = _is_determiner(follower) or follower in _OBJECTS or follower in _PARTICLES
    return has_object or verb not in verbs.NOUNS or (verb in verbs.ASPECTUAL and follower.endswith("ing"))


def _has_main_verb(words: list[str]) -> bool:
    """Read from left to right; each subordinate clause uses up the finite verb that comes next."""
    owed, is_helped = 0, False
    for index, word in enumerate(words):
        place = _Place(words, index, is_subordinate=owed > 0, is_helped=is_helped)
        if word == ",":
            owed, is_helped = 0, False
        elif place.opens_clause():
            owed += 1
        elif place.is_finite():
            if not owed:
                return True
            owed, is_helped = owed - 1, word in verbs.AUXILIARIES
    return False


@dataclass(frozen=True)
class _Place:
    """A word where it stands; it is helped if a base form or participle there belongs to an auxiliary before it."""

    words: list[str]
    index: int
    is_subordinate: bool
    is_helped: bool

    @cached_property
    def word(self) -> str:
        return self.words[self.index]

    @cached_property
    def before(self) -> str:
        """The nearest word on the left that is no adverb."""
        return next((word for word in reversed(self.words[: self.index]) if not _is_adverb(word)), "")

    @cached_property
    def after(self) -> str:
        return self.words[self.index + 1] if self.index + 1 < len(self.words) else ""

    def opens_clause(self) -> bool:
        """Take a subordinator, or a subject straight behind a noun: `the tax nobody pays`."""
        if self.word in _SUBORDINATORS:
            return True
        if self.index == 0 or not (self.word in _PERSONAL or self.word == "that" or self.word in _DETERMINERS):
            return False
        head = self.words[self.index - 1]
        is_infinitive = "to" in self.words[: self.index][-2:]
        is_verb = is_infinitive or _is_past(head) or (head in verbs.BASES and head not in verbs.NOUNS)
        return (_is_noun_like(head) and not is_verb) or head in _INDEFINITE or head in ("all", "those")

    def is_finite(self) -> bool:
        if self.word in verbs.AUXILIARIES:
            return self._is_finite_auxiliary()
        if self.word == "to":
            return self._is_futurate()
        if self.word.endswith("'s"):
            return self.after in _AFTER_CONTRACTED_IS
        if self.before in _SUBJECTS:
            is_reduced = self.is_helped or (self.before in _INDEFINITE and self.word in verbs.CLOSING)
            return not is_reduced and (_is_past(self.word) or self.word in verbs.BASES or self.word in verbs.S_FORMS)
        if not _is_noun_like(self.before):
            return self.before == "," and self.word in verbs.REPORTING
        return self._is_finite_past() or self._is_finite_s_form() or self._is_finite_base()

    def _is_finite_auxiliary(self) -> bool:
        if self.index == 0 or self.is_helped or self.before in verbs.MODALS or self.before == "to":
            return False
        if self.word not in verbs.DOUBTFUL_MODALS:
            return True
        verb = next((word for word in self.words[self.index + 1 :] if not _is_adverb(word)), "")
        has_verb = verb in verbs.BASES or verb in ("be", "have", "do")
        return has_verb and not _is_determiner(self.before) and self.before not in _PREPOSITIONS

    def _is_futurate(self) -> bool:
        """Read `Ministers to meet unions`, but not `plans to meet` or `The minister to watch`."""
        noun, verb = self.before, self.after
        if not _is_noun_like(noun) or _is_adjective(noun) or _is_past(noun) or self._is_determined:
            return False
        if noun.removesuffix("s") in verbs.TAKES_TO or "from" in self.words[: self.index]:
            return False
        is_list = _is_number(self.words[0]) or self.index + 2 == len(self.words)
        return (verb in verbs.BASES or verb in ("be", "have", "do")) and not (is_list and verb in verbs.LISTED)

    def _is_finite_past(self) -> bool:
        """Read the past tense and the headline passive (`Man charged with murder`) alike."""
        if self.is_helped or _is_adjective(self.before) or not _is_past(self.word):
            return False
        if self.is_subordinate or self.word in verbs.NEVER_PASSIVE or self._has_object or _is_noun_like(self.after):
            return True
        is_title = self._is_determined or self.before in verbs.REPORT_NOUNS
        return not is_title and not (self.word in verbs.CLOSING and not self.after)

    def _is_finite_s_form(self) -> bool:
        if self.word not in verbs.S_FORMS:
            return self.word.endswith("s") and not _is_plural(self.before) and self.after in ("the", "a", "an")
        if self._has_object:
            return True
        if self.word not in verbs.NOUNS and self.before.endswith("ing"):
            return True
        if _is_adjective(self.before) or _is_number(self.before):
            return False
        return self.word not in verbs.NOUNS or (not _is_plural(self.before) and self._has_complement())

    def _is_finite_base(self) -> bool:
        if self.word not in verbs.BASES or self.is_helped or self.before[:1].isdigit() or self.before.endswith("ing"):
            return False
        if self.word not in verbs.NOUNS or self._has_object:
            return True
        if self.before in verbs.PLURAL_MODIFIERS:
            return self.before == "police" and _is_noun_like(self.after)
        is_pair = self.index == 3 and self.words[1] == "," and _is_noun_like(self.after)
        return is_pair or _is_plural(self.before)

    @cached_property
    def _has_object(self) -> bool:
        """Whether what follows can only follow a verb."""
        after = self.after
        is_closed = after in _OBJECTS or after in _PARTICLES or after in _ADVERBS
        return is_closed or _is_determiner(after) or _is_number(after) or _is_adverb(after)

    def _has_complement(self) -> bool:
        """Whether a form that is as often a noun is a verb here, going by what follows."""
        after = self.after
        if self.word in verbs.INTRANSITIVE_S and after in _AFTER_MOTION:
            return True
        if after == "for":
            return self.word in verbs.WITH_FOR
        has_infinitive = after == "to" and (*self.words, "")[self.index + 2] in verbs.BASES
        return has_infinitive or _is_noun_like(after) or _is_adjective(after)

    @property
    def _is_determined(self) -> bool:
        """Whether the heading has the articles of a title, which headlinese leaves out."""
        return self.words[0] in _DETERMINERS or self.words[0] in _INDEFINITE


def _is_determiner(word: str) -> bool:
    return word in _DETERMINERS or word.endswith(("'s", "s'"))


def _is_adverb(word: str) -> bool:
    return word in _ADVERBS or (len(word) > 5 and word.endswith("ly") and word not in _NOT_ADVERBS)


def _is_adjective(word: str) -> bool:
    if word in verbs.ADJECTIVES or (
        word.endswith("ing") and (word[:-3] in verbs.BASES or word[:-3] + "e" in verbs.BASES)
    ):
        return True
    return word not in verbs.NOUNS_LIKE_ADJECTIVES and bool(_ADJECTIVE_ENDING.match(word))


def _is_number(word: str) -> bool:
    return word in _NUMBERS or word[:1].isdigit()


def _is_plural(word: str) -> bool:
    is_regular = word.endswith(("s", "men")) and not word.endswith(("ss", "us", "is", "as"))
    return is_regular or word in verbs.IRREGULAR_PLURALS or word in _NUMBERS


def _is_past(word: str) -> bool:
    is_known = word in verbs.PASTS or word in verbs.PAST_ONLY or word in verbs.PARTICIPLES_ONLY
    return is_known or (len(word) > 5 and word.endswith("ed") and "-" not in word)


def _is_noun_like(word: str) -> bool:
    """Whether a word can be the head of a subject: anything that is no function word."""
    return word not in _FUNCTION_WORDS and not word.endswith(("'s", "s'")) and not _is_adverb(word)
