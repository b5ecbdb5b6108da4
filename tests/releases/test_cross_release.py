"""A house of an earlier release moves into today's code: whatever stands in its chats works, whatever waits comes, and nothing is lost."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.conversation.forms import Forms
from bot.conversation.routes import ROUTES
from core.kernel.database import migrate
from core.kernel.database.compiled import DRIVER
from core.kernel.queue import dead_letters, inbox
from tests.kernel import luggage
from tests.kit.databases import made_postgres
from tests.releases import successors
from tests.releases.fixture import RELEASES, Left, left_by, moved_in, unpacked
from tests.releases.successors import MOMENT, Heirs

DUMB = {"fault", "silence", "over"}
SAYS_NOTHING = {"recruiter.responses.resume": "was laid out under a response that has no file"}
CASES = [
    pytest.param((release, kind), id=f"{release}-{kind}", marks=[pytest.mark.xdist_group(f"{release}-{kind}"), *marks])
    for release in RELEASES
    for kind, marks in (("sqlite", []), ("postgresql", [pytest.mark.postgres]))
]


@dataclass(frozen=True, slots=True)
class Moved:
    """A house after its move: what was left, what was there before and what is there now, and the engine on its database."""

    left: Left
    url: str
    before: luggage.Rows
    after: luggage.Rows
    engine: Engine


@pytest.fixture(scope="module", params=CASES)
def moved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Moved]:
    release, kind = request.param
    source = unpacked(release, tmp_path_factory.mktemp("left"))
    if kind == "sqlite":
        yield from moves(release, source)
        return
    with made_postgres(request.getfixturevalue("postgres"), "otklik_release") as empty:
        yield from moves(release, moved_in(source, empty))


def moves(release: str, url: str) -> Iterator[Moved]:
    before = luggage.rows(url)
    migrate.upgrade(url)
    engine = migrate.engine_of(url)
    yield Moved(left_by(release), url, before, luggage.rows(url), engine)
    engine.dispose()


@pytest.fixture
def house(moved: Moved, tmp_path: Path) -> Iterator[Heirs]:
    with moved.engine.connect() as connection, connection.begin() as transaction, Session(connection) as session:
        if connection.dialect.name == "sqlite":
            session.info[DRIVER] = connection.connection.driver_connection
        yield Heirs(session, successors.engine(tmp_path), moved.left.now)
        transaction.rollback()


# Nothing is lost


def test_every_row_is_there_under_its_number(moved: Moved) -> None:
    for name, rows in moved.before.items():
        key = "id" if rows and "id" in rows[0] else None
        if key and name in moved.after:
            assert {row[key] for row in rows} <= {row[key] for row in moved.after[name]}, name
        else:
            assert name not in moved.after or len(rows) <= len(moved.after[name]), name


def test_the_fixture_holds_something_of_everything(moved: Moved) -> None:
    told = moved.left.told
    assert len({action for _, _, buttons in told["screens"] for _, action, _ in buttons}) > 160
    assert len({form for _, form, _ in told["forms"]}) >= 5
    assert len({kind for _, kind in told["timers"]}) >= 8
    assert len({(to.partition(":")[0], kind) for _, to, kind in told["notices"]}) > 30
    assert {source for _, source, _ in told["inbox"]} == {"notice", "telegram", "webchat", "generic", "hh"}
    assert {"new", "sending", "dead"} == {state for *_, state in told["outbox"]}


def test_what_stood_in_the_chats_stands_there(house: Heirs, moved: Moved) -> None:
    gone = {number for number, _, buttons in moved.left.told["screens"] if house.labels(number) != buttons}
    assert gone == set()


# Every name leads somewhere


def strangers(house: Heirs, left: Left) -> set[str]:
    """Stored names that today's code does not know."""
    told = left.told
    actions = {action for _, _, buttons in told["screens"] for _, action, _ in buttons}
    actions |= {action for name in ("typed", "back") for _, action in told[name]}
    found = {action for action in actions if not successors.leads_somewhere(house.engine, action)}
    found |= {f"timer {kind}" for _, kind in told["timers"] if kind not in house.engine.timers}
    knows = successors.knows
    found |= {f"notice {to} {kind}" for _, to, kind in told["notices"] if not knows(house.engine.book.notice, to.partition(":")[0], kind)}
    return found | {f"form {form}" for _, form, _ in told["forms"] if not successors.knows(house.engine.forms.form, form)}


def test_every_stored_name_is_known(house: Heirs, moved: Moved) -> None:
    assert strangers(house, moved.left) == set()


# Everything is pressed, typed, answered


def is_thorough(house: Heirs) -> bool:
    """A server shows what depends on it at the first of many alike."""
    return house.session.get_bind().dialect.name == "sqlite"


def presses(house: Heirs, left: Left, only: str = "") -> Iterator[tuple[str, int, int, str, int]]:
    """Every live button, pressed in the house as it was left: of those that do and say the same one, on a server one of each action."""
    known: set[tuple[str, ...]] = set()
    thorough = is_thorough(house)
    forms = {talk: form for talk, form, _ in left.told["forms"]}
    with house.tried():
        house.forget_unread()
        for number, talk, buttons in left.told["screens"]:
            for place, action, label in buttons:
                same = (action, forms.get(talk, ""), label) if thorough else (action,)
                if same not in known and only in {"", action}:
                    known.add(same)
                    with house.tried():
                        yield house.presses(number, place), talk, number, action, place


def is_of_another_form(house: Heirs, talk: int, number: int, place: int) -> bool:
    """Such a button was over before the move."""
    form = house.talk(talk)["form"]
    button = [one for row in house.screen(number)["rows"] for one in row][place]
    return bool(button["action"].startswith("form.") and button["args"].get("of") != (form or {}).get("id"))


def test_every_button_is_answered(house: Heirs, moved: Moved) -> None:
    seen: Counter[str] = Counter()
    pressed = []
    for answer, talk, number, action, place in presses(house, moved.left):
        seen[answer] += 1
        pressed.append((answer, talk, number, action, place))
    dumb = [
        one for one in pressed if one[0] in DUMB and one[3] not in SAYS_NOTHING and not is_of_another_form(house, one[1], one[2], one[4])
    ]
    assert house.faults == []
    assert dumb == []
    assert seen[""] > 0.6 * seen.total(), seen


def test_words_typed_into_every_question_are_answered(house: Heirs, moved: Moved) -> None:
    asked = [talk for talk in (house.talk(number) for number in talks(moved.left)) if talk["form"] or talk["current"]]
    with house.tried():
        house.forget_unread()
        for talk in asked:
            screen = house.screen(talk["current"]) if talk["current"] else None
            house.now = screen["shown_at"] + MOMENT if screen else moved.left.now
            for words in successors.WORDS[: 4 if is_thorough(house) else 1]:
                with house.tried():
                    answer = house.says(talk, words)
                    assert answer != "fault", house.faults
                    assert answer != "silence" or talk["form"] is None, f"{words} to {talk['form']}"
    assert len(asked) > 90


def talks(left: Left) -> list[int]:
    return sorted({talk for _, talk, _ in left.told["screens"]})


def test_every_open_form_can_be_answered_to_its_end(house: Heirs, moved: Moved) -> None:
    with house.tried():
        house.forget_unread()
        for number in moved.left.ids("forms"):
            with house.tried():
                assert house.answers_to_the_end(number) == "", house.faults
    assert house.faults == []


# Everything that waits comes


def test_every_timer_and_notice_comes_and_nothing_is_set_aside(house: Heirs, moved: Moved) -> None:
    house.lives_on(moved.left.ids("timers"), moved.left.ids("inbox"))
    assert house.faults == []
    assert inbox.dead(house.session) == 0


def test_everything_on_its_way_goes_out_and_what_failed_is_told(house: Heirs, moved: Moved) -> None:
    states = Counter(state for *_, state in moved.left.told["outbox"])
    gone = sum(house.carry(target) for target in {target for _, target, _, _ in moved.left.told["outbox"]})
    assert gone >= states["new"] + states["sending"]
    assert dead_letters.count(house.session) == states["dead"]


# Controls, in which something is missing


@pytest.mark.parametrize("action", ["recruiter.meetings.days", "candidate.status.application_screen"])
def test_control_a_button_whose_handler_is_gone(house: Heirs, moved: Moved, action: str) -> None:
    gone = ROUTES.kind(action).id
    entries = {name: entry for name, entry in house.engine.book.entries.items() if name != gone}
    house = house.without(book=replace(house.engine.book, entries=entries))
    assert strangers(house, moved.left) == {action}
    assert {answer for answer, *_ in presses(house, moved.left, action)} <= DUMB


def test_control_an_alias_that_was_taken_away(house: Heirs, moved: Moved, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(ROUTES.kinds, "recruiter.meetings.days")
    assert strangers(house, moved.left) == {"recruiter.meetings.days"}


def test_control_a_timer_that_nobody_knows(house: Heirs, moved: Moved) -> None:
    timers = MappingProxyType({kind: work for kind, work in house.engine.timers.items() if kind != "callback.due"})
    assert strangers(house.without(timers=timers), moved.left) == {"timer callback.due"}


def test_control_a_form_that_is_gone(house: Heirs, moved: Moved) -> None:
    kept = [form for name, form in house.engine.forms._forms.items() if name != "apply"]
    house = house.without(forms=Forms(kept, house.engine.home))
    assert strangers(house, moved.left) == {"form apply"}


def test_control_a_lost_row(moved: Moved) -> None:
    fewer = {**moved.after, "applications": moved.after["applications"][1:]}
    with pytest.raises(AssertionError, match="applications"):
        test_every_row_is_there_under_its_number(replace(moved, after=fewer))
