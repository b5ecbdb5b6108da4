"""The town's people, led through everything there is to do; wherever one of them stops, the moment is taken down.

A tour is written in steps: words are typed, `(action, args)` presses the button that does it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from core.boards import acts as boards
from core.boards.port import ResponseDraft
from tests.conversations.hiring import seeded
from tests.fuzz.town import Inhabitant, Moment, Town

Step = str | tuple[str, dict[str, Any]]
ANSWERS: tuple[Step, ...] = ("Смирнова Анна Петровна", "8 (912) 345-67-89", "Казань", ("form.skip", {}), "3", "да", ("form.skip", {}))
APPLYING: tuple[Step, ...] = (
    "/start v_1",
    ("my.apply", {}),
    ("my.consent.agree", {}),
    *ANSWERS,
    ("form.fix", {"key": "city"}),
    "Пермь",
    ("form.send", {}),
    "/status",
)
CHOOSING: tuple[Step, ...] = (
    "/status",
    ("my.application.card", {}),
    ("my.meeting.days", {}),
    ("my.meeting.times", {}),
    ("my.meeting.book", {}),
    ("my.meeting.days", {}),
    ("my.meeting.no-time", {}),
    "/status",
    ("my.application.card", {}),
    ("my.meeting.card", {}),
    ("my.meeting.cancelling", {}),
    "/status",
    ("my.application.card", {}),
    ("my.application.reasons", {}),
)
ASKING: tuple[Step, ...] = ("/start v_2", "/language", "/help", "Здравствуйте, когда ответ?")
CARD: tuple[Step, ...] = ("/candidate 1", ("application.card", {}))
STAFF: tuple[tuple[Step, ...], ...] = (
    (
        "/vacancies",
        ("vacancy.create", {}),
        "Кладовщик",
        "Склад на Лесной",
        "Казань",
        "60-80",
        ("form.skip", {}),
        ("form.skip", {}),
    ),
    (
        "/slots",
        ("rule.add", {}),
        ("form.answer", {"key": "weekdays"}),
        ("form.answer", {"key": "hours"}),
        ("form.answer", {"key": "duration"}),
        "3",
        ("form.answer", {"key": "buffer"}),
        "Лесная, 7",
        ("form.send", {}),
    ),
    ("/slots", ("special.days", {})),
    ("/slots", ("rule.card", {}), ("rule.end-sure", {})),
    ("/find", "Смирнова"),
    (*CARD, ("first.call", {}), ("callback.ask", {})),
    (*CARD, ("first.call", {}), ("meeting.days", {}), ("meeting.times", {})),
    (*CARD, ("first.call", {}), ("meeting.days", {}), ("meeting.typing", {})),
    (
        *CARD,
        ("first.call", {}),
        ("refusal.reasons", {"code": "rejected"}),
        ("refusal.commenting", {}),
        "нет",
    ),
    (
        *CARD,
        ("first.call", {}),
        ("refusal.reasons", {"code": "withdrawn"}),
        ("refusal.commenting", {}),
    ),
    (*CARD, ("commenting", {})),
    (*CARD, ("thread.writing", {})),
    (*CARD, ("application.more", {}), ("application.history", {})),
    (
        "/responses",
        ("response.queue", {}),
        ("response.reasons", {}),
        ("response.commenting", {}),
        "мало опыта",
    ),
    ("/vacancy 1", ("vacancy.edit", {}), ("vacancy.change", {"field": "salary"})),
    ("/vacancy 1", ("vacancy.edit", {}), ("vacancy.change", {"field": "name"})),
    ("/vacancy 1", ("vacancy.edit", {}), ("vacancy.change", {"field": "schedule"})),
    ("/vacancy 1", ("questions", {}), ("question.add", {"kind": "choice"}), "Какой график?", "Утро\nВечер"),
    ("/vacancy 1", ("vacancy.closing", {})),
    ("/today",),
    ("/callbacks",),
    ("/me", ("zones", {})),
    ("/me", ("quiet.hours", {})),
    ("/login",),
)
MEETING: tuple[tuple[Step, ...], ...] = (
    (*CARD, ("meeting.card", {}), ("meeting.cancelling", {})),
    (*CARD, ("meeting.card", {}), ("meeting.placing", {})),
    (*CARD, ("result.ask", {})),
)
HOUSE: tuple[tuple[Step, ...], ...] = (
    ("/invite", ("invite.roles", {}), ("invite.naming", {})),
    ("/dict", ("dictionary.entries", {}), ("entry.adding", {})),
    ("/dict", ("dictionary.entries", {}), ("entry.card", {}), ("entry.renaming", {})),
    ("/users", ("user.card", {}), ("user.roles", {})),
    ("/users", ("user.card", {}), ("user.leaving", {})),
    ("/audit",),
    ("/health",),
)


@dataclass(slots=True)
class Life:
    """Who is where, and every moment that was taken down."""

    town: Town
    people: dict[str, Inhabitant] = field(default_factory=dict)
    moments: list[tuple[str, Moment]] = field(default_factory=list)

    async def tour(self, who: str, steps: Sequence[Step]) -> None:
        for step in steps:
            await self.step(who, step)
            self.moments.append((who, await self.town.moment(self.people[who], f"{who}: {step}")))

    async def step(self, who: str, step: Step) -> None:
        if isinstance(step, str):
            await self.town.says(self.people[who], step)
        else:
            await self.town.presses(self.people[who], step[0], **step[1])
        assert not self.town.engine.faults, self.town.engine.faults[0]


async def lived(town: Town) -> Life:
    """Everybody has done something of everything: Anna has a meeting, Boris has applied, Gromov's response came from a board."""
    life = Life(town)
    recruiter, _, _ = await town.database.write(lambda session: seeded(session, town.clock.now()))
    life.people = {
        "anna": await town.guest("Anna", 1001),
        "boris": await town.visitor("Boris"),
        "guest": await town.guest("Guest", 1003),
        "maria": await town.seat("Maria", recruiter, 2001),
        "lead": await town.colleague("Olga", "lead"),
        "admin": await town.colleague("Admin", "admin", "recruiter", chat=2003),
        "manager": await town.colleague("Manager", "hiring_manager"),
    }
    await town.database.write(lambda session: from_a_board(session, town))
    await life.tour("anna", APPLYING)
    await life.tour("boris", APPLYING)
    await accepted(life)
    for steps in STAFF:
        await life.tour("maria", steps)
        await life.tour("lead", steps)
    await booked(life)
    for steps in MEETING:
        await life.tour("maria", steps)
        await life.tour("lead", steps)
    for steps in HOUSE:
        await life.tour("admin", steps)
    for who in ("anna", "guest"):
        await life.tour(who, ASKING)
    await life.tour("manager", ("/start", "/vacancies", "/today"))
    return life


def from_a_board(session: Any, town: Town) -> None:
    now = town.clock.now()
    draft = ResponseDraft(
        "hh", "1", "VAC-0001", now, source_state="response", full_name="Громов Илья", phones=("+79160000001",), city="Казань"
    )
    boards.receive(session, draft, now=now)


async def accepted(life: Life) -> None:
    """Maria takes the first response into the base."""
    await life.tour("maria", ("/responses", ("response.queue", {})))
    await life.tour("maria", (("response.accept", {"response": 2}),))


async def booked(life: Life) -> None:
    """Anna is asked to choose a time and does."""
    await life.tour(
        "maria",
        (*CARD, ("first.call", {}), ("meeting.days", {"kind": "interview"}), ("meeting.invite", {})),
    )
    await life.tour("anna", CHOOSING)
