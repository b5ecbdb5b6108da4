"""What one subject tells those above and beside it: down one calls the act, up or sideways one emits a signal.

A signal is of the past, and holds ids and values, never rows. Whoever subscribes works in the same transaction: a fault undoes the whole
turn; what is slow becomes a timer or an outgoing row. The log of an application has events: those are rows, a signal is not kept.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

from sqlalchemy.orm import Session

from core.kernel.actors import Actor

MOST = 100
"""So many signals one act may lead to."""
QUEUE = "signals"
"""Where a session keeps those that are yet to be told."""


@dataclass(frozen=True, slots=True)
class Signal:
    """What happened, by whom and when; its name is in the past tense."""

    by: Actor
    at: datetime


S = TypeVar("S", bound=Signal)
Subscriber: TypeAlias = Callable[[Session, S], None]
SUBSCRIBERS: dict[type[Signal], list[Subscriber[Any]]] = {}
"""In the order of `core.subjects`, which loads them."""


READY: list[bool] = []
"""Filled once all are loaded: a signal that nobody could hear would be a wish that is lost."""


def subscribe(kind: type[S]) -> Callable[[Subscriber[S]], Subscriber[S]]:
    def known(subscriber: Subscriber[S]) -> Subscriber[S]:
        SUBSCRIBERS.setdefault(kind, []).append(subscriber)
        return subscriber

    return known


def emit(session: Session, signal: Signal) -> None:
    """Tells all subscribers before it returns; one that comes from a subscriber is told after the present one has reached everybody."""
    if not READY:
        raise RuntimeError("nobody has loaded core.subjects")
    waiting = session.info.get(QUEUE)
    if waiting is not None:
        waiting.append(signal)
        return
    queue = session.info[QUEUE] = deque([signal])
    try:
        tell_all(session, queue)
    finally:
        del session.info[QUEUE]


def tell_all(session: Session, queue: "deque[Signal]") -> None:
    """A loop is a fault and not a hang."""
    for _ in range(MOST):
        if not queue:
            return
        told = queue.popleft()
        for subscriber in SUBSCRIBERS.get(type(told), ()):
            subscriber(session, told)
    raise RuntimeError("signals without end")
