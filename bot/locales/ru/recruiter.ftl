command-responses = Отклики, которые ждут решения
command-callbacks = Кому и когда перезвонить
command-candidate = Карточка кандидата по номеру: /candidate 12
span-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[many] { $count } дней
}
span-hours = { $count } ч
span-now = только что
span-minutes = { $count } мин
app-nameless = Имя не указано
app-phone = 📞 { $phone }
app-no-phone = 📞 телефон не указан
app-unreachable = Написать отсюда нельзя: позвоните.
app-email = ✉️ { $email }
app-written = ✍️ { $text } (не распознано)
app-remark = { $line } · { $remark }
app-city = Город: { $city }
app-job = Последняя работа: { $job }
app-salary = Ожидания: { $salary }
app-born = Дата рождения: { $date }
app-vacancy = { $label } · { $name }
app-status = Статус: <b>{ $status }</b>, { $span }
app-left = осталось { $span }
app-left-to-decide = на решение осталось { $span }
app-overdue = <b>просрочено на { $span }</b>
app-invited = ⏳ Кандидат выбирает время: { $kind }
app-callback = ⏰ Перезвонить: { $at }
app-attempts = { $count ->
    [one] Не дозвонились { $count } раз
    [few] Не дозвонились { $count } раза
   *[many] Не дозвонились { $count } раз
}
app-comment-line = 💬 { $comment }
app-source = Источник: { $source } · Ведёт: { $owner }
app-candidate = <b>{ $name }</b> · № { $number }
app-candidate-source = Источник: { $source }
app-candidate-usage = Напишите номер кандидата после команды, например /candidate 12. Номер стоит в его карточке рядом с именем. Если номера нет под рукой, найдите человека по имени или телефону: /find.
app-applications = Рассматривается на вакансии:
app-no-applications = Ни на одной вакансии пока не рассматривался.
app-history = <b>Личное дело: { $name }</b>
    <i>Время: { $zone }. Сначала последнее.</i>
app-event = <b>{ $what }</b>
    { $at }, { $who }
app-event-reason = Причина: { $reason }
app-event-file = 📎 { $name }
app-actor-staff = коллега
app-actor-candidate = кандидат
app-actor-system = система
app-actor-board = сайт
app-files = Файлы: <b>{ $name }</b>. Нажмите, чтобы открыть.
app-files-none = У кандидата <b>{ $name }</b> файлов пока нет.
app-file-of = 📎 { $name }
app-file-later = Файл «{ $name }» ещё загружается. Нажмите через минуту.
app-file-lost = Мессенджер не отдал файл «{ $name }». Попросите прислать его ещё раз: отправителю мы об этом написали.
app-button-card = Карточка
app-button-candidate = 👤 Кандидат
app-button-more = Ещё…
app-button-write = ✉️ Написать
app-button-thread = ✉️ Переписка
app-button-comment = 💬 Комментарий
app-button-call = 📞 Первый звонок
app-button-interview = 🗓 Интервью
app-button-interview-again = 🗓 Ещё одна встреча
app-button-kind = 🗓 { $kind }
app-button-reserve = 📦 В кадровый резерв
app-button-phone-interview = ☎️ Тел. интервью
app-button-result = 📝 Результат
app-button-meeting = 🗓 Встреча
app-button-history = 📖 Личное дело
app-button-told = 📩 Ответы и письмо
app-button-files = 📎 Файлы
app-button-files-count = 📎 Файлы ({ $count })
app-button-reject = Отклонить
app-button-withdraw = Самоотказ
app-button-reopen = Повторно отобрать
call-how = Позвоните и отметьте, чем закончился разговор.
call-recorded = ✅ Записано: <b>{ $status }</b>
call-decide = На решение { $left }.
call-button-message = ✉️ Пусть выберет время
call-button-unreachable = Отказ: не на связи
preview =
    Кандидат получит:
    <i>{ $text }</i>
call-message-sure = Отправить
given-to-you = 🤝 <b>Вам передали кандидата</b>: { $name }
given-by-you = 🤝 Передано: теперь ведёт { $name }. Карточка уже у коллеги.
given-returned = ↩️ <b>Кандидат передумал и вернул отклик</b>. Если была встреча, её нужно назначить заново.
meet-same-time = Встреча и так на это время, место то же: ничего не изменилось, кандидату не пишем.
call-message = Здравствуйте! Не смогли до вас дозвониться: хотели поговорить о вакансии «{ $vacancy }». Напишите сюда, пожалуйста, когда вам удобно ответить на звонок.
call-message-sent = Кандидату ушло сообщение: когда удобно поговорить? Ответ придёт сюда.
call-message-sent-times = Кандидату ушло сообщение с выбором времени. Как выберет, напишем.
cb-when = <b>{ $status }.</b> Когда перезвонить?
    Нажмите кнопку или напишите своё время: «сегодня 18:00», «через 40 минут», «пт 11:00». Время: { $zone }.
cb-later-1h = Через 1 ч
cb-later-3h = Через 3 ч
cb-later-tomorrow = Завтра 10:00
cb-no-reminder = Без напоминания
cb-promised = ✅ Записано: <b>{ $status }</b>
    ⏰ Напомним { $at }
cb-quiet = 🌙 Раньше не потревожим: у вас тихие часы.
cb-missed-often = Это уже { $count }-й раз без ответа. Может быть, написать и предложить выбрать время самому?
cb-now = ⏰ <b>Пора перезвонить</b>
cb-ahead = ⏰ Перезвонить { $at }
cb-other-time = 🕑 Другое время
cb-retime = Сейчас записано: { $at }. На какое время перенести? Время: { $zone }.
cb-snooze-15m = ⏰ +15 мин
cb-snooze-1h = ⏰ +1 ч
cb-snooze-tomorrow = ⏰ Завтра
cb-snoozed = ⏰ Отложили. Напомним { $at }
cb-list = <b>Перезвонить: { $count }</b>
    <i>Время: { $zone }</i>
cb-list-empty = Перезванивать никому не нужно. Обещанные звонки появятся здесь сами.
meet-kind-interview = интервью
meet-kind-phone-interview = тел. интервью
meet-setting = Назначаем { $kind }.
meet-moving = Переносим { $kind }, сейчас <b>{ $at }</b>.
meet-days = { $what } Выберите день (рядом число свободных окон):
meet-days-none = { $what } Свободных окон в расписании нет: напишите своё время или откройте новые часы в /slots.
meet-times = { $day }: выберите время ({ $zone }).
meet-times-none = { $day }: свободных окон больше нет. Вернитесь к дням или напишите своё время.
meet-type = Назначаем { $kind }. Напишите день и время, например «завтра 14:30» или «пт 11:00». Время: { $zone }.
meet-where = Встреча { $at }. Где встречаетесь? Пришлите адрес или ссылку на видеозвонок.
meet-moved-clock = В это время часы переводят, поэтому назначили на { $at }.
meet-agreed = ✅ <b>Время назначено</b>
meet-agreed-told = Кандидат получит приглашение и напоминания.
meet-agreed-not-told = ⚠️ Написать кандидату отсюда нельзя: позвоните и скажите ему о встрече сами.
    { $phone }
meet-invited = ✅ Кандидату ушло приглашение выбрать время: { $kind }. Как выберет, напишем.
meet-nothing-to-choose = Выбирать пока не из чего: свободных окон нет. Откройте часы в /slots или назначьте время сами.
meet-title-interview = Интервью
meet-title-phone-interview = Тел. интервью
meet-line-past = 🗓 { $kind }: <b>{ $at }</b>
meet-line-booked = 🗓 { $kind }: <b>{ $at }</b>, ещё не подтверждено
meet-line-confirmed = 🗓 { $kind }: <b>{ $at }</b>, подтверждено
meet-place = 📍 { $place }
meet-link = 🔗 { $link }
meet-cancel = { $meeting }

    Отменить встречу? Кандидат сразу узнает об этом и сможет выбрать другое время.
meet-cancel-not-told = { $meeting }

    Отменить встречу? ⚠️ Написать кандидату отсюда нельзя: об отмене скажите ему сами.
    { $phone }
meet-cancel-note = Хотите оставить пометку для себя, напишите её сейчас: покажем её и переспросим.
meet-cancel-sure = Да, отменить
meet-keep = Оставить
meet-cancelled = Встреча отменена, кандидату ушло сообщение.
meet-cancelled-not-told = Встреча отменена. Кандидат об этом не знает, позвоните ему: { $phone }
meet-confirmed = Отметили: кандидат придёт.
meet-place-set = Место встречи изменено, кандидату ушло сообщение.
meet-place-set-not-told = Место встречи изменено. Кандидат об этом не знает, позвоните ему: { $phone }
meet-place-noted = Место встречи изменено.
meet-button-own = ✏️ Своё время
meet-button-invite = Пусть выберет кандидат
meet-button-confirm = ✅ Кандидат подтвердил
meet-button-move = Перенести
meet-button-cancel = Отменить
meet-button-place = 📍 Место
meet-button-again = Назначить снова
meet-line-was = Было: <b>{ $at }</b>
meet-told-booked = 🗓 <b>Кандидат выбрал время</b>
meet-told-moved = 🔁 <b>Кандидат перенёс встречу</b>
meet-told-confirmed = ✅ <b>Кандидат подтвердил встречу</b>
meet-told-cancelled = ❌ <b>Кандидат отменил встречу</b>
meet-told-unconfirmed = ⚠️ <b>Встреча не подтверждена.</b> Лучше позвонить и спросить.
meet-told-soon = ⏰ <b>Через { $span } встреча</b>
meet-told-withdrew = 🚪 <b>Кандидат больше не участвует</b>
went-noted = 📝 <b>Запись коллеги</b>
went-how = <b>Как прошло { $kind }?</b>
went-recorded = ✅ Записано: <b>{ $status }</b>
went-next-colleague = Дальше кандидата ведёт { $name }.
went-next = Что дальше?
went-comment = Напишите комментарий или надиктуйте голосовое. Его увидят только коллеги.
went-commented = Комментарий сохранён в личном деле.
refuse-why = Почему отклоняем? Причина останется между коллегами.
refuse-why-withdrawn = Почему кандидат отказался?
refuse-comment = Причина: <b>{ $reason }</b>
    Добавьте комментарий одним сообщением или нажмите «Пропустить». Кандидат его не увидит.
refuse-tell = Написать кандидату вежливый отказ? Причину и комментарий он не узнает.
refuse-cannot-tell = Отклонить? Написать кандидату отсюда нельзя: сам он об отказе не узнает. Если хотите сказать ему, позвоните.
    { $phone }
refuse-sure = Да, отклонить
refuse-meeting-off = { $meeting }
    Встреча отменится, кандидат сразу узнает об этом.
refuse-meeting-off-not-told = { $meeting }
    Встреча отменится. ⚠️ Написать кандидату отсюда нельзя: скажите ему сами.
    { $phone }
refuse-tell-yes = Да, написать
refuse-tell-no = Нет, без сообщения
refuse-done = Отклонён: { $reason }. Кандидату ничего не отправили.
refuse-done-told = Отклонён: { $reason }. Кандидату ушёл вежливый отказ.
refuse-done-meeting-off = Отклонён: { $reason }. Кандидату ушло только сообщение, что встреча отменена.
refuse-done-unreachable = Отклонён: { $reason }. Сообщение отправить не удалось: написать кандидату отсюда больше нельзя. { $phone }
refuse-withdraw = Причина: <b>{ $reason }</b>
    Записать самоотказ? Работа по этой вакансии закончится.
refuse-withdraw-sure = Да, записать
refuse-withdrawn = Самоотказ записан: { $reason }.
refuse-reserve = Перевести в кадровый резерв? Работа по этой вакансии закончится, кандидат останется в базе. Сообщение ему не уйдёт.
refuse-reserve-meeting = Перевести в кадровый резерв? Работа по этой вакансии закончится, кандидат останется в базе.
refuse-reserve-sure = Да, в резерв
refuse-reserved = Кандидат в кадровом резерве. Понадобится, найдёте его через /find и отберёте повторно.
refuse-reopen = Сейчас: <b>{ $status }</b>. Вернуть кандидата в работу на этой вакансии?
refuse-reopen-sure = Да, вернуть
refuse-reopened = Кандидат снова в работе.
resp-new = 🆕 Новый отклик:
resp-from = { $source }, { $at }
resp-vacancy-unknown = Вакансия неизвестна
resp-who = <b>{ $name }</b>{ $about }
resp-age = { $count ->
    [one] { $count } год
    [few] { $count } года
   *[many] { $count } лет
}
resp-contacts-hidden = 🔒 Контакты скрыты: кандидат открыл их только на сайте. Откройте резюме.
resp-contacts-limit = 🔒 Контакты пока скрыты: на сегодня исчерпан лимит просмотров резюме на сайте.
resp-contacts-closed = 🔒 Контакты пока скрыты: сайт не открывает нам это резюме.
resp-contacts-again = Попробуем снова: { $at }.
resp-contacts-never = Больше пробовать не будем: откройте резюме на сайте.
resp-contacts-came = 🔓 Сайт открыл контакты: <b>{ $name }</b>
resp-answer = <i>{ $question }</i> { $answer }
resp-letter = ✍️ { $letter }
resp-told-nothing = В отклике не было ни ответов на вопросы, ни письма.
resp-letter-came = ✍️ Пришло сопроводительное письмо: <b>{ $name }</b>
resp-alike = ⚠️ Уже есть в базе: { $who }
resp-match = <b>{ $name }</b>: { $by }, статус «{ $status }»
resp-alike-no-status = без вакансии
resp-by-phone = тот же телефон
resp-by-email = та же почта
resp-by-written = тот же контакт, как он записан
resp-by-channel = тот же чат
resp-by-contact = то же резюме
resp-by-file = тот же файл
resp-by-name = похожее имя
resp-accepted = ✅ В базе: { $who }, { $at }
resp-rejected = ❌ Отклонён: { $who }, { $at }. Причина: { $reason }
resp-withdrawn = 🚪 Кандидат отозвал отклик: { $at }. Причина: { $reason }
resp-fetching = ⏳ Отклик ещё загружается с сайта.
resp-gone = Отклик недоступен: на сайте его больше нет.
resp-gone-told = Отклик пропал: { $source }, { $at }. Сайт сообщил о нём, но самого отклика больше не отдаёт: скорее всего, кандидат его удалил. Делать ничего не нужно.
resp-withdrawn-told = 🚪 Кандидат отозвал отклик:
resp-digest = 📬 Откликов стало много, поэтому не присылаем карточки по одной. Ждут решения: { $count }.
resp-waiting = <b>Ждут решения: { $count }</b>
    Выберите вакансию, покажем отклики по одному.
resp-waiting-mine = <b>Ждут вашего решения: { $count }</b>
    Выберите вакансию, покажем отклики по одному.
resp-none = Новых откликов нет. Как только придут, карточка появится здесь.
resp-no-vacancy = Без вакансии
resp-place = <i>{ $number } из { $total }</i>
resp-which-vacancy = На какую вакансию берём? <b>{ $name }</b>
resp-will-lead-there = Следующие отклики с этого объявления придут сюда же.
resp-no-open-vacancy = Открытых вакансий нет. Сначала создайте вакансию: /vacancies.
resp-duplicates = Похоже, <b>{ $name }</b> уже есть в базе. Это один человек?
resp-postponed = ⏸ Отложен: найдёте его в /responses
resp-left = { $count ->
    [0] Готово. Новых откликов по этой вакансии больше нет.
    [one] Готово. Ждёт ещё { $count } отклик.
    [few] Готово. Ждут ещё { $count } отклика.
   *[many] Готово. Ждут ещё { $count } откликов.
}
resp-put-off = Отложено: { $count }. Найдёте в /responses
resp-all-done = Готово. По этой вакансии все отклики разобраны.
resp-button-accept = ✅ В базу
resp-button-other = На другую вакансию
resp-button-reject = Отклонить
resp-button-later = Позже
resp-button-resume = 📄 Резюме
resp-button-whole = 📖 Читать целиком
resp-button-same = Тот же человек
resp-button-same-as = Тот же: { $name }
resp-button-look = Посмотреть
resp-button-different = Разные люди
resp-button-next = Следующий отклик
resp-button-put-off = К отложенным
resp-button-open = Открыть отклик
resp-button-queue = К откликам
resp-button-all = Все отклики
resp-button-mine = Только мои
thread-wrote = ✉️ <b>{ $name }</b>, { $at }
thread-wrote-many = ✉️ <b>{ $name }</b>, { $at }: { $count ->
    [one] { $count } сообщение
    [few] { $count } сообщения
   *[many] { $count } сообщений
}
thread-earlier = <i>Начало — в переписке.</i>
thread-below = <i>Новые сообщения — ниже.</i>
thread-file = 📎 { $name }
thread-thread = <b>Переписка: { $name }</b>
    <i>Время: { $zone }</i>
thread-thread-empty = Пока ничего не писали.
thread-candidate = Кандидат
thread-bot = 🤖 { $company }
thread-line = <b>{ $who }</b>, { $at } { $state }
thread-delivered = ✓
thread-on-its-way = <i>отправляется</i>
thread-failed = ⚠️ <i>не доставлено</i>
thread-unsure = ⚠️ <i>возможно, не доставлено</i>
thread-unsure-notice =
    ⚠️ <b>{ $name }</b>: не знаем, дошло ли последнее сообщение. Связь с мессенджером дважды оборвалась, больше не отправляем, чтобы не прислать одно и то же несколько раз.

    Если оно важное, напишите ещё раз или позвоните.
thread-file-lost =
    📎 Файл «{ $name }» не загрузился: мессенджер его не отдал, поэтому дальше он не ушёл.

    Пришлите файл ещё раз, до 20 МБ. Остальное сохранено.
thread-write = Напишите сообщение или пришлите файл: <b>{ $name }</b> получит его от имени компании «{ $company }».
thread-sent = ✅ Отправлено: <b>{ $name }</b>. Ответ придёт сюда.
thread-button-answer = Ответить
thread-button-more = Написать ещё
thread-button-thread = Вся переписка
thread-button-file = 📎 Открыть файл
thread-button-remark = 💬 В комментарий: { $name }
thread-hint = Пока не понимаем, куда это отнести. Чтобы написать кандидату, нажмите «Ответить» под его сообщением или «Написать» в карточке. Чтобы найти человека, наберите имя или телефон. Все команды: /help
thread-hint-no-search = Пока не понимаем, куда это отнести: нажмите кнопку под сообщением или выберите команду. Все команды: /help
time-not-understood = Не разобрали время. Напишите день и час, например «завтра 14:30», «пт 11:00» или «через 2 часа».
time-needs-hour = День понятен, а час нет. Напишите вместе, например «завтра 14:30».
time-which-half = Уточните, пожалуйста: { $night } или { $day }? Напишите время ещё раз целиком.
time-which-day = Уточните, пожалуйста: { $first } или { $second }? Напишите день и час ещё раз.
time-needs-day = Неделя понятна, а день нет. Напишите день и час, например «в следующий вторник в 11».
time-hour-or-length = Уточните, пожалуйста, это час или срок? Напишите «в 14:00» или «через 2 часа».
candidate-not-found = Такого кандидата в базе нет. Проверьте номер или найдите по имени: /find.
candidate-merged = Эти карточки уже объединены. Откройте кандидата ещё раз через /find.
file-not-found = Этого файла больше нет. Откройте карточку кандидата: там все его файлы.
message-not-found = Этого сообщения больше нет. Откройте переписку из карточки кандидата.
consent-missing = Писать нельзя: кандидат не давал согласия на обработку данных у нас. Свяжитесь с ним по телефону или через сайт, откуда пришёл отклик.
candidate-opted-out = Кандидат попросил больше не писать ему здесь. Свяжитесь с ним по телефону.
words-only = Здесь файл и голосовое приложить нельзя. Напишите, пожалуйста, текстом или нажмите кнопку.
meet-freed = Встреча { $at } отменена, это время снова свободно.
thread-edited = ✏️ <b>Кандидат исправил сообщение</b>
