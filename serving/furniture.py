"""Recognises the furniture of news pages by its words: navigation, prompts, credits, bylines, dates, agency lines.

Each judgement is about one paragraph alone; `serving/layout.py` judges by what stands around it. The phrases are in
`furniture.txt`, so that a new page's furniture can be added without touching code.
"""

import re
from functools import cache
from importlib.resources import files

from serving.words import word_set

# Longer paragraphs are text, whatever they begin with.
_MAX_CHARACTERS = 600
_MAX_CREDITED_WORDS = 60
_MAX_LINE_CHARACTERS = 250
_MAX_BYLINE_WORDS = 14
_MAX_CELL_WORDS = 6
_MIN_NAMES = 9
_NAMES_SHARE = 0.9

# What may stand before the first word: arrows, signs, emoji, opening brackets.
_SIGNS = "".join(map(chr, range(0x2190, 0x2C00))) + "\ufe0f📷📸🔴📹🎥🎧📰👉📢 (["
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_TOKEN_BREAK = re.compile(r"[\s,;|·•:›>»+←→↑↓&/()\[\]–—-]+")
_DATE_WORDS = word_set(
    """
    jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october
    nov november dec december mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat
    saturday sun sunday first last published posted updated modified created date on at in the of by from live
    today yesterday am pm a.m p.m gmt utc bst est edt cet ist pst pdt ago minute minutes min mins hour hours hr
    hrs day days issue no vol page edition comment comments
    """
)
_DATE_FIGURE = re.compile(
    r"\d{1,4}(?:st|nd|rd|th|[ap]\.?m|[smhd])?|\d{1,4}(?:[.]\d{1,4}){1,2}(?:[ap]\.?m)?|[a-z]{0,2}\d{1,2}"
)
_BUTTON_WORDS = word_set(
    """
    facebook twitter x whatsapp telegram linkedin reddit pinterest messenger instagram youtube tiktok threads
    bluesky mastodon flipboard tumblr email e mail sms rss google share shares save saved print tweet pin like
    likes reply replies copy link gift article comment comments follow subscribe log in sign up out register login
    menu search close home next previous prev newer newest older oldest more show load view all listen watch play
    bookmark accept reject manage settings preferences unsubscribe privacy policy terms contact about help faq
    advertise cookie cookies to us and or of via on this story page post now here buy skip content back top
    advertisement hide ad ads sponsored promoted by live caption photo photos video breaking exclusive long read
    analysis opinion sort
    """
)
_BYLINE = re.compile(
    r"(?:by|words(?: by)?|text(?: by)?|photographs by|photos by|story by|written by|report(?:ed)? by|interview by)"
    r"[\s:]+(?=[A-Z“])",
    re.IGNORECASE,
)
_BETWEEN_NAMES = word_set("and de van von der del la bin al in of for the du di da st le special to")
_ROLE = re.compile(
    r"(?:staff writer|reporter|(?:\w+ )*(?:correspondent|editor|columnist|bureau chief|reporter)|contributing writer|"
    r"contributor|newsroom)",
    re.IGNORECASE,
)
# Labels that run into one another: "TopicsFerriesHarbour Council".
_GLUED = re.compile(r"[a-z]{4}[A-Z][a-z]{2}")
# Paths and menus: "Home › News › Harbour", "News | Sport | Weather".
_SEPARATED = re.compile(
    r"[^|›»>•·/]{1,40}(?:\s[|›»>•·/]\s[^|›»>•·/]{1,120}){2,}|[^|]{1,160}(?:\s\|\s[^|]{1,60})+|"
    r"[^›»]{1,40}(?:\s[›»]\s[^›»]{1,120})+"
)
# What content management systems leave behind: "spot_img", "[ad_slot …]", tags, addresses, hashtags.
_CMS = re.compile(
    r"_?[a-z]+(?:_[a-z]+)+(?::.*)?|\[[a-z_]+(?:\s.*)?\](?:.*\[/[a-z_]+\])?|</?\w+.*>|(?:https?://|www\.)\S+|"
    r"#\w+(?:\s#\w+)*|[\w.+-]+@[\w-]+\.[\w.]+",
    re.DOTALL,
)
_SECTION_END = re.compile(r"^\[[a-z, ]+\]$", re.MULTILINE)
_COLUMN_GAP = re.compile(r"\t|\s{2,}")
_ONLY_MARKS = re.compile(r"[\W_]+")
_NAME = r"(?!(?:Mr|Mrs|Ms|Dr|Sir|Prof)\b)[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){1,3}"
_BIOGRAPHY = re.compile(
    rf"(?!.*\bsaid\b)(?:[Tt]he (?:writer|author|reviewer)\s(?:is\s(?!accused|expected)|lives)|{_NAME}\s(?:"
    r"is\s(?:(?:an?|the|our)\s)?(?:[\w’'-]+\s){0,5}?(?:writer|reporter|columnist|editor|correspondent|professor|fellow|author|"
    r"journalist|lecturer|director|researcher|contributor|critic)\b|(?:writes|covers|reports)\s(?:[\w’'-]+\s){0,5}?"
    r"(?:for|about)\b)|[^.]{0,80}\bis published by\b)",
    re.DOTALL,
)
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.\w|\A(?:call|phone|text)\b.{0,40}\d{3}[ -]?\d{3,4}", re.IGNORECASE)
# One of these stands in all that the patterns find; looking for them first is many times faster.
_STEMS = {
    "anywhere in a paragraph": word_set(
        "agreement policy notice terms newsletter clicking comment subscri inbox later app letters rights settings "
        "page group channel community"
    ),
    "credit of a picture": word_set(
        "photo pic image portrait illustration graphic video courtesy credit source getty reuters ap afp epa "
        "shutterstock alamy supplied ("
    ),
}


def is_furniture(text: str) -> bool:
    """Tell whether a paragraph is page furniture, whatever stands around it."""
    if len(text) > _MAX_CHARACTERS:
        return False
    text = text.translate(_INVISIBLE)
    line = " ".join(text.split())
    words = line.lstrip(_SIGNS)
    if not words or _phrases("beginning of a paragraph").match(words) or _is_found("anywhere in a paragraph", line):
        return True
    return is_credit(text) or (len(line) <= _MAX_LINE_CHARACTERS and (_is_label(line) or _is_row(text)))


def is_credit(text: str) -> bool:
    """Tell whether a paragraph is, or ends in, the credit of a picture."""
    if len(text) > _MAX_CHARACTERS or len(text.split()) > _MAX_CREDITED_WORDS:
        return False
    return _is_found("credit of a picture", text.lstrip(_SIGNS))


def is_byline_or_date(text: str) -> bool:
    """Tell whether a paragraph says who wrote an article or when."""
    line = " ".join(text.split())
    return len(line) <= _MAX_LINE_CHARACTERS and (_is_byline(line) or _is_date(line))


def is_foot_note(text: str) -> bool:
    """Tell whether a paragraph would be furniture at the foot of an article: who wrote it, whom to write to."""
    if len(text) > _MAX_CHARACTERS:
        return False
    return _BIOGRAPHY.match(text) is not None or _ADDRESS.search(text) is not None


def starts_end_matter(text: str) -> bool:
    """Tell whether a paragraph is the heading over comments, notes or contacts, after which no article goes on."""
    return _is_heading("heading of comments, notes or contacts", text)


def starts_teasers(text: str) -> bool:
    """Tell whether a paragraph is the heading over teasers of other articles, after which an article may go on."""
    return _is_heading("heading of teasers", text)


@cache
def _phrases(section: str) -> re.Pattern[str]:
    """Return the patterns of a section of `furniture.txt` as one."""
    text = files("serving").joinpath("furniture.txt").read_text(encoding="utf-8")
    lines = _SECTION_END.split(text.partition(f"\n[{section}]\n")[2], maxsplit=1)[0].splitlines()
    patterns = [f"(?:{line})" for line in lines if line and not line.startswith("# ")]
    return re.compile("|".join(patterns), re.IGNORECASE)


def _is_found(section: str, text: str) -> bool:
    folded = text.casefold()
    return any(stem in folded for stem in _STEMS[section]) and _phrases(section).search(text) is not None


def _is_heading(section: str, text: str) -> bool:
    is_line = len(text) <= _MAX_LINE_CHARACTERS and text[-1:] not in ".!?"
    return is_line and _phrases(section).fullmatch(text) is not None


def _is_label(line: str) -> bool:
    """Tell whether a short line is one of the labels, paths, dates and names that frame an article."""
    if any(pattern.fullmatch(line) for pattern in (_CMS, _ROLE, _SEPARATED, _ONLY_MARKS)):
        return True
    return any(judge(line) for judge in (_is_glued, _is_of_buttons, _is_date, _is_byline, _is_list_of_names))


def _is_list_of_names(line: str) -> bool:
    """Tell whether nearly all words are names or figures, as in match sheets: a headline has fewer commas."""
    words = line.split()
    if len(words) < _MIN_NAMES or line.isupper() or sum(map(line.count, ",;")) < len(words) / 5:
        return False
    return sum(not word.strip("(")[:1].islower() for word in words) >= _NAMES_SHARE * len(words)


def _is_row(text: str) -> bool:
    """Tell whether the paragraph is a row of a table: short cells with gaps between them, no sentence."""
    cells = _COLUMN_GAP.split(text)
    return len(cells) > 2 and text[-1] not in '.!?”"' and max(len(cell.split()) for cell in cells) <= _MAX_CELL_WORDS


def _is_glued(line: str) -> bool:
    glued = len(_GLUED.findall(line))
    return glued > 2 or (glued == 2 and line[-1] not in '.!?”"')


def _is_of_buttons(line: str) -> bool:
    return all(token in _BUTTON_WORDS or token.isdigit() for token in _tokens(line))


def _is_date(line: str) -> bool:
    if not any(character.isdigit() for character in line):
        return False
    return all(token in _DATE_WORDS or _DATE_FIGURE.fullmatch(token) for token in _tokens(line))


def _tokens(line: str) -> list[str]:
    return [token.strip(".") for token in _TOKEN_BREAK.split(line.casefold()) if token.strip(".")]


def _is_byline(line: str) -> bool:
    by = _BYLINE.match(line)
    if by is None:
        return False
    words = [word for word in _TOKEN_BREAK.split(line[by.end() :]) if word]
    are_names = all(word[0].isupper() or word[0].isdigit() or word in _BETWEEN_NAMES for word in words)
    return are_names and len(words) <= _MAX_BYLINE_WORDS
