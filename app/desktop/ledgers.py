"""The plain registers of the contract as a person looks them up: groups in the order of the list."""

from collections.abc import Mapping, Sequence

from app.desktop.reading import Relation

LEDGER_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("会議", ("meetings", "homework")),
    ("約束と様式", ("commitments", "templates", "contracts")),
    ("体制", ("staff", "pledges", "subcontracts")),
    ("支援", ("answers",)),
    ("連絡", ("contacts", "contact-log", "enquiries")),
    ("情報資産", ("assets",)),
    ("費用（受託者のみ）", ("costs",)),
)
LEDGERS = frozenset(name for _, names in LEDGER_GROUPS for name in names)
SETTLED = ("decisions", "questions", "amendments", "acceptances", "closings")  # what was agreed with the prefecture
OUTBOX = ("deliveries", "notices", "channels")  # what is told, to whom, and how
PROPOSALS = "proposals"  # of 6(6)ケ: beside the outlook that makes them due
OWN_ONLY = frozenset({"costs"})  # never leaves the contractor (11(3))
MADE_ELSEWHERE = frozenset({"acceptances", "answers"})

RELATIONS: Mapping[str, Sequence[Relation]] = {
    **dict.fromkeys(LEDGERS | {*SETTLED, *OUTBOX, PROPOSALS}, ()),
    "decisions": (
        Relation("cases", "この協議で決まった案件", lambda record: {"consultation_id": record.id}),
        Relation("amendments", "この決定による条件の変更", lambda record: {"decision_id": record.id}),
        Relation("acceptances", "この決定で了解された指摘", lambda record: {"decision_id": record.id}),
    ),
    "meetings": (Relation("homework", "この会議の宿題", lambda record: {"meeting_id": record.id}),),
    "staff": (Relation("pledges", "この従事者の誓約", lambda record: {"staff_id": record.id}),),
    "subcontracts": (Relation("subcontracts", "ここからの再々委託", lambda record: {"parent_id": record.id}),),
    "accompaniments": (
        Relation("accompaniment-sessions", "この伴走支援の回", lambda record: {"accompaniment_id": record.id}),
        Relation("plan-tasks", "この伴走支援の工程", lambda record: {"accompaniment_id": record.id}),
        Relation("indicators", "この伴走支援の指標", lambda record: {"accompaniment_id": record.id}),
    ),
    "accompaniment-sessions": (),
    "indicators": (),
    "plan-versions": (
        Relation("plan-sections", "この版の節", lambda record: {"version_id": record.id}),
        Relation("chart-boxes", "この版の枠", lambda record: {"version_id": record.id}),
    ),
    "plan-sections": (),
    "chart-boxes": (Relation("chart-boxes", "この枠の下の枠", lambda record: {"parent_id": record.id}),),
    "plan-tasks": (Relation("accompaniment-sessions", "この工程の支援の回", lambda record: {"task_id": record.id}),),
    "hearings": (
        Relation("hearing-themes", "分野ごとの話", lambda record: {"hearing_id": record.id}),
        Relation("case-candidates", "案件の候補", lambda record: {"hearing_id": record.id}),
        Relation("schedule-lines", "県の日程表の記載", lambda record: {"hearing_id": record.id}),
    ),
    "hearing-themes": (Relation("case-candidates", "案件の候補", lambda record: {"theme_id": record.id}),),
    "case-candidates": (Relation("cases", "この候補からの案件", lambda record: {"candidate_id": record.id}),),
    "events": (
        Relation("event-participants", "この行事の参加者", lambda record: {"event_id": record.id}),
        Relation(
            "contest-entries",
            "このコンテストの応募",
            lambda record: {"event_id": record.id},
            fits=lambda record: getattr(record, "kind", None) == "contest",
        ),
    ),
    "event-participants": (),
    "contest-entries": (Relation("contest-scores", "この応募の審査票", lambda record: {"entry_id": record.id}),),
    "contest-scores": (),
    "sharings": (),
    "case-studies": (Relation("sharings", "この事例の共有", lambda record: {"study_id": record.id}),),
    "contacts": (Relation("contact-log", "この相手との連絡", lambda record: {"contact_id": record.id}),),
    "notices": (
        Relation(
            "deliveries",
            "この通知の送信",
            lambda record: {"notice_id": record.id},
            ("state", "means", "recipient", "tries", "next_try_at", "sent_at"),
        ),
    ),
    "assets": (Relation("assets", "ここからの複製・加工", lambda record: {"origin_id": record.id}),),
}
