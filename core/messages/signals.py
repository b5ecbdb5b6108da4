"""What others are told of the talk with a candidate."""

from dataclasses import dataclass

from core.kernel.signals import Signal


@dataclass(frozen=True, slots=True)
class MessageReceived(Signal):
    message: int
    candidate: int
