"""Who works in the demo's company, whom it looks for, and who has applied. All of it is made up."""

from dataclasses import dataclass

from core.staff.permissions import Role
from core.vacancies.rules import QuestionDraft, VacancyDraft

CITY = "Санкт-Петербург"
PLACE = "Санкт-Петербург, наб. Обводного канала, 118, вход со двора, 4 этаж, кабинет 412. На проходной назовите фамилию"
STAFF = (
    ("Анна Соколова", (Role.ADMIN, Role.RECRUITER)),
    ("Дмитрий Орлов", (Role.RECRUITER,)),
    ("Игорь Белов", (Role.HIRING_MANAGER,)),
    ("Мария Ковалёва", (Role.LEAD,)),
)
"""The first one is whose phone the demo shows."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A vacancy with its questions; `owner` is the place among the staff."""

    draft: VacancyDraft
    questions: tuple[QuestionDraft, ...]
    owner: int = 0


WELDER, CASHIER, SALES, ACCOUNTANT, DRIVER, OPERATOR = range(6)
VACANCIES = (
    Opening(
        VacancyDraft(
            "Сварщик на полуавтомат",
            "Цех металлоконструкций, тёплый, с вытяжкой у каждого поста. Варим каркасы стеллажей, сталь 2–8 мм.\n\n"
            "Ждём: опыт на полуавтомате от года, чтение чертежей. Удостоверение НАКС не обязательно, но за него доплачиваем.\n\n"
            "Предлагаем: оформление с первого дня, график 2/2 по 11 часов, спецодежду, обеды и развозку от метро «Обводный канал».",
            CITY,
            110_000,
            150_000,
            "shift",
            "full",
        ),
        (
            QuestionDraft("Сколько лет вы варите полуавтоматом?", "number"),
            QuestionDraft("Какой у вас разряд?", "choice", ("3", "4", "5", "6", "Без разряда")),
            QuestionDraft("Готовы выходить в ночные смены?", "yesno"),
        ),
    ),
    Opening(
        VacancyDraft(
            "Продавец-кассир",
            "Магазин у дома на проспекте Ветеранов. Касса, выкладка, приёмка товара; в смене четыре человека.\n\n"
            "Опыт не нужен: две недели рядом с наставником, они оплачиваются. Медкнижку оформим за наш счёт.\n\n"
            "График 2/2 с 8:30 до 21:30, скидка в магазинах сети, аванс и зарплата без задержек.",
            CITY,
            60_000,
            75_000,
            "shift",
            "full",
        ),
        (
            QuestionDraft("Есть ли у вас медицинская книжка?", "yesno"),
            QuestionDraft("Когда готовы выйти?", "choice", ("Сразу", "Через неделю", "Через две недели", "Позже")),
        ),
    ),
    Opening(
        VacancyDraft(
            "Менеджер по продажам торгового оборудования",
            "Входящие заявки с сайта и действующая база магазинов и кафе. Холодных звонков мало, план делают семь из девяти.\n\n"
            "Нужны: опыт продаж компаниям от года и грамотная речь. Оклад 80 000 ₽ и процент без потолка; корпоративная связь и обучение.",
            CITY,
            80_000,
            160_000,
            "full_day",
            "full",
        ),
        (
            QuestionDraft("Сколько лет вы продаёте компаниям?", "number"),
            QuestionDraft("Какая сделка была у вас самой крупной?", optional=True),
        ),
    ),
    Opening(
        VacancyDraft(
            "Бухгалтер по реализации",
            "Участок «Реализация»: счета-фактуры, УПД, сверки с покупателями, около 40 отгрузок в день. 1С:УТ и 1С:Бухгалтерия.\n\n"
            "Команда из пяти человек, главный бухгалтер не кричит. По пятницам до 16:30, в отчётность бывают задержки, их оплачиваем.",
            CITY,
            90_000,
            110_000,
            "full_day",
            "full",
        ),
        (
            QuestionDraft("В каких программах 1С вы работали?"),
            QuestionDraft("Вели участок «Реализация» самостоятельно?", "yesno"),
        ),
    ),
    Opening(
        VacancyDraft(
            "Водитель категории C",
            "Доставка торгового оборудования по городу и области, две–четыре точки в день. Машина МАЗ 2023 года закреплена за вами, "
            "погрузка силами склада.\n\nГрафик 5/2, ночёвок в рейсе нет. Нужны стаж от двух лет и карта тахографа (поможем оформить).",
            "Кудрово",
            95_000,
            120_000,
            "full_day",
            "full",
        ),
        (
            QuestionDraft("Сколько лет стажа по категории C?", "number"),
            QuestionDraft("Есть карта водителя для тахографа?", "yesno"),
        ),
        owner=1,
    ),
    Opening(
        VacancyDraft(
            "Оператор контакт-центра",
            "Отвечаете покупателям интернет-магазина по телефону и в чате: где заказ, как вернуть, какой размер. Без продаж.\n\n"
            "Работа из дома, смены по 4 или 8 часов на выбор. Нужны тихое место, компьютер и интернет от 20 Мбит/с; гарнитуру пришлём.",
            "",
            55_000,
            70_000,
            "remote",
            "part",
        ),
        (QuestionDraft("Какие смены вам удобны?", "choice", ("Утро", "День", "Вечер", "Любые")),),
    ),
)


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody who has applied: to which vacancy, from where, how many hours ago."""

    name: str
    phone: str
    vacancy: int
    source: str
    hours: float
    answers: tuple[str, ...]
    last_job: str = ""
    email: str = ""
    letter: str = ""
    salary: str = ""


KUZNETSOV = Applicant(
    "Кузнецов Андрей Викторович",
    "+79000000101",
    WELDER,
    "site.avito",
    72,
    ("6", "5", "Да"),
    "Сварщик, ООО «Балтметалл», 4 года",
    salary="от 130 000 ₽",
)
PETROVA = Applicant("Петрова Елена Сергеевна", "+79000000102", CASHIER, "career_site", 50, ("Да", "Сразу"), "Продавец, «Пятёрочка», 2 года")
LEBEDEVA = Applicant(
    "Лебедева Ольга Николаевна",
    "+79000000103",
    ACCOUNTANT,
    "site.zarplata",
    30,
    ("1С:Бухгалтерия 8.3, 1С:УТ 11", "Да"),
    "Бухгалтер, ООО «Невский опт», 3 года",
    "lebedeva.olga@example.org",
    salary="100 000 ₽",
)
MOROZOV = Applicant(
    "Морозов Павел Игоревич",
    "+79000000104",
    SALES,
    "site.rabota",
    27,
    ("3", "Оснастил сеть из 12 кофеен, 4,2 млн ₽"),
    "Менеджер по продажам, «ТехноХолод»",
    salary="от 120 000 ₽",
)
NOVIKOVA = Applicant(
    "Новикова Ирина Андреевна", "+79000000105", SALES, "career_site", 46, ("1", "—"), "Администратор салона", "novikova.ira@example.org"
)
SOLOVYOV = Applicant(
    "Соловьёв Денис Олегович", "+79000000106", WELDER, "site.avito", 28, ("2", "4", "Нет"), "Сварщик-сборщик, «Кировский завод»"
)
VASILYEVA = Applicant("Васильева Татьяна Павловна", "+79000000107", CASHIER, "qr_offline", 25, ("Нет", "Через неделю"))
ZAYTSEV = Applicant(
    "Зайцев Максим Романович", "+79000000108", WELDER, "referral_internal", 150, ("8", "6", "Да"), "Сварщик, «Адмиралтейские верфи», 5 лет"
)
PAVLOVA = Applicant("Павлова Светлана Юрьевна", "+79000000109", OPERATOR, "career_site", 120, ("Вечер",))
SEMYONOV = Applicant("Семёнов Артём Дмитриевич", "+79000000110", CASHIER, "site.avito", 100, ("Нет", "Позже"))
GOLUBEVA = Applicant(
    "Голубева Наталья Ивановна",
    "+79000000111",
    ACCOUNTANT,
    "site.zarplata",
    20,
    ("1С:Бухгалтерия", "Нет"),
    "Помощник бухгалтера, 2 года",
    letter="Хочу вырасти до самостоятельного участка.",
)
FYODOROV = Applicant("Фёдоров Николай Петрович", "+79000000112", DRIVER, "site.rabota", 80, ("11", "Да"), "Водитель-экспедитор, 6 лет")
TIKHONOV = Applicant("Тихонов Илья Сергеевич", "+79000000113", SALES, "site.rabota", 75, ("4", "—"), "Менеджер по работе с клиентами")

WAITING = (
    Applicant(
        "Громова Алина Маратовна",
        "+79000000121",
        CASHIER,
        "career_site",
        0.3,
        ("Нет", "Сразу"),
        letter="Живу в соседнем доме, готова выйти хоть завтра.",
    ),
    Applicant(
        "Ершов Виталий Геннадьевич",
        "+79000000122",
        WELDER,
        "site.avito",
        1.2,
        ("3", "4", "Да"),
        "Сварщик, «Петросталь», 3 года",
        "ershov.v@example.org",
        salary="120 000 ₽",
    ),
    Applicant("Павлова Светлана", "+79000000109", CASHIER, "site.avito", 3.5, ("Да", "Через неделю"), "Оператор на дому"),
    Applicant(
        "Крылов Степан Аркадьевич", "+79000000123", SALES, "site.rabota", 16, ("5", "Сеть аптек, 9 точек"), "Ведущий менеджер, «ПрофМебель»"
    ),
)
"""Those nobody has looked at yet; one of them is in the base already, under another vacancy."""
