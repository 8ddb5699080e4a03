"""The subject ``surveys``: what municipalities answer after their support (specification 6(1)イ(イ), 6(6)キ)."""

from collections.abc import Iterator

from app.domain.case import Case
from app.domain.record import Record
from app.services.actions.cases import ACTIONS
from app.services.imports.subject import Column, Remark, Step, Subject

ANSWER = ("survey_answered_on", "survey_score", "survey_comment")
RECORD_SURVEY = next(action for action in ACTIONS if action.name == "case.record_survey")


def _step(stored: Record | None, wanted: Record) -> Step | Remark:
    """Return the use case that a row stands for: the answer of a case is recorded."""
    return Step(RECORD_SURVEY, wanted.id, {name: getattr(wanted, name) for name in ANSWER})


def _remarks(record: Record) -> Iterator[Remark]:
    if isinstance(record, Case) and record.survey_asked_on is None:
        yield Remark("imports.survey_not_asked", "survey_answered_on", "回答日", record.number)


SURVEYS = Subject(
    name="surveys",
    label="アンケート回答",
    record=Case,
    key=("number",),
    lookup="number",
    required=("number", "survey_answered_on"),
    case_column="number",
    known_only=True,
    remarks=_remarks,
    step=_step,
    columns=(
        Column(
            "number",
            "案件番号",
            ("案件", "受付番号", "申請番号", "受付No", "受付ID", "整理番号"),
            hint="案件番号か、申請の受付番号を、略さずに",
        ),
        Column("municipality_code", "団体名", ("市町村名", "市町村", "自治体名", "自治体", "団体", "団体コード")),
        Column(
            "survey_answered_on",
            "回答日",
            ("アンケート回答日", "回答日時", "送信日時", "登録日時", "タイムスタンプ", "日付"),
        ),
        Column(
            "survey_score",
            "課題の解決状況",
            ("解決状況", "評価", "満足度", "5段階評価", "課題は解決しましたか"),
            hint="1から5の整数。5が最もよい",
        ),
        Column("survey_comment", "アンケートの意見", ("意見", "ご意見", "自由記述", "感想", "コメント", "自由意見")),
    ),
)
