"""Sample texts of the recruiting consent, so that a fresh installation can ask at all.

A sample is no legal advice: the operator publishes its own text, with its terms and the recipients it really has.
`{company}` is the operator's name, `{operator}` its address and tax number: the law wants both named (152-FZ, article 9, part 4).
"""

from collections.abc import Mapping
from types import MappingProxyType

RECRUITING: Mapping[str, str] = MappingProxyType(
    {
        "ru": """\
Согласие на обработку персональных данных

Я даю компании «{company}»{operator} согласие на обработку моих персональных данных.

Зачем: чтобы рассмотреть мою кандидатуру на вакансию, связаться со мной и назначить собеседование.

Какие данные: фамилия, имя, отчество; телефон и адрес электронной почты; город; имя и идентификатор в мессенджере; сведения об образовании \
и опыте работы, резюме и сопроводительное письмо; ответы на вопросы к вакансии; переписка с компанией.

Что с ними делают: собирают, записывают, хранят, уточняют, используют и удаляют, в том числе автоматически. \
Решение о моей кандидатуре принимает человек. Другим лицам данные не передаются, кроме случаев, которые требует закон.

Сколько хранят: до решения по вакансии и ещё 30 дней, если я не разрешу дольше.

Как отозвать: в любой момент написать об этом в этот чат или по указанному адресу компании. После отзыва данные удалят в течение 30 дней. \
Согласие добровольное; без него компания не сможет рассмотреть отклик.""",
        "en": """\
Consent to the processing of personal data

I consent to the processing of my personal data by {company}{operator}.

Why: to consider me for a vacancy, to get in touch with me and to arrange an interview.

Which data: full name; phone number and e-mail address; city; name and identifier in the messenger; education and work experience, résumé \
and covering letter; answers to the vacancy's questions; messages exchanged with the company.

What is done with them: they are collected, recorded, stored, corrected, used and deleted, also by automatic means. \
A person decides on my application. The data are not passed to others, except where the law demands it.

For how long: until the decision on the vacancy and 30 days after it, unless I allow more.

How to withdraw: at any moment, by writing so in this chat or to the company's address above. \
After that the data are deleted within 30 days. The consent is voluntary; without it the company cannot consider the application.""",
    },
)


def filled(company: str, details: str = "") -> dict[str, str]:
    """The samples in all languages, with the operator's name and, where they are told, its address and tax number."""
    operator = f" ({details})" if details else ""
    return {locale: text.format(company=company, operator=operator) for locale, text in RECRUITING.items()}
