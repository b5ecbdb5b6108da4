"""Revision 0007 gives the people that are there already the keys of today's folding, on both databases."""

from datetime import UTC, datetime

from sqlalchemy import text

from core.kernel.database import migrate

HERE = "0007"


def before() -> str:
    """The revision that stands right under ours."""
    return max(revision for revision in migrate.revisions() if revision < HERE)


def test_people_of_an_older_release_are_found_by_the_new_keys(empty_url: str) -> None:
    migrate.upgrade(empty_url, before())
    engine = migrate.engine_of(empty_url)
    person = text(
        "INSERT INTO candidates (full_name, name_key, city, city_key, locale, source, entrance_type, is_draft, created_at, last_job,"
        " salary_text, search_text) VALUES (:name, 'old', 'спб', 'спб', 'ru', 'site.hh', 'response', false, :at, '', '', 'old')"
    )
    at = datetime(2026, 11, 24, tzinfo=UTC)
    with engine.begin() as connection:
        connection.execute(person, [{"name": f"Иванoв Пётр {number}", "at": at.isoformat(" ")} for number in range(1201)])
        connection.execute(text("INSERT INTO contacts (candidate_id, type, value) VALUES (1201, 'email', 'petr@mail.ru')"))
    migrate.upgrade(empty_url, HERE)
    with engine.begin() as connection:
        keys = connection.execute(text("SELECT DISTINCT name_key, city_key FROM candidates")).all()
        assert [tuple(row) for row in keys] == [("ivanov petr", "санкт петербург")]
        last = connection.execute(text("SELECT search_text FROM candidates WHERE id = 1201")).scalar_one()
        assert last == "иванов петр 1200 санкт петербург petr@mail.ru ivanov petr 1200"
        assert connection.execute(text("SELECT remark FROM contacts")).scalars().all() == [""]
    migrate.downgrade(empty_url, before())
    migrate.upgrade(empty_url, HERE)
    with engine.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM candidates")).scalar_one() == 1201
    engine.dispose()
