# Что записано в личном деле: состояния

status-new = Новый кандидат
status-response = Отклик на вакансию
status-sourced = Найден в поиске
status-message-sent = Отправлено начальное сообщение
status-first-call-done = Первый звонок состоялся
status-first-call-no-answer = Недозвон
status-first-call-call-later = Перезвонить позже
status-first-call-no-answer-sent = Недозвон, отправлено сообщение
status-first-call-thinking = Кандидат думает
status-phone-interview-scheduled = Тел. интервью запланировано
status-phone-interview-done = Тел. интервью состоялось
status-phone-interview-passed = Одобрен после тел. интервью
status-phone-interview-reserve = Резерв после тел. интервью
status-phone-interview-rejected = Отклонён после тел. интервью
status-phone-interview-withdrawn = Самоотказ после тел. интервью
status-phone-interview-thinking = Думает после тел. интервью
status-phone-interview-cancelled = Тел. интервью отменено
status-phone-interview-no-show = Не вышел на связь
status-interview-scheduled = Интервью запланировано
status-interview-done = Интервью состоялось
status-interview-passed = Одобрен после интервью
status-interview-reserve = Резерв после интервью
status-interview-rejected = Отклонён после интервью
status-interview-withdrawn = Самоотказ после интервью
status-interview-thinking = Думает после интервью
status-interview-cancelled = Интервью отменено
status-interview-no-show = Не пришёл на интервью
status-rejected = Отклонён рекрутером
status-client-rejected = Отклонён заказчиком
status-withdrawn = Самоотказ
status-not-selected = Не прошёл финальный отбор
status-vacancy-cancelled = Вакансия отменена
status-reserve = Кадровый резерв
status-unused = Не использован

# Записи, которые состояния не меняют

status-comment = Комментарий
status-reopened = Повторно отобран
status-callback-snoozed = Звонок отложен
status-phone-interview-invited = Предложено выбрать время звонка
status-phone-interview-confirmed = Кандидат подтвердил звонок
status-interview-invited = Предложено выбрать время интервью
status-interview-confirmed = Кандидат подтвердил интервью

# Кнопки результата

result-interview-scheduled = 📅 Назначить интервью
result-phone-interview-scheduled = ☎️ Тел. интервью
result-first-call-done = Решить позже
result-rejected = ❌ Отклонить
result-withdrawn = Не заинтересован
result-first-call-thinking = 🤔 Думает
result-first-call-no-answer = 📵 Недозвон
result-first-call-call-later = ⏰ Перезвонить позже
result-first-call-no-answer-sent = ✉️ Недозвон, написать
result-phone-interview-done = Состоялось, решу позже
result-phone-interview-passed = ✅ Одобрить
result-phone-interview-reserve = В резерв
result-phone-interview-rejected = ❌ Отклонить
result-phone-interview-withdrawn = Самоотказ
result-phone-interview-thinking = 🤔 Думает
result-phone-interview-cancelled = Отменено
result-phone-interview-no-show = Не вышел на связь
result-interview-done = Состоялось, решу позже
result-interview-passed = ✅ Одобрить
result-interview-reserve = В резерв
result-interview-rejected = ❌ Отклонить
result-interview-withdrawn = Самоотказ
result-interview-thinking = 🤔 Думает
result-interview-cancelled = Отменено
result-interview-no-show = Не пришёл
result-reserve = Кадровый резерв
result-client-rejected = Отклонён заказчиком
result-not-selected = Не прошёл отбор
result-unused = Не использован

# Что пошло не так: отклик на вакансию и его ход

application-not-found = Такого кандидата на вакансии нет: возможно, карточки объединили. Найдите его через /find.
application-closed = Работа с кандидатом по этой вакансии уже завершена. Чтобы продолжить, откройте карточку и верните его в работу.
reason-needed = Выберите причину, без неё отказ не запишем.
status-unknown = Такого результата нет. Выберите один из предложенных.
status-by-schedule = Чтобы назначить встречу, выберите время, остальное запишем сами.
comment-empty = Комментарий пустой. Напишите хотя бы слово или пришлите голосовое.
reopen-by-staff = Вернуть заявку в работу может только рекрутер. Напишите нам, и мы ответим.
callback-not-found = Такого напоминания нет. Ваши звонки: /callbacks
callback-over = Это напоминание уже закрыто. Ваши звонки: /callbacks
callback-past = Это время уже прошло. Выберите время в будущем, например «завтра 10:00».
meeting-unknown = Такой встречи мы не назначаем.
meeting-none = Встреча уже не назначена. Откройте карточку: там всё, как есть сейчас.
meeting-closed = Та встреча уже закрыта. Ничего не изменили: вот как всё сейчас.
not-invited = Выбрать время пока нельзя. Рекрутер пригласит вас, и мы сразу напишем.

# Что пошло не так: вакансии

vacancy-not-found = Такой вакансии нет. Все вакансии: /vacancies
vacancy-name-unusable = Назовите вакансию так, чтобы уместиться в { $limit } знаков.
vacancy-salary-unusable = Зарплата указывается в рублях, целым числом больше нуля.
vacancy-salary-order = Нижняя граница зарплаты больше верхней. Проверьте, пожалуйста, обе.
vacancy-state-unknown = Вакансию можно открыть, приостановить или закрыть.
question-not-found = Этого вопроса уже нет. Откройте вакансию ещё раз.
question-unusable = Напишите вопрос так, чтобы уместиться в { $limit } знаков.
question-options-unusable = Нужно от { $fewest } до { $most } разных вариантов, каждый не длиннее { $limit } знаков.

# Steps by their rules

step-why = Почему?
step-comment = Добавьте комментарий: текстом или голосовым. Можно пропустить.
step-comment-needed = Напишите пару слов, почему: без комментария этот шаг не записать. Можно голосовым.
step-hires = Отклик завершится: человек принят на работу. Ошибётесь — вернёте его в работу с карточки.
step-closes = Отклик закроется, человек останется в базе.
step-sure = Да, записать
status-not-yours = Этот шаг записывает другая роль. Попросите коллегу или руководителя.
vacancy-needed = Для этого шага нужна вакансия. Сначала отберите человека на неё.
consent-needed = Человек ещё не дал нужного согласия. Сначала попросите его.
comment-needed = Нужен комментарий хотя бы в { $least } буквы.
