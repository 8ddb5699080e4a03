"""Use cases of the experts and their listing (specification 6(2), 6(3))."""

from dataclasses import replace

from app.domain.expert import Expert
from app.services.actions.forms import pick
from app.services.actions.situation import Action, Change, Situation, Values, edits, written

PROFILE = tuple(
    field.name for field in Expert.REGISTER.fields if not field.fixed and field.group not in ("explanation", "consent")
)
EXPLANATION = ("explained_on", "explained_by")
CONSENT = ("consented_on", "consent_scope", "consent_text_version")


def add(situation: Situation, values: Values) -> Change:
    """Enter an expert."""
    return Change(added=(written(Expert(id=situation.new_id()), values),))


def enlist(situation: Situation, values: Values) -> Change:
    """Show an expert in the database (6(3)ア)."""
    return Change(saved=(replace(situation.on(Expert), is_listed=True, listed_on=situation.today),))


def unlist(situation: Situation, values: Values) -> Change:
    """Take an expert out of the database."""
    return Change(saved=(replace(situation.on(Expert), is_listed=False, listed_on=None),))


ACTIONS: tuple[Action, ...] = (
    Action("expert.add", "専門人材を登録", "experts", add, pick(Expert, *PROFILE), needs_subject=False, primary=True),
    Action("expert.edit", "専門人材を編集", "experts", edits(Expert), pick(Expert, *PROFILE)),
    Action(
        "expert.record_explanation",
        "説明を記録",
        "experts",
        edits(Expert),
        pick(Expert, *EXPLANATION, required=EXPLANATION),
        initial=lambda situation: {"explained_on": situation.on(Expert).explained_on or situation.today},
    ),
    Action(
        "expert.record_consent",
        "了承を記録",
        "experts",
        edits(Expert),
        pick(Expert, *CONSENT, required=CONSENT),
        initial=lambda situation: {"consented_on": situation.on(Expert).consented_on or situation.today},
    ),
    Action("expert.list", "データベースに掲載", "experts", enlist, primary=True),
    Action("expert.unlist", "掲載を取り下げる", "experts", unlist),
    Action(
        "expert.remove",
        "専門人材を削除",
        "experts",
        lambda situation, values: Change(removed=(situation.on(Expert),)),
    ),
)
