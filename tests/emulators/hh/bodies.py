"""The simulated world in hh.ru's JSON. Undeclared keys stand here and there on purpose: the real answers have them too."""

from datetime import date
from typing import Any

from tests.emulators.hh.people import Resume
from tests.emulators.hh.world import Account, Topic, Vacancy, World

Json = Any
_PHOTO = None
_HIDDEN = {"names_and_photo": "ФИО и фотография", "phones": "Телефоны", "email": "Почта", "other_contacts": "Прочие контакты"}
_GENDERS = {"male": "Мужской", "female": "Женский"}


def named(identity: str, name: str) -> dict[str, Json]:
    return {"id": identity, "name": name}


def area(world: World, told: tuple[str, str]) -> dict[str, Json]:
    return {**named(*told), "url": f"{world.base}/areas/{told[0]}"}


def me(account: Account) -> dict[str, Json]:
    return {
        "auth_type": "employer",
        "is_admin": False,
        "is_applicant": False,
        "is_application": False,
        "is_employer": True,
        "is_employer_integration": False,
        "id": account.user_id,
        "first_name": account.first_name,
        "last_name": account.last_name,
        "middle_name": None,
        "email": f"manager{account.id}@mail.invalid",
        "phone": None,
        "employer": {**named(account.employer.id, account.employer.name), "manager_id": account.id},
        "manager": {
            "id": account.id,
            "has_admin_rights": False,
            "has_multiple_manager_accounts": False,
            "is_main_contact_person": False,
            "manager_settings_url": f"https://api.hh.ru/employers/{account.employer.id}/managers/{account.id}/settings",
        },
        "feature_flags": {"new_sidebar": True},
    }


def collections(world: World, vacancy: Vacancy, *, generated: bool) -> dict[str, Json]:
    topics = world.topics_of(vacancy)
    listed = [_collection(world, vacancy, state, [topic for topic in topics if topic.employer_state == state]) for state in vacancy.states]
    return {
        "collections": listed,
        "employer_states": [named(*state) for state in vacancy.states.items()],
        "generated_collections": [_collection(world, vacancy, "all_active", topics)] if generated else [],
    }


def _collection(world: World, vacancy: Vacancy, state: str, topics: list[Topic]) -> dict[str, Json]:
    url = f"{world.base}/negotiations/{state}?vacancy_id={vacancy.id}"
    name = vacancy.states.get(state, "Все в работе")
    return {
        **named(state, name),
        "description": f"Раздел «{name}»",
        "url": url,
        "hidden": state.startswith("discard"),
        "counters": {"total": len(topics), "with_updates": sum(not topic.viewed for topic in topics)},
        "order_types": [{**named("created_at", "по дате отклика"), "url": f"{url}&order_by=created_at"}],
        "sub_collections": [],
    }


def collection_page(world: World, topics: list[Topic], page: int, per_page: int) -> dict[str, Json]:
    shown = topics[page * per_page : (page + 1) * per_page]
    return {
        "found": len(topics),
        "page": page,
        "pages": -(-len(topics) // per_page),
        "per_page": per_page,
        "ordered_by": named("created_at", "по дате отклика"),
        "hidden_count": 0,
        "items": [listed_topic(world, topic) for topic in shown],
    }


def topic(world: World, told: Topic) -> dict[str, Json]:
    """An item asked for by itself names its vacancy; one of a list does not."""
    return {**listed_topic(world, told), "vacancy": vacancy_short(world, told.vacancy)}


def listed_topic(world: World, told: Topic) -> dict[str, Json]:
    return {
        "id": told.id,
        "url": f"{world.base}/negotiations/{told.id}",
        "chat_id": told.chat_id,
        "messages_url": f"{world.base}/negotiations/{told.id}/messages",
        "created_at": world.stamp(told.created_at),
        "updated_at": world.stamp(told.updated_at),
        "state": named(told.state, told.state.capitalize()),
        "employer_state": named(told.employer_state, told.vacancy.states.get(told.employer_state, told.employer_state)),
        "funnel_stage": None,
        "source": told.source,
        "has_updates": not told.viewed,
        "viewed_by_opponent": told.viewed,
        "messaging_status": "ok",
        "counters": {"messages": len(told.messages), "unread_messages": 0 if told.viewed else len(told.messages)},
        "actions": [_action(world, told, state) for state in told.vacancy.states if state != "response"],
        "templates": [],
        "tags": [],
        "test_result": None,
        "relevant_experience": None,
        "chat_bot": {"auto_survey": {"text": None}},
        "resume": None if told.resume_null or told.resume.deleted else resume_short(world, told),
        "ai_assistant": {"reviewed": False},
        "chat_states": {"response_reminder_state": {"allowed": False}},
    }


def _action(world: World, told: Topic, state: str) -> dict[str, Json]:
    arguments = [
        {"id": "message", "required": False, "required_arguments": []},
        {"id": "send_sms", "required": False, "required_arguments": [{"id": "message"}]},
    ]
    if state == "interview":
        arguments.append({"id": "address_id", "required": False, "required_arguments": [{"id": "message"}]})
    return {
        **named(state, told.vacancy.states[state]),
        "method": "PUT",
        "url": f"{world.base}/negotiations/{state}/{told.id}",
        "enabled": state != told.employer_state,
        "hidden": state.startswith("discard"),
        "arguments": arguments,
        "sub_actions": [],
        "templates": [],
        "resulting_employer_state": named(state, told.vacancy.states[state]),
    }


def _age(world: World, born: date | None) -> int | None:
    today = world.clock.now().date()
    return None if born is None else today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _downloads(world: World, told: Resume, query: str) -> dict[str, Json]:
    return {kind: {"url": f"{world.base}/resumes/{told.id}/download/resume.{kind}?type={kind}{query}"} for kind in ("pdf", "rtf")}


def _common(world: World, told: Resume, query: str, *, open_names: bool) -> dict[str, Json]:
    names = (told.last_name, told.first_name, told.middle_name) if open_names else (None, None, None)
    return {
        "id": told.id,
        "real_id": str(int(told.id[:8], 16)),
        "alternate_url": f"https://hh.ru/resume/{told.id}",
        "title": told.title,
        "last_name": names[0],
        "first_name": names[1],
        "middle_name": names[2],
        "age": _age(world, told.born),
        "gender": named(told.gender, _GENDERS[told.gender]),
        "area": area(world, told.area),
        "salary": None if told.salary is None else {"amount": told.salary, "currency": "RUR"},
        "photo": _PHOTO,
        "created_at": world.stamp(),
        "updated_at": world.stamp(),
        "download": _downloads(world, told, query),
        "actions": {"download": _downloads(world, told, query)},
        "education": {"level": named("special_secondary", "Среднее специальное"), "primary": []},
        "certificate": [],
        "experience": _experience(world, told),
        "total_experience": {"months": 50},
        "platform": {"id": "headhunter"},
        "favorited": False,
        "marked": False,
        "tags": [],
        "owner": {"id": told.id[:8], "comments": {"counters": {"total": 0}, "url": f"{world.base}/applicant_comments/{told.id[:8]}"}},
        "negotiations_history": {"url": f"{world.base}/resumes/{told.id}/negotiations_history"},
        **told.extra,
    }


def _experience(world: World, told: Resume) -> list[Json]:
    past = {"position": "Стажёр", "company": "ООО «Первый шаг»", "start": "2019-02-01", "end": "2021-05-01"}
    present = {"position": told.title, "company": told.company, "start": "2021-06-01", "end": None}
    common: dict[str, Json] = {
        "area": area(world, told.area),
        "company_id": None,
        "company_url": None,
        "employer": None,
        "industries": [],
        "industry": None,
    }
    return [{**present, **common, "id": "1", "description": None}, {**past, **common, "id": "2", "description": None}]


def _hidden(told: Resume) -> list[str]:
    names = ["names_and_photo"] if told.names_hidden else []
    return names + (["phones", "email", "other_contacts"] if told.contacts_hidden else [])


def resume_short(world: World, told: Topic) -> dict[str, Json]:
    """As it stands in an item: no contacts, and a url that marks the response as viewed."""
    resume = told.resume
    return {
        **_common(world, resume, f"&topic_id={told.id}&vacancy_id={told.vacancy.id}", open_names=not resume.names_hidden),
        "url": f"{world.base}/resumes/{resume.id}?topic_id={told.id}",
        "viewed": told.viewed,
        "can_view_full_info": True,
        "contact_view_status": "NONE" if resume.contacts_hidden else "FULL",
        "hidden_fields": [named(name, _HIDDEN[name]) for name in _hidden(resume)],
        "paid_services": [],
        "portfolio": [],
    }


def resume_full(world: World, told: Resume, *, known: bool) -> dict[str, Json]:
    """`known`: the person has responded to this employer, so names and contacts are open unless hidden by the person."""
    return {
        **_common(world, told, "", open_names=known and not told.names_hidden),
        "birth_date": told.born.isoformat() if told.born and known else None,
        "can_view_full_info": known,
        "contact": _contacts(told) if known and not told.contacts_hidden else [],
        "contact_view_status": "FULL" if known and not told.contacts_hidden else "NONE",
        "contacts_open_until_date": None,
        "hidden_fields": [named(name, _HIDDEN[name]) for name in _hidden(told)],
        "business_trip_readiness": named("never", "не готов к командировкам"),
        "citizenship": [area(world, ("113", "Россия"))],
        "complaint_status": {"applicant_topics_are_hidden": False},
        "driver_license_types": [{"id": "B"}],
        "employments": [named("full", "Полная занятость")],
        "language": [{**named("rus", "Русский"), "level": named("l1", "Родной")}],
        "paid_services": [],
        "portfolio": [],
        "recommendation": [],
        "relocation": {"type": named("no_relocation", "не готов к переезду"), "area": [], "district": []},
        "resume_locale": named("RU", "Русский"),
        "schedule": named("fullDay", "Полный день"),
        "schedules": [named("fullDay", "Полный день")],
        "site": [],
        "skill_set": ["Внимательность"],
        "travel_time": named("any", "Не имеет значения"),
        "work_ticket": [area(world, ("113", "Россия"))],
        "salary_range": None,
    }


def _contacts(told: Resume) -> list[Json]:
    found: list[Json] = [
        {"kind": "email", "type": named("email", "Эл. почта"), "contact_value": told.email, "preferred": False},
        {
            "kind": "phone",
            "type": named("cell", "Мобильный телефон"),
            "contact_value": told.phone,
            "preferred": True,
            "verified": True,
            "need_verification": False,
            "comment": None,
        },
    ]
    if told.telegram:
        found.append({"kind": "primary", "type": named("telegram", "Telegram"), "contact_value": told.telegram, "preferred": False})
    return found


def vacancy_short(world: World, told: Vacancy) -> dict[str, Json]:
    return {
        **_advertised(world, told),
        "url": f"{world.base}/vacancies/{told.id}",
        "department": None,
        "salary_range": None,
        "salary": None,
        "show_contacts": False,
        "employer": {**named(told.account.employer.id, told.account.employer.name), "trusted": True, "url": None, "alternate_url": None},
    }


def _advertised(world: World, told: Vacancy) -> dict[str, Json]:
    return {
        "id": told.id,
        "name": told.name,
        "area": area(world, told.area),
        "alternate_url": f"https://hh.ru/vacancy/{told.id}",
        "apply_alternate_url": f"https://hh.ru/applicant/vacancy_response?vacancyId={told.id}",
        "archived": told.archived,
        "closed_for_applicants": False,
        "created_at": world.stamp(told.created_at),
        "published_at": world.stamp(told.created_at),
        "has_test": False,
        "premium": False,
        "professional_roles": [named("40", "Другое")],
        "response_letter_required": False,
        "type": named("open", "Открытая"),
    }


def vacancy(world: World, told: Vacancy) -> dict[str, Json]:
    return {
        **_advertised(world, told),
        "accept_handicapped": False,
        "accept_incomplete_resumes": False,
        "accept_kids": False,
        "allow_messages": True,
        "approved": True,
        "billing_type": named("standard", "Стандарт"),
        "description": f"<p>{told.name}: работа рядом с домом.</p>",
        "driver_license_types": [],
        "experience": named("noExperience", "Нет опыта"),
        "initial_created_at": world.stamp(told.created_at),
        "key_skills": [],
        "address": None,
        "branded_template": None,
        "can_upgrade_billing_type": True,
        "expires_at": world.stamp(told.created_at),
        "hidden": False,
        "manager": {"id": told.account.id},
        "response_notifications": True,
        "code": None,
        "salary_range": None,
    }


def chat(world: World, told: Topic) -> dict[str, Json]:
    return {
        "id": str(told.chat_id),
        "type": "NEGOTIATION",
        "block_reason": None,
        "creation_time": world.stamp(told.created_at),
        "display": {"icon": None, "title": told.vacancy.name},
        "muted": False,
        "unread_message_count": 0 if told.viewed else len(told.messages),
        "vacancy_id": told.vacancy.id,
        "has_more": False,
        "chat_states": {"send_file_state": {"allowed": True}, "write_message_state": {"allowed": True, "reason": None}},
        "messages": [
            {
                "id": message.id,
                "type": "SIMPLE",
                "can_edit": False,
                "creation_time": world.stamp(message.created_at),
                "last_change_time": None,
                "viewed_by_opponent": told.viewed,
                "sender_participant_id": f"{told.chat_id}-{message.role}",
                "sender_display_info": {
                    "icon": None,
                    "name": "Собеседник",
                    "role": message.role,
                    "is_current_participant": message.role == "EMPLOYER",
                },
                "payload": {"text": message.text, "attachments": None, "moved_participant": None},
            }
            for message in told.messages
        ],
    }
