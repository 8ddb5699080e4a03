"""Use cases of the ways out of the office: channels for mail and webhooks, and their secrets."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from app.domain.errors import AppError, FieldProblem, InvalidEntry
from app.domain.notice_address import mail_address, mail_addresses, server_name, webhook_url
from app.domain.notification import Channel, ChannelKind
from app.domain.record import Kind
from app.platform.secret_ring import LONGEST_SECRET
from app.services.actions.forms import pick, typed
from app.services.actions.situation import Action, Change, Secret, Situation, Values, written

FORM = (
    "name", "kind", "side", "is_enabled", "host", "port", "security", "user", "sender", "recipients", "url",
)  # fmt: skip
MAIL_NEEDS = ("host", "port", "security", "sender", "recipients")
SECRET = replace(
    typed("secret", "パスワードまたは署名鍵", Kind.TEXT),
    required=True,
    max_length=LONGEST_SECRET,
    stored=False,
    hint="この端末の資格情報ストアだけに保管し、記録にもバックアップにも残しません。",
)


def checked(channel: Channel) -> Channel:
    """Return a channel that can be sent by; raises InvalidEntry with every problem."""
    problems = tuple(_problems(channel))
    if problems:
        raise InvalidEntry(problems)
    return channel


def _problems(channel: Channel) -> Iterator[FieldProblem]:
    if channel.kind is ChannelKind.WEBHOOK:
        yield from _problem("url", lambda: webhook_url(channel.url))
        return
    for name in MAIL_NEEDS:
        if not getattr(channel, name):
            yield FieldProblem(name, "entry.required", (("label", Channel.REGISTER.field(name).label),))
    checks: tuple[tuple[str, Callable[[], object]], ...] = (
        ("host", lambda: server_name(channel.host)),
        ("sender", lambda: mail_address(channel.sender)),
        ("recipients", lambda: mail_addresses(channel.recipients)),
    )
    for name, check in checks:
        if getattr(channel, name):
            yield from _problem(name, check)


def _problem(name: str, check: Callable[[], object]) -> Iterator[FieldProblem]:
    try:
        check()
    except AppError as error:
        yield FieldProblem(name, error.code, tuple(error.values.items()))


def _set_secret(situation: Situation, values: Values) -> Change:
    """Put the secret into the key ring; the record only knows when."""
    channel = situation.on(Channel)
    secret = Secret(channel.id, str(values[SECRET.name]))
    return Change(saved=(replace(channel, secret_set_at=situation.now),), secrets=(secret,))


ACTIONS: tuple[Action, ...] = (
    Action(
        "channel.add",
        "通知の送信先を登録",
        "channels",
        lambda situation, values: Change(added=(checked(written(Channel(id=situation.new_id()), values)),)),
        pick(Channel, *FORM),
        needs_subject=False,
        primary=True,
        initial=lambda situation: {name: getattr(Channel(id="", is_enabled=True, port=587), name) for name in FORM},
    ),
    Action(
        "channel.edit",
        "通知の送信先を編集",
        "channels",
        lambda situation, values: Change(saved=(checked(written(situation.on(Channel), values)),)),
        pick(Channel, *FORM),
    ),
    Action(
        "channel.set_secret",
        "パスワード・署名鍵を登録",
        "channels",
        _set_secret,
        (SECRET,),
        undoable=False,
        unseen=(SECRET.name,),
    ),
    Action(
        "channel.remove",
        "通知の送信先を削除",
        "channels",
        lambda situation, values: Change(removed=(situation.on(Channel),)),
    ),
)
