"""The services behind the desk, each loaded and made when it is first asked for: a window does not wait for them."""

from collections.abc import Callable
from threading import RLock
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from app.platform.paths import WorkspacePaths
from app.platform.secret_ring import SecretRing
from app.services.surroundings import Surroundings
from app.services.workspace.late_store import LateStore

if TYPE_CHECKING:
    from app.services.actions.running import ActionService
    from app.services.actions.saving import TypingService
    from app.services.calendar.desk import CalendarDesk
    from app.services.contract.board import BoardService
    from app.services.contract.desk import ContractDesk
    from app.services.contract.home_page import HomeService
    from app.services.contract.overview import OverviewService
    from app.services.hearings.analysis import AnalysisDesk
    from app.services.hearings.desk import HearingDesk
    from app.services.imports.service import ImportService
    from app.services.judging.kept_contract import KeptContract
    from app.services.matching.desk import MatchingDesk
    from app.services.notices.board import NoticeService
    from app.services.notices.outbox import Outbox
    from app.services.papers.service import PaperService
    from app.services.plans.desk import PlanDesk
    from app.services.registers.desk import RegisterDesk
    from app.services.registers.handover import HandoverService
    from app.services.registers.records import RecordService
    from app.services.reports.desk import ReportDesk
    from app.services.timetable.desk import TimetableDesk
    from app.services.views import Outcome
    from app.services.workspace.safety import SafetyService
    from app.store.store import Store


P = TypeVar("P")


class part(Generic[P]):  # noqa: N801 (it reads as a decorator, like property)
    """A service that is made once, by whichever thread asks for it first."""

    def __init__(self, make: Callable[[Any], P]) -> None:
        """Make it by the decorated method."""
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    def __get__(self, parts: "DeskParts", owner: type) -> P:
        with parts.making:
            if self._name not in parts.made:
                parts.made[self._name] = self._make(parts)
            found: P = parts.made[self._name]
            return found


class DeskParts:
    """What serves the desk."""

    def __init__(
        self, store: "LateStore | Store", surroundings: Surroundings, paths: WorkspacePaths, secrets: SecretRing | None
    ) -> None:
        """Serve from this store, opened when it is first needed; without ``secrets`` the system's key ring is asked."""
        self._late_store = store if isinstance(store, LateStore) else LateStore(_given(store))
        self._surroundings = surroundings
        self._paths = paths
        self._secrets = secrets
        self.making = RLock()
        self.made: dict[str, Any] = {}

    @property
    def _store(self) -> "Store":
        return self._late_store.get()

    @part
    def _ring(self) -> SecretRing:
        from app.platform.secret_ring import SystemSecretRing

        return self._secrets if self._secrets is not None else SystemSecretRing()

    @part
    def _outbox(self) -> "Outbox":
        from app.services.notices.outbox import Outbox

        return Outbox(self._store, self._surroundings)

    @part
    def agreement(self) -> "ContractDesk":
        """Return what is asked about the contract itself: readings, a rule on a day, changes to tell, the closing."""
        from app.services.contract.desk import ContractDesk

        return ContractDesk(self._kept, self._surroundings, self._safety.backups)

    @part
    def hearings(self) -> "HearingDesk":
        """Return what can be asked about the hearings: schedule, board, sheets, clocks."""
        from app.services.hearings.desk import HearingDesk

        return HearingDesk(self._store, self._surroundings, self._records, self._actions, self._typing, self._safety)

    @part
    def plans(self) -> "PlanDesk":
        """Return what can be asked about plans, charts, schedules, support plans and events."""
        from app.services.plans.desk import PlanDesk

        return PlanDesk(self._store, self._surroundings, self._actions, self._typing)

    @part
    def calendar(self) -> "CalendarDesk":
        """Return what can be asked about the calendar of everything."""
        from app.services.calendar.desk import CalendarDesk

        return CalendarDesk(self._store, self._surroundings)

    @part
    def timetable(self) -> "TimetableDesk":
        """Return what proposes a timetable of the hearings and takes it over."""
        from app.services.timetable.desk import TimetableDesk

        return TimetableDesk(self._store, self._surroundings)

    @part
    def matching(self) -> "MatchingDesk":
        """Return what is asked of the matching: candidates for a case, and an even spread of the dispatches."""
        from app.services.matching.desk import MatchingDesk

        return MatchingDesk(self._store, self._surroundings)

    @part
    def analysis(self) -> "AnalysisDesk":
        """Return what all the hearings say together: tables, charts, the tile map."""
        from app.services.hearings.analysis import AnalysisDesk

        return AnalysisDesk(self._store, self._surroundings)

    @part
    def registers(self) -> "RegisterDesk":
        """Return what can be done with any register: its records by page, and its list on paper."""
        from app.services.registers.desk import RegisterDesk

        return RegisterDesk(self._store, self._surroundings, self._records)

    @part
    def reports(self) -> "ReportDesk":
        """Return what can be asked about the reports of the contract: the months, and the texts of a person."""
        from app.services.reports.desk import ReportDesk

        return ReportDesk(self._store, self._surroundings, self._typing)

    @part
    def _records(self) -> "RecordService":
        from app.services.registers.records import RecordService

        return RecordService(self._store, self._surroundings)

    @part
    def _actions(self) -> "ActionService":
        from app.services.actions.running import ActionService

        return ActionService(self._store, self._surroundings, self._records, self._ring, self._outbox)

    @part
    def _typing(self) -> "TypingService":
        from app.services.actions.saving import TypingService

        return TypingService(self._store, self._surroundings, self._actions)

    @part
    def _notices(self) -> "NoticeService":
        from app.services.notices.board import NoticeService
        from app.services.notices.delivering import DeliveryService

        delivering = DeliveryService(self._store, self._surroundings, self._ring, self._outbox)
        return NoticeService(self._store, self._surroundings, self._outbox, delivering, self._kept)

    @part
    def _kept(self) -> "KeptContract":
        from app.services.judging.kept_contract import KeptContract

        return KeptContract(self._store, self._surroundings)

    @part
    def _overview(self) -> "OverviewService":
        from app.services.contract.overview import OverviewService

        return OverviewService(self._kept, self._surroundings)

    @part
    def _home(self) -> "HomeService":
        from app.services.contract.home_page import HomeService

        return HomeService(self._store, self._surroundings)

    @part
    def _board(self) -> "BoardService":
        from app.services.contract.board import BoardService

        return BoardService(self._kept, self._surroundings)

    @part
    def _papers(self) -> "PaperService":
        from app.services.papers.service import PaperService

        return PaperService(self._store, self._surroundings.in_japanese())

    @part
    def _handover(self) -> "HandoverService":
        from app.services.registers.handover import HandoverService

        return HandoverService(self._store, self._surroundings, self._records)

    def _telling(self, step: "Callable[[], Outcome]") -> "Outcome":
        from app.services.judging.telling import told

        return told(self._kept, step)

    @part
    def _safety(self) -> "SafetyService":
        from app.services.workspace.safety import SafetyService

        return SafetyService(self._store, self._paths, self._surroundings.clock)

    @part
    def _imports(self) -> "ImportService":
        from app.services.imports.contract_check import ContractCheck
        from app.services.imports.doing import RowsAsUseCases
        from app.services.imports.service import ImportService
        from app.services.workspace.safety import AuthoredStore

        return ImportService(
            AuthoredStore(self._store, self._surroundings.author),
            self._records.context,
            self._safety.back_up_before_import,
            self._surroundings.clock,
            self._outbox.tell_import,
            ContractCheck(self._surroundings),
            RowsAsUseCases(self._actions),
        )


def _given(store: "Store") -> "Callable[[], Store]":
    return lambda: store
