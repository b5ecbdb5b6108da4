"""Looks into the database and into the emulators once all is at rest, and says what was lost, done twice or left half done."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, text

from core.kernel.database import migrate
from core.kernel.database.sqlite import prepare
from core.kernel.queue.outbox import MAYBE
from core.kernel.storage.files import Files
from core.kernel.time.clock import SystemClock
from core.pipeline.statuses.defaults import DEFAULTS
from tests.crash.town import NOBODYS, Town

TOKEN_OF = re.compile(r'"callback_data": ?"([^".]+)\.')
TABLES = ("inbox", "outbox", "timers", "responses", "applications", "events", "bookings", "slots", "messages", "conversations")
ACTIVE = ("booked", "confirmed")
Rows = list[dict[str, Any]]


class Evidence:
    """The tables as they stand, and what people know."""

    def __init__(self, connection: Connection, town: Town) -> None:
        self.telegram = town.telegram
        self.ledger = town.ledger
        self.hh = town.hh
        self.files = Files(Path(town.served[0].settings["OTKLIK_DATA_DIR"]) / "files")
        self.sqlite = connection.dialect.name == "sqlite"
        self._connection = connection
        for name in TABLES:
            setattr(self, name, self.rows(f"SELECT * FROM {name} ORDER BY id"))  # noqa: S608 - names of ours

    inbox: Rows
    outbox: Rows
    timers: Rows
    responses: Rows
    applications: Rows
    events: Rows
    bookings: Rows
    slots: Rows
    messages: Rows
    conversations: Rows

    def rows(self, statement: str) -> Rows:
        return [dict(row._mapping) for row in self._connection.execute(text(statement))]


def reading(url: str) -> Engine:
    """An engine that takes no lock."""
    if not url.startswith("sqlite"):
        return migrate.engine_of(url)
    engine = create_engine(url)
    prepare(engine, begin="BEGIN", pragmas=("PRAGMA busy_timeout = 10000", "PRAGMA query_only = ON"))
    return engine


def complaints(town: Town) -> list[str]:
    """Everything that is not as it has to be."""
    engine = reading(town.url)
    with engine.connect() as connection:
        seen = Evidence(connection, town)
        found = [said for judge in JUDGES for said in judge(seen)]
        found += unsound(connection) if seen.sqlite else []
    engine.dispose()
    return found + [fault for one in town.served for fault in one.faults()]


def recorded(town: Town, folder: Path) -> Path:
    """Writes down what the tables and the emulator hold, for whoever looks for a cause when all this is gone."""
    engine = reading(town.url)
    with engine.connect() as connection:
        seen = Evidence(connection, town)
        tables = {name: getattr(seen, name) for name in TABLES}
    engine.dispose()
    with town.telegram.world.lock:
        calls = [[call.at, call.method, call.chat_id, call.status, call.description, call.parameters] for call in town.telegram.calls]
    people = [{"number": one.number, "channel": one.phone.channel, "chat": one.phone.chat, "at": one.at} for one in town.ledger.candidates]
    file = folder / "evidence.json"
    file.write_text(json.dumps({"people": people, "tables": tables, "calls": calls}, default=str, ensure_ascii=False, indent=1))
    return file


def unsound(connection: Connection) -> list[str]:
    said = [row[0] for row in connection.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
    return said + [f"a foreign key leads nowhere: {tuple(row)}" for row in connection.execute(text("PRAGMA foreign_key_check"))]


def at_rest(town: Town) -> list[str]:
    """What still moves."""
    engine = reading(town.url)
    with engine.connect() as connection:
        seen = Evidence(connection, town)
        waiting = [f"{row['source']} {row['key']}" for row in seen.inbox if row["state"] == "new"]
        leaving = [f"{row['target']} {row['id']} {row['state']}" for row in seen.outbox if row["state"] in {"new", "sending"}]
    engine.dispose()
    return [*waiting, *leaving, *(["telegram has updates"] if town.telegram.pending() else []), *(["hh has"] if town.hh.pending() else [])]


def is_given_up(row: dict[str, Any]) -> bool:
    """Twice under way as a process ended: no third copy."""
    return bool(row["state"] == "dead" and row["ambiguous"] and row["error"] == MAYBE)


def left_waiting(outbox: Rows) -> set[str]:
    """Chats that were perhaps never told something: whoever waits for it waits in vain, and the row says so."""
    return {json.loads(row["body"]).get("chat", "") for row in outbox if is_given_up(row)}


def only_left_waiting(town: Town) -> bool:
    """Whether everybody who is still on the way is one of these."""
    engine = reading(town.url)
    with engine.connect() as connection:
        chats = left_waiting(Evidence(connection, town).outbox)
    engine.dispose()
    return {one.phone.chat for one in town.ledger.candidates if one.at != "done"} <= chats


# The queues


def queues(seen: Evidence) -> Iterator[str]:
    for row in seen.inbox:
        if row["state"] != "done":
            yield f"inbox {row['source']} {row['key']} is {row['state']}: {row['error']}"
    for row in seen.outbox:
        if row["state"] not in {"sent", "cancelled"} and not is_given_up(row):
            yield f"outbox {row['target']} {row['kind']} {row['id']} is {row['state']}: {row['error']}"


def keys(seen: Evidence) -> Iterator[str]:
    times = Counter((row["source"], row["key"]) for row in seen.inbox)
    yield from (f"{source} {key} is there {count} times" for (source, key), count in times.items() if count > 1)
    for what in [f"webchat {number}" for number in seen.ledger.updates if not any_ends(times, "webchat", number)]:
        yield f"{what} was acknowledged and is lost"
    for number in seen.ledger.forms:
        if times["generic", f"site:{number}"] != 1:
            yield f"the form {number} is there {times['generic', f'site:{number}']} times"


def any_ends(times: Counter[tuple[str, str]], source: str, number: str) -> bool:
    return number in {key.rpartition(":")[2] for known, key in times if known == source}


def telegrams(seen: Evidence) -> Iterator[str]:
    """Every message and every press of every person, once; messages in their order. Of what a guest said only its key and chat are kept."""
    kept = Counter[tuple[str, str]]()
    forgotten = Counter[str]()
    order: dict[int, list[int]] = {}
    for row in (row for row in seen.inbox if row["source"] == "telegram"):
        kind, number = row["key"].rsplit(":", 2)[-2:]
        message = json.loads(row["body"]).get("update", {}).get("message")
        if kind == "press":
            kept["press", number] += 1
        elif message is not None:
            kept[str(message["chat"]["id"]), str(message["message_id"])] += 1
            order.setdefault(message["chat"]["id"], []).append(message["message_id"])
        else:
            forgotten[row["lane"].rpartition(":")[2]] += 1
    with seen.telegram.world.lock:
        said = [(str(one.id), str(m.id)) for one in seen.telegram.world.people.values() for m in one.messages.values() if not m.by_bot]
        pressed = [("press", number) for number in seen.telegram.world.presses]
    unknown = Counter(chat for chat, number in said if not kept[chat, number])
    yield from (f"telegram {what} was done once and is there {kept[what]} times" for what in said if kept[what] > 1)
    yield from (f"telegram {what} was done once and is there {kept[what]} times" for what in pressed if kept[what] != 1)
    for chat in unknown.keys() | forgotten.keys():
        if unknown[chat] != forgotten[chat]:
            yield f"telegram chat {chat} said {unknown[chat]} things that are there {forgotten[chat]} times without their words"
    yield from (f"telegram chat {chat} is out of order" for chat, numbers in order.items() if numbers != sorted(numbers))


def clocks(seen: Evidence) -> Iterator[str]:
    """A timer is done exactly when it has its row in the inbox."""
    fired = Counter(row["key"] for row in seen.inbox if row["source"] == "timer")
    now = SystemClock().now()
    for row in seen.timers:
        if fired[str(row["id"])] != (row["state"] == "done"):
            yield f"timer {row['key']} is {row['state']} and came {fired[str(row['id'])]} times"
        if row["state"] == "pending" and (now - instant(row["due_at"])).total_seconds() > 30:
            yield f"timer {row['key']} was due and has not come"


def instant(value: Any) -> datetime:
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found if found.tzinfo else found.replace(tzinfo=UTC)


# What people wanted


def responses(seen: Evidence) -> Iterator[str]:
    of_board = Counter((row["board"], row["external_id"]) for row in seen.responses)
    for number in seen.ledger.forms:
        if of_board["site", number] != 1:
            yield f"the form {number} is {of_board['site', number]} responses"
    with seen.hh.world.lock:
        acked = {one.body["payload"]["topic_id"] for one in seen.hh.world.events.deliveries if 200 <= one.status < 300}
    for topic in acked:
        if of_board["hh", topic] != 1:
            yield f"hh's topic {topic} is {of_board['hh', topic]} responses"
    for row in seen.responses:
        if row["state"] in {"fetching", "failed", "gone"}:
            yield f"the response {row['board']} {row['external_id']} is {row['state']}"
    yield from applied(seen)


def candidate_of(seen: Evidence, channel: str, chat: str) -> int | None:
    return next((row["candidate_id"] for row in seen.conversations if (row["channel"], row["chat"]) == (channel, chat)), None)


def applied(seen: Evidence) -> Iterator[str]:
    """Everybody has gone the whole way, applied once, has one application, one meeting, and his words in order."""
    waiting = left_waiting(seen.outbox)
    if 2 * sum(one.at == "done" for one in seen.ledger.candidates) < len(seen.ledger.candidates):
        yield "hardly anybody came to an end"
    for one in seen.ledger.candidates:
        who = f"candidate {one.number} in {one.phone.channel}"
        if one.at != "done":
            if one.phone.chat not in waiting:
                yield f"{who} never came to an end: {one.at}"
            continue
        number = candidate_of(seen, one.phone.channel, one.phone.chat)
        mine = [row for row in seen.responses if row["candidate_id"] == number]
        pairs = [row for row in seen.applications if row["candidate_id"] == number]
        said = [row["text"] for row in seen.messages if row["candidate_id"] == number and row["direction"] == "in"]
        if len(mine) != 1 or mine[0]["state"] != "accepted":
            yield f"{who} has responses {[row['state'] for row in mine]}"
        if said != one.wrote:
            yield f"{who} wrote {one.wrote}, kept is {said}"
        if len(pairs) != 1:
            yield f"{who} has {len(pairs)} applications"
            continue
        yield from met(seen, who, pairs[0]["id"], version=2 if one.moved else 1, confirmed=one.confirmed)
        yield from shown(seen, who, one.phone.chat, files=2 if one.moved else 1)


def met(seen: Evidence, who: str, application: int, *, version: int, confirmed: bool) -> Iterator[str]:
    mine = [row for row in seen.bookings if row["application_id"] == application]
    if [(row["state"], row["version"]) for row in mine] != [("confirmed" if confirmed else "booked", version)]:
        yield f"{who} wanted version {version}, confirmed {confirmed}: {mine}"
    outcomes = [f"{row['type']}.{row['outcome']}" for row in seen.events if row["application_id"] == application]
    if outcomes.count("response.") != 1 or outcomes.count("interview.invited") != 1 or outcomes.count("interview.confirmed") != confirmed:
        yield f"{who} has the history {outcomes}"


def shown(seen: Evidence, who: str, chat: str, *, files: int) -> Iterator[str]:
    """The booking and its calendar file were queued in one."""
    queued = [row for row in seen.outbox if row["kind"] == "file" and json.loads(row["body"]).get("chat") == chat]
    if len(queued) != files:
        yield f"{who} was to get {files} calendar files and has {len(queued)}"


# What belongs together


def bookings(seen: Evidence) -> Iterator[str]:
    """Booking, slot, event, timers and notice say the same."""
    active = [row for row in seen.bookings if row["state"] in ACTIVE]
    taken = Counter(row["slot_id"] for row in active)
    for slot in seen.slots:
        if slot["taken"] != taken[slot["id"]] or slot["taken"] > slot["capacity"]:
            yield f"slot {slot['id']} says {slot['taken']} of {slot['capacity']} and has {taken[slot['id']]}"
    twice = Counter(row["application_id"] for row in active)
    yield from (f"application {number} has {count} meetings" for number, count in twice.items() if count > 1)
    scheduled = Counter(row["booking_id"] for row in seen.events if row["outcome"] == "scheduled")
    told = Counter(told_of(row["key"]) for row in seen.inbox if row["source"] == "notice")
    ends = {row["key"]: row["state"] for row in seen.timers if row["kind"] == "interview.ended"}
    for row in active:
        number, version = row["id"], row["version"]
        if scheduled[number] != version:
            yield f"booking {number} of version {version} has {scheduled[number]} events"
        states = [ends.get(f"interview.ended:{number}:{one}:0") for one in range(1, version + 1)]
        if states != ["cancelled"] * (version - 1) + ["pending"]:
            yield f"booking {number} of version {version} has the timers {states}"
        for one in range(1, version + 1):
            kind = "interview.booked" if one == 1 else "interview.moved"
            if told[kind, f"{number}:{one}"] != 1:
                yield f"booking {number}, version {one}, was told {told[kind, f'{number}:{one}']} times"


def told_of(key: str) -> tuple[str, str]:
    """What a notice is about: its kind and what stands after it."""
    _, _, kind, rest = key.split(":", 3)
    return kind, rest


def statuses(seen: Evidence) -> Iterator[str]:
    """The state of an application is what its log amounts to."""
    for row in seen.applications:
        log = [(event["type"], event["outcome"]) for event in seen.events if event["application_id"] == row["id"]]
        if DEFAULTS.status_of(log) != row["status"]:
            yield f"application {row['id']} is {row['status']}, its log says {DEFAULTS.status_of(log)}"


# What went out


def arrivals(seen: Evidence) -> tuple[Counter[str], Counter[str], Counter[str], Counter[str]]:
    """By what was said to whom: rows that were sent, calls that were understood, messages that arrived, and copies that may be."""
    with seen.telegram.world.lock:
        calls = [call for call in seen.telegram.calls if call.method in {"sendMessage", "editMessageText"}]
    arrived, tried = Counter[str](), Counter[str]()
    for call in calls:
        name = name_of_call(call.chat_id, call.parameters)
        tried[name] += call.status == 200 or "not modified" in call.description
        arrived[name] += call.status == 200 and call.method == "sendMessage"
    rows: Counter[str] = Counter()
    spare: Counter[str] = Counter()
    for row in (row for row in seen.outbox if row["target"] == "telegram" and row["kind"] in {"send", "edit"}):
        name = name_of_row(json.loads(row["body"]))
        if row["state"] != "sent":  # overtaken or given up, perhaps after it had arrived
            spare[name] += row["attempts"] * bool(row["ambiguous"])
            continue
        rows[name] += 1
        spare[name] += (row["attempts"] - 1) * bool(row["ambiguous"])
    return rows, tried, arrived, spare


def sent_to_telegram(seen: Evidence) -> Iterator[str]:
    """Every row arrived; more often than once only where the row says that this may be so."""
    rows, tried, arrived, spare = arrivals(seen)
    for name, count in rows.items():
        if tried[name] < count and not spare[name]:
            yield f"telegram got {tried[name]} of {count}: {name}"
        if arrived[name] > count + spare[name]:
            yield f"telegram got {arrived[name]} instead of {count}, and nothing says that it may: {name}"
    renewed = Counter(str(json.loads(row["body"])["chat"]) for row in seen.outbox if is_renewed(row))
    for name in +tried:
        if name not in rows and not spare[name]:
            renewed[chat := name.partition(" ")[0]] -= 1
            if renewed[chat] < 0:
                yield f"telegram got what nobody sent: {name}"


def is_renewed(row: dict[str, Any]) -> bool:
    """A notice in doubt whose words were out of date by the second call: what the first one said stands in no row any more."""
    return bool(row["target"] == "telegram" and row["kind"] == "send" and row["ambiguous"] and "notice" in json.loads(row["body"]))


def name_of_call(chat: int | None, parameters: dict[str, Any]) -> str:
    markup = parameters.get("reply_markup") or ""
    token = TOKEN_OF.search(markup if isinstance(markup, str) else json.dumps(markup, ensure_ascii=False))
    return f"{chat} {token.group(1) if token else parameters['text']}"


def name_of_row(body: dict[str, Any]) -> str:
    tokens = [button["token"] for row in body.get("rows", ()) for button in row if "token" in button]
    keyboard = any("ask" in button for row in body.get("rows", ()) for button in row)
    return f"{body['chat']} {tokens[0].rpartition('.')[0] if tokens and not keyboard else body['text']}"


def sent_to_chats(seen: Evidence) -> Iterator[str]:
    """Nothing shows twice in a web chat, neither what was said nor what was answered."""
    entries = seen.rows("SELECT chat_id, author, kind, buttons, update_id FROM webchat_entries")
    said = Counter(row["update_id"] for row in entries if row["author"] == "me")
    yield from (f"web chat shows {said[number]} times what was done once: {number}" for number in seen.ledger.updates if said[number] > 1)
    tokens = Counter[str]()
    for row in entries:
        buttons = json.loads(row["buttons"]) if isinstance(row["buttons"], str) else row["buttons"]
        first = next((button["token"] for line in buttons for button in line if "token" in button), None)
        if first is not None and row["kind"] == "bubble":
            tokens[first] += 1
    yield from (f"web chat shows a screen {count} times: {token}" for token, count in tokens.items() if count > 1)


def files(seen: Evidence) -> Iterator[str]:
    """Who sent a résumé has it once, and its bytes are there; what a guest sent is not."""
    kept = Counter((row["candidate_id"], row["file_sha256"]) for row in seen.rows("SELECT * FROM attachments WHERE type = 'resume'"))
    for one in seen.ledger.candidates:
        number = candidate_of(seen, one.phone.channel, one.phone.chat)
        mine = {digest: count for (whose, digest), count in kept.items() if whose == number}
        if one.at == "done" and mine != ({one.sent: 1} if one.sent else {}):
            yield f"candidate {one.number} in {one.phone.channel} sent the résumé {one.sent or 'no'} and has {mine}"
    for digest in {digest for _, digest in kept if digest}:
        if hashlib.sha256(seen.files.path(digest).read_bytes()).hexdigest() != digest:
            yield f"the file {digest} is not what it was"
    if seen.files.path(hashlib.sha256(NOBODYS).hexdigest()).exists():
        yield "what a guest sent is kept"


def consents(seen: Evidence) -> Iterator[str]:
    given = Counter(row["candidate_id"] for row in seen.rows("SELECT candidate_id FROM consents WHERE channel <> 'site'"))
    for one in seen.ledger.candidates:
        number = candidate_of(seen, one.phone.channel, one.phone.chat)
        if number is not None and given[number] != 1:
            yield f"candidate {one.number} consented {given[number]} times"


JUDGES = (
    queues, keys, telegrams, clocks, responses, bookings, statuses, sent_to_telegram, sent_to_chats, consents, files,
)  # fmt: skip
