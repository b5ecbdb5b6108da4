"""Invented bodies in hh.ru's shape."""

from typing import Any

Json = Any


def event(**changes: Json) -> dict[str, Json]:
    payload = {
        "topic_id": "5001",
        "vacancy_id": "7001",
        "resume_id": "r-aaa",
        "chat_id": "9001",
        "employer_id": "31",
        "negotiation_date": "2026-11-24T10:00:00+0300",
    }
    return {"id": "1", "subscription_id": "s1", "action_type": "NEW_NEGOTIATION_VACANCY", "user_id": "0", "payload": payload, **changes}


def action(name: str, **changes: Json) -> dict[str, Json]:
    return {
        "id": name,
        "name": f"Шаг {name}",
        "method": "PUT",
        "url": f"https://api.hh.ru/negotiations/{name}/5001",
        "enabled": True,
        "hidden": False,
        "arguments": [{"id": "message", "required": False, "required_arguments": []}],
        "resulting_employer_state": {"id": name, "name": "Состояние"},
        "templates": [],
        **changes,
    }


def short_resume(**changes: Json) -> dict[str, Json]:
    return {
        "id": "r-aaa",
        "url": "https://api.hh.ru/resumes/r-aaa?topic_id=5001",
        "alternate_url": "https://hh.ru/resume/r-aaa?t=5001",
        "title": "Сварщик",
        "last_name": "Кедров",
        "first_name": "Лев",
        "middle_name": "Ильич",
        "age": 34,
        "area": {"id": "88", "name": "Казань", "url": "https://api.hh.ru/areas/88"},
        "salary": {"amount": 90000, "currency": "RUR"},
        "experience": [
            {"position": "Ученик", "company": "ООО «Стык»", "start": "2012-03-01", "end": "2014-01-01"},
            {"position": "Сварщик", "company": "АО «Шов»", "start": "2014-02-01", "end": None},
        ],
        **changes,
    }


def full_resume(**changes: Json) -> dict[str, Json]:
    contacts = [
        {"kind": "email", "type": {"id": "email"}, "contact_value": "lev@kedrov.example", "preferred": False},
        {"kind": "phone", "type": {"id": "home"}, "contact_value": "+7 843 200-00-00", "preferred": False},
        {"kind": "phone", "type": {"id": "cell"}, "contact_value": "+7 900 000-11-22", "preferred": True},
        {"kind": "primary", "type": {"id": "telegram"}, "contact_value": "@levkedrov", "preferred": False},
    ]
    return {
        **short_resume(),
        "birth_date": "1992-05-17",
        "contact": contacts,
        "contact_view_status": "FULL",
        "hidden_fields": [],
        **changes,
    }


def negotiation(**changes: Json) -> dict[str, Json]:
    return {
        "id": "5001",
        "chat_id": 9001,
        "created_at": "2026-11-24T10:00:00+0300",
        "state": {"id": "response", "name": "Отклик"},
        "employer_state": {"id": "response", "name": "Отклик"},
        "resume": short_resume(),
        "vacancy": {"id": "7001", "name": "Сварщик"},
        "actions": [action("interview"), action("discard_by_employer"), action("offer", enabled=False)],
        **changes,
    }
