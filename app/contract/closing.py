"""終了の手続: what is still open before it can be certified that nothing lent is held any more (10(1)–10(5))."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.contract.facts import ContractFacts
from app.contract.rules.assets import DISPOSAL, is_disposed_of, origins_of
from app.contract.rules.team import unbriefed, unpledged
from app.domain.asset import AssetKind, InformationAsset
from app.domain.choice import Choice
from app.domain.expert import Expert
from app.domain.notification import Channel
from app.domain.staff import StaffMember


class ClosingStep(Choice):
    """One step on the way to the certificate, in its order."""

    DISPOSALS = "disposals", "処分の記録を整える"
    ORIGINALS = "originals", "受領した情報資産を返却・廃棄・消去する"
    COPIES = "copies", "複製したものを処分する"
    DERIVATIVES = "derivatives", "加工したものを処分する"
    PLEDGES = "pledges", "秘密保持の誓約をそろえる"
    BRIEFINGS = "briefings", "情報セキュリティの周知をそろえる"
    ACCOUNTS = "accounts", "通知の送信先を止める"


@dataclass(frozen=True, slots=True)
class Left:
    """One thing that is left to do in a step, and what is known of it."""

    register: str
    id: str
    name: str
    note: str = ""


Find = Callable[[ContractFacts], Iterator[Left]]


@dataclass(frozen=True, slots=True)
class StepState:
    """What is left of a step; while a blocking step has anything left, nothing is certified."""

    step: ClosingStep
    clause: str
    left: tuple[Left, ...]
    blocks: bool


def closing_steps(facts: ContractFacts) -> tuple[StepState, ...]:
    """Return every step that records tell of, in their order."""
    return tuple(StepState(step, clause, tuple(find(facts)), blocks) for step, (clause, find, blocks) in _STEPS.items())


def obstacles_to_certificate(facts: ContractFacts) -> tuple[StepState, ...]:
    """Return the steps that keep the certificate from being made."""
    return tuple(state for state in closing_steps(facts) if state.blocks and state.left)


def is_begun(asset: InformationAsset) -> bool:
    """Tell whether anything of a disposal is on record."""
    return any(getattr(asset, name) for name in DISPOSAL)


def _disposals(facts: ContractFacts) -> Iterator[Left]:
    """Yield the assets whose disposal is recorded in part, or on a day that cannot be."""
    for asset in _assets(facts):
        too_early = asset.disposed_on and asset.received_on and asset.disposed_on < asset.received_on
        if is_begun(asset) and (not is_disposed_of(asset, facts) or too_early):
            lacking = [_label(name) for name in DISPOSAL if not getattr(asset, name)]
            note = f"{'・'.join(lacking)}がありません" if lacking else "処分日を確かめてください"
            yield Left("assets", asset.id, asset.name, note)


def _held(kind: AssetKind) -> Find:
    def find(facts: ContractFacts) -> Iterator[Left]:
        for asset in _assets(facts):
            if asset.kind != kind or is_begun(asset):
                continue
            gone = next((origin for origin in origins_of(asset, facts) if is_disposed_of(origin, facts)), None)
            note = f"元の「{gone.name}」は処分済み" if gone else asset.location
            yield Left("assets", asset.id, asset.name, note)

    return find


def _persons(find: Callable[[ContractFacts], Iterator[StaffMember | Expert]]) -> Find:
    def found(facts: ContractFacts) -> Iterator[Left]:
        for person in find(facts):
            yield Left(person.REGISTER.name, person.id, person.name, person.REGISTER.label)

    return found


def _accounts(facts: ContractFacts) -> Iterator[Left]:
    for channel in facts.of(Channel).values():
        if channel.is_enabled:
            note = "パスワードまたは署名鍵あり" if channel.secret_set_at else ""
            yield Left("channels", channel.id, channel.name, note)


def _assets(facts: ContractFacts) -> list[InformationAsset]:
    return sorted(facts.of(InformationAsset).values(), key=lambda asset: (asset.name, asset.id))


def _label(name: str) -> str:
    return InformationAsset.REGISTER.field(name).label


_STEPS: dict[ClosingStep, tuple[str, Find, bool]] = {  # clause, what is left, whether it blocks
    ClosingStep.DISPOSALS: ("10(4)", _disposals, True),
    ClosingStep.ORIGINALS: ("10(4)", _held(AssetKind.ORIGINAL), True),
    ClosingStep.COPIES: ("10(4)", _held(AssetKind.COPY), True),
    ClosingStep.DERIVATIVES: ("10(4)", _held(AssetKind.DERIVATIVE), True),
    ClosingStep.PLEDGES: ("10(1)", _persons(unpledged), True),
    ClosingStep.BRIEFINGS: ("10(5)", _persons(unbriefed), True),
    ClosingStep.ACCOUNTS: ("10(2)", _accounts, False),
}
