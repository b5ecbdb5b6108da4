### Страницы: вакансии, отклик, вход, демонстрация

web-language = Язык страницы
web-footer = { $company }. На отклик отвечаем в чате в течение трёх рабочих дней.
web-careers-title = Работа в компании «{ $company }»
web-careers-lead = Откликнуться можно прямо в чате: несколько коротких вопросов, без регистрации. Там же выберете время собеседования.
web-careers-open = { $count ->
    [one] { $count } открытая вакансия
    [few] { $count } открытые вакансии
   *[many] { $count } открытых вакансий
}
web-careers-none = Сейчас открытых вакансий нет
web-careers-none-hint = Загляните через несколько дней: новые вакансии появятся на этой странице. Уже откликались? Напишите рекрутеру в чат.
web-open-chat = Открыть чат
web-apply = Откликнуться
web-apply-hint = Откроется чат. Займёт около трёх минут, резюме можно приложить или пропустить.
web-apply-elsewhere = Или продолжите в мессенджере:
web-more = Подробнее
web-fact-schedule = График: { $name }
web-fact-employment = Занятость: { $name }
web-all-vacancies = Все вакансии
web-vacancy-closed = Эта вакансия уже закрыта
web-vacancy-closed-hint = Посмотрите другие: возможно, там есть то, что вам подойдёт.
web-page-not-found = Такой страницы нет
web-page-not-found-hint = Возможно, адрес набран с ошибкой или страницу убрали. Все вакансии и чат на месте.
web-another-page = Запрос пришёл с другого сайта
web-another-page-hint = Мы его не выполнили, ничего не изменилось. Откройте ссылку заново и нажмите кнопку на нашей странице.
web-login-title = Вход
web-login-hello = Здравствуйте, { $name }!
web-login-hint = Нажмите «Войти», и откроется ваш рабочий чат. Ссылка сработает один раз.
web-login-enter = Войти
web-login-expired = Ссылка для входа больше не действует
web-login-expired-hint = Она живёт недолго и срабатывает один раз. Попросите новую: командой /login в боте или у администратора.
web-invite-title = Приглашение
web-invite-hint = Вас приглашают в команду. Нажмите «Присоединиться», и откроется ваш рабочий чат. Ссылка сработает один раз.
web-invite-enter = Присоединиться
web-invite-expired = Приглашение больше не действует
web-invite-expired-hint = Оно живёт неделю и срабатывает один раз. Попросите новое у администратора.
web-our-fault = У нас что-то сломалось
web-our-fault-hint = Мы уже знаем об этом. Обновите страницу через минуту: то, что вы отправили в чат, сохранено.

web-demo-title = Два телефона, одна история
web-demo-lead = Слева телефон кандидата, справа рекрутера. Всё настоящее: нажимайте и пишите.
web-demo-candidate = Кандидат
web-demo-staff = Рекрутер
web-demo-switch = Чей телефон показать
web-demo-note = Данные вымышленные. Чтобы начать заново, перезапустите демонстрацию.
web-demo-clock = Время в демонстрации
web-demo-clock-hour = +1 час
web-demo-clock-reminder = К следующему напоминанию
web-demo-clock-reminder-short = К напоминанию
web-demo-clock-none = Напоминаний пока нет: запланируйте звонок или собеседование.
web-demo-step-apply = Нажмите «Начать», выберите вакансию и откликнитесь.
web-demo-step-card = Пришла карточка отклика. Нажмите «В базу».
web-demo-step-call = «Первый звонок» → «Недозвон»: бот спросит, когда напомнить.
web-demo-step-callback = В срок придёт карточка с телефоном. «Назначить интервью» → «Пусть выберет кандидат».
web-demo-step-slot = Выберите день и время. Придёт место и файл для календаря.
web-demo-step-move = Подтвердите встречу или перенесите её.
web-demo-step-result = После встречи бот спросит «Как прошло?».

### Чат: то, что вокруг сообщений

webchat-title = Чат — { $company }
webchat-about-candidate = Вакансии, отклики, ответы рекрутера
webchat-staff-name = Отклик
webchat-about-staff = Рабочий чат
webchat-history = Сообщения
webchat-jump = К последним сообщениям
webchat-menu = Команды
webchat-attach = Приложить файл
webchat-placeholder = Сообщение
webchat-drop = Отпустите файл, и мы его отправим
webchat-noscript = Чату нужен JavaScript. Включите его в браузере и обновите страницу.
webchat-today = Сегодня
webchat-yesterday = Вчера
webchat-kb = КБ
webchat-mb = МБ
webchat-you = Вы
webchat-they = Бот
webchat-wait = ждёт отправки
webchat-sent = отправлено
webchat-seen = прочитано
webchat-failed = не отправлено
webchat-fresh = Новые сообщения
webchat-phone-label = Ваш номер телефона
webchat-phone-wrong = Проверьте номер: нужно не меньше 10 цифр.
webchat-send = Отправить
webchat-cancel = Отмена
webchat-again = Повторить
webchat-delete = Удалить
webchat-failed-refused = Не отправлено. Попробуйте ещё раз.
webchat-failed-too-long = Слишком длинное сообщение. Разделите его на два.
webchat-failed-file-too-large = Файл слишком большой. Можно до { $megabytes } МБ.
webchat-failed-no-room = Сейчас мы не можем принимать файлы: на сервере мало места. Напишите нам словами, а файл пришлите позже.
webchat-failed-enough-files = На сегодня файлов достаточно: больше не принимаем. Пришлите этот завтра.
webchat-failed-file-lost = Файл не сохранился в браузере. Приложите его ещё раз.
webchat-offline = Соединение… отправим, как только появится связь
webchat-busy = Сейчас пишет много людей. Ничего не нажимайте: отправим сами через несколько секунд.
webchat-signed-out = Вход закончился. Получите новую ссылку: команда /login в боте или администратор.
webchat-start = Начать
webchat-empty-name = Здравствуйте!
webchat-empty-hint = Здесь можно посмотреть вакансии, откликнуться и выбрать время собеседования. Нажмите «Начать».
webchat-sign-in-name = Вход для сотрудников
webchat-sign-in-hint = Откройте чат по своей ссылке для входа. Её даёт команда /login в боте или администратор.
webchat-logout = Выйти
