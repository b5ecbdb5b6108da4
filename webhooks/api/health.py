"""`GET /health` says whether the service can do its work, `GET /metrics` how much of it there is."""

from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response, status
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from sqlalchemy.orm import Session

from core.kernel.database.sqlite import is_cured, library_version
from core.kernel.process import pulse
from core.kernel.process.pulse import Stall
from core.kernel.queue import inbox, outbox, pulses, timers
from core.kernel.time.zones import TZDATA_VERSION
from webhooks.api.watchers import may_watch
from webhooks.state import State, state_of

router = APIRouter(tags=["health"])
VITAL = frozenset({pulse.WRITE, pulse.TICK})
"""Without these the service does no work at all; whatever else stands still is told and waits."""


@dataclass(frozen=True, slots=True)
class Queues:
    """How much waits, and how much was set aside."""

    inbox_waiting: int
    inbox_dead: int
    timers_pending: int
    outbox: tuple[tuple[str, str, int], ...]
    in_doubt: int

    @property
    def dead(self) -> int:
        return self.inbox_dead + sum(count for _, state, count in self.outbox if state == "dead")


def queues(session: Session) -> Queues:
    out = (tuple(outbox.counts(session)), outbox.in_doubt(session))
    return Queues(inbox.waiting(session), inbox.dead(session), timers.pending(session), *out)


def facts(state: State) -> dict[str, Any]:
    """What is known without the database."""
    sqlite = {"sqlite": library_version(), "sqlite_cured": is_cured(library_version())} if state.database.dialect == "sqlite" else {}
    return {"version": version("otklik"), "database": state.database.dialect, "tzdata": TZDATA_VERSION, **sqlite}


@router.get("/health", responses={503: {"description": "Something the work needs is down"}})
async def health(request: Request, response: Response) -> dict[str, Any]:
    """Whether it can do its work, to everybody; what it is and how much waits, to those who watch over it."""
    state = state_of(request)
    told = await condition(state, response)
    return told if may_watch(request) else {"status": told["status"]}


async def condition(state: State, response: Response) -> dict[str, Any]:
    loops = state.supervisor.alive
    try:
        found = await state.database.read(queues)
        stalls = await state.database.read(partial(stalled, state=state))
    except Exception:  # noqa: BLE001 - whatever it is, the database does not answer
        response.status_code = status.HTTP_503_SERVICE_UNAVAILABLE
        return {"status": "down", **facts(state), "loops": loops}
    works = all(loops.values()) and not any(stall.code in VITAL for stall in stalls)
    response.status_code = status.HTTP_200_OK if works else status.HTTP_503_SERVICE_UNAVAILABLE
    reasons = [stall._asdict() for stall in stalls]
    waiting = {"inbox": found.inbox_waiting, "timers": found.timers_pending, "set_aside": found.dead, "in_doubt": found.in_doubt}
    well = works and not stalls
    return {"status": "ok" if well else "degraded", "reasons": reasons, **facts(state), "loops": loops, "queues": waiting}


def stalled(session: Session, state: State) -> list[Stall]:
    """What stands still: here, in any other process, or because of what others do not take."""
    now = state.clock.now()
    still = pulse.standing_still(state.database.pulse, pulses.last_done(session, now), state.wanted)
    return [*still, *pulses.late(session, now), *pulse.short_of_space(state.settings.data_dir)]


@router.get("/metrics", response_class=Response, responses={404: {"description": "Asked from elsewhere, and the token was not given"}})
async def metrics(request: Request) -> Response:
    state = state_of(request)
    if not may_watch(request):
        raise HTTPException(status.HTTP_404_NOT_FOUND)
    registry = measured(await state.database.read(queues), state.supervisor.failures, state.database.pulse.ages())
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


def measured(found: Queues, failures: dict[str, int], done: dict[str, float]) -> CollectorRegistry:
    registry = CollectorRegistry()
    ages = Gauge("otklik_done_seconds_ago", "How long ago this process did what goes on all the time", ["name"], registry=registry)
    Gauge("otklik_inbox_waiting", "Rows of the inbox that wait for their turn", registry=registry).set(found.inbox_waiting)
    Gauge("otklik_inbox_dead", "Rows of the inbox that were set aside", registry=registry).set(found.inbox_dead)
    Gauge("otklik_timers_pending", "Timers that have not come yet", registry=registry).set(found.timers_pending)
    rows = Gauge("otklik_outbox_rows", "Rows of the outbox that have not left", ["target", "state"], registry=registry)
    for target, state, count in found.outbox:
        rows.labels(target, state).set(count)
    Gauge("otklik_outbox_in_doubt", "Rows of the outbox whose call may have been made twice", registry=registry).set(found.in_doubt)
    for name, age in done.items():
        ages.labels(name).set(age)
    failed = Gauge("otklik_failures", "Failures of background work since the start", ["name"], registry=registry)
    for name, count in failures.items():
        failed.labels(name).set(count)
    return registry
