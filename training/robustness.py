"""Whether labels hold when what must not matter changes: who a sentence is about, and how it is typed.

Even-handedness swaps countries, parties, persons, genders and religions and counts the labels that flip (the
counterfactual test of Garg et al. 2019, "Counterfactual Fairness in Text Classification"). Robustness
perturbs letters, case and marks (Ribeiro et al. 2020, "Beyond Accuracy: Behavioral Testing of NLP Models with
CheckList"). Swaps are made by word lists, so some variants are clumsy or name the wrong thing; every flip is
therefore kept for a person to read.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Protocol

import numpy as np
import numpy.typing as npt

from serving.classifier import Prediction, Sentence
from serving.labels import LABELS
from training.metrics import accuracy, macro_f1

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

FLIP_TARGET = 0.01


class Scorer(Protocol):
    """What is tested: `serving.classifier.Classifier`, or anything with its two halves of a prediction."""

    def logits(self, sentences: Sequence[Sentence], /) -> npt.NDArray[np.float32]:
        """Return raw scores of shape (len(sentences), 4)."""

    def predictions(self, logits: npt.NDArray[np.float32], /) -> list[Prediction]:
        """Turn raw scores into calibrated predictions."""


class SwapKind(StrEnum):
    """What a counterfactual changes."""

    COUNTRY = "country"
    PARTY = "party"
    PERSON = "person"
    GENDER = "gender"
    RELIGION = "religion"


@dataclass(frozen=True, slots=True)
class Swap:
    """A counterfactual `text` of the sentence at `index`; `original` words gave way to `changed` words."""

    index: int
    kind: SwapKind
    original: str
    changed: str
    text: str


@dataclass(frozen=True, slots=True)
class Flip:
    """A swap that changed the label; `text` is the sentence before the swap, `swapped_text` after it."""

    kind: SwapKind
    text: str
    original: str
    changed: str
    swapped_text: str
    label_before: str
    label_after: str
    confidence_before: float
    confidence_after: float


@dataclass(frozen=True, slots=True)
class FlipRate:
    """How many counterfactual variants were scored and how many of them changed the label."""

    variants: int
    flips: int

    @property
    def rate(self) -> float:
        """The share of variants that flipped; 0 without variants."""
        return self.flips / self.variants if self.variants else 0.0


@dataclass(frozen=True, slots=True)
class EvenHandedness:
    """Flip rates by kind, and every flip in the order of the sentences."""

    by_kind: dict[SwapKind, FlipRate]
    flips: tuple[Flip, ...]

    @property
    def overall(self) -> FlipRate:
        """All kinds taken together, each variant counting once."""
        return FlipRate(sum(kind.variants for kind in self.by_kind.values()), len(self.flips))

    def as_json(self) -> dict[str, object]:
        """Return what the report shows; rates are shares from 0 to 1."""
        return {
            "target": FLIP_TARGET,
            **_rate_json(self.overall),
            "by_kind": {str(kind): _rate_json(rate) for kind, rate in self.by_kind.items()},
            "flipped": [asdict(flip) | {"kind": str(flip.kind)} for flip in self.flips],
        }


class Perturbation(StrEnum):
    """A change of typing that leaves the sentence readable and its label true."""

    TYPOS = "typos"
    NO_FINAL_MARK = "no final mark"
    NO_PUNCTUATION = "no punctuation"
    ALL_CAPS = "all caps"
    LOWER_CASE = "lower case"
    QUOTE_STYLE = "quote style"
    DOUBLE_SPACES = "double spaces"
    DASH_STYLE = "dash style"


@dataclass(frozen=True, slots=True)
class PerturbationEffect:
    """Quality on the `n` sentences that a perturbation altered, and the share of labels that changed."""

    n: int
    accuracy_before: float
    accuracy: float
    macro_f1_before: float
    macro_f1: float
    labels_changed: float


@dataclass(frozen=True, slots=True)
class Robustness:
    """The effect of each perturbation that altered at least one sentence."""

    effects: dict[Perturbation, PerturbationEffect]

    def as_json(self) -> dict[str, object]:
        """Return the effects by name; shares are from 0 to 1."""
        return {str(kind): asdict(effect) for kind, effect in self.effects.items()}


def counterfactuals(texts: Iterable[str]) -> list[Swap]:
    """Apply every swap set that fits to each whole text, in the order of texts and sets."""
    return [
        Swap(index, swap_set.kind, *_told(changes), swapped)
        for index, text in enumerate(texts)
        for swap_set in _swap_sets(all_caps=text.isupper())
        for swapped, changes in [_swapped(text, swap_set)]
        if swapped != text
    ]


def flip_report(classifier: Scorer, sentences: Sequence[Sentence]) -> EvenHandedness:
    """Label every counterfactual in the context of its sentence and compare with the sentence's own label."""
    before = _predicted(classifier, sentences)
    swaps = counterfactuals(sentence.text for sentence in sentences)
    by_kind: dict[SwapKind, FlipRate] = {}
    found: list[tuple[int, Flip]] = []
    for kind in SwapKind:
        own = [swap for swap in swaps if swap.kind is kind]
        after = _predicted(classifier, [replace(sentences[swap.index], text=swap.text) for swap in own])
        flips = [
            (swap.index, _flip(swap, sentences[swap.index].text, before[swap.index], new))
            for swap, new in zip(own, after, strict=True)
            if new.label != before[swap.index].label
        ]
        by_kind[kind] = FlipRate(len(own), len(flips))
        found.extend(flips)
    return EvenHandedness(by_kind, tuple(flip for _, flip in sorted(found, key=lambda item: item[0])))


def perturb(kind: Perturbation, text: str, rng: np.random.Generator) -> str:
    """Return the text with one kind of perturbation; unchanged where there is nothing to perturb."""
    return _PERTURBATIONS[kind](text, rng)


def robustness_report(classifier: Scorer, sentences: Sequence[Sentence], truth: Ints, seed: int = 0) -> Robustness:
    """Measure each perturbation on the sentences it alters, against the same sentences as they were.

    `truth` (n,) holds label indices in the order of `LABELS`.
    """
    before = _score_matrix(_predicted(classifier, sentences))
    effects = {}
    for number, kind in enumerate(Perturbation):
        rng = np.random.default_rng([seed, number])
        texts = [perturb(kind, sentence.text, rng) for sentence in sentences]
        altered = [i for i, text in enumerate(texts) if text != sentences[i].text]
        if altered:
            variants = [replace(sentences[i], text=texts[i]) for i in altered]
            after = _score_matrix(_predicted(classifier, variants))
            effects[kind] = _effect(before[altered], after, truth[altered])
    return Robustness(effects)


def _predicted(classifier: Scorer, sentences: Sequence[Sentence]) -> list[Prediction]:
    return classifier.predictions(classifier.logits(sentences)) if sentences else []


def _score_matrix(predictions: Sequence[Prediction]) -> Floats:
    return np.array([[one.scores[label] for label in LABELS] for one in predictions], dtype=np.float64)


def _effect(before: Floats, after: Floats, truth: Ints) -> PerturbationEffect:
    return PerturbationEffect(
        n=len(truth),
        accuracy_before=accuracy(before, truth),
        accuracy=accuracy(after, truth),
        macro_f1_before=macro_f1(before, truth),
        macro_f1=macro_f1(after, truth),
        labels_changed=float((before.argmax(axis=1) != after.argmax(axis=1)).mean()),
    )


def _flip(swap: Swap, text: str, before: Prediction, after: Prediction) -> Flip:
    return Flip(
        kind=swap.kind,
        text=text,
        original=swap.original,
        changed=swap.changed,
        swapped_text=swap.text,
        label_before=str(before.label),
        label_after=str(after.label),
        confidence_before=before.confidence,
        confidence_after=after.confidence,
    )


def _rate_json(rate: FlipRate) -> dict[str, object]:
    return {"variants": rate.variants, "flips": rate.flips, "flip_rate": rate.rate}


@dataclass(frozen=True, slots=True)
class _ByContext:
    """A replacement that depends on whether a noun phrase goes on after it ("her book", "saw her")."""

    before_noun: str
    otherwise: str


_Word = str | _ByContext
_Words = dict[str, _Word]

# What follows "her" when it is an object, "his" when it stands alone, and a party's name when it is a noun.
_NOT_A_NOUN = """
    a about after again against all also an and any are argued as asked at away back be because been before
    but by called can could did do does down during for from had has have he her here him his how i if in
    into is it last later lost may might must near never not now of off on or out over said says she should
    since so than that the their them then there these they this those though through to today told tomorrow
    too under until up voted was we were what when where whether which while who whom why will with without
    won would yesterday you
"""
_AFTER = re.compile(r"-(?=\w)|\s+[\"“‘']?(\w+)")

# A line is a swap set of pairs "left/right"; a sentence that names both sides has them exchanged. Where a
# word stands in two pairs of a line, the first decides. Country, adjective, people, capital:
_COUNTRIES = """
the United States/China, American/Chinese, Americans/Chinese, Washington/Beijing
Russia/Ukraine, Russian/Ukrainian, Russians/Ukrainians, Moscow/Kyiv
Israel/Palestine, Israeli/Palestinian, Israelis/Palestinians, Jerusalem/Ramallah
Israel/Iran, Israeli/Iranian, Israelis/Iranians, Jerusalem/Tehran
Britain/Nigeria, British/Nigerian, Britons/Nigerians, London/Abuja
France/Turkey, French/Turkish, French/Turks, Paris/Ankara
Germany/India, German/Indian, Germans/Indians, Berlin/New Delhi
Japan/North Korea, Japanese/North Korean, Japanese/North Koreans, Tokyo/Pyongyang
Canada/Mexico, Canadian/Mexican, Canadians/Mexicans, Ottawa/Mexico City
Italy/Brazil, Italian/Brazilian, Italians/Brazilians, Rome/Brasília
Australia/Pakistan, Australian/Pakistani, Australians/Pakistanis, Canberra/Islamabad
Poland/Syria, Polish/Syrian, Poles/Syrians, Warsaw/Damascus
Spain/Egypt, Spanish/Egyptian, Spaniards/Egyptians, Madrid/Cairo
Sweden/Iraq, Swedish/Iraqi, Swedes/Iraqis, Stockholm/Baghdad
Kenya/Afghanistan, Kenyan/Afghan, Kenyans/Afghans, Nairobi/Kabul
Greece/Saudi Arabia, Greek/Saudi, Greeks/Saudis, Athens/Riyadh
Norway/Venezuela, Norwegian/Venezuelan, Norwegians/Venezuelans, Oslo/Caracas
South Africa/Vietnam, South African/Vietnamese, South Africans/Vietnamese, Pretoria/Hanoi
"""

_DEMOCRATS_AND_REPUBLICANS = """
Democratic/Republican, Democrat/Republican, Democrats/Republicans, Barack Obama/George Bush, Obama/Bush,\
 Joe Biden/Donald Trump, Biden/Trump, John Kerry/John McCain, Kerry/McCain, Nancy Pelosi/Liz Cheney,\
 Pelosi/Cheney
"""
_LABOUR_AND_CONSERVATIVES = """
Labour/Conservative, Labour/the Conservatives, Tony Blair/David Cameron, Blair/Cameron,\
 Keir Starmer/Rishi Sunak, Starmer/Sunak
"""
_OTHER_PARTIES = """
Social Democrats/Christian Democrats, Social Democrat/Christian Democrat,\
 Social Democratic/Christian Democratic, SPD/CDU
liberal/conservative, liberals/conservatives, left-wing/right-wing, left-winger/right-winger,\
 leftist/rightist, leftists/rightists, far-left/far-right, far left/far right, centre-left/centre-right,\
 center-left/center-right
"""

# By origin: men's names, women's names, surnames, paired by position; names that are also words are left out.
_NAMES = """
James John David Michael Robert William Thomas Peter
Mary Sarah Emily Elizabeth Jennifer Susan Margaret Anna
Smith Johnson Williams Jones Taylor Wilson Davis Anderson Thompson Roberts

Ahmed Mohammed Omar Ali Yusuf Khalid Ibrahim Tariq
Fatima Aisha Layla Mariam Zainab Noor Huda Salma
Hassan Khalil Mansour Haddad Saleh Nasser Farouk Aziz Karim Rahman

Kwame Chinedu Emeka Kofi Tunde Sekou Ifeanyi Amadou
Ngozi Adaeze Chioma Abena Efua Folake Nneka Yetunde
Okafor Adeyemi Mensah Diallo Okonkwo Eze Balogun Traoré Owusu Bello

Wei Haoran Jianguo Zhiwei Lei Feng Peng Xiaoming
Xiuying Meiling Lihua Yanmei Jingyi Tingting Fangfang Shulan
Wang Li Zhang Chen Liu Yang Huang Zhao Wu Zhou

José Juan Carlos Luis Miguel Javier Diego Pedro
María Carmen Lucía Isabel Guadalupe Elena Rosa Pilar
García Rodríguez Martínez Hernández López González Pérez Sánchez Ramírez Torres

Rajesh Amit Vikram Sanjay Arjun Rahul Anil Suresh
Priya Anjali Sunita Lakshmi Deepa Kavita Meena Pooja
Patel Sharma Singh Kumar Gupta Reddy Iyer Khan Das Mehta
"""

_GENDERS = """
he/she, him/her, his/her, himself/herself, man/woman, men/women, boy/girl, boys/girls, male/female,\
 males/females, father/mother, fathers/mothers, dad/mum, son/daughter, sons/daughters, brother/sister,\
 brothers/sisters, husband/wife, husbands/wives, uncle/aunt, nephew/niece, grandfather/grandmother,\
 grandson/granddaughter, boyfriend/girlfriend, gentleman/lady, spokesman/spokeswoman, spokesmen/spokeswomen,\
 chairman/chairwoman, businessman/businesswoman, businessmen/businesswomen, policeman/policewoman,\
 congressman/congresswoman, actor/actress, widower/widow, schoolboy/schoolgirl, Mr/Ms
"""

_ISLAM_AND_JUDAISM = """
Muslims/Jews, Islam/Judaism, Muslim/Jewish, Muslim/Jew, mosque/synagogue, mosques/synagogues, imam/rabbi,\
 imams/rabbis
"""
_OTHER_RELIGIONS = """
Muslim/Christian, Muslims/Christians, Islam/Christianity, mosque/church, mosques/churches, imam/priest,\
 imams/priests, Koran/Bible
Hindu/Christian, Hindus/Christians, Hinduism/Christianity, temple/church, temples/churches
Catholic/Protestant, Catholics/Protestants, Catholicism/Protestantism
Sunni/Shiite, Sunnis/Shiites
"""

# What the pairs cannot say, because the right word depends on what follows.
_DEMOCRATIC: _Words = {
    "Republican": _ByContext("Democratic", "Democrat"),
    "GOP": _ByContext("Democratic", "Democratic Party"),
}
_CONSERVATIVE: _Words = {"Labour": _ByContext("Conservative", "the Conservative Party")}
_JEWISH: _Words = {"Muslim": _ByContext("Jewish", "Jew"), "Islamic": _ByContext("Jewish", "Jewish")}
_PRONOUNS: _Words = {
    "her": _ByContext("his", "him"),
    "his": _ByContext("her", "hers"),
    "hers": _ByContext("his", "his"),
}

# Other forms of a word above, "form/word": swapped like the word, but never put in its place.
_ALIASES = """
the US/the United States, the U.S./the United States, the USA/the United States, United States/American,\
 US/American, U.S./American, Washington D.C./Washington, the UK/Britain, the United Kingdom/Britain,\
 Great Britain/Britain, UK/British, Kiev/Kyiv, Delhi/New Delhi, Tel Aviv/Jerusalem, Saudi Arabian/Saudi,\
 George W. Bush/George Bush, the Tories/the Conservatives, Tory/Conservative, Mohamed/Mohammed,\
 Muhammad/Mohammed, Jose/José, Maria/María, Lucia/Lucía, Garcia/García, Rodriguez/Rodríguez,\
 Martinez/Martínez, Hernandez/Hernández, Lopez/López, Gonzalez/González, Perez/Pérez, Sanchez/Sánchez,\
 Ramirez/Ramírez, Mrs/Ms, Miss/Ms, mom/mum, Quran/Koran, Shia/Shiite, Shi'ite/Shiite
"""

# Phrases in which a word above names something else; they stay as they are.
_FROZEN = """
African American, African Americans, African-American, African-Americans, Latin American, North American,\
 South American, Native American, Washington Post, Washington Times, Washington State, Washington state,\
 George Washington, South China Sea, East China Sea, British Columbia, French Guiana, French Open,\
 Indian Ocean, New Mexico, Gulf of Mexico, Rome Statute, Paris Hilton, Democratic Republic,\
 Liberal Democrat, Liberal Democrats, New Democratic, Republican Guard, Labour Court, Labour Day,\
 Labour Department, Labour Ministry, Labour Minister, Labour Office, Labour Organization,\
 Labour Organisation, Labour costs, Labour market, Labour shortages, conservative estimate,\
 conservative estimates, liberal arts, Dow Jones, Camp David, Star of David, Isle of Man, Boy Scouts,\
 Girl Scouts, Islamic State, Islamic Republic, Christian Democrat, Christian Democrats,\
 Christian Democratic, Bible Belt
"""


@dataclass(frozen=True, slots=True)
class _SwapSet:
    kind: SwapKind
    words: Mapping[str, _Word]
    pattern: re.Pattern[str]


@cache
def _swap_sets(*, all_caps: bool) -> tuple[_SwapSet, ...]:
    english, *others = (origin.splitlines() for origin in _NAMES.strip().split("\n\n"))
    name_pairs_by_gender = [pair for men, women, _ in (english, *others) for pair in _paired([men], [women])]
    tables: list[tuple[SwapKind, _Words]] = [
        *((SwapKind.COUNTRY, _both_ways(pairs)) for pairs in _lines(_COUNTRIES)),
        *((SwapKind.PARTY, _both_ways(pairs) | _DEMOCRATIC) for pairs in _lines(_DEMOCRATS_AND_REPUBLICANS)),
        *((SwapKind.PARTY, _both_ways(pairs) | _CONSERVATIVE) for pairs in _lines(_LABOUR_AND_CONSERVATIVES)),
        *((SwapKind.PARTY, _both_ways(pairs)) for pairs in _lines(_OTHER_PARTIES)),
        *((SwapKind.PERSON, _both_ways(_paired(english, names))) for names in others),
        *((SwapKind.GENDER, _both_ways(pairs + name_pairs_by_gender) | _PRONOUNS) for pairs in _lines(_GENDERS)),
        *((SwapKind.RELIGION, _both_ways(pairs) | _JEWISH) for pairs in _lines(_ISLAM_AND_JUDAISM)),
        *((SwapKind.RELIGION, _both_ways(pairs)) for pairs in _lines(_OTHER_RELIGIONS)),
    ]
    return tuple(_swap_set(kind, words, all_caps=all_caps) for kind, words in tables)


def _lines(table: str) -> list[list[tuple[str, str]]]:
    return [[_pair(entry) for entry in line.split(", ")] for line in table.strip().splitlines()]


def _pair(entry: str) -> tuple[str, str]:
    left, right = entry.split("/")
    return left, right


def _paired(lefts: Iterable[str], rights: Iterable[str]) -> list[tuple[str, str]]:
    """Pair the words of each left line with those of its right line, by position."""
    return [
        pair
        for left, right in zip(lefts, rights, strict=True)
        for pair in zip(left.split(), right.split(), strict=True)
    ]


def _both_ways(pairs: Iterable[tuple[str, str]]) -> _Words:
    words: _Words = {}
    for left, right in pairs:
        words.setdefault(left, right)
        words.setdefault(right, left)
    return words


def _swap_set(kind: SwapKind, words: _Words, *, all_caps: bool) -> _SwapSet:
    (alias_pairs,) = _lines(_ALIASES)
    aliases = {alias: words[word] for alias, word in alias_pairs if word in words and alias not in words}
    frozen: _Words = {phrase: phrase for phrase in _FROZEN.strip().split(", ") if phrase not in words}
    cased = {
        form: replacement
        for word, new in (frozen | words | aliases).items()
        for form, replacement in _cased(word, new, all_caps=all_caps)
    }
    # The longest alternative comes first, so that "the US" wins over "US" and a frozen phrase over its words.
    alternatives = "|".join(re.escape(form) for form in sorted(cased, key=lambda form: (-len(form), form)))
    pattern = re.compile(rf"(?<!\w)(?:(?P<article>[Aa][Nn]?)\s+)?(?P<word>{alternatives})(?![\w$])")
    return _SwapSet(kind, cased, pattern)


def _cased(word: str, new: _Word, *, all_caps: bool) -> Iterator[tuple[str, _Word]]:
    """Yield the forms in which a word is looked for: as it is and capitalised, or all in capitals."""
    if all_caps:
        yield word.upper(), _mapped(str.upper, new)
        return
    yield word, new
    if word[0].islower():
        yield _capitalised(word), _mapped(_capitalised, new)


def _mapped(change: Callable[[str], str], word: _Word) -> _Word:
    if isinstance(word, str):
        return change(word)
    return _ByContext(change(word.before_noun), change(word.otherwise))


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _swapped(text: str, swap_set: _SwapSet) -> tuple[str, list[tuple[str, str]]]:
    """Return the text after the swap, and (old, new) for each word that changed."""
    changes = []

    def exchange(match: re.Match[str]) -> str:
        old = match["word"]
        new = _replacement(swap_set.words[old], text[match.end() :])
        if new == old:
            return match[0]
        changes.append((old, new))
        if match["article"]:
            return f"{_article(match['article'], new)} {new}"
        if not text[: match.start()].strip("\"“‘'([ ") and old[0].isupper():
            new = _capitalised(new)
        # "the U.S." at the end of a sentence carries its full stop.
        ends_sentence = old.endswith(".") and not text[match.end() :].strip("\"”’') ")
        return new + "." if ends_sentence else new

    return swap_set.pattern.sub(exchange, text), changes


def _replacement(word: _Word, rest: str) -> str:
    if isinstance(word, str):
        return word
    following = _AFTER.match(rest)
    is_before_noun = following is not None and (following[1] or "").lower() not in _NOT_A_NOUN.split()
    return word.before_noun if is_before_noun else word.otherwise


def _article(article: str, noun: str) -> str:
    """Return "a" or "an" in the case of `article`; only "Ukraine" and its kin begin with a sounded y here."""
    is_vowel = noun[0] in "AEIOUaeiou" and not noun.lower().startswith("uk")
    if len(article) == 2:
        return article if is_vowel else article[0]
    if not is_vowel:
        return article
    return article + ("N" if noun.isupper() else "n")


def _told(changes: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """Return the old words and the new ones, each pair once, as two lists to read."""
    distinct = dict.fromkeys(changes)
    return ", ".join(old for old, _ in distinct), ", ".join(new for _, new in distinct)


_MIN_TYPO_LETTERS = 4
_DASH = re.compile(r"\s*(?:—|–|--|(?<=\s)-(?=\s))\s*")
_DASHES = ("—", " – ", " - ", "--")
_CURLY_TO_STRAIGHT = str.maketrans("“”„«»‘’", '"""""\'\'')


def _with_typos(text: str, rng: np.random.Generator) -> str:
    """Swap two neighbouring letters or drop one, inside one or two words; first letters stay."""
    words = [match.span() for match in re.finditer(rf"[^\W\d_]{{{_MIN_TYPO_LETTERS},}}", text)]
    chosen = rng.permutation(len(words))[: rng.integers(1, 3)]
    for start, end in sorted((words[i] for i in chosen), reverse=True):
        text = text[:start] + _mistyped(text[start:end], rng) + text[end:]
    return text


def _mistyped(word: str, rng: np.random.Generator) -> str:
    at = int(rng.integers(1, len(word) - 1))
    is_swap = word[at] != word[at + 1] and rng.random() < 0.5
    return word[:at] + (word[at + 1] + word[at] if is_swap else word[at + 1]) + word[at + 2 :]


def _without_final_mark(text: str, _: np.random.Generator) -> str:
    return re.sub(r"[.!?…]+([\"”’')\]]*)\s*$", r"\1", text) or text


def _without_punctuation(text: str, _: np.random.Generator) -> str:
    """Drop every mark that does not stand inside a word or a number ("don't", "3.5", "well-known")."""
    padded = f" {text} "
    kept = [
        " " if _is_mark(now) and not (before.isalnum() and after.isalnum() and now in ".,:'’-") else now
        for before, now, after in zip(padded, text, padded[2:], strict=False)
    ]
    return " ".join("".join(kept).split()) or text


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("P") and character not in "%&#@"


def _with_other_quotes(text: str, _: np.random.Generator) -> str:
    straight = text.translate(_CURLY_TO_STRAIGHT)
    if straight != text:
        return straight
    opened = re.sub(r"(?<![^\s(\[—–-])\"(?=\S)", "“", text)
    opened = re.sub(r"(?<![^\s(\[—–“-])'(?=[^\W\d])", "‘", opened)
    return opened.replace('"', "”").replace("'", "’")


def _with_double_spaces(text: str, _: np.random.Generator) -> str:
    return text.replace(" ", "  ")


def _with_other_dashes(text: str, rng: np.random.Generator) -> str:
    """Give each dash another of the usual forms, and each hyphen inside a word its non-breaking form."""

    def other(match: re.Match[str]) -> str:
        return str(rng.choice([dash for dash in _DASHES if dash != match[0]]))

    return re.sub(r"(?<=\w)-(?=\w)", "\u2011", _DASH.sub(other, text))


_PERTURBATIONS: Mapping[Perturbation, Callable[[str, np.random.Generator], str]] = {
    Perturbation.TYPOS: _with_typos,
    Perturbation.NO_FINAL_MARK: _without_final_mark,
    Perturbation.NO_PUNCTUATION: _without_punctuation,
    Perturbation.ALL_CAPS: lambda text, _: text.upper(),
    Perturbation.LOWER_CASE: lambda text, _: text.lower(),
    Perturbation.QUOTE_STYLE: _with_other_quotes,
    Perturbation.DOUBLE_SPACES: _with_double_spaces,
    Perturbation.DASH_STYLE: _with_other_dashes,
}
