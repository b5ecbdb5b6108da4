### Администратор: сотрудники, роли, справочники, журнал, состояние системы

command-users = Сотрудники и доступ
command-role = Роли сотрудника: /role Анна
command-invite = Пригласить коллегу
command-dict = Справочники: /dict причины
command-audit = Журнал действий
command-health = Состояние системы

role-admin = администратор
role-lead = руководитель подбора
role-recruiter = рекрутер
role-operator = оператор колл-центра
role-hiring-manager = нанимающий менеджер

## Сотрудники

admin-users =
    <b>Сотрудники: { $count }</b>
    Нажмите на имя, чтобы изменить роли или закрыть доступ. 🚫 — доступ закрыт.
admin-invite-button = ✉️ Пригласить
admin-user =
    <b>{ $name }</b>
    Роли: { $roles }
    Часовой пояс: { $zone }
    Где пишет боту: { $channels }
    { $state }
admin-user-active = ✅ Работает, доступ открыт
admin-user-left = 🚫 Доступ закрыт
admin-roles-button = Изменить роли
admin-sessions-button = 🖥 Входы в веб-чат
admin-deactivate-button = Закрыть доступ
admin-reactivate-button = Открыть доступ
admin-roles =
    <b>Роли: { $name }</b>
    Нажмите на роль, чтобы дать её или забрать. Действует сразу.
admin-deactivate =
    Закрыть доступ сотруднику «{ $name }»?
    Он больше не сможет ничего открыть. Всё, что он сделал, останется; доступ можно вернуть.
admin-heir =
    Закрыть доступ сотруднику «{ $name }»?
    У него в работе: вакансий { $vacancies }, кандидатов { $applications }, обещанных звонков { $callbacks }, правил расписания { $rules }.

    Кому всё это передать? Кандидаты, звонки и назначенные встречи перейдут к новому рекрутеру, свободные окна уходящего закроются.
admin-deactivate-heir = Вакансии, кандидаты, обещанные звонки и назначенные встречи сразу перейдут к новому рекрутеру: <b>{ $heir }</b>. Он узнает об этом от бота.
admin-deactivate-nobody = Передать его работу некому: других рекрутеров и руководителей подбора нет. Кандидаты останутся за ним. Лучше сначала пригласите коллегу: /invite
admin-handed-over = Доступ закрыт: { $name }. Работу ведёт { $heir }.
admin-inherited =
    🤝 <b>Вам передали работу</b>
    Раньше её вёл сотрудник «{ $name }»: вакансий { $vacancies }, кандидатов { $applications }, обещанных звонков { $callbacks }.
    Всё это уже в ваших списках: /vacancies, /callbacks, встречи дня в /today. Если кандидатам нужно выбирать время, проверьте своё расписание: /slots
heir-needed = У сотрудника есть вакансии, кандидаты или расписание. Выберите, кому их передать.
heir-unfit = Передать можно только рекрутеру или руководителю подбора, у которого открыт доступ. Выберите другого.
admin-deactivate-sure = Да, закрыть
admin-deactivated = Доступ закрыт: { $name }.
admin-reactivated = Доступ открыт: { $name }.
role-last = Хотя бы одна роль нужна. Если человек больше не работает, закройте ему доступ.
role-unknown = Такой роли нет. Выберите роль кнопкой.
last-admin = Это последний администратор: без него никого нельзя будет пригласить. Сначала дайте эту роль другому.
staff-not-found = Такого сотрудника нет или доступ ему закрыт. Все сотрудники: /users

## Приглашение

admin-invite-roles =
    <b>Кого приглашаем?</b>
    Выберите одну роль или несколько.

    • <b>администратор</b> — сотрудники, справочники, журнал; кандидатов не видит
    • <b>руководитель подбора</b> — все вакансии и кандидаты
    • <b>рекрутер</b> — свои вакансии, отклики, звонки, встречи
    • <b>оператор колл-центра</b> — список вакансий
    • <b>нанимающий менеджер</b> — кандидаты на свои вакансии
admin-invite-next = Дальше →
admin-invite-name =
    Роли: <b>{ $roles }</b>
    Как зовут коллегу? Напишите имя и фамилию.
admin-invited =
    ✉️ <b>Приглашение готово: { $name }</b>
    Роли: { $roles }

    { $links }

    Перешлите ссылку коллеге. Она сработает один раз и живёт { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    }: кто откроет её первым, тот и получит доступ.
admin-invite-telegram = Telegram: { $link }
admin-invite-web = Веб-чат: { $link }
admin-invite-accepted =
    👋 <b>{ $name }, добро пожаловать в команду «{ $company }»!</b>
    Роли: { $roles }.
    Теперь это ваш рабочий чат. Все команды: /help
admin-invite-start = Начать
admin-invites-button = Неиспользованные приглашения · { $count }
admin-invites =
    { $count ->
        [0] <b>Неиспользованных приглашений нет.</b>
       *[other] <b>Неиспользованные приглашения</b>
        По каждому ещё можно войти. Отозванная ссылка перестаёт работать сразу.
    }
admin-invites-line = • { $name } — { $roles }, до { $until }
admin-invite-withdraw = Отозвать: { $name }
admin-invite-withdrawn = Приглашение отозвано: { $name }. Ссылка больше не работает.
invite-used-already = { $name } уже принял приглашение. Закрыть доступ можно в карточке сотрудника: /users
admin-sessions =
    { $count ->
        [0] <b>{ $name }</b> сейчас не вошёл в веб-чат ни в одном браузере.
       *[other] <b>{ $name }: входы в веб-чат</b>
    }
admin-sessions-end = Завершить все входы
admin-sessions-ended = Все входы завершены: { $name }. Чтобы вернуться, понадобится новая ссылка.
admin-login-button = 🔑 Ссылка для входа
admin-login =
    🔑 <b>Вход в веб-чат: { $name }</b>
    { $link }

    Передайте ссылку только этому человеку: она открывает его рабочий чат, сработает один раз и проживёт { $minutes } минут.
invite-unknown = Такого приглашения нет. Проверьте, что ссылка скопирована целиком, или попросите новую у администратора.
invite-used = Это приглашение уже использовано. Попросите у администратора новое.
invite-expired = Срок приглашения вышел. Попросите у администратора новое.
invite-for-newcomers = Вы уже работаете здесь как { $name }: второе приглашение не нужно. Откройте /start.
identity-taken = Этот аккаунт уже принадлежит другому человеку. Напишите администратору.
login-unknown = Такой ссылки для входа нет. Получите новую: /login
login-used = Эта ссылка для входа уже использована. Получите новую: /login
login-expired = Ссылка для входа больше не действует. Получите новую: /login
name-unusable = Напишите название или имя текстом, не длиннее { $limit } знаков.
zone-unknown = Такого часового пояса нет. Выберите пояс кнопкой.

## Справочники

admin-dict =
    <b>Справочники</b>
    Значения, из которых выбирают сотрудники и кандидаты. Какой откроем?
admin-dict-entries =
    <b>{ $dictionary }</b>
    Значений: { $count }. Нажмите на значение, чтобы переименовать, переставить или убрать его. 🗄 — в архиве.
admin-dict-add = ➕ Добавить значение
admin-dict-adding =
    <b>{ $dictionary }</b>
    Напишите новое значение. Английское название можно добавить через косую черту: «Далеко ездить / Too far».
admin-dict-entry =
    <b>{ $name }</b>
    { $dictionary }, место в списке: { $place }
admin-dict-entry-archived =
    🗄 <b>{ $name }</b>
    { $dictionary }. В архиве: выбрать нельзя, но в прошлых записях значение видно.
admin-dict-rename = ✏️ Переименовать
admin-dict-renaming =
    Сейчас: <b>{ $name }</b>
    Напишите новое название. Английское можно добавить через косую черту. Прежние записи тоже покажут новое название.
admin-dict-archive = 🗄 Убрать в архив
admin-dict-restore = Вернуть из архива
dictionary-reject-reason = Причины отказа
dictionary-withdraw-reason = Причины самоотказа
dictionary-blacklist-reason = Причины чёрного списка
dictionary-source = Источники
dictionary-entrance-type = Как попал в базу
dictionary-vacancy-reason = Причины открытия вакансии
dictionary-priority = Приоритеты
dictionary-recruit-type = Виды подбора
dictionary-schedule = Графики работы
dictionary-employment = Виды занятости
dictionary-term-adjust-reason = Причины изменения срока
dictionary-attachment-type = Виды вложений
dictionary-payment-state = Состояния оплаты
dictionary-expense-type = Виды расходов
dictionary-contact-type = Виды контактов
entry-not-found = Такого значения в справочнике нет. Все справочники: /dict
dictionary-unknown = Такого справочника нет. Все справочники: /dict
reason-unlawful = Так нельзя: закон запрещает отказывать из-за возраста, пола, семьи, здоровья, национальности и всего, что не связано с работой (ст. 64 ТК РФ). Опишите деловую причину.

## Журнал

admin-audit = <b>Журнал действий</b> (время: { $zone })
admin-audit-empty = Пока ничего не записано.
admin-audit-newer = ‹ Новее
admin-audit-older = Старее ›
admin-audit-line = { $at } · <b>{ $who }</b>: { $action } · { $about }
admin-audit-system = система
audit-roles-changed = изменены роли
audit-staff-deactivated = закрыт доступ
audit-work-handed-over = переданы дела
audit-staff-reactivated = открыт доступ
audit-staff-invited = создано приглашение
audit-invite-accepted = принято приглашение
audit-invite-withdrawn = приглашение отозвано
audit-sessions-ended = завершены входы в веб-чат
audit-login-issued = выдана ссылка для входа
audit-dictionary-added = добавлено значение
audit-dictionary-renamed = переименовано значение
audit-dictionary-moved = переставлено значение
audit-dictionary-archived = значение убрано в архив
audit-dictionary-restored = значение возвращено из архива
audit-dead-letter-retried = отправлено ещё раз
audit-vacancy-created = создана вакансия
audit-vacancy-opened = открыта вакансия
audit-vacancy-suspended = приостановлена вакансия
audit-vacancy-closed = закрыта вакансия
audit-vacancy-entrusted = передана вакансия
audit-vacancy-released = с вакансии снят менеджер
audit-invite = приглашение № { $number }
audit-field-roles = { $count ->
    [one] роль
   *[many] роли
}
audit-field-before = было
audit-field-after = стало
audit-field-recruiter = рекрутер
audit-field-manager = нанимающий менеджер
audit-field-position = место в списке
audit-field-name-ru = название
audit-field-name-en = по-английски
audit-field-to = кому
audit-field-vacancies = вакансий
audit-field-applications = кандидатов
audit-field-callbacks = обещанных звонков
audit-field-rules = правил расписания
audit-state-opened = открыта
audit-state-suspended = на паузе
audit-state-closed = закрыта

## Состояние

admin-health-good = ✅ <b>Всё работает</b>
admin-health-bad = ⚠️ <b>Есть недоставленное</b>
admin-health-button = ⚙️ Состояние
admin-login-needed =
    ⚠️ <b>{ $board ->
        [hh] hh.ru
       *[other] { $board }
    } больше не принимает наш доступ</b>

    Новые отклики оттуда пока не приходят, но не потеряны. Обновите токен (OTKLIK_HH_ACCESS_TOKEN) и перезапустите «Отклик» в течение суток: всё накопленное придёт само.
admin-stall =
    { $what ->
        [tick] Напоминания и звонки по времени не срабатывают
        [poll] Telegram не отвечает: новые сообщения не приходят
        [turns] Ответы опаздывают: очередь входящих ждёт { $minutes } мин
        [sending] { $target }: сообщения не уходят { $minutes } мин
        [disk] На диске почти не осталось места
       *[other] Что-то остановилось: { $what }
    }
admin-stalled =
    ⚠️ <b>{ admin-stall }</b>

    { $what ->
        [tick] Ничего не потеряно: как только работа возобновится, всё сработает. Перезапустите Otklik, если это не пройдёт само за пару минут.
        [poll] Ничего не потеряно: Telegram хранит сообщения сутки и отдаст их сам. Проверьте, есть ли у сервера выход в интернет.
        [turns] Ничего не потеряно, ответим всем по порядку. Если это не проходит, посмотрите нагрузку сервера.
        [sending] Ничего не потеряно: уйдёт, как только связь появится. Проверьте доступ к { $target } и токен.
        [disk] Когда оно закончится, Otklik перестанет принимать отклики и сообщения. Освободите место или увеличьте диск.
       *[other] Посмотрите состояние и журнал сервера.
    }
admin-resumed =
    ✅ <b>{ $what ->
        [write] Снова всё записывается
        [tick] Напоминания и звонки снова срабатывают вовремя
        [poll] Telegram снова отвечает
        [turns] Очередь входящих разобрана
        [sending] { $target }: сообщения снова уходят
        [disk] Места на диске снова достаточно
       *[other] Снова работает: { $what }
    }</b>{ $what ->
        [write] {" "}

    Около { $minutes } мин в базу ничего нельзя было записать. Кто писал боту в это время, мог не получить ответа: Telegram и hh.ru присылают такое ещё раз сами, веб-чат просит повторить.
       *[other] {""}
    }
admin-health-queues = Ждут обработки: { $inbox }. Напоминаний впереди: { $timers }.
admin-health-channel = • { $name }: к отправке { $waiting }, не доставлено { $dead }
admin-health-doubt = • возможно, дошло дважды (связь рвалась): { $count }
admin-health-versions = Otklik { $otklik }, Python { $python }
admin-health-database = База: { $name } { $version }
admin-health-files = Файлы: <code>{ $place }</code>
admin-health-again = 🔄 Обновить
admin-health-dead-button = ⚠️ Недоставленное: { $count }
admin-health-dead = <b>Недоставленное</b>
    🔁 — попробовать ещё раз.
admin-health-dead-none = Ничего нет: всё доставлено.
admin-health-dead-in =
    <b>{ $number }.</b> Пришло из <code>{ $place }</code> ({ $kind }), { $at }
    Попыток: { $attempts }. <code>{ $error }</code>
admin-health-dead-out =
    <b>{ $number }.</b> Не ушло в <code>{ $place }</code> ({ $kind }), { $at }
    Попыток: { $attempts }. <code>{ $error }</code>
admin-health-retried = Отправляем ещё раз.
