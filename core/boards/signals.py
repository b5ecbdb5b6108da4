"""What others are told of responses."""

from dataclasses import dataclass

from core.kernel.signals import Signal


@dataclass(frozen=True, slots=True)
class ResponseDecided(Signal):
    """`state`: accepted, rejected, later, withdrawn."""

    response: int
    state: str
