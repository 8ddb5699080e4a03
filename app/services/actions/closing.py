"""Use cases of the end of the contract: many assets disposed of at once (10(4))."""

from collections.abc import Iterable
from dataclasses import replace

from app.contract.closing import is_begun
from app.domain.asset import InformationAsset
from app.domain.errors import AppError
from app.domain.record import Field, Kind, Member
from app.services.actions.forms import pick, typed
from app.services.actions.situation import Action, Change, Situation, Values, written

WHICH = Field(
    name="asset_ids",
    label="処分する情報資産",
    kind=Kind.REFERENCE,
    target="assets",
    required=True,
    many=True,
    stored=False,
    hint="まとめて処分するもの",
)
WITH_COPIES = replace(typed("with_copies", "複製・加工したものも一緒に処分する", Kind.BOOLEAN), stored=False)
HOW = ("disposal", "disposed_on", "disposed_by", "evidence_id")


def dispose(situation: Situation, values: Values) -> Change:
    """Record the same disposal for many assets, with what was made from them where that is wanted.

    AppError ``closing.already_disposed`` when one of them has a disposal on record.
    """
    assets = situation.facts.of(InformationAsset)
    chosen = values[WHICH.name]
    keys = [member.key for member in chosen if isinstance(member, Member)] if isinstance(chosen, tuple) else []
    done = [assets[key].name for key in keys if is_begun(assets[key])]
    if done:
        raise AppError("closing.already_disposed", assets="、".join(done))
    if values[WITH_COPIES.name]:
        keys += _made_from(keys, assets.values())
    entries = {name: values[name] for name in HOW}
    return Change(saved=tuple(written(assets[key], entries) for key in dict.fromkeys(keys)))


def _made_from(keys: list[str], assets: Iterable[InformationAsset]) -> list[str]:
    """Return the copies and derivatives of these assets, and theirs, whose disposal is not on record."""
    known = list(assets)
    found: list[str] = []
    waiting = list(keys)
    while waiting:
        origin = waiting.pop()
        made = [each.id for each in known if each.origin_id == origin and each.id not in (*found, *keys)]
        waiting += made
        found += made
    by_id = {each.id: each for each in known}
    return [key for key in found if not is_begun(by_id[key])]


def _start(situation: Situation) -> Values:
    assets = situation.facts.of(InformationAsset).values()
    held = sorted((each.name, each.id) for each in assets if not is_begun(each))
    return {
        WHICH.name: tuple(Member(key) for _, key in held),
        WITH_COPIES.name: True,
        "disposed_on": situation.today,
    }


ACTIONS: tuple[Action, ...] = (
    Action(
        "information_asset.dispose_many",
        "情報資産をまとめて処分",
        "assets",
        dispose,
        (WHICH, WITH_COPIES, *pick(InformationAsset, *HOW, required=HOW[:3])),
        needs_subject=False,
        initial=_start,
    ),
)
