"""Two hundred records of every register, drawn with a fixed seed: awkward text, gaps, ties, all kinds of fields."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from app.domain.record import Field, Kind, Member, Record
from app.domain.registers import REGISTERS

WRITTEN_AT = 1_780_000_000_000  # milliseconds: 2026-05-28
WORDS = (
    "", "窓口", "書かない窓口", "窓", "口", "髙﨑　𠮷郎", "高崎 吉郎", "ﾀｶｻｷ", "タカサキ", "たかさき", "渡邉　真理",
    "ＤＸ推進", "dx", "DX", "Zeta", "alpha", "Alpha", "ä", "=1+1", "ａ", "100%", "100_", "100/", "50\\", "a'b", '"',
    "ー", "～", "～～", "𠮷", "﨑", "亜", "ア", "あ", "ぁ", "一行目\n二行目", "　", " 前", "１２", "12", "9", "-1",
)  # fmt: skip
_MANY = {"cases": 50, "experts": 40, "sessions": 30}


def drawn_records(seed: int = 7) -> list[Record]:
    """Return the records; the same ones every time."""
    random = Random(seed)  # noqa: S311 - examples, no secrets
    return [
        _record(random, register.record, place * 1000 + number)
        for place, register in enumerate(REGISTERS.values())
        for number in random.sample(range(1000), _MANY.get(register.name, 2))
    ]


def _record(random: Random, record: type[Record], number: int) -> Record:
    values = {field.name: _value(random, field) for field in record.REGISTER.fields}
    return record(id=f"00000000-0000-7000-8000-{number:012d}", **values)


def _value(random: Random, field: Field) -> object:
    if field.many:
        return _members(random, field)
    if field.kind is Kind.BOOLEAN:
        return random.random() < 0.5
    if field.kind in (Kind.DATE, Kind.TIME, Kind.MOMENT, Kind.INTEGER, Kind.CHOICE) and random.random() < 0.3:
        return None
    day = date(2026, 4, 1) + timedelta(days=random.randrange(9))
    if field.kind is Kind.CHOICE:
        return random.choice(list(field.choices or ()))
    values: dict[Kind, object] = {
        Kind.DATE: day,
        Kind.TIME: time(random.randrange(24), random.choice((0, 30))),
        Kind.MOMENT: datetime(day.year, day.month, day.day, 3, 12, 45, random.randrange(3), tzinfo=UTC),
        Kind.INTEGER: random.choice((0, 1, 9, 10, 2_000_000_000, -1)),
    }
    return values.get(field.kind, random.choice(WORDS) + random.choice(("", random.choice(WORDS))))


def _members(random: Random, field: Field) -> tuple[Member, ...]:
    keys = [choice.value for choice in field.choices] if field.choices else ["1", "10", "111007", "2", "あ"]
    levels = ["", *(level.value for level in field.levels or ())]
    chosen = set(random.sample(keys, min(len(keys), random.randrange(3))))
    return tuple(Member(key, random.choice(levels)) for key in keys if key in chosen)
