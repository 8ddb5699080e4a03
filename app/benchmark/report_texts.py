"""The words of the measured report: every paragraph and row is another, so that nothing is set twice."""

PAGES = 20
SENTENCE = (
    "窓口の業務フローを見直し、申請から交付までの待ち時間を「{number}分以内」とする目標を決めた。"
    "職員{number}名へのヒアリングでは、転記（３種類の様式）と押印の確認に時間がかかることが分かったため、"
    "標準化後のシステムに合わせて様式を一つにまとめる。"
)
HEADINGS = ("実施日", "団体名", "支援内容", "方法", "時間")


def words(number: int) -> str:
    """Return a paragraph of about 260 characters."""
    return SENTENCE.format(number=number) + SENTENCE.format(number=number + 1)


def row(number: int) -> tuple[str, ...]:
    """Return a row of a table."""
    return (f"2026-09-{number % 30 + 1:02d}", "小川町", f"業務フローの見直し第{number}回", "対面", f"{number % 480}分")


def bars(part: int) -> list[tuple[str, int]]:
    """Return the bars of a chart."""
    return [(f"分野{part}の{place}", (place * 7 + part) % 23) for place in range(1, 7)]
