"""Fills an empty database with the past of a company: 20 recruiters, 300 vacancies, and of each person three applications and ten events.

Open work is that of a team of twenty whatever the past: at most `OPEN` applications. Rows are made by the database itself, one statement
a table, with the indexes laid aside and foreign keys unasked, so a million people take minutes.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import Connection, Engine, Table, inspect, text

from core.candidates.model import CONTACT_GRAMS, PERSON_GRAMS
from core.candidates.rules import city_key
from core.kernel.database.columns import load_models
from core.kernel.text.folding import likeness_key, search_text
from tests.filled import names

RECRUITERS, VACANCIES, OPEN, PROFILES = 20, 300, 3000, 4_000
LEAD = RECRUITERS + 1
DAY = 86_400
GRAMS = (PERSON_GRAMS, CONTACT_GRAMS)
PER_PERSON = 3
"""Applications."""


@dataclass(frozen=True, slots=True)
class Filled:
    """How large it became: what the rows were counted from."""

    people: int
    now: datetime

    @property
    def applications(self) -> int:
        return self.people * PER_PERSON

    @property
    def open(self) -> int:
        return min(OPEN, self.applications // 5)


def fill(engine: Engine, people: int, now: datetime, *, alone: bool = True) -> Filled:
    """The tables must be there and empty. `alone`: nobody else has the database open."""
    made = Filled(people, now)
    if alone:
        journal(engine, "OFF")
    with engine.begin() as connection, unhindered(connection):
        profiles(connection, made)
        for table, row in rows(made, connection.dialect.name):
            insert(connection, table, row)
        if connection.dialect.name == "postgresql":
            set_counters(connection)
    if alone:
        journal(engine, "WAL")
    settle(engine)
    return made


def journal(engine: Engine, mode: str) -> None:
    """Whoever fills an embedded database has nothing to go back to."""
    if engine.dialect.name == "sqlite":
        plain: Any = engine.raw_connection()
        for word in (f"journal_mode = {mode}", f"synchronous = {'OFF' if mode == 'OFF' else 'FULL'}", "cache_size = -400000"):
            plain.driver_connection.execute(f"PRAGMA {word}").fetchall()
        plain.close()


def settle(engine: Engine) -> None:
    """Lets the server see how large its tables are, as it does by itself; the embedded database plans without that."""
    if engine.dialect.name != "postgresql":
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")


@contextmanager
def unhindered(connection: Connection) -> Iterator[None]:
    """Without foreign keys and without indexes other than those that make a row the only one."""
    server = connection.dialect.name == "postgresql"
    if server:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.exec_driver_sql("SET LOCAL maintenance_work_mem = '512MB'")
    tables = load_models("core", "bot").sorted_tables
    indexes = [index for table in tables for index in table.indexes]
    for index in indexes:
        index.drop(connection)
    if not server:
        for grams in GRAMS:
            connection.exec_driver_sql(f"DROP TRIGGER {grams.name}_in")
    yield
    for index in indexes:
        index.create(connection)
    if not server:
        for grams in GRAMS:
            connection.exec_driver_sql(grams.filled())
            connection.exec_driver_sql(next(one for one in grams.embedded() if f"TRIGGER {grams.name}_in" in one))


def profiles_of(made: Filled) -> int:
    return min(PROFILES, made.people)


def profiles(connection: Connection, made: Filled) -> None:
    """People who differ in what they are found by; everybody takes one of them."""
    dice, count = Random(7), profiles_of(made)
    connection.exec_driver_sql(
        "CREATE TEMPORARY TABLE profiles (id INTEGER PRIMARY KEY, name TEXT, city TEXT, job TEXT, name_key TEXT, city_key TEXT, words TEXT)"
    )
    rows_ = [profile(number, dice) for number in range(count)]
    connection.execute(text("INSERT INTO profiles VALUES (:id, :name, :city, :job, :name_key, :city_key, :words)"), rows_)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ANALYZE profiles")


def profile(number: int, dice: Random) -> dict[str, Any]:
    name = names.somebody(dice)
    city, job = dice.choice(names.CITIES), dice.choice(names.JOBS)
    keys = {"name_key": likeness_key(name), "city_key": city_key(city), "words": search_text(name, city, job)}
    return {"id": number, "name": name, "city": city, "job": job, **keys}


def insert(connection: Connection, table: str, row: "Row") -> None:
    """One statement; columns that the table does not have are left out."""
    known: Table = load_models("core", "bot").tables[table]
    columns = {name: value for name, value in row.columns.items() if name in known.columns}
    names_, values = ", ".join(f'"{name}"' for name in columns), ", ".join(columns.values())
    made = f"INSERT INTO {table} ({names_}) SELECT {values} FROM {numbers(connection, row.count)} {row.join}"  # noqa: S608 - of our own words
    connection.exec_driver_sql(made.replace("%", "%%") if connection.dialect.name == "postgresql" else made)


def numbers(connection: Connection, count: int) -> str:
    if connection.dialect.name == "postgresql":
        return f"generate_series(1, {count}) AS numbers (n)"
    made = f"WITH RECURSIVE counted (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < {count}) SELECT n FROM counted"  # noqa: S608 - likewise
    return f"({made}) AS numbers"


def set_counters(connection: Connection) -> None:
    """The next row gets the next number."""
    for name in inspect(connection).get_table_names():
        found = connection.exec_driver_sql(
            "SELECT 1 FROM information_schema.columns WHERE table_name = %s AND column_name = 'id' AND data_type IN ('bigint', 'integer')",
            (name,),
        )
        if found.first():
            connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}) + 1)")  # noqa: S608 - likewise


@dataclass(frozen=True, slots=True)
class Row:
    """`columns` are expressions of `n`, which runs from 1 to `count`."""

    count: int
    columns: Mapping[str, str]
    join: str = ""


def rows(made: Filled, dialect: str) -> Iterator[tuple[str, Row]]:
    """Table by table, those that are pointed at first."""
    sql = Words(dialect, made.now)
    yield from company(made, sql)
    yield from people_of(made, sql)
    yield from work(made, sql)
    yield from talk(made, sql)


@dataclass(frozen=True, slots=True)
class Words:
    """What the two databases say differently."""

    dialect: str
    now: datetime

    def at(self, seconds: str) -> str:
        """So many seconds from now on."""
        instant = f"{int(self.now.timestamp())} + ({seconds})"
        return (
            f"to_timestamp({instant})" if self.dialect == "postgresql" else f"strftime('%Y-%m-%d %H:%M:%S.000000', {instant}, 'unixepoch')"
        )

    def document(self, value: str) -> str:
        return f"'{value}'::jsonb" if self.dialect == "postgresql" else f"'{value}'"

    def if_(self, condition: str, then: str, other: str) -> str:
        return f"CASE WHEN {condition} THEN {then} ELSE {other} END"

    def one_of(self, which: str, values: tuple[str, ...]) -> str:
        cases = " ".join(f"WHEN {place} THEN '{value}'" for place, value in enumerate(values))
        return f"CASE ({which}) % {len(values)} {cases} END"


TRUE, FALSE = "(1 = 1)", "(1 = 0)"


def company(made: Filled, sql: Words) -> Iterator[tuple[str, Row]]:
    roles = sql.if_(f"n = {LEAD}", sql.document('["lead"]'), sql.document('["recruiter"]'))
    about = {"zone": "'Europe/Moscow'", "locale": "'ru'", "active": TRUE, "created_at": sql.at(f"-900 * {DAY}"), "quiet_chosen": TRUE}
    yield "staff_users", Row(LEAD, {"id": "n", "name": "'Анна Соколова ' || n", "roles": roles, **about})
    what = {"name": sql.one_of("n", names.JOBS), "text": "'Работа в команде.'", "city": sql.one_of("n", names.CITIES)}
    vacancy = {**what, "schedule": "''", "employment": "''", "state": "'opened'", "created_at": sql.at(f"-500 * {DAY}")}
    yield "vacancies", Row(VACANCIES, {"id": "n", "number": "n", "recruiter_id": f"n % {RECRUITERS} + 1", "kind": "'single'", **vacancy})


def people_of(made: Filled, sql: Words) -> Iterator[tuple[str, Row]]:
    count = made.people
    before = f"-800 * {DAY} + n * {800 * DAY // count}"
    told = {"full_name": "p.name", "name_key": "p.name_key", "city": "p.city", "city_key": "p.city_key", "last_job": "p.job"}
    words = "p.words || ' lev' || n || '@mail.ru'"
    about = {"locale": "'ru'", "source": "'career_site'", "entrance_type": "'response'", "is_draft": FALSE, "salary_text": "''"}
    candidate = {"id": "n", **told, "search_text": words, "owner_id": f"n % {RECRUITERS} + 1", "created_at": sql.at(before), **about}
    yield "candidates", Row(count, candidate, f"JOIN profiles AS p ON p.id = n * 7919 % {profiles_of(made)}")
    phone = "'+79' || substr(CAST(1000000000 + CAST(n AS bigint) * 7654321 % 1000000000 AS text), 2)"
    yield "contacts", Row(count, {"id": "n", "candidate_id": "n", "type": "'phone'", "value": phone, "remark": "''"})
    email = {"type": "'email'", "value": "'lev' || n || '@mail.ru'", "remark": "''"}
    yield "contacts", Row(count, {"id": f"n + {count}", "candidate_id": "n", **email})
    where = {"channel": "'telegram'", "account": "'42'", "external_id": "CAST(n AS text)", "last_ok": sql.at(before)}
    yield "channel_identities", Row(count, {"id": "n", "candidate_id": "n", **where})
    given = {"kind": "'recruiting'", "text_version": "'1'", "given_at": sql.at(before), "channel": "'telegram'"}
    yield "consents", Row(count, {"id": "n", "candidate_id": "n", **given, "channel_user": "CAST(n AS text)", "evidence": "'1'"})
    file = {"type": "'resume'", "name": "'resume.pdf'", "media_type": "'application/pdf'", "size": "1000", "created_at": sql.at(before)}
    yield "attachments", Row(count // 3, {"id": "n", "candidate_id": "n * 3", "file_sha256": "'sha' || n", **file})


DECIDE = ("response", "first_call.done", "interview.passed", "interview.done", "message.sent", "first_call.no_answer")
ENDED = ("rejected", "withdrawn", "not_selected", "interview.rejected", "reserve")


def work(made: Filled, sql: Words) -> Iterator[tuple[str, Row]]:
    count, waiting = made.applications, made.open
    is_open = f"n > {count - waiting}"
    person, vacancy = f"(n - 1) / {PER_PERSON} + 1", f"((n - 1) / {PER_PERSON} * 7 + (n - 1) % {PER_PERSON} * 101) % {VACANCIES} + 1"
    owner = f"({vacancy}) % {RECRUITERS} + 1"
    since = sql.if_(is_open, sql.at(f"-(n % 9) * {DAY}"), sql.at(f"-800 * {DAY} + n * {790 * DAY // count}"))
    status = sql.if_(is_open, sql.one_of("n", DECIDE), sql.one_of("n", ENDED))
    due = sql.if_(is_open, sql.at(f"(n % 11 - 4) * {DAY // 2}"), "NULL")
    whose = {"candidate_id": person, "vacancy_id": vacancy}
    entered = {"source": "'career_site'", "entrance_type": "'response'", "answers": sql.document("[]"), "letter": "''"}
    now = {"status": status, "status_since": since, "due_at": due, "is_active": is_open, "started_at": since, "attempt_no": "0"}
    ended = {"ended_at": sql.if_(is_open, "NULL", since), "retention_until": sql.if_(is_open, "NULL", sql.at(f"n % 90 * {DAY} + {DAY}"))}
    yield "applications", Row(count, {"id": "n", **whose, "owner_id": owner, **entered, **now, **ended})
    yield from events(made, sql)
    yield from responses(made, sql, whose)
    yield from meetings(made, sql, whose)
    at = {"due_at": sql.if_(is_open, sql.at(f"(n % 7 - 3) * {DAY // 3}"), since)}
    state = sql.if_(f"{is_open} AND n % 8 = 0", "'pending'", "'done'")
    promised = {"application_id": "n", **whose, "owner_id": owner, **at, "exact": FALSE, "attempt_no": "0", "state": state, "version": "1"}
    yield "callbacks", Row(count, {"id": "n", **promised}, "WHERE n % 4 = 0")


def events(made: Filled, sql: Words) -> Iterator[tuple[str, Row]]:
    """Ten of a person, over three applications."""
    person = "((n - 1) / 10)"
    application = f"{person} * {PER_PERSON} + (n - 1) % 10 % {PER_PERSON} + 1"
    vacancy = f"({person} * 7 + (n - 1) % 10 % {PER_PERSON} * 101) % {VACANCIES} + 1"
    whose = {"application_id": application, "candidate_id": f"{person} + 1", "vacancy_id": vacancy}
    when = sql.at(f"-800 * {DAY} + CAST(n AS bigint) * {790 * DAY // made.people} / 10")
    what = {
        "type": sql.one_of("n", ("response", "first_call", "interview", "rejected")),
        "outcome": sql.one_of("n", ("", "done", "passed", "")),
    }
    said = {"comment": sql.if_("n % 5 = 0", "'Хороший опыт, ждёт звонка.'", "''"), "reason": "''", "at": when, "recorded_at": when}
    more = {"shared": "''", "details": sql.document("{}"), "actor_role": "'staff'", "actor_id": f"n % {RECRUITERS} + 1"}
    yield "events", Row(made.people * 10, {"id": "n", **whose, **what, **said, **more})


def responses(made: Filled, sql: Words, whose: Mapping[str, str]) -> Iterator[tuple[str, Row]]:
    count = made.applications
    waits = f"n > {count - made.open // 5}"
    when = sql.if_(waits, sql.at(f"-(n % 40) * {DAY // 40}"), sql.at(f"-800 * {DAY} + n * {790 * DAY // count}"))
    draft = sql.document('{"full_name": "Кедров Лев", "phones": ["+79161234567"], "city": "Казань", "source_state": "response"}')
    taken = {"decided_at": sql.if_(waits, "NULL", when), "application_id": sql.if_(waits, "NULL", "n"), "announced_at": when}
    told = {"board": "'hh'", "external_id": "'r' || n", "state": sql.if_(waits, "'new'", "'accepted'"), "draft": draft}
    person = sql.if_(waits, "NULL", whose["candidate_id"])
    about = {"vacancy_id": whose["vacancy_id"], "candidate_id": person, "reason": "''", "comment": "''"}
    yield "responses", Row(count, {"id": "n", **told, **about, "submitted_at": when, "received_at": when, **taken})
    sign = {
        "type": "'phone'",
        "value": f"'+79' || substr(CAST(1000000000 + CAST({whose['candidate_id']} AS bigint) * 7654321 % 1000000000 AS text), 2)",
    }
    yield "response_signs", Row(count, {"id": "n", "response_id": "n", **sign})


def meetings(made: Filled, sql: Words, whose: Mapping[str, str]) -> Iterator[tuple[str, Row]]:
    """One of every third application; of those that are open, as many a day as twenty recruiters hold."""
    count = made.applications
    number = f"n * {PER_PERSON}"
    application = number
    person, vacancy = (whose[name].replace("n", f"({number})") for name in ("candidate_id", "vacancy_id"))
    ahead = f"{number} > {count - made.open // 2}"
    start = sql.if_(ahead, f"(n % 6 - 1) * {DAY} + n % 16 * 1800 - 7200", f"-800 * {DAY} + n * {790 * DAY // (count // PER_PERSON)}")
    place = {"wall": "'2026-11-24T10:00'", "zone": "'Europe/Moscow'", "place": "''", "link": "''", "kind": "''"}
    length = {"before": "0", "after": "0", "capacity": "1", "taken": "1", "state": "'open'"}
    slot = {
        "owner_id": f"({vacancy}) % {RECRUITERS} + 1",
        "start_at": sql.at(start),
        "end_at": sql.at(f"{start} + 1800"),
        **place,
        **length,
    }
    yield "slots", Row(count // PER_PERSON, {"id": "n", **slot})
    state = sql.if_(ahead, "'booked'", "'done'")
    seat = {"slot_id": "n", "application_id": application, "candidate_id": person, "kind": "'interview'", "state": state}
    yield "bookings", Row(count // PER_PERSON, {"id": "n", **seat, "version": "1", "created_at": sql.at(f"{start} - {DAY}")})


def talk(made: Filled, sql: Words) -> Iterator[tuple[str, Row]]:
    count = made.people
    when = sql.at(f"-800 * {DAY} + CAST(n AS bigint) * {790 * DAY // count} / 4")
    said = {"direction": sql.one_of("n", ("in", "out")), "author_id": sql.if_("n % 2 = 0", "NULL", f"n % {RECRUITERS} + 1")}
    message = {"channel": "'telegram'", "text": "'Здравствуйте! Вопрос о сменах и питании.'", "at": when, "key": "'m' || n"}
    yield "messages", Row(count * 4, {"id": "n", "candidate_id": f"(n - 1) / 4 % {count} + 1", **said, **message})
    look = {"staff_id": f"n % {RECRUITERS} + 1", "candidate_id": f"n % {count} + 1", "action": "'view'", "from_channel": "'webchat'"}
    yield "access_log", Row(count * 4, {"id": "n", "at": when, **look})
    did = {"staff_id": f"n % {RECRUITERS} + 1", "action": "'vacancy.changed'", "subject": "'vacancy:1'", "details": sql.document("{}")}
    yield "audit_entries", Row(count // 10, {"id": "n", "at": when, **did})
    yield from chats(made, sql)
    yield from queues(made, sql)


def chats(made: Filled, sql: Words) -> Iterator[tuple[str, Row]]:
    count, long_ago = made.people, sql.at(f"-500 * {DAY}")
    spoken = {"locale": "'ru'", "zone": "'Europe/Moscow'", "seen_at": long_ago}
    where = {"channel": "'telegram'", "account": "'42'", "chat": "CAST(n AS text)", "persona": "'candidate'", **spoken}
    yield "conversations", Row(count, {"id": "n", "candidate_id": "n", **where})
    seat = {"channel": "'webchat'", "account": "'site'", "chat": "'staff' || n", "persona": "'staff'", **spoken}
    yield "conversations", Row(LEAD, {"id": f"n + {count}", "staff_id": "n", **seat})
    yield (
        "webchat_chats",
        Row(
            LEAD,
            {
                "id": "n",
                "name": "'staff' || n",
                "seat": "'staff'",
                "locale": "'ru'",
                "zone": "'Europe/Moscow'",
                "seq": str(count),
                "created_at": long_ago,
            },
        ),
    )
    bubble = {"kind": "'bubble'", "author": sql.one_of("n", ("bot", "me")), "html": "'Отклик: Кедров Лев, 28 лет, Казань.'"}
    face = {"buttons": sql.document("[]"), "files": sql.document("[]"), "edited": FALSE, "at": long_ago}
    yield "webchat_entries", Row(count, {"id": "n", "chat_id": f"n % {LEAD} + 1", "seq": "n", **bubble, **face})
    screen = {
        "token": "'t' || n",
        "text": "''",
        "rows": sql.document("[]"),
        "stack": sql.document("[]"),
        "keep": FALSE,
        "live": "n % 5 = 0",
    }
    whose = sql.if_("n % 2 = 0", f"n / 2 % {count} + 1", f"n % {LEAD} + 1 + {count}")
    yield "shown", Row(count * 4, {"id": "n", "conversation_id": whose, **screen, "ref": "CAST(n AS text)", "shown_at": long_ago})


def queues(made: Filled, sql: Words) -> Iterator[tuple[str, Row]]:
    """What has been worked off and sent and is kept to be known again."""
    count, over = made.people * 3, sql.at(f"-(n % 90) * {DAY} - {DAY}")
    came = {"source": "'telegram'", "key": "'k' || n", "lane": f"'telegram:42:' || n % {made.people}", "body": "'{}'"}
    yield (
        "inbox",
        Row(count, {"id": "n", **came, "received_at": over, "state": "'done'", "attempts": "0", "retry_at": over, "done_at": over}),
    )
    went = {
        "target": sql.one_of("n", ("telegram", "webchat")),
        "lane": f"'telegram:42:' || n % {made.people}",
        "kind": "'send'",
        "body": "'{}'",
    }
    state = {"state": "'sent'", "repeatable": TRUE, "ambiguous": FALSE, "attempts": "1", "priority": "0", "doubts": "0"}
    yield "outbox", Row(count, {"id": "n", **went, **state, "due_at": over, "created_at": over, "ended_at": over})
    about = {"kind": "'reminder'", "subject": "'application:' || n", "lane": "'a' || n", "args": "'{}'", "key": "'t' || n"}
    yield "timers", Row(made.people, {"id": "n", **about, "due_at": over, "state": "'done'", "ended_at": over})
