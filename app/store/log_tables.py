"""Tables of the change log (docs/decisions/0002) and of what stays on this desk.

Times of the log are hybrid stamps (milliseconds << 16 | counter) and ISO text in UTC. A dot is (site_no, seq).
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    false,
    text,
)

CREATED = "_row"  # group of the op that creates a row with all its columns
LIFE = "_life"  # group of the ops that delete a row and bring it back
DELETED = "deleted"
ALIVE = "alive"
FIRST_CONTEXT = 0

LOG_TABLES = ("sync_commit", "sync_ctx", "sync_op", "sync_pred")  # never changed, only added to
_NAMES = {"pk": "pk_%(table_name)s", "ix": "ix_%(table_name)s_%(column_0_N_name)s"}

NO_TEXT = text("''")
ZERO = text("0")
METADATA = MetaData(naming_convention=_NAMES)


def _number(name: str, *, key: bool = False) -> Column[int]:
    if key:
        return Column(name, BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False)
    return Column(name, BigInteger, nullable=False, server_default=ZERO)


def _word(name: str, *, key: bool = False) -> Column[str]:
    if key:
        return Column(name, Text, primary_key=True)
    return Column(name, Text, nullable=False, server_default=NO_TEXT)


SYNC_SITE = Table(
    "sync_site",
    METADATA,
    _number("site_no", key=True),
    _word("site_id"),
    _word("code"),
    _word("device_name"),
    _word("sign_pub"),
    _word("age_pub"),
    _word("status"),
    _number("last_seq"),
    _number("last_commit"),
    _word("last_hash"),
    _number("parent_site"),
)
SYNC_COMMIT = Table(
    "sync_commit",
    METADATA,
    _number("site_no", key=True),
    _number("commit_no", key=True),
    _number("ctx_no"),
    _number("hlc"),
    _word("user_id"),
    _word("at_utc"),
    _word("app_ver"),
    _number("schema_rev"),
    _word("reason"),
    _number("first_seq"),
    _number("n_ops"),
    _word("hash"),
    sqlite_with_rowid=False,
)
SYNC_CTX = Table(
    "sync_ctx",
    METADATA,
    _number("site_no", key=True),
    _number("ctx_no", key=True),
    _number("seen_site_no", key=True),
    _number("upto_seq"),
    sqlite_with_rowid=False,
)
SYNC_OP = Table(
    "sync_op",
    METADATA,
    _number("site_no", key=True),
    _number("seq", key=True),
    _number("commit_no"),
    _word("tbl"),
    _word("row_id"),
    _word("grp"),
    _word("val"),
    _number("p_site"),
    _number("p_seq"),
    _number("n_pred"),
    Index("ix_sync_op_row_id", "row_id"),
    sqlite_with_rowid=False,
)
SYNC_PRED = Table(
    "sync_pred",
    METADATA,
    _number("site_no", key=True),
    _number("seq", key=True),
    _number("p_site", key=True),
    _number("p_seq", key=True),
    sqlite_with_rowid=False,
)
SYNC_HEAD = Table(
    "sync_head",
    METADATA,
    _word("tbl", key=True),
    _word("row_id", key=True),
    _word("grp", key=True),
    _number("site_no", key=True),
    _number("seq", key=True),
    sqlite_with_rowid=False,
)
SYNC_LOCAL = Table(
    "sync_local",
    METADATA,
    _number("one", key=True),
    _word("workspace_id"),
    _number("site_no"),
    _number("next_seq"),
    _number("next_commit"),
    _number("hlc"),
    _number("ctx_no"),
    Column("is_copy", Boolean, nullable=False, server_default=false()),
)
SYNC_GUARD = Table("sync_guard", METADATA, _number("one", key=True), _number("mode"))
BLOB = Table(
    "blob",
    METADATA,
    _word("sha256", key=True),
    _number("size"),
    Column("content", LargeBinary, nullable=False, server_default=NO_TEXT),
)
LOCAL_COUNTER = Table("local_counter", METADATA, Column("prefix", String(40), primary_key=True), _number("last"))
LOCAL_SETTING = Table("local_setting", METADATA, _word("name", key=True), _word("value"))
LOCAL_UNDO = Table(
    "local_undo",
    METADATA,
    _number("commit_no", key=True),
    _word("author"),
    _number("acting_commit"),
    Column("undone", Boolean, nullable=False, server_default=false()),
)
SEARCH_ENTRY = Table(
    "search_entry",
    METADATA,
    Column("entry_no", Integer, primary_key=True, autoincrement=False),
    _word("search_text"),
)
