"""The schema that was opened: nothing is lost on SQLite where tables are moved, codes are of one length, and a step down loses nobody."""

import re
from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, String, Table, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.orm import Session

from core.interviews.model import Booking
from core.kernel.database import migrate
from core.kernel.database.columns import CODE, Code, load_models
from core.kernel.problems import Problem
from core.pipeline.model import Application, Callback
from core.vacancies.model import Vacancy
from tests.conftest import NOW
from tests.kernel import luggage

BEFORE = "0015"
NO_CODE = {"locale", "zone", "wall", "token", "salt", "name", "holder", "id", "update_id", "agent", "done_by", "account"}
"""Short words that are no codes: they are made, given by the outside, or of one form."""
WITHOUT_VACANCY = "UPDATE applications SET vacancy_id = NULL, position_type = 'courier' WHERE id = (SELECT min(id) FROM applications)"


def known() -> MetaData:
    return load_models("core", "bot")


def short_words() -> list[tuple[str, Any]]:
    columns = [column for table in known().tables.values() for column in table.columns if not column.foreign_keys]
    return [(f"{c.table.name}.{c.name}", c.type) for c in columns if isinstance(c.type, Code | String) and (c.type.length or 999) <= CODE]


def test_every_short_word_that_is_a_code_is_of_one_length() -> None:
    loose = [name for name, kind in short_words() if not isinstance(kind, Code) and name.split(".")[1] not in NO_CODE]
    assert loose == []
    assert len([kind for _, kind in short_words() if isinstance(kind, Code)]) > 50


def run(url: str, fn: Any) -> Any:
    engine = migrate.engine_of(url)
    try:
        with Session(engine) as session, session.begin():
            return fn(session)
    finally:
        engine.dispose()


def test_a_longer_code_is_refused_on_both(filled: str) -> None:
    for length, is_fit in ((CODE, True), (CODE + 1, False)):
        words = "x" * length

        def put(session: Session, words: str = words) -> None:
            session.query(Vacancy).update({"state": words})

        if is_fit:
            run(filled, put)
            continue
        with pytest.raises(StatementError, match="at most 48 characters"):
            run(filled, put)


@pytest.mark.postgres
def test_control_a_server_refuses_it_by_itself(shared: str) -> None:
    with pytest.raises(DBAPIError, match="too long"):
        run(shared, lambda session: session.execute(text("UPDATE vacancies SET state = :code"), {"code": "x" * (CODE + 1)}))


# What SQLite keeps of a table that is moved


def spelled(connection: Connection) -> dict[str, Any]:
    """Every index and trigger as it is written, and of every table the checks, the defaults and what points where."""
    look = inspect(connection)
    indexes = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"))
    found: dict[str, Any] = {name: re.sub(r"\s+|\"", "", sql).replace("createuniqueindex", "") for name, sql in indexes}
    for name in look.get_table_names():
        if name == migrate.STAND:
            continue
        found[f"{name}: checks"] = sorted((one["name"], one["sqltext"]) for one in look.get_check_constraints(name))
        found[f"{name}: unique"] = sorted((str(one["name"]), one["column_names"]) for one in look.get_unique_constraints(name))
        found[f"{name}: points"] = sorted((str(one["name"]), one["referred_table"]) for one in look.get_foreign_keys(name))
        found[f"{name}: columns"] = sorted((c["name"], str(c["type"]), c["nullable"], plain(c["default"])) for c in look.get_columns(name))
    return found


def plain(default: str | None) -> str | None:
    return {"1": "true", "0": "false"}.get(default, default) if default else default


def by_models() -> dict[str, Any]:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        known().create_all(connection)
        return spelled(connection)


def by_migrations(url: str) -> dict[str, Any]:
    engine = migrate.engine_of(url)
    with engine.connect() as connection:
        found = spelled(connection)
    engine.dispose()
    return found


def test_partial_indexes_checks_and_defaults_are_the_models_own(embedded: str) -> None:
    """Also of a database that has been up and down."""
    wanted = by_models()
    assert by_migrations(embedded) == wanted
    migrate.downgrade(embedded, BEFORE)
    migrate.upgrade(embedded)
    assert by_migrations(embedded) == wanted


def test_control_a_partial_index_of_other_rows_is_seen(embedded: str) -> None:
    run(embedded, lambda s: s.execute(text("DROP INDEX uq_callbacks_open")))
    run(embedded, lambda s: s.execute(text("CREATE UNIQUE INDEX uq_callbacks_open ON callbacks (application_id) WHERE state = 'pending'")))
    assert by_migrations(embedded) != by_models()


# What is filled, and what may stand alone


def test_bookings_and_promises_know_their_person(filled: str) -> None:
    migrate.downgrade(filled, BEFORE)
    migrate.upgrade(filled)
    there = luggage.rows(filled)
    whose = {row["id"]: row["candidate_id"] for row in there["applications"]}
    assert there["bookings"]
    for row in (*there["bookings"], *there["callbacks"]):
        assert row["candidate_id"] == whose[row["application_id"]]


def test_one_of_vacancy_and_position(filled: str) -> None:
    for values in ({"vacancy_id": None}, {"position_type": "courier"}):
        with pytest.raises(IntegrityError):
            run(filled, lambda s, values=values: s.query(Application).update(values))
    run(filled, lambda s: s.execute(text(WITHOUT_VACANCY)))


def test_once_on_a_kind_of_position_in_a_town(filled: str) -> None:
    run(filled, lambda s: s.execute(text(WITHOUT_VACANCY)))

    def again(session: Session, city: str) -> None:
        first = session.query(Application).filter(Application.vacancy_id.is_(None)).first()
        assert first is not None
        names = [c.name for c in table_of(Application).columns if c.name not in {"id", "city"}]
        session.add(Application(**{name: getattr(first, name) for name in names}, city=city))

    run(filled, lambda s: again(s, "Пермь"))
    with pytest.raises(IntegrityError):
        run(filled, lambda s: again(s, "Пермь"))


def test_alone_one_promise_and_one_place_in_a_slot(filled: str) -> None:
    for alone in (promise_alone, place_alone):
        run(filled, alone)
        with pytest.raises(IntegrityError):
            run(filled, alone)


def promise_alone(session: Session) -> None:
    first = session.query(Application).first()
    assert first is not None
    about = {"candidate_id": first.candidate_id, "owner_id": first.owner_id}
    session.add(Callback(**about, due_at=NOW, exact=False, attempt_no=1, state="pending"))


def place_alone(session: Session) -> None:
    first = session.query(Booking).first()
    assert first is not None
    session.add(Booking(slot_id=first.slot_id, candidate_id=first.candidate_id, kind="interview", state="booked", created_at=NOW))


def table_of(model: Any) -> Table:
    table: Table = model.__table__
    return table


# The way back


@pytest.mark.parametrize(
    ("statement", "lost"),
    [
        (WITHOUT_VACANCY, "applications 1"),
        ("UPDATE vacancies SET recruiter_id = NULL, state = 'closed_by_client' WHERE number = 1", "vacancies 1"),
        ("UPDATE bookings SET state = 'reschedule_requested' WHERE id = (SELECT min(id) FROM bookings)", "bookings 1"),
    ],
)
def test_the_release_before_is_not_gone_back_to_where_rows_would_be_lost(filled: str, statement: str, lost: str) -> None:
    run(filled, lambda s: s.execute(text(statement)))
    there = luggage.rows(filled)
    with pytest.raises(Problem) as told:
        migrate.downgrade(filled, BEFORE)
    assert told.value.key == "schema-would-lose"
    assert told.value.arguments == {"after": BEFORE, "lost": lost}
    assert luggage.rows(filled) == there
    assert migrate.is_current(filled)
