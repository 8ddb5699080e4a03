"""Rules on information assets: kept with care, copied for a reason, all disposed of at the end (10(2)–10(4))."""

from collections.abc import Iterator
from datetime import timedelta

from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Named, Severity, finding_on
from app.contract.needs import all_of, each
from app.contract.rule_book import RuleBook
from app.domain.asset import AssetKind, InformationAsset

KEEPING = ("purpose", "location", "keeper")
DISPOSAL = ("disposal", "disposed_on", "disposed_by")
LAST_DAYS = timedelta(days=14)  # before the end of the period, when what is left begins to be warned of


def is_disposed_of(asset: InformationAsset, facts: ContractFacts) -> bool:
    """Tell whether how, when and by whom an asset was disposed of is on record, by today (10(4))."""
    if _lacking(asset, DISPOSAL) or asset.disposed_on is None:
        return False
    return asset.disposed_on <= facts.today


def _lacking(asset: InformationAsset, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if not str(getattr(asset, name) or "").strip())


def _label(name: str) -> str:
    return InformationAsset.REGISTER.field(name).label


def kept_with_care(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each asset still held whose purpose, place or keeper is not recorded (10(2))."""
    for asset in facts.of(InformationAsset).values():
        if is_disposed_of(asset, facts):
            continue
        for name in _lacking(asset, KEEPING):
            values = {"asset": Named(asset.name), "entry": Named(_label(name), name)}
            yield finding_on(asset, "10.2", "10(2)", Severity.WARNING, "assets.keeping_unknown", name, **values)


def copied_for_a_reason(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each copy or derivative without its origin or its reason (10(3))."""
    for asset in facts.of(InformationAsset).values():
        if not _is_made_here(asset):
            continue
        values = {"asset": Named(asset.name), "kind": asset.kind.label if asset.kind else ""}
        if asset.origin_id in ("", asset.id):
            code = "assets.origin_missing"
            yield finding_on(asset, "10.3", "10(3)", Severity.VIOLATION, code, "origin_id", **values)
        if not asset.copy_reason.strip():
            code = "assets.reason_missing"
            yield finding_on(asset, "10.3", "10(3)", Severity.VIOLATION, code, "copy_reason", **values)


def _is_made_here(asset: InformationAsset) -> bool:
    return asset.kind in (AssetKind.COPY, AssetKind.DERIVATIVE)


def origins_on_record(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each copy or derivative whose origin is no longer in the register (10(3))."""
    assets = facts.of(InformationAsset)
    for asset in assets.values():
        if _is_made_here(asset) and asset.origin_id and asset.origin_id not in assets:
            code = "assets.origin_not_on_record"
            yield finding_on(asset, "10.3", "10(3)", Severity.WARNING, code, "origin_id", asset=Named(asset.name))


def disposal_is_whole(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each disposal that lacks its method, day or person, or whose day cannot be (10(4))."""
    for asset in facts.of(InformationAsset).values():
        lacking = _lacking(asset, DISPOSAL)
        if len(lacking) < len(DISPOSAL):
            for name in lacking:
                values = {"asset": Named(asset.name), "entry": Named(_label(name), name)}
                code = "assets.disposal_incomplete"
                yield finding_on(asset, "10.4", "10(4)", Severity.VIOLATION, code, name, **values)
        if asset.disposed_on is None:
            continue
        days = {"asset": Named(asset.name), "disposed_on": asset.disposed_on.isoformat()}
        if asset.disposed_on > facts.today:
            code = "assets.disposed_in_future"
            yield finding_on(asset, "10.4", "10(4)", Severity.VIOLATION, code, "disposed_on", **days)
        if asset.received_on is not None and asset.disposed_on < asset.received_on:
            code = "assets.disposed_before_receipt"
            yield finding_on(asset, "10.4", "10(4)", Severity.VIOLATION, code, "disposed_on", **days)


def disposed_at_the_end(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one finding for each asset still held: a warning in the last 14 days, a violation after the end (10(4))."""
    end = facts.terms.day("period.end", facts.today)
    if facts.today < end - LAST_DAYS:
        return
    is_over = facts.today > end
    severity = Severity.VIOLATION if is_over else Severity.WARNING
    code = "assets.held_after_end" if is_over else "assets.held_before_end"
    for asset in facts.of(InformationAsset).values():
        if not is_disposed_of(asset, facts):
            values = {"asset": Named(asset.name), "end": end.isoformat()}
            yield finding_on(asset, "10.4", "10(4)", severity, code, "disposal", **values)


def copies_go_with_the_original(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each copy or derivative still held though what it was made from is disposed of (10(4))."""
    for asset in facts.of(InformationAsset).values():
        if is_disposed_of(asset, facts):
            continue
        gone = next((each for each in origins_of(asset, facts) if is_disposed_of(each, facts)), None)
        if gone is not None:
            values = {"asset": Named(asset.name), "origin": Named(gone.name, gone.id)}
            yield finding_on(asset, "10.4", "10(4)", Severity.WARNING, "assets.copy_left", "disposal", **values)


def origins_of(asset: InformationAsset, facts: ContractFacts) -> Iterator[InformationAsset]:
    """Yield what an asset was made from, and what that was made from, each once."""
    assets = facts.of(InformationAsset)
    seen = {asset.id}
    origin = assets.get(asset.origin_id) if _is_made_here(asset) else None
    while origin is not None and origin.id not in seen:
        yield origin
        seen.add(origin.id)
        origin = assets.get(origin.origin_id) if _is_made_here(origin) else None


def enter(book: RuleBook) -> None:
    """Enter the rules on information assets."""
    book.rule("10.2", needs=each(InformationAsset), guards=True)(kept_with_care)
    book.rule("10.3", needs=each(InformationAsset), guards=True)(copied_for_a_reason)
    book.rule("10.3", needs=each(InformationAsset, "origin_id"))(origins_on_record)
    book.rule("10.4", needs=each(InformationAsset), guards=True)(disposal_is_whole)
    book.rule("10.4", needs=each(InformationAsset))(disposed_at_the_end)
    book.rule("10.4", needs=all_of(InformationAsset), guards=True)(copies_go_with_the_original)
