"""What others are told of colleagues."""

from dataclasses import dataclass

from core.kernel.signals import Signal


@dataclass(frozen=True, slots=True)
class StaffLeft(Signal):
    """Works here no more; what was in hand is the `successor`'s, None where there is nobody to take it."""

    staff: int
    successor: int | None
