"""Every button, command, form and notice × every role × own things, managed ones and others': exactly what the table grants."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.app import make_book
from bot.conversation import owners
from bot.conversation.access import Access
from bot.conversation.model import shown
from bot.conversation.owners import CANDIDATES, STAFF
from bot.conversation.router import Entry
from core.kernel.actors import SYSTEM
from core.kernel.database.sqlite import writing_engine
from core.kernel.problems import Forbidden
from core.pipeline.model import Application
from core.staff.permissions import GRANTS, Role, Scope
from core.vacancies import acts as vacancies
from tests.conftest import NOW
from tests.fuzz.company import VARIANTS, Company, founded
from tests.fuzz.entries import (
    EVERYBODYS,
    FREE,
    OBJECTS,
    PART_OF,
    UNGUARDED_LISTS,
    arguments,
    faults_of_privacy,
    faults_of_reach,
    names,
    staff_entries,
    typed,
    verdict,
    widest,
)

ROLES: tuple[tuple[str, ...], ...] = ((), *((role.value,) for role in Role), ("admin", "recruiter"), ("admin", "hiring_manager"))
REFUSALS = frozenset({"not-allowed", "not-yours"})
BOOK = make_book()
ENTRIES = tuple(staff_entries(BOOK.entries))
ANYTHING = ("lead", "admin", "recruiter")


@pytest.fixture
def company(sqlite_template: Path, tmp_path: Path) -> Iterator[Company]:
    path = tmp_path / "otklik.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    engine = writing_engine(path)
    with engine.connect() as connection, connection.begin() as transaction, Session(connection) as session:
        yield founded(session, tmp_path, NOW)
        transaction.rollback()
    engine.dispose()


# Buttons


def variants(entry: Entry, roles: Iterable[str]) -> tuple[str, ...]:
    """Whose things make a difference: nobody's where the role has no right at all, or where the entry names none."""
    matters = entry.right is not None and widest(roles, entry.right) is not None and set(names(entry)) & set(OBJECTS)
    return VARIANTS if matters else ("mine",)


def refused_ones(company: Company, roles: tuple[str, ...], after: int) -> Iterator[str]:
    """Buttons shown from there on that the guard would refuse to the very person they were shown to."""
    me = SimpleNamespace(persona="staff", staff_id=company.me)
    mine = select(shown.c.rows).where(shown.c.id >= after, shown.c.live)
    for button in (button for screen in company.session.scalars(mine) for row in screen for button in row):
        entry = BOOK.entries.get(button.get("action", ""))
        try:
            if entry is not None and entry.right is not None:
                company.engine.access.check(company.session, me, frozenset(roles), entry, button.get("args", {}))  # type: ignore[arg-type]
        except Forbidden as problem:
            yield f"«{button['text']}» ({entry and entry.name}): {problem.key}"


def judged(company: Company, entry: Entry, roles: tuple[str, ...], variant: str, before: object) -> Iterator[str]:
    """What is wrong with one press of one button."""
    args = arguments(company, entry, company.things[variant])
    wanted = verdict(entry, roles, variant, args)
    with company.tried():
        sent, looks = company.marks()
        token = company.button(entry.name, args)
        newest = company.session.execute(select(func.max(shown.c.id))).scalar_one()
        answer = company.presses(token)
        told = answer if answer in REFUSALS else ""
        if told != wanted:
            yield f"{entry.name} by {roles} on {variant}: {told or 'allowed'} instead of {wanted or 'allowed'} ({answer})"
        if wanted and company.everything() != before:
            yield f"{entry.name} by {roles} on {variant} was refused and changed something"
        yield from faults_of_privacy(company, f"{entry.name} by {roles} on {variant}", sent, looks)
        yield from faults_of_reach(company, entry, roles, sent)
        if not wanted:
            yield from (f"{entry.name} by {roles} on {variant} shows {end}" for end in refused_ones(company, roles, newest))


def faults(company: Company, entries: Iterable[Entry] = ENTRIES, all_roles: Iterable[tuple[str, ...]] = ROLES) -> list[str]:
    found: list[str] = []
    for roles in all_roles:
        with company.tried():
            company.becomes(roles)
            before = company.everything()
            for entry in entries:
                for variant in variants(entry, roles):
                    found += judged(company, entry, roles, variant, before)
    return found


@pytest.mark.parametrize("roles", ROLES, ids="+".join)
def test_every_button_obeys_the_table_and_whoever_is_shown_leaves_a_trace(company: Company, roles: tuple[str, ...]) -> None:
    """Nor is anybody shown a button that he may not press."""
    assert faults(company, all_roles=[roles]) == []


def test_the_arguments_are_such_as_work(company: Company) -> None:
    """Else nothing would be shown, and a guard that lets everything through would not be noticed."""
    refused = {}
    company.becomes(ANYTHING)
    for entry in ENTRIES:
        with company.tried():
            answer = company.presses(company.button(entry.name, arguments(company, entry, company.things["mine"])))
            if answer:
                refused[entry.name] = answer
    assert refused == {}


def test_every_entry_of_colleagues_has_a_right_or_a_reason() -> None:
    commands = (command.entry for (persona, _), command in BOOK.commands.items() if persona == "staff")
    notices = (entry for (persona, _), entry in BOOK.notices.items() if persona == "staff")
    open_ones = {entry.name for entry in (*ENTRIES, *commands, *notices) if entry.right is None}
    assert open_ones == set(EVERYBODYS)


def test_every_argument_is_guarded_free_or_explained() -> None:
    known = set(OBJECTS) | set(PART_OF) | set(FREE) | {"code", "start", "end"}
    assert {(entry.name, name) for entry in ENTRIES for name in names(entry) if name not in known} == set()
    assert set(STAFF) == set(OBJECTS)
    assert set(CANDIDATES) <= set(OBJECTS)


def test_no_right_without_an_owner_rule_is_granted_on_own_things_only() -> None:
    assert {right for right in UNGUARDED_LISTS if Scope.OWN in GRANTS[right].values()} == set()


def test_where_rights_are_not_asked_the_dead_ends_are_found(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("card", "meetings"):
        monkeypatch.setattr(f"bot.recruiter.{module}.may", lambda *_: True)
    found = [fault for fault in faults(company, all_roles=[("hiring_manager",)]) if " shows «" in fault]
    assert any("meeting.days" in end for end in found)
    assert any("first.call" in end for end in found)


# Commands


@pytest.mark.parametrize("roles", ROLES, ids="+".join)
def test_every_command_obeys_the_table(company: Company, roles: tuple[str, ...]) -> None:
    company.becomes(roles)
    before, found = company.everything(), []
    for (persona, word), command in BOOK.commands.items():
        for variant, rest in typed(company, word) if persona == "staff" else ():
            args = {"candidate" if word == "candidate" else "vacancy": 1} if rest and word in {"candidate", "vacancy"} else {}
            wanted = verdict(command.entry, roles, variant, args)
            with company.tried():
                sent, looks = company.marks()
                answer = company.says(f"/{word} {rest}")
                if (answer if answer in REFUSALS else "") != wanted:
                    found.append(f"/{word} {rest} ({variant}): {answer or 'allowed'} instead of {wanted or 'allowed'}")
                if wanted and company.everything() != before:
                    found.append(f"/{word} {rest} was refused and changed something")
                found += [
                    *faults_of_privacy(company, f"/{word} {rest}", sent, looks),
                    *faults_of_reach(company, command.entry, roles, sent),
                ]
    assert found == []


# What stands in the chat when things have changed


def stale(company: Company, tokens: Iterable[tuple[str, str, dict[str, Any]]], wanted: str) -> list[str]:
    """Presses of buttons that were shown in better times."""
    before, found = company.everything(), []
    for token, action, args in tokens:
        with company.tried():
            answer = company.presses(token)
            if answer != wanted:
                found.append(f"{action} {args}: {answer or 'allowed'} instead of {wanted}")
            if company.everything() != before:
                found.append(f"{action} {args} changed something")
    return found


def buttons_of(company: Company) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every live button of mine that does something for which a right is needed."""
    for screen in company.session.execute(select(shown.c.token, shown.c.rows).where(shown.c.live)).all():
        flat = [button for row in screen.rows for button in row]
        for number, button in enumerate(flat):
            entry = BOOK.entries.get(button.get("action", ""))
            if entry is not None and entry.right is not None:
                yield f"{screen.token}.{number}", button["action"], button.get("args", {})


def test_no_button_outlives_the_role_it_was_shown_to(company: Company) -> None:
    """Every screen is shown for real, then the role is gone: none of the buttons on it does anything."""
    found, seen = [], 0
    for entry in ENTRIES:
        with company.tried():
            company.becomes(ANYTHING)
            company.presses(company.button(entry.name, arguments(company, entry, company.things["mine"])))
            company.becomes(())
            tokens = list(buttons_of(company))
            seen += len(tokens)
            found += stale(company, tokens, "not-allowed")
    assert found == []
    assert seen > 200


def test_no_button_outlives_the_hand_over_of_its_object(company: Company) -> None:
    company.becomes(("recruiter",))
    mine, found, seen = company.things["mine"], [], 0
    for entry in ENTRIES:
        args = arguments(company, entry, mine)
        given = {name for name in OBJECTS if args.get(name) is not None} & {"vacancy", "application", "booking", "question"}
        if given and entry.right is not None and widest(("recruiter",), entry.right) is Scope.OWN:
            with company.tried():
                token = company.button(entry.name, args)
                hand_over(company, mine["vacancy"])
                found += stale(company, [(token, entry.name, args)], "not-yours")
            seen += 1
    assert found == []
    assert seen > 30


def hand_over(company: Company, vacancy: int) -> None:
    """The vacancy and its people are another colleague's from now on."""
    vacancies.assign(company.session, vacancy, recruiter=company.other, by=SYSTEM, now=company.now)
    led = update(Application).where(Application.vacancy_id == vacancy)
    company.session.execute(led.values(owner_id=company.other))
    company.session.flush()


def test_a_button_of_another_chat_does_nothing(company: Company) -> None:
    company.becomes(ANYTHING)
    before, found = company.everything(), []
    for entry in BOOK.entries.values():
        with company.tried():
            token = company.button(entry.name, arguments(company, entry, company.things["mine"]), chat="other")
            sent, _ = company.marks()
            answer = company.presses(token)
            if answer or company.everything() != before or "Этот шаг уже пройден" not in company.sent(sent):
                found.append(f"{entry.name}: {answer}")
    assert found == []


def test_a_form_is_allowed_at_every_step(company: Company) -> None:
    """Begun while the role was held: neither typing nor a button goes on with it, and nothing of it is kept."""
    mine, found = company.things["mine"], []
    args = {"vacancy": mine["vacancy"], "field": "name", "kind": "text"}
    for form in (form for form in company.engine.forms._forms.values() if form.right is not None):
        for lose in (company.becomes, lambda _: hand_over(company, mine["vacancy"])):
            with company.tried():
                company.becomes(("recruiter",))
                used = {"vacancy", "field", "kind"} & {"vacancy-field": {"vacancy", "field"}, "vacancy-question": set(args)}.get(
                    form.name, set()
                )
                if not used and lose != company.becomes:
                    continue
                company.opens_form(form.name, {name: args[name] for name in used})
                lose(())
                before = company.everything()
                answer = company.says("Новое название")
                wanted = "not-allowed" if lose == company.becomes else "not-yours"
                if answer != wanted or company.everything() != before:
                    found.append(f"{form.name}: {answer}")
    assert found == []


# Candidates and guests


def test_colleagues_buttons_are_not_for_candidates_and_guests(company: Company) -> None:
    before, found = company.everything(), []
    company.guest("guest")
    for chat in ("guest", "mine-званый"):
        for entry in ENTRIES:
            with company.tried():
                token = company.button(entry.name, arguments(company, entry, company.things["mine"]), chat)
                answer = company.presses(token, chat)
                if answer != "not-allowed" or company.everything() != before:
                    found.append(f"{entry.name} in {chat}: {answer}")
    assert found == []


def test_a_candidate_reaches_his_own_only(company: Company) -> None:
    """Every entry of candidates that names an application or a response, with another's: there is no such thing."""
    before, found, seen = company.everything(), [], 0
    company.guest("guest")
    for entry in (entry for entry in BOOK.entries.values() if entry.persona == "candidate"):
        args = arguments(company, entry, company.things["mine"])
        if not {"application", "response"} & set(args) or args.get("application", 1) is None:
            continue
        seen += 1
        for chat in ("guest", "foreign-званый", "mine-ждущий"):
            with company.tried():
                answer = company.presses(company.button(entry.name, args, chat), chat)
                if answer != "not-found" or company.everything() != before:
                    found.append(f"{entry.name} in {chat}: {answer}")
    assert found == []
    assert seen > 10


# What comes without being asked for


@pytest.mark.parametrize("roles", ROLES, ids="+".join)
def test_every_notice_obeys_the_table(company: Company, roles: tuple[str, ...]) -> None:
    """He was told while he held the role; by the time it comes through he may hold it no more: then it goes to those who may hear it."""
    company.becomes(roles)
    found = []
    for entry in (entry for (persona, _), entry in BOOK.notices.items() if persona == "staff"):
        for variant in variants(entry, roles):
            args = arguments(company, entry, company.things[variant])
            wanted = verdict(entry, roles, variant, args) if roles else ""
            with company.tried():
                sent, looks = company.marks()
                answer = company.told(entry.name.removeprefix("notice:"), args)
                if answer or ((wanted or not roles) and company.sent(sent)):
                    found.append(f"{entry.name} on {variant}: {answer or 'shown'} instead of {wanted or 'shown'}")
                found += faults_of_privacy(company, entry.name, sent, looks)
    assert found == []


# Controls: the judge sees a guard that is gone


class OpenDoor(Access):
    def check(self, *_args: Any, **_named: Any) -> None:
        return


def test_without_the_guard_the_judge_is_red(company: Company) -> None:
    company.engine = replace(company.engine, access=OpenDoor({}, {}))
    found = faults(company, ENTRIES[::3], [(), ("hiring_manager",)])
    assert len([fault for fault in found if "allowed instead of not-allowed" in fault]) > 60
    assert any("changed something" in fault for fault in found)


@pytest.mark.parametrize("name", OBJECTS)
def test_without_one_owners_rule_the_judge_is_red(company: Company, name: str) -> None:
    """Those rights that some role holds on its own things only; the others have no need of the rule yet."""
    rules = {known: rule for known, rule in STAFF.items() if known != name}
    company.engine = replace(company.engine, access=Access(rules, CANDIDATES))
    found = faults(company, [entry for entry in ENTRIES if name in names(entry)], [("recruiter",), ("hiring_manager",)])
    assert bool(found) is (name not in {"response", "booking"})


def test_a_list_that_shows_everybodys_makes_the_judge_red(company: Company) -> None:
    """What a lead's list shows, on a screen whose right reaches a recruiter's own only."""
    book = make_book()
    name = "slots"
    book.entries[name] = replace(book.entries[name], call=lambda turn: book.entries["search.found"].call(turn, text="Чужаков"))
    company.engine = replace(company.engine, book=book)
    assert any("shows Чужаков" in fault for fault in faults(company, [BOOK.entries[name]], [("recruiter",)]))


def test_without_one_right_the_judge_is_red(company: Company) -> None:
    book = make_book()
    victim = "refuse"
    book.entries[victim] = replace(book.entries[victim], right=None)
    company.engine = replace(company.engine, book=book)
    assert faults(company, [BOOK.entries[victim]], [(), ("recruiter",)]) != []


def test_access_is_what_the_bot_is_wired_with(company: Company) -> None:
    assert type(company.engine.access) is type(owners.access())
