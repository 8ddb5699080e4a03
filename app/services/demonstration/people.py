"""Invented people of the demonstration year; no name belongs to a real expert or official."""

from random import Random

SURNAMES = (
    "佐々木", "髙橋", "山﨑", "𠮷田", "渡邉", "小林", "中村", "加藤", "松本", "井上", "木村", "清水",
    "藤田", "岡本", "齋藤", "長谷川", "石川", "前田", "小川", "村上",
)  # fmt: skip
GIVEN_NAMES = (
    "一葉", "健太郎", "美咲", "直樹", "由美子", "翔太", "さくら", "誠", "彩香", "大輔", "恵", "隆之",
    "千尋", "拓海", "真由", "亮平", "明日香", "浩", "夏希", "圭吾",
)  # fmt: skip
READINGS = {
    "佐々木": "ササキ", "髙橋": "タカハシ", "山﨑": "ヤマサキ", "𠮷田": "ヨシダ", "渡邉": "ワタナベ",
    "小林": "コバヤシ", "中村": "ナカムラ", "加藤": "カトウ", "松本": "マツモト", "井上": "イノウエ",
    "木村": "キムラ", "清水": "シミズ", "一葉": "カズハ", "健太郎": "ケンタロウ", "美咲": "ミサキ",
    "直樹": "ナオキ", "由美子": "ユミコ", "翔太": "ショウタ", "さくら": "サクラ", "誠": "マコト",
    "彩香": "アヤカ", "大輔": "ダイスケ", "恵": "メグミ", "隆之": "タカユキ",
}  # fmt: skip
AFFILIATIONS = (
    "一般社団法人自治体ICT支援（架空）",
    "株式会社まち未来（架空）",
    "個人",
    "合同会社彩の杜デザイン（架空）",
)
DEPARTMENTS = ("総務課", "情報政策課", "DX推進室", "企画財政課", "市民課", "行政経営課")


def official(random: Random) -> str:
    """Return the name of an invented official."""
    return f"{random.choice(SURNAMES)}　{random.choice(GIVEN_NAMES)}"
