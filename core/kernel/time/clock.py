"""The clock is injected everywhere; this is the only place that reads the machine's."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - the one place


class ShiftedClock:
    """The machine's clock, set ahead by what people have skipped: the demo's way to tomorrow's reminder."""

    def __init__(self) -> None:
        self.offset = timedelta(0)

    def now(self) -> datetime:
        return SystemClock().now() + self.offset

    def advance(self, delta: timedelta) -> None:
        """Time only goes ahead; a negative step raises ValueError."""
        if delta < timedelta(0):
            raise ValueError("time only goes ahead")
        self.offset += delta


class ManualClock:
    """Stands still until a test moves it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at
