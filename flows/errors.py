"""The two fates of an error: an item that can never be used, and something outside that is down."""

from __future__ import annotations

from schemas.codes.runs import Reason


class DatelineError(Exception):
    """Root of every error dateline raises on purpose."""


class RejectError(DatelineError):
    """An item that can never be used: quarantine it and go on."""

    def __init__(self, reason: Reason, detail: str) -> None:
        """Refuse an item for `reason`; `detail` names the value, what was expected, and where."""
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail

    def __str__(self) -> str:
        """The reason code and the detail."""
        return f"{self.reason}: {self.detail}"


class UnavailableError(DatelineError):
    """Something outside is down: try the batch again."""


class ContractError(DatelineError):
    """The rows as a whole break a contract: stop before anything is published."""


class SettingsError(DatelineError):
    """A setting has a value that can't be used."""


class BusyError(DatelineError):
    """Another run is writing this warehouse."""


class NotFoundError(DatelineError):
    """What was asked for is not there."""


class AmbiguousError(DatelineError):
    """What was asked for can be several things."""


class DamagedError(DatelineError):
    """A file of the warehouse is not as it was written."""


class VersionError(DatelineError):
    """The warehouse was written by a later release than this one."""


#: The exit code of each; of any other raised on purpose it is 2, wrong usage, and of a bug 1.
EXIT_CODES: dict[type[DatelineError], int] = {
    BusyError: 3,
    ContractError: 4,
    UnavailableError: 5,
    DamagedError: 6,
    NotFoundError: 7,
}


def exit_code(error: DatelineError) -> int:
    """What the command ends with."""
    return next((code for kind, code in EXIT_CODES.items() if isinstance(error, kind)), 2)
