"""Decides how the check of a case study for anonymity is told (6(9)イ); no widgets."""

import html
from collections.abc import Iterable

from app.contract.anonymity_marks import MarkedPart
from app.services.contract.study_views import StudyCheck


def check_words(check: StudyCheck) -> tuple[str, str]:
    """Return whether anything gives somebody away, and whether a person has confirmed it, with the tone."""
    if check.found:
        told = f"団体や個人が分かる言葉が{len(check.found)}つあります：{'、'.join(check.found)}。"
        return f"{told}言い換えてから確認してください。", "bad"
    allowed = "団体名を出す同意があるため、団体名と部署名は除いて調べました。" if check.is_named else ""
    if check.checked_on is not None:
        by = f"（{check.checked_by}）" if check.checked_by else ""
        return f"{check.checked_on.isoformat()}に匿名化を確認済みです{by}。{allowed}", "good"
    return f"団体や個人が分かる言葉は見つかりません。読んで確かめてから記録してください。{allowed}", "muted"


def marked_markup(parts: Iterable[MarkedPart], colour: str, ground: str) -> str:
    """Return the text as escaped markup; what gives somebody away is told by brackets, weight and colour."""
    told = []
    for part in parts:
        plain = html.escape(part.text).replace("\n", "<br>")
        style = f"background-color: {ground}; color: {colour}; font-weight: 700"
        told.append(f'<span style="{style}">【{plain}】</span>' if part.is_marked else plain)
    return f'<p style="line-height: 145%; margin: 0; white-space: pre-wrap">{"".join(told)}</p>'
