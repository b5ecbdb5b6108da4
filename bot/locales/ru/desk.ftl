### Рабочий стол сотрудника: начало, настройки, день, вакансии, слоты, поиск

command-today = Встречи, звонки и решения на сегодня
command-vacancies = Вакансии
command-vacancy = Одна вакансия: /vacancy 15
command-slots = Когда вы принимаете кандидатов
command-find = Найти человека: /find Иванов
command-me = Ваши настройки: часовой пояс, тихие часы
command-login = Ссылка для входа в веб-чат
command-sessions = Где вы вошли в веб-чат
command-logout = Выйти из веб-чата в этом браузере
command-language = Язык бота
command-help = Все команды
button-home = 🏠 В начало

## Начало

desk-home =
    <b>Здравствуйте, { $name }!</b>
    { $day }
desk-home-choose = Выберите, с чего начать.
desk-home-quiet = Срочного ничего нет.
desk-home-closed = { $name }, сейчас у вас нет доступа к системе компании «{ $company }». Если это ошибка, напишите администратору.
desk-home-responses = 📥 { $count ->
    [one] { $count } новый отклик
    [few] { $count } новых отклика
   *[many] { $count } новых откликов
}
desk-home-callbacks = 📞 { $count ->
    [one] { $count } человеку обещали перезвонить
   *[many] { $count } людям обещали перезвонить
}
desk-home-today = 📅 { $count ->
    [one] { $count } встреча сегодня
    [few] { $count } встречи сегодня
   *[many] { $count } встреч сегодня
}
desk-home-decisions = ⚖️ { $count ->
    [one] { $count } кандидат ждёт решения
    [few] { $count } кандидата ждут решения
   *[many] { $count } кандидатов ждут решения
}
desk-door-responses = 📥 Отклики
desk-door-callbacks = 📞 Перезвонить
desk-door-today = 📅 Сегодня
desk-door-decisions = ⚖️ Решить
desk-door-vacancies = 💼 Вакансии
desk-door-find = 🔎 Найти
desk-door-slots = 🕐 Мои слоты
desk-door-users = 👥 Сотрудники
desk-door-invite = ✉️ Пригласить
desk-door-dict = 📚 Справочники
desk-door-audit = 🧾 Журнал
desk-door-health = 🩺 Состояние
desk-door-settings = ⚙️ Настройки
desk-help = <b>Что можно сделать</b>
desk-help-more = Можно просто написать фамилию или последние цифры телефона: поищем в базе.
desk-help-cancel = Остановить любую анкету: /cancel

## Настройки

desk-login =
    🔑 <b>Вход в веб-чат</b>
    { $link }

    Ссылка сработает один раз и проживёт { $minutes } минут. Никому её не пересылайте: она открывает ваш рабочий чат.
desk-me =
    <b>{ $name }</b>
    Роли: { $roles }
    Язык: { $language }
    Часовой пояс: { $zone }
    Тихие часы: { $quiet }
desk-me-language = 🌐 Язык
desk-me-zone = 🕐 Часовой пояс
desk-me-quiet = 🌙 Тихие часы
desk-me-login = 🔑 Вход в веб-чат
desk-me-sessions = 🖥 Где я вошёл
desk-sessions =
    { $count ->
        [0] <b>Вы не вошли в веб-чат ни в одном браузере.</b>
       *[other] <b>Где вы вошли в веб-чат</b>
        Не узнаёте вход? Завершите его: чат там закроется сразу.
    }
desk-session = • { $place } — последний раз { $when }
desk-session-here = • <b>{ $place }, этот браузер</b> — последний раз { $when }
desk-session-unknown = Неизвестное устройство
desk-session-end = Завершить: { $place }
desk-session-ended = Вход завершён.
desk-sessions-end-others = Завершить все, кроме этой
desk-sessions-end-all = Завершить все
desk-sessions-ended =
    { $count ->
        [one] Завершён { $count } вход.
        [few] Завершено { $count } входа.
       *[many] Завершено { $count } входов.
    }
desk-logout-done = Вы вышли из веб-чата в этом браузере. Чтобы вернуться, получите ссылку: /login в Telegram или у администратора.
desk-logout-elsewhere = Из этого мессенджера выходить не нужно: вы здесь под своим аккаунтом. Входы в веб-чат можно завершить тут же.
desk-language = На каком языке вам писать?
desk-language-set = Теперь пишем по-русски.
desk-zone = Где вы работаете? По этому поясу покажем время встреч и звонков.
desk-zone-set = Готово. У вас сейчас { $time }.
desk-zone-kaliningrad = Калининград
desk-zone-moscow = Москва
desk-zone-samara = Самара
desk-zone-yekaterinburg = Екатеринбург
desk-zone-omsk = Омск
desk-zone-krasnoyarsk = Красноярск
desk-zone-irkutsk = Иркутск
desk-zone-yakutsk = Якутск
desk-zone-vladivostok = Владивосток
desk-zone-magadan = Магадан
desk-zone-kamchatka = Камчатка
desk-quiet = В тихие часы (время: { $zone }) новости ждут до утра. Звонок, который вы поставили ровно на это время, придёт всё равно.
desk-quiet-off = Без тихих часов
desk-quiet-none = нет
desk-quiet-span = { $start }–{ $end } ({ $zone })

## Сегодня

desk-today = <b>{ $day }</b> (время: { $zone })
desk-today-meetings = <b>Встречи: { $count }</b>
desk-today-no-meetings = Встреч сегодня нет.
desk-today-booked = { $time } { $name } — { $kind }, { $vacancy } · ⏳ ждём подтверждения
desk-today-confirmed = { $time } { $name } — { $kind }, { $vacancy } · ✅ придёт
desk-today-awaited = { $time } { $name } — { $kind }, { $vacancy } · 📝 ждём результата
desk-today-done = { $time } { $name } — { $kind }, { $vacancy } · состоялась
desk-today-no-show = { $time } { $name } — { $kind }, { $vacancy } · не пришёл
desk-today-callbacks = <b>Перезвонить: { $count }</b>
desk-today-no-callbacks = Перезванивать сегодня никому не нужно.
desk-today-call = { $time } { $name }, { $vacancy }
desk-today-call-late = ⏰ { $time } { $name }, { $vacancy }
desk-today-decisions = <b>Ждут решения: { $count }</b>
desk-today-no-decisions = Решения никто не ждёт.
desk-today-more = …и ещё { $count }
desk-today-callbacks-button = 📞 Перезвонить · { $count }
desk-today-decisions-button = ⚖️ Решить · { $count }
desk-decisions = <b>Принять решение: { $count }</b>
    Сначала те, кто ждёт дольше положенного ⏰
desk-decisions-none = Решения никто не ждёт. Хорошая работа!
desk-button-team = 👥 Вся команда
desk-button-mine = 👤 Только мои

## Вакансии

desk-vacancies-opened = <b>Открытые вакансии: { $count }</b>
desk-vacancies-suspended = <b>Приостановленные вакансии: { $count }</b>
desk-vacancies-closed = <b>Закрытые вакансии: { $count }</b>
desk-vacancies-opened-button = 🟢 Открытые
desk-vacancies-suspended-button = ⏸ На паузе
desk-vacancies-closed-button = 🔒 Закрытые
desk-vacancies-not-yours = Вас пока не назначили на вакансию: попросите рекрутера. Как назначит, она появится здесь.
desk-vacancies-none = Здесь пока пусто.
desk-vacancy-usage = Напишите номер вакансии, например /vacancy 15.
desk-vacancy-new = ➕ Новая вакансия
desk-vacancy-in-work = { $count ->
    [0] кандидатов нет
    [one] { $count } кандидат
    [few] { $count } кандидата
   *[many] { $count } кандидатов
}
desk-vacancy-waiting = 📥 { $count ->
    [one] { $count } новый отклик
    [few] { $count } новых отклика
   *[many] { $count } новых откликов
}
desk-vacancy = { $mark } <b>{ $label } { $name }</b>
desk-vacancy-is-opened = Открыта. Рекрутер: { $recruiter }
desk-vacancy-is-suspended = На паузе: новые отклики не принимаем. Рекрутер: { $recruiter }
desk-vacancy-is-closed = Закрыта. Рекрутер: { $recruiter }
desk-vacancy-waiting-line = 📥 Новые отклики: <b>{ $count }</b>
desk-vacancy-status = { $status }: <b>{ $count }</b>
desk-vacancy-nobody = Кандидатов пока нет. Поделитесь ссылкой на вакансию.
desk-vacancy-people = 👥 Кандидаты · { $count }
desk-vacancy-responses = 📥 Отклики · { $count }
desk-vacancy-links = 🔗 Ссылки
desk-vacancy-preview = 👁 Как видят
desk-vacancy-questions = ❓ Вопросы
desk-vacancy-edit = ✏️ Изменить
desk-vacancy-card = 💼 К вакансии
desk-vacancy-suspend = ⏸ Приостановить
desk-vacancy-open = 🟢 Открыть
desk-vacancy-close = 🔒 Закрыть
desk-vacancy-closing =
    Закрыть вакансию <b>{ $label } { $name }</b>?
    Откликнуться на неё будет нельзя. { $count ->
        [0] Кандидатов на ней нет.
       *[many] Останутся в работе ({ $count }): { $names }. Решите по каждому.
    }
desk-vacancy-closing-meeting = { $name } ({ $kind }: { $at })
desk-vacancy-closing-more = и ещё { $count }
desk-vacancy-closing-rest = Назначенные встречи в силе, напоминания о них придут. Перезвоны и приглашения выбрать время подождут, пока вакансия закрыта. Кандидатам о закрытии не пишем.
desk-vacancy-closing-responses = Отклики без решения ({ $count }) уйдут из общей очереди и останутся в карточке вакансии.
desk-vacancy-close-sure = Да, закрыть
desk-vacancy-now-opened = Вакансия открыта: принимаем отклики.
desk-vacancy-now-suspended = Вакансия на паузе: новых откликов не будет.
desk-vacancy-now-closed = Вакансия закрыта.
desk-links =
    🔗 <b>{ $label } { $name }</b>
    Отправьте кандидату или поставьте в объявление: откроется сразу эта вакансия.
desk-link-telegram = Telegram: { $link }
desk-link-web = Сайт и веб-чат: { $link }
desk-people = <b>{ $label } { $name }</b>: { $count ->
    [one] { $count } кандидат
    [few] { $count } кандидата
   *[many] { $count } кандидатов
}
desk-people-none = Здесь никого нет.
desk-people-all = Все статусы

## Новая вакансия и её изменение

desk-vacancy-created = Вакансия открыта.
desk-editing =
    { $about }
    Нанимающий менеджер: { $manager }

    Что изменить?
desk-changed = Сохранили.
desk-field-name = Название
desk-field-text = Описание
desk-field-city = Город
desk-field-salary = Зарплата
desk-field-schedule = График
desk-field-employment = Занятость
desk-field-manager = 👤 Менеджер
desk-field-recruiter = 👤 Рекрутер
desk-managers = Кто нанимающий менеджер? Он увидит кандидатов этой вакансии и сможет отмечать результаты встреч.
desk-managers-none = Нанимающих менеджеров пока нет: их приглашает администратор.
desk-manager-none = Без менеджера
desk-manager-nobody = не назначен
desk-recruiters = Кому передать вакансию? Новые отклики пойдут этому человеку, начатые заявки останутся у прежнего.
desk-ask-name = Как называется вакансия? Например: «Оператор колл-центра».
desk-ask-text = Расскажите о работе: чем заниматься, что нужно уметь, что предлагаете. Одним сообщением, его увидит кандидат.
desk-ask-city = В каком городе работа?
desk-ask-salary = Какая зарплата в месяц? Например: «90000-120000», «от 90 тыс».
desk-ask-schedule = Какой график?
desk-ask-employment = Какая занятость?
pay-line = Оплата:
pay-per-hour = в час
pay-per-shift = за смену
pay-net = на руки
pay-gross = до вычета налога
salary-not-understood = Не разобрали сумму. Напишите её так: «90000-120000», «от 90000» или «до 120 тыс».

## Вопросы вакансии

desk-questions =
    ❓ <b>{ $label } { $name }</b>
    Это спросим у каждого, кто откликнется. Звёздочка * — ответ обязателен.
desk-questions-none = Вопросов пока нет: спросим только имя, телефон, город и резюме. Добавьте свои кнопками ниже.
desk-questions-all = ❓ Все вопросы
desk-question-text = ответ текстом
desk-question-choice = выбор из вариантов
desk-question-number = число
desk-question-yesno = да или нет
desk-question-add-text = ➕ Текст
desk-question-add-choice = ➕ Варианты
desk-question-add-number = ➕ Число
desk-question-add-yesno = ➕ Да/нет
desk-question-archive = 🗄 Больше не спрашивать
desk-question-hint = Чтобы изменить формулировку, уберите вопрос и добавьте новый: прежние ответы останутся при своём вопросе.
desk-question-archived = Больше не спрашиваем. Прежние ответы сохранены.
desk-question-added = Вопрос добавлен.
desk-ask-question-text = Напишите вопрос. Кандидат ответит текстом.
desk-ask-question-choice = Напишите вопрос. Варианты ответа спросим следующим сообщением.
desk-ask-question-number = Напишите вопрос. Кандидат ответит числом: «Сколько лет опыта?»
desk-ask-question-yesno = Напишите вопрос, на который отвечают «да» или «нет».
desk-ask-options = Варианты ответа: каждый с новой строки, от двух до десяти.
desk-ask-must = Ответ обязателен?
desk-preview = 👁 <b>Так вакансию видит кандидат</b>
desk-preview-questions = <b>После согласия и анкеты спросим:</b>
desk-preview-no-questions = Кроме имени, телефона, города и резюме, ничего не спросим.

## Слоты

desk-slots =
    🕐 <b>Когда вы принимаете</b>
    Из этого времени кандидаты выбирают встречу сами.
desk-slots-none = Расписания пока нет, и выбирать кандидатам не из чего. Добавьте правило: это шесть коротких вопросов.
desk-slots-add = ➕ Добавить правило
desk-slots-special = 📆 Особые дни
desk-slots-free = <b>Ближайшее свободное</b>
desk-slots-no-free = Свободного времени впереди нет.
desk-rule =
    📅 <b>{ $when }</b> ({ $zone })
    Встреча: { $duration } мин
    Человек на одно время: { $capacity }
    Перерыв между встречами: { $buffer } мин
    Место или ссылка: { $place }
desk-rule-no-place = ⚠️ Адреса нет: кандидат не узнает, куда прийти. Добавьте место.
desk-rule-add-place = 📍 Добавить место
desk-rule-change = ✏️ Изменить
desk-rule-end = Убрать правило
desk-rule-ending = Убрать это правило? Свободное время по нему закроется. Кто уже записан, тот придёт.
desk-rule-end-sure = Да, убрать
desk-rule-ended = Правило убрано.
desk-rule-kept = Готово: кандидаты уже могут выбирать.
desk-rule-changed = Часы изменены: кандидаты уже выбирают по новым. Назначенные встречи остаются как были.
desk-field-weekdays = Дни
desk-field-hours = Часы
desk-field-duration = Длительность
desk-field-capacity = Человек
desk-field-buffer = Перерыв
desk-field-place = Место или ссылка
desk-ask-weekdays = По каким дням принимаете? Нажмите кнопку или напишите: «пн-пт», «вт, чт».
desk-ask-hours = В какие часы? Напишите, например, «10-18». Время: { $zone }.
desk-ask-duration = Сколько длится встреча?
desk-ask-capacity = Сколько человек можно позвать на одно время?
desk-ask-buffer = Какой перерыв оставить между встречами?
desk-ask-place = Куда приходить? Напишите адрес или вставьте ссылку на видеовстречу: её увидит кандидат.
desk-minutes = { $count } мин
desk-special =
    📆 <b>Особые дни</b>
    Напишите день или несколько: «завтра выходной», «25.12», «отпуск 1–14 декабря». Если работаете в другие часы, добавьте их: «пт 12-16». Время: { $zone }.
desk-special-days = <b>Не как обычно</b>
desk-day-off = выходной
desk-tomorrow-off = 🏖 Завтра выходной
desk-day-set = { $day }: { $hours }. { $count ->
    [1] Кто уже записан на этот день, тот придёт.
   *[other] Кто уже записан на эти дни, тот придёт.
 }

## Поиск

desk-find =
    🔎 <b>Кого ищем?</b>
    Напишите фамилию, город, должность или последние цифры телефона.
desk-found = 🔎 «{ $text }»: { $count ->
    [one] { $count } человек
    [few] { $count } человека
   *[many] { $count } человек
}
desk-found-many = 🔎 «{ $text }»: { $count }+ человек. Чтобы сузить, добавьте имя, город или должность.
desk-found-none = 🔎 «{ $text }»: никого не нашли. Напишите иначе: только фамилию или четыре последние цифры телефона.
desk-found-vacancy = Вакансия: { $vacancy }
desk-find-vacancy = 💼 На одной вакансии
desk-find-everybody = 👥 По всей базе
desk-find-choose = На какой вакансии искать?

## Время и часы, набранные словами

days-not-understood = Не разобрали дни. Напишите, например: «пн-пт» или «вт, чт».
hours-not-understood = Не разобрали часы. Напишите, например: «10-18», «с 9:30 до 14», «9-13, 14-18» или «22-6».
length-not-understood = Не разобрали, сколько это времени. Напишите, например: «40 минут», «1 час» или «1:30».
amount-which = Названы два числа: { $first } и { $second }. Напишите, пожалуйста, одно.
day-not-understood = Не разобрали день. Напишите, например: «завтра», «пт», «25.12» или «1–14 декабря».
days-too-many = За один раз можно указать не больше { $most } дней. Напишите, пожалуйста, по частям.
candidate-unreachable = Написать ему отсюда нельзя: он заблокировал бота или ещё не открывал его. Позвоните или напишите на почту.
desk-open-vacancy = ✅ Открыть вакансию
desk-keep-rule = ✅ Сохранить часы
