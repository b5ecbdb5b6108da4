"""What others are told of consents."""

from dataclasses import dataclass

from core.kernel.signals import Signal
from core.privacy.rules import ConsentKind


@dataclass(frozen=True, slots=True)
class ConsentWithdrawn(Signal):
    """One that was held; nothing may stand on it any more."""

    candidate: int
    kind: ConsentKind
