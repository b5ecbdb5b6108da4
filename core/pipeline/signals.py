"""What others are told of applications."""

from dataclasses import dataclass
from typing import Literal

from core.kernel.signals import Signal


@dataclass(frozen=True, slots=True)
class ApplicationStateChanged(Signal):
    """`event` is what the log says of it."""

    application: int
    candidate: int
    before: str
    after: str
    event: int


@dataclass(frozen=True, slots=True)
class AppointmentChanged(Signal):
    """Of a meeting; `version` grows with each move."""

    application: int
    booking: int
    version: int
    change: Literal["booked", "moved", "confirmed", "cancelled"]
