"""Pure normalisers of Japanese text, for searching and reading only; stored text stays as it was typed."""

import re
import unicodedata

_HYPHENS = "-‐‑‒–—―−ーｰ─━ｰ﹣－⁃"
_TILDES = "~〜～∼∿"
_MIDDLE_DOTS = "・･·•‧∙⋅"
_VARIANTS = {
    "吉": "𠮷", "高": "髙", "崎": "﨑嵜", "浜": "濱濵", "辺": "邊邉", "斎": "斉齊齋", "沢": "澤", "桜": "櫻",
    "広": "廣", "国": "國", "島": "嶋嶌", "富": "冨", "峰": "峯", "橋": "槗", "桑": "桒", "館": "舘", "竜": "龍",
    "真": "眞", "恵": "惠", "万": "萬", "与": "與", "円": "圓", "徳": "德", "瀬": "瀨", "黒": "黑", "曽": "曾",
    "県": "縣", "栄": "榮", "条": "條", "鉄": "鐵", "柳": "栁", "槙": "槇", "淵": "渕渊", "渋": "澁", "滝": "瀧",
    "芦": "蘆", "亀": "龜", "関": "關", "実": "實", "寿": "壽", "塩": "鹽", "台": "臺", "宝": "寶寳", "蔵": "藏",
    "礼": "禮", "遥": "遙", "彦": "彥", "教": "敎", "静": "靜", "福": "褔", "葛": "𦹀",
    "土": "圡", "柿": "杮", "船": "舩", "餅": "餠", "弥": "彌", "浅": "淺", "増": "增", "頼": "賴", "横": "橫",
    "ケ": "ヶ", "カ": "ヵ",
}  # fmt: skip
_SMALL_FORMS = {ord(form): plain for plain, forms in _VARIANTS.items() for form in forms}
_MARKS = {ord(mark): marks[0] for marks in (_HYPHENS, _TILDES, _MIDDLE_DOTS) for mark in marks}
_KATAKANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
_FOLDED = {**_MARKS, **_SMALL_FORMS, **_KATAKANA}
# White space, control and format characters, variation selectors.
_UNSEEN = re.compile(
    "[\\s\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]+"
)
_FULL_WIDTH_DIGITS = {0xFF10 + digit: 0x30 + digit for digit in range(10)}


def halfwidth_digits(text: str) -> str:
    """Return the text with full-width digits as ASCII digits, everything else unchanged."""
    return text.translate(_FULL_WIDTH_DIGITS)


def compact(text: str) -> str:
    """Return the text in compatibility form (NFKC) without any white space, for reading numbers and dates."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def search_key(text: str) -> str:
    """Return the key under which spellings of the same words meet: width, case, kana, hyphens, kanji variants, spaces.

    The key is for comparing and searching, never for storing or showing. It is its own key.
    """
    folded = _fold(text)
    while folded != text:
        text, folded = folded, _fold(folded)
    return folded


def shorten(text: str, length: int = 40) -> str:
    """Return at most ``length`` characters of a text for quoting it in a sentence."""
    shown = text[: length + 1]
    if not shown.isprintable():
        shown = "".join(each if each.isprintable() or each == "\u3000" else " " for each in shown)
    return shown if len(shown) <= length else f"{shown[: length - 1]}…"


def _fold(text: str) -> str:
    seen = _UNSEEN.sub("", text)
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold())
    return plain.translate(_FOLDED)
