"""The plain registers of the contract as a person looks them up: groups in the order of the list."""

from collections.abc import Mapping, Sequence

from app.desktop.reading import Relation

LEDGER_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("会議・疑義", ("meetings", "homework", "questions", "acceptances")),
    ("計画", ("plan-versions", "templates", "commitments", "contracts")),
    ("体制", ("staff", "pledges", "subcontracts")),
    ("支援", ("accompaniments", "accompaniment-sessions", "indicators", "answers")),
    ("行事と事例", ("events", "contest-entries", "case-studies", "sharings", "proposals")),
    ("連絡", ("contacts", "contact-log", "enquiries", "notices", "channels")),
    ("情報資産", ("assets",)),
    ("費用（受託者のみ）", ("costs",)),
)
LEDGERS = frozenset(name for _, names in LEDGER_GROUPS for name in names)
SETTLED = ("decisions", "amendments", "closings")  # what was settled with the prefecture: pages of their own
OWN_ONLY = frozenset({"costs"})  # never leaves the contractor (11(3))
MADE_ELSEWHERE = frozenset({"acceptances", "answers"})

RELATIONS: Mapping[str, Sequence[Relation]] = {
    **dict.fromkeys(LEDGERS | set(SETTLED), ()),
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
    ),
    "hearings": (
        Relation("hearing-themes", "分野ごとの話", lambda record: {"hearing_id": record.id}),
        Relation("case-candidates", "案件の候補", lambda record: {"hearing_id": record.id}),
        Relation("schedule-lines", "県の日程表の記載", lambda record: {"hearing_id": record.id}),
    ),
    "hearing-themes": (Relation("case-candidates", "案件の候補", lambda record: {"theme_id": record.id}),),
    "case-candidates": (Relation("cases", "この候補からの案件", lambda record: {"candidate_id": record.id}),),
    "events": (Relation("contest-entries", "このコンテストの応募", lambda record: {"event_id": record.id}),),
    "case-studies": (Relation("sharings", "この事例の共有", lambda record: {"study_id": record.id}),),
    "contacts": (Relation("contact-log", "この相手との連絡", lambda record: {"contact_id": record.id}),),
    "notices": (Relation("deliveries", "この通知の送信", lambda record: {"notice_id": record.id}),),
    "assets": (Relation("assets", "ここからの複製・加工", lambda record: {"origin_id": record.id}),),
}
