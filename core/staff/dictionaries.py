"""The dictionaries everybody starts with: code, Russian name, English name, in the order they are shown.

Codes never change once shipped. An admin may rename, reorder, add and archive; seeding adds only what is missing.
"""

from collections.abc import Mapping
from types import MappingProxyType

Values = tuple[tuple[str, str, str], ...]

REJECT_REASON: Values = (
    ("low_qualification", "Недостаточная квалификация", "Not qualified enough"),
    ("low_experience", "Недостаточный опыт работы", "Not enough experience"),
    ("personal_qualities", "Личные качества", "Personal qualities"),
    ("salary_expectations", "Завышенные зарплатные ожидания", "Salary expectations too high"),
    ("no_work_permit", "Нет разрешения на работу", "No work permit"),
    ("unreachable", "Не выходит на связь", "Cannot be reached"),
    ("no_show", "Не пришёл на встречу", "Did not come to the meeting"),
    ("test_failed", "Не прошёл тестирование", "Test not passed"),
    ("check_failed", "Не прошёл проверку", "Check not passed"),
    ("schedule_or_location", "Не подошёл график/локация", "Schedule or location does not suit"),
    ("position_closed", "Позиция закрыта", "Position closed"),
    ("other", "Иное", "Other"),
)
WITHDRAW_REASON: Values = (
    ("not_looking", "Не ищет работу", "Not looking for work"),
    ("company", "Компания", "Company"),
    ("location", "Месторасположение", "Location"),
    ("work_schedule", "График работы", "Work schedule"),
    ("pay", "Уровень з/п", "Pay"),
    ("conditions", "Условия труда", "Working conditions"),
    ("other_offer", "Принял другое предложение", "Accepted another offer"),
    ("counter_offer", "Контроффер", "Counter-offer"),
    ("personal", "Личные обстоятельства", "Personal circumstances"),
    ("slow_process", "Долгий процесс", "The process took too long"),
    ("changed_mind", "Передумал", "Changed their mind"),
    ("other", "Иное", "Other"),
)
BLACKLIST_REASON: Values = (
    ("false_information", "Ложные сведения", "False information"),
    ("broken_agreement", "Нарушение договорённостей", "Broken agreements"),
    ("rudeness", "Грубость", "Rudeness"),
    ("security_decision", "Решение СБ", "Decision of security"),
    ("other", "Иное", "Other"),
)
SOURCE: Values = (
    ("site", "Сайт", "Website"),
    ("site.hh", "hh.ru", "hh.ru"),
    ("site.superjob", "superjob.ru", "superjob.ru"),
    ("site.rabota", "rabota.ru", "rabota.ru"),
    ("site.zarplata", "zarplata.ru", "zarplata.ru"),
    ("site.job", "job.ru", "job.ru"),
    ("site.rabota_mail", "rabota.mail.ru", "rabota.mail.ru"),
    ("agency", "Рекрутинговое агентство", "Recruiting agency"),
    ("referral_internal", "Внутренняя рекомендация", "Internal referral"),
    ("referral_external", "Внешняя рекомендация", "External referral"),
    ("site.avito", "Авито Работа", "Avito Rabota"),
    ("site.trudvsem", "Работа России", "Rabota Rossii"),
    ("career_site", "Карьерный сайт", "Careers site"),
    ("telegram_bot", "Telegram-бот", "Telegram bot"),
    ("max_bot", "MAX-бот", "MAX bot"),
    ("telegram_channel", "Telegram-канал", "Telegram channel"),
    ("vk", "VK", "VK"),
    ("qr_offline", "QR/офлайн", "QR, offline"),
    ("call_center", "Колл-центр", "Call centre"),
    ("talent_reserve", "Кадровый резерв", "Talent pool"),
    ("email", "Почта", "E-mail"),
)
ENTRANCE_TYPE: Values = (
    ("response", "Отклик", "Response"),
    ("active_search", "Активный поиск", "Active search"),
    ("self_signup", "Самозапись в боте", "Signed up in the bot"),
    ("referral", "Рекомендация", "Referral"),
    ("import", "Импорт", "Import"),
)
VACANCY_REASON: Values = (
    ("new_position", "Ввод новой штатной единицы", "New position"),
    ("dismissal", "Увольнение сотрудника", "An employee has left"),
    ("replacement", "Замена", "Replacement"),
    ("parental_leave", "Декрет", "Parental leave"),
    ("internal_transfer", "Внутренний перевод", "Internal transfer"),
    ("temporary_contract", "Временный договор", "Temporary contract"),
)
PRIORITY: Values = (("high", "Высокий", "High"), ("normal", "Обычный", "Normal"), ("low", "Низкий", "Low"))
RECRUIT_TYPE: Values = (
    ("specialists", "Специалисты", "Specialists"),
    ("mass", "Массовый подбор", "Volume hiring"),
    ("executives", "Высшее руководство", "Executives"),
)
SCHEDULE: Values = (
    ("full_day", "Полный день", "Full day"),
    ("part_day", "Неполный день", "Part of the day"),
    ("shift", "Сменный", "Shifts"),
    ("flexible", "Гибкий", "Flexible"),
    ("remote", "Удалённая работа", "Remote"),
)
EMPLOYMENT: Values = (
    ("full", "Полная", "Full-time"),
    ("part", "Частичная", "Part-time"),
    ("temporary", "Временная", "Temporary"),
    ("internship", "Стажировка", "Internship"),
)
TERM_ADJUST_REASON: Values = (
    ("client_review_extended", "Продлён срок рассмотрения заказчиком", "The client's review takes longer"),
    ("candidate_declined_offer", "Отказ кандидата после предложения", "The candidate declined the offer"),
    ("security_check_extended", "Продлён срок проверки СБ", "The security check takes longer"),
    ("security_refused_finalist", "Отказ СБ финальному кандидату", "Security refused the finalist"),
    ("candidate_did_not_start", "Кандидат не вышел", "The candidate did not start"),
    ("requirements_changed", "Изменены требования/условия", "Requirements or conditions changed"),
    ("other", "Другой", "Other"),
)
ATTACHMENT_TYPE: Values = (
    ("resume", "Резюме", "Résumé"),
    ("photo", "Фотография", "Photo"),
    ("cover_letter", "Сопроводительное письмо", "Covering letter"),
    ("questionnaire", "Анкета кандидата", "Candidate's questionnaire"),
    ("extra_comment", "Доп. комментарий", "Additional comment"),
    ("internal_description", "Внутреннее описание", "Internal description"),
    ("offer", "Оффер", "Offer"),
    ("voice", "Голосовое", "Voice note"),
    ("consent", "Согласие", "Consent"),
)
PAYMENT_STATE: Values = (
    ("unpaid", "Не оплачено", "Not paid"),
    ("in_approval", "На согласовании", "Awaiting approval"),
    ("paid", "Оплачено", "Paid"),
)
EXPENSE_TYPE: Values = (
    ("publications", "Публикации", "Publications"),
    ("resume_database", "База резюме", "Résumé database"),
    ("agency_services", "Услуги КА", "Agency services"),
    ("testing", "Тестирование", "Testing"),
    ("events", "Мероприятия", "Events"),
    ("advertising", "Реклама", "Advertising"),
    ("telecom", "Связь/SMS", "Telecom and SMS"),
    ("referrals", "Рекомендации", "Referrals"),
    ("other", "Прочее", "Other"),
)
CONTACT_TYPE: Values = (
    ("phone", "Телефон", "Phone"),
    ("email", "E-mail", "E-mail"),
    ("skype", "Skype", "Skype"),
    ("telegram", "Telegram", "Telegram"),
    ("max", "MAX", "MAX"),
    ("whatsapp", "WhatsApp", "WhatsApp"),
    ("hh_chat", "Чат hh", "hh chat"),
    ("sms", "SMS", "SMS"),
)

DEFAULTS: Mapping[str, Values] = MappingProxyType(
    {
        "reject_reason": REJECT_REASON,
        "withdraw_reason": WITHDRAW_REASON,
        "blacklist_reason": BLACKLIST_REASON,
        "source": SOURCE,
        "entrance_type": ENTRANCE_TYPE,
        "vacancy_reason": VACANCY_REASON,
        "priority": PRIORITY,
        "recruit_type": RECRUIT_TYPE,
        "schedule": SCHEDULE,
        "employment": EMPLOYMENT,
        "term_adjust_reason": TERM_ADJUST_REASON,
        "attachment_type": ATTACHMENT_TYPE,
        "payment_state": PAYMENT_STATE,
        "expense_type": EXPENSE_TYPE,
        "contact_type": CONTACT_TYPE,
    },
)
