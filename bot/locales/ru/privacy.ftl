### Персональные данные: что вправе потребовать человек, отзыв согласия, сроки, журнал доступа, текст согласия

## Мои данные

command-mydata = Мои данные файлом
command-delete = Удалить мои данные
mydata-button = 🔐 Мои данные
mydata-ask = <b>Ваши данные</b>
    Можно получить всё, что мы о вас храним, одним файлом, отозвать согласие или удалить данные.
mydata-due = ⏳ Данные будут уничтожены не позже <b>{ $day }</b>. Если передумали, откликнитесь на вакансию и дайте согласие заново.
mydata-guest = Мы о вас ничего не знаем: согласия не было. То, что вы пишете в этом чате, не сохраняется и никому не передаётся, а в самом чате исчезнет через { $hours } ч.
mydata-file-button = 📄 Получить файлом
mydata-withdraw-button = Отозвать согласие
mydata-erase-button = 🗑 Удалить мои данные
mydata-file-name = moi-dannye
mydata-sent = Вот всё, что мы о вас храним: один файл для чтения, второй — те же данные для программ.
mydata-often = За сутки вы получили файл уже { $most } раз. Следующий пришлём завтра.
mydata-withdraw-sure = Отозвать согласие на обработку данных? Мы сразу перестанем рассматривать отклики и писать вам, а данные уничтожим не позже <b>{ $day }</b>.
mydata-withdraw-yes = Отозвать согласие
mydata-erase-sure = Удалить все ваши данные? Мы сразу перестанем рассматривать отклики и писать вам; анкета, файлы и переписка исчезнут через сутки, самое позднее <b>{ $day }</b>. Вернуть их будет нельзя.
mydata-erase-yes = Да, удалить
mydata-no = Нет, всё оставить
mydata-ends = Закончится:
mydata-ends-application = • отклик на вакансию «{ $vacancy }»
mydata-ends-meeting = • отклик на вакансию «{ $vacancy }», встреча { $at } не состоится
mydata-withdrawn = ✅ Согласие отозвано, рекрутер об этом знает. Больше мы вам не пишем, а данные уничтожим не позже <b>{ $day }</b>. Номер обращения: { $number }.
    Передумаете — нажмите /start и откликнитесь снова.
mydata-erased = ✅ Данные будут удалены через сутки, самое позднее <b>{ $day }</b>: анкета, файлы, переписка и этот чат. Номер обращения: { $number }, по нему компания покажет акт об уничтожении.
    Передумаете за сутки — нажмите /start, откликнитесь и дайте согласие заново.
mydata-meeting-off = Встреча { $at } по вакансии «{ $vacancy }» отменена, приходить не нужно.
mydata-title = Ваши данные в компании «{ $company }»
mydata-lead = Составлено { $at }. Здесь всё, что хранится о вас и пришло через этот чат. Внутренние заметки сотрудников выдаются по письменному запросу.
mydata-person = О вас
mydata-consents = Согласия
mydata-application = Отклик: { $vacancy }
mydata-response = Отклик ждёт решения: { $vacancy }
mydata-messages = Переписка
mydata-files = Файлы
mydata-field-full-name = Имя
mydata-field-birth-date = Дата рождения
mydata-field-city = Город
mydata-field-last-job = Последнее место работы
mydata-field-salary = Пожелания по зарплате
mydata-field-since = Данные у нас с
mydata-field-seen = Сколько раз их смотрели сотрудники
mydata-consent-holds = действует
mydata-consent-over = отозвано { $at }
mydata-letter = Сопроводительное письмо
mydata-notes = Внутренних заметок сотрудников
mydata-you = вы
consent-without-new = Хорошо. Прежние отклики рассматриваем, как и раньше, а новый без согласия с новым текстом принять не сможем. Передумаете — нажмите «Вернуться к согласию».

## Отзыв согласия, сроки хранения

withdrawal-told = 🔐 <b>{ $name }</b>: { $erase ->
    [yes] кандидат потребовал удалить свои данные
   *[no] кандидат отозвал согласие на обработку данных
}. Писать и звонить ему больше нельзя. Закончилось:
withdrawal-vacancy = • { $vacancy }
withdrawal-meeting = • встреча { $at } отменена, время снова свободно
withdrawal-due = Данные будут уничтожены не позже { $day }.
retention-soon = ⏳ { $count ->
    [one] Данные { $count } кандидата будут
    [few] Данные { $count } кандидатов будут
   *[many] Данные { $count } кандидатов будут
} уничтожены { $day }: по ним всё решено, и срок хранения заканчивается. Чтобы оставить, возьмите кандидата снова в работу.

### Персональные данные: обращения, акты, журнал доступа, текст согласия

command-pd = Обращения по персональным данным и акты
command-access = Кто смотрел карточки: /access Иванова
command-consent = Текст согласия и новая версия
role-privacy-officer = ответственный за персональные данные
pd-title = <b>Обращения по персональным данным</b>: { $count }
pd-none = Открытых обращений нет.
pd-line-open = № { $number } · <b>{ $name }</b>
    { $kind }, { $opened }. Уничтожим { $when }, срок { $due }
pd-line-late = 🔴 № { $number } · <b>{ $name }</b>
    { $kind }, { $opened }. Срок прошёл: { $due }. Уничтожим { $when }
pd-kind-access = запрос данных
pd-kind-withdraw = отзыв согласия
pd-kind-erase = требование удалить
pd-kind-expired = цель достигнута, срок хранения истёк
pd-hasten-button = 🗑 № { $number } сейчас
pd-hasten-sure = Уничтожить данные по обращению № { $number } сейчас, не дожидаясь срока? Вернуть их будет нельзя.
pd-hasten-yes = Уничтожить сейчас
pd-hastened = Данные уничтожаются, акт появится через несколько минут.
pd-note-ask = <b>{ $name }</b>: что потребовал кандидат письмом или по телефону? Сначала убедитесь, что это он сам.
pd-note-withdraw = Отозвал согласие
pd-note-erase = Потребовал удалить данные
pd-noted = Обращение № { $number } записано.
audit-pd-noted = Обращение записано за кандидата
pd-acts-button = 📜 Акты
pd-looks-button = 👁 Кто смотрел
pd-acts = <b>Акты об уничтожении</b>
pd-acts-none = Актов пока нет.
pd-act-button = Акт { $number }
pd-act-line = № { $number } · кандидат № { $subject }, { $kind }, { $at }{ $state ->
    [done] {""}
   *[begun] {" "}(файлы ещё удаляются)
}
pd-act-sent = Акт № { $number } и выписка из журнала.
pd-act-title = Акт № { $number } об уничтожении персональных данных
pd-act-operator = Оператор
pd-act-subject = Субъект персональных данных
pd-act-subject-of = кандидат № { $subject }, обращение № { $request }
pd-act-system = Информационная система
pd-act-reason = Причина уничтожения
pd-act-at = Дата уничтожения
pd-act-by = Уничтожил
pd-act-by-system = система автоматически
pd-act-sign = Подпись ответственного ______________________
pd-count-responses = Отклики
pd-count-applications = Заявки на вакансии
pd-count-events = Записи личного дела
pd-count-messages = Сообщения
pd-count-consents = Согласия (обезличены)
pd-count-cards = Карточки
pd-count-contacts = Контакты
pd-count-accounts = Учётные записи в мессенджерах
pd-count-files = Файлы
pd-count-chats = Чаты
pd-count-screens = Экраны сотрудников
pd-count-bubbles = Сообщения в веб-чатах сотрудников
pd-count-chat-files = Файлы в веб-чатах
pd-count-queued = Строки очередей
act-not-found = Такого акта нет. Все акты: /pd
request-over = Это обращение уже закрыто.
looks-title = <b>Кто смотрел данные кандидатов</b> ({ $zone })
looks-none = Никто не смотрел.
looks-line = { $at } · { $who } { $what }: { $whom } ({ $channel })
looks-view = открыл(а) карточку
looks-export = выгрузил(а)
looks-print = распечатал(а)
looks-find = нашёл(нашла) в поиске
looks-response = отклик № { $number }
looks-whose = Кого искали по «{ $text }»? Выберите.
looks-nobody = По «{ $text }» никого не нашли. Напишите /access и фамилию или последние цифры телефона.
consent-admin-sample = <b>Текст согласия, версия { $version }</b>, { $at }, { $hash }
    ⚠️ Это наш образец. Опубликуйте свой текст, проверенный юристом.
consent-admin-own = <b>Текст согласия, версия { $version }</b>, { $at }, { $hash }
consent-admin-write = ✏️ Опубликовать новую версию
consent-admin-ru = Пришлите текст согласия на русском, целиком. Если он длиннее одного сообщения, пришлите несколько подряд: мы их сложим.
consent-admin-so-far = Пока { $count } знаков. Пришлите продолжение или нажмите кнопку.

    { $head }
consent-admin-next = Это весь текст
consent-admin-anew = Начать заново
consent-admin-en = Теперь английский текст. Если его нет, англоязычные кандидаты увидят русский.
consent-admin-no-english = Без английского
consent-admin-check = Это весь текст, проверить
consent-admin-checking = <b>Проверьте текст.</b> Если изменились цели, состав данных или получатели, прежнее согласие нового не покрывает: выберите «спросить заново», и при следующем отклике мы спросим каждого ещё раз.
consent-admin-publish = Опубликовать, прежние согласия действуют
consent-admin-publish-anew = Опубликовать и спросить заново
consent-admin-published = Опубликована версия { $version }.
consent-too-short = Для согласия это слишком короткий текст: нужно хотя бы { $least } знаков.
audit-pd-hastened = Уничтожение без ожидания срока
audit-pd-act-shown = Акт выгружен
audit-access-log-viewed = Просмотр журнала доступа
audit-consent-published = Опубликован текст согласия

desk-door-pd = 🔐 Перс. данные
desk-door-consent = 📃 Согласие
