"""What somebody wrote into the monthly reports of the demonstration year: three texts for each month that is over."""

from collections.abc import Callable, Iterator
from datetime import date

from app.domain.monthly_note import MonthlyNote

_TEXTS: dict[date, tuple[str, str, str]] = {
    date(2026, 5, 1): (
        "契約の締結から実施計画書の提出、キックオフミーティングまでを予定どおりに終え、体制を整えた。",
        "専門人材データベースの提出が期限より遅れた。提出の前に作成と確認の日を分けて工程に置くこととした。",
        "ヒアリングの開始と、よろず相談窓口の周知",
    ),
    date(2026, 6, 1): (
        "市町村ヒアリングを始めた。人材の不足と、窓口業務の見直しへの関心が多くの団体に共通している。",
        "ヒアリングが週の前半に重なる。同席者を2班に分けて対応した。",
        "ヒアリングで挙がった希望を案件の候補に整理し、派遣の申請につなげる",
    ),
    date(2026, 7, 1): (
        "専門人材の派遣が始まり、対面の支援では担当課のほかに関係課の参加も得られている。",
        "派遣の結果報告で期限を過ぎたものがあった。実施の翌日に下書きを作る手順に改めた。",
        "8月末までのヒアリングの完了と、報告の期限の管理",
    ),
    date(2026, 8, 1): (
        "全63団体のヒアリングを終えた。派遣の回数は年間の目安を上回る進み方である。",
        "夏季の休暇で日程の調整に時間を要した。候補日を3つ示して照会することとした。",
        "調査報告書の取りまとめと、伴走支援の見直し案の作成",
    ),
    date(2026, 9, 1): (
        "調査報告書を提出した。ヒアリングで挙がった希望のうち、派遣に進む団体が増えている。",
        "議会の会期と重なる団体では日程が先送りとなった。10月以降の枠を先に押さえた。",
        "伴走支援の試行の開始と、よろず相談の利用の少ない町村への声掛け",
    ),
    date(2026, 10, 1): (
        "伴走支援は試行の段階に入り、職員が自ら手を動かす場面が増えた。",
        "派遣1件で支援時間が長くなった。事前の打合せで当日の範囲を絞ることとした。",
        "派遣の継続と、職員交流会の準備",
    ),
    date(2026, 11, 1): (
        "派遣は目安に沿って進み、アンケートでも課題が解決に向かったとの回答が多い。",
        "結果報告の提出が1件遅れている。原因は資料の確認待ちであり、期限の3開庁日前に催促することとした。",
        "未提出の報告の解消と、年度末の報告会の内容の協議",
    ),
    date(2026, 12, 1): (
        "伴走支援は試行を終え、定着に向けた段階に進む。派遣は下限を上回っている。",
        "年末に派遣が集中した。1月は新しい案件の受付を急ぎ、残る期間に均して配置する。",
        "1月の派遣の日程の確保と、伴走支援の効果の測定",
    ),
}


def monthly_notes(make_id: Callable[..., str]) -> Iterator[MonthlyNote]:
    """Yield the texts of every month up to December."""
    for month, (opinion, issues, focus) in _TEXTS.items():
        yield MonthlyNote(
            id=make_id("monthly-note", month.isoformat()), month=month, opinion=opinion, issues=issues, focus=focus
        )
