"""The loop that keeps the pulse and has people told where the work stands still."""

import asyncio
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import structlog
from sqlalchemy.orm import Session

from core.kernel.database.locks import serialised
from core.kernel.database.session import Database
from core.kernel.process import pulse
from core.kernel.process.pulse import Stall
from core.kernel.queue import pulses
from core.kernel.time.clock import Clock

log = structlog.get_logger()
BEAT = 10.0
AFTER = timedelta(minutes=1)
"""Who would be told at once would be told of every hiccup."""
LONG = 60.0
"""Seconds without a write that people are told of afterwards."""
STALLED, RESUMED = "house.stalled", "house.resumed"
Tell = Callable[[Session, str, str, int, datetime], None]
"""Tells those who watch over the house (STALLED or RESUMED) what stands still or goes on again, and for how many seconds it stood."""


class Heart:
    """`wanted`: what somebody has to do all the time; `tell` is None where another process tells people."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        folder: Path,
        *,
        holder: str,
        wanted: tuple[str, ...],
        tell: Tell | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._folder = folder
        self._holder = holder or secrets.token_hex(8)
        self._wanted = wanted
        self._tell = tell

    async def run(self) -> None:
        """Works until cancelled."""
        while True:
            await self.beat()
            await asyncio.sleep(BEAT)

    async def beat(self) -> None:
        """Writes the pulse down; where nothing can be written it is only noted, for /health asks how long ago it could."""
        own = self._database.pulse
        try:
            async with asyncio.timeout(BEAT):
                await self._database.write(partial(self._keep, gap=own.age(pulse.WRITE)))
        except Exception as error:  # noqa: BLE001 - a full disk, a lost database: whatever it is
            log.warning("nothing-written", error=type(error).__name__, seconds=round(own.age(pulse.WRITE)))
        else:
            own.beat(pulse.WRITE)

    def _keep(self, session: Session, gap: float) -> None:
        now = self._clock.now()
        pulses.keep(session, self._holder, self._database.pulse.ages(), now)
        if self._tell is None:
            return
        serialised(session, "heart")
        if gap > LONG:
            self._tell(session, RESUMED, pulse.WRITE, int(gap), now)
        news, over = pulses.raised(session, now, self.found(session, now), after=AFTER)
        for stall in news:
            self._tell(session, STALLED, stall.code, stall.seconds, now)
        for code in over:
            self._tell(session, RESUMED, code, 0, now)
        if over:
            pulses.forget_fallen(session, now)

    def found(self, session: Session, now: datetime) -> list[Stall]:
        """What stands still; that this process writes is shown by its being asked here."""
        own = self._database.pulse
        still = [one for one in pulse.standing_still(own, pulses.last_done(session, now), self._wanted) if one.code != pulse.WRITE]
        return [*still, *pulses.late(session, now), *pulse.short_of_space(self._folder)]
