"""Decides what the page 終了手続き shows: the steps in order, what is left of each, what to do; no widgets."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.desktop.widgets.action_start import Start
from app.desktop.widgets.plain_table import PlainRow
from app.services.contract.views import ClosingItem, ClosingPage, ClosingStepLine

HEADERS = ("状態", "手順", "残り")
CERTIFICATE = "certificate"
BACKUPS = "backups"
PLEDGES = ("pledges", "briefings")  # steps that are entered in the register of pledges
DISPOSE_MANY = "information_asset.dispose_many"
# What to do about what is left, by the step.
ADVICE = {
    "disposals": "処分の記録に足りない項目を入力してください。",
    "originals": "返却・廃棄・消去の方法と日を、まとめて記録できます。",
    "copies": "複製の処分を記録してください。",
    "derivatives": "加工したものの処分を記録してください。",
    "pledges": "従事者と専門人材の誓約日を「秘密保持と周知」に記録してください。",
    "briefings": "従事者と専門人材への周知日を「秘密保持と周知」に記録してください。",
    "accounts": "契約が終わったら、送信先の「使う」を外してください。証明書の作成は妨げません。",
    BACKUPS: "証明書を渡した後、この端末の記録と次の控えを消去してください。",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step as the page shows it; ``line`` is None for the certificate itself."""

    key: str
    title: str
    clause: str
    word: str
    tone: str
    left: tuple[ClosingItem, ...]
    line: ClosingStepLine | None

    @property
    def holds_back(self) -> bool:
        """Tell whether it keeps the certificate from being made."""
        return self.line is not None and self.line.blocks and bool(self.left)


def steps_of(page: ClosingPage) -> tuple[Step, ...]:
    """Return the steps in their order, the certificate before what follows it."""
    steps = [_step(line) for line in page.steps]
    place = next((at for at, step in enumerate(steps) if step.key == BACKUPS), len(steps))
    word, tone = ("作成できます", "accent") if page.may_certify else ("準備中", "muted")
    title = "返却・廃棄・消去の証明書を作成して渡す"
    return (*steps[:place], Step(CERTIFICATE, title, "10(4)", word, tone, (), None), *steps[place:])


def _step(line: ClosingStepLine) -> Step:
    if line.key == BACKUPS:
        word, tone = "証明書の後", "muted"
    elif line.is_done:
        word, tone = "済み", "good"
    else:
        word, tone = ("残りあり", "warn") if line.blocks else ("後でよい", "muted")
    return Step(line.key, line.title, line.clause, word, tone, line.left, line)


def step_rows(steps: Sequence[Step]) -> list[PlainRow]:
    """Return one numbered line for each step."""
    return [
        PlainRow(step.key, (step.word, f"{number}　{step.title}", _count(step)), step.tone)
        for number, step in enumerate(steps, start=1)
    ]


def _count(step: Step) -> str:
    return f"{len(step.left)}件" if step.left else ""


def first_open(steps: Sequence[Step]) -> str:
    """Return the step to go on with: the first that blocks with something left, else the certificate."""
    return next((step.key for step in steps if step.holds_back), CERTIFICATE)


def end_words(page: ClosingPage) -> tuple[str, str]:
    """Return how far the end of the contract is and whether the certificate can be made, with the tone."""
    left = f"あと{page.open_days_left}開庁日" if page.open_days_left > 0 else "過ぎています"
    told = f"契約の終期は{page.end.isoformat()}（{left}）です。"
    waiting = [step.title for step in page.steps if step.blocks and step.left]
    if page.may_certify:
        return f"{told}手順がそろいました。証明書を作成できます。", "good"
    return f"{told}証明書の前に残っている手順が{len(waiting)}つあります。", "warn"


def reason_words(step: Step) -> str:
    """Return why a step keeps the certificate from being made."""
    return f"{step.title}　残り{len(step.left)}件（仕様書 {step.clause}）"


def disposal(step: Step) -> Start | None:
    """Return the action that disposes of everything left of a step at once, where there is one."""
    if step.line is None or not step.line.action or not step.left:
        return None
    ids = tuple(item.id for item in step.left)
    told = f"{step.title}：{len(ids)}件"
    return Start(step.line.action, "assets", subject=told, given={"asset_ids": ids})
