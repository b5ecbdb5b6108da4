### A colleague's desk: the first screen, settings, the day, vacancies, slots, search

command-today = Meetings, calls and decisions of today
command-vacancies = Vacancies
command-vacancy = One vacancy: /vacancy 15
command-slots = When you receive candidates
command-find = Find somebody: /find Ivanov
command-me = Your settings: time zone, quiet hours
command-login = A link into the web chat
command-sessions = Where you are signed in to the web chat
command-logout = Sign out of the web chat in this browser
command-language = The bot's language
command-help = All commands
button-home = 🏠 Home

## The first screen

desk-home =
    <b>Hello, { $name }!</b>
    { $day }
desk-home-choose = Where shall we begin?
desk-home-quiet = Nothing is urgent.
desk-home-closed = { $name }, you have no access to the system of { $company } at present. If that is a mistake, please write to the administrator.
desk-home-responses = 📥 { $count ->
    [one] { $count } new response
   *[other] { $count } new responses
}
desk-home-callbacks = 📞 { $count ->
    [one] { $count } person was promised a call
   *[other] { $count } people were promised a call
}
desk-home-today = 📅 { $count ->
    [one] { $count } meeting today
   *[other] { $count } meetings today
}
desk-home-decisions = ⚖️ { $count ->
    [one] { $count } candidate waits for a decision
   *[other] { $count } candidates wait for a decision
}
desk-door-responses = 📥 Responses
desk-door-callbacks = 📞 Call back
desk-door-today = 📅 Today
desk-door-decisions = ⚖️ Decide
desk-door-vacancies = 💼 Vacancies
desk-door-find = 🔎 Find
desk-door-slots = 🕐 My slots
desk-door-users = 👥 Colleagues
desk-door-invite = ✉️ Invite
desk-door-dict = 📚 Dictionaries
desk-door-audit = 🧾 Audit log
desk-door-health = 🩺 Health
desk-door-settings = ⚙️ Settings
desk-help = <b>What you can do</b>
desk-help-more = You can also just type a surname or the last digits of a phone: we will look in the base.
desk-help-cancel = To stop any form: /cancel

## Settings

desk-login =
    🔑 <b>Web chat sign-in</b>
    { $link }

    The link works once and lives for { $minutes } minutes. Please forward it to nobody: it opens your working chat.
desk-me =
    <b>{ $name }</b>
    Roles: { $roles }
    Language: { $language }
    Time zone: { $zone }
    Quiet hours: { $quiet }
desk-me-language = 🌐 Language
desk-me-zone = 🕐 Time zone
desk-me-quiet = 🌙 Quiet hours
desk-me-login = 🔑 Web chat sign-in
desk-me-sessions = 🖥 Where I am signed in
desk-sessions =
    { $count ->
        [0] <b>You are not signed in to the web chat in any browser.</b>
       *[other] <b>Where you are signed in to the web chat</b>
        Is one of them not yours? End it: the chat closes there at once.
    }
desk-session = • { $place } — last seen { $when }
desk-session-here = • <b>{ $place }, this browser</b> — last seen { $when }
desk-session-unknown = Unknown device
desk-session-end = End: { $place }
desk-session-ended = Signed out there.
desk-sessions-end-others = End all but this one
desk-sessions-end-all = End all
desk-sessions-ended =
    { $count ->
        [one] { $count } sign-in ended.
       *[other] { $count } sign-ins ended.
    }
desk-logout-done = You are signed out of the web chat in this browser. To come back, get a link: /login in Telegram, or from your administrator.
desk-logout-elsewhere = There is nothing to sign out of in this messenger: you are here under your own account. Web chat sign-ins can be ended right here.
desk-language = Which language shall we write in?
desk-language-set = We write in English from now on.
desk-zone = Where do you work? Meetings and calls will be shown in this zone.
desk-zone-set = Done. Your time now: { $time }.
desk-zone-kaliningrad = Kaliningrad
desk-zone-moscow = Moscow
desk-zone-samara = Samara
desk-zone-yekaterinburg = Yekaterinburg
desk-zone-omsk = Omsk
desk-zone-krasnoyarsk = Krasnoyarsk
desk-zone-irkutsk = Irkutsk
desk-zone-yakutsk = Yakutsk
desk-zone-vladivostok = Vladivostok
desk-zone-magadan = Magadan
desk-zone-kamchatka = Kamchatka
desk-quiet = Within quiet hours (time: { $zone }) news wait until the morning. A call that you set to this very minute comes all the same.
desk-quiet-off = No quiet hours
desk-quiet-none = none
desk-quiet-span = { $start }–{ $end } ({ $zone })

## Today

desk-today = <b>{ $day }</b> (times: { $zone })
desk-today-meetings = <b>Meetings: { $count }</b>
desk-today-no-meetings = No meetings today.
desk-today-booked = { $time } { $name } — { $kind }, { $vacancy } · ⏳ not confirmed yet
desk-today-confirmed = { $time } { $name } — { $kind }, { $vacancy } · ✅ confirmed
desk-today-awaited = { $time } { $name } — { $kind }, { $vacancy } · 📝 result awaited
desk-today-done = { $time } { $name } — { $kind }, { $vacancy } · took place
desk-today-no-show = { $time } { $name } — { $kind }, { $vacancy } · did not come
desk-today-callbacks = <b>To call back: { $count }</b>
desk-today-no-callbacks = Nobody to call back today.
desk-today-call = { $time } { $name }, { $vacancy }
desk-today-call-late = ⏰ { $time } { $name }, { $vacancy }
desk-today-decisions = <b>Waiting for a decision: { $count }</b>
desk-today-no-decisions = Nobody waits for a decision.
desk-today-more = …and { $count } more
desk-today-callbacks-button = 📞 Call back · { $count }
desk-today-decisions-button = ⚖️ Decide · { $count }
desk-decisions = <b>To decide: { $count }</b>
    Those who have waited too long come first ⏰
desk-decisions-none = Nobody waits for a decision. Well done!
desk-button-team = 👥 The whole team
desk-button-mine = 👤 Mine only

## Vacancies

desk-vacancies-opened = <b>Open vacancies: { $count }</b>
desk-vacancies-suspended = <b>Suspended vacancies: { $count }</b>
desk-vacancies-closed = <b>Closed vacancies: { $count }</b>
desk-vacancies-opened-button = 🟢 Open
desk-vacancies-suspended-button = ⏸ Suspended
desk-vacancies-closed-button = 🔒 Closed
desk-vacancies-not-yours = You are not on any vacancy yet: please ask the recruiter. It will appear here once you are.
desk-vacancies-none = Nothing here yet.
desk-vacancy-usage = Please write a vacancy's number, such as /vacancy 15.
desk-vacancy-new = ➕ New vacancy
desk-vacancy-in-work = { $count ->
    [0] no candidates
    [one] { $count } candidate
   *[other] { $count } candidates
}
desk-vacancy-waiting = 📥 { $count ->
    [one] { $count } new response
   *[other] { $count } new responses
}
desk-vacancy = { $mark } <b>{ $label } { $name }</b>
desk-vacancy-is-opened = Open. Led by { $recruiter }
desk-vacancy-is-suspended = Suspended: no new responses are taken. Led by { $recruiter }
desk-vacancy-is-closed = Closed. Was led by { $recruiter }
desk-vacancy-waiting-line = 📥 New responses: <b>{ $count }</b>
desk-vacancy-status = { $status }: <b>{ $count }</b>
desk-vacancy-nobody = No candidates yet. Share a link to the vacancy.
desk-vacancy-people = 👥 Candidates · { $count }
desk-vacancy-responses = 📥 Responses · { $count }
desk-vacancy-links = 🔗 Links
desk-vacancy-preview = 👁 Preview
desk-vacancy-questions = ❓ Questions
desk-vacancy-edit = ✏️ Change
desk-vacancy-card = 💼 To the vacancy
desk-vacancy-suspend = ⏸ Suspend
desk-vacancy-open = 🟢 Open
desk-vacancy-close = 🔒 Close
desk-vacancy-closing =
    Close the vacancy <b>{ $label } { $name }</b>?
    Nobody will be able to apply to it. { $count ->
        [0] There are no candidates on it.
       *[other] These stay in work ({ $count }): { $names }. Please decide on each.
    }
desk-vacancy-closing-meeting = { $name } ({ $kind }: { $at })
desk-vacancy-closing-more = and { $count } more
desk-vacancy-closing-rest = Meetings that are set stand, with their reminders. Callbacks and invitations to choose a time rest while the vacancy is closed. Candidates are told nothing of it.
desk-vacancy-closing-responses = Responses without a decision ({ $count }) leave the common queue and stay on the vacancy's card.
desk-vacancy-close-sure = Yes, close it
desk-vacancy-now-opened = The vacancy is open and takes responses.
desk-vacancy-now-suspended = The vacancy is suspended: no new responses.
desk-vacancy-now-closed = The vacancy is closed.
desk-links =
    🔗 <b>{ $label } { $name }</b>
    Send it to a candidate or put it into an advertisement: it opens this very vacancy.
desk-link-telegram = Telegram: { $link }
desk-link-web = Site and web chat: { $link }
desk-people = <b>{ $label } { $name }</b>: { $count ->
    [one] { $count } candidate
   *[other] { $count } candidates
}
desk-people-none = Nobody here.
desk-people-all = All statuses

## A new vacancy, and changing one

desk-vacancy-created = The vacancy is open.
desk-editing =
    { $about }
    Hiring manager: { $manager }

    What shall we change?
desk-changed = Saved.
desk-field-name = Name
desk-field-text = Description
desk-field-city = City
desk-field-salary = Salary
desk-field-schedule = Schedule
desk-field-employment = Employment
desk-field-manager = 👤 Manager
desk-field-recruiter = 👤 Recruiter
desk-managers = Who is the hiring manager? They will see the vacancy's candidates and may say how meetings went.
desk-managers-none = There are no hiring managers yet: the administrator invites them.
desk-manager-none = No manager
desk-manager-nobody = nobody yet
desk-recruiters = Whom shall the vacancy go to? New responses will come to them; applications already begun stay where they are.
desk-ask-name = What is the vacancy called? For example: “Call centre operator”.
desk-ask-text = Tell about the work: what one does, what one must know, what you offer. In one message; candidates will read it.
desk-ask-city = In which city is the work?
desk-ask-salary = What is the salary a month? For example: “90000-120000”, “from 90k”.
desk-ask-schedule = Which schedule?
desk-ask-employment = Which employment?
pay-line = Pay:
pay-per-hour = an hour
pay-per-shift = a shift
pay-net = after tax
pay-gross = before tax
salary-not-understood = We could not read the sum. Please write it like this: “90000-120000”, “from 90000” or “up to 120k”.

## A vacancy's questions

desk-questions =
    ❓ <b>{ $label } { $name }</b>
    Everybody who applies will be asked this. An asterisk * means that an answer is a must.
desk-questions-none = No questions yet: we will ask only for the name, phone, city and résumé. Add your own with the buttons below.
desk-questions-all = ❓ All questions
desk-question-text = answer in words
desk-question-choice = one of the options
desk-question-number = number
desk-question-yesno = yes or no
desk-question-add-text = ➕ Words
desk-question-add-choice = ➕ Options
desk-question-add-number = ➕ Number
desk-question-add-yesno = ➕ Yes/no
desk-question-archive = 🗄 Ask no more
desk-question-hint = To change the wording, put the question aside and add a new one: earlier answers stay with the question they answered.
desk-question-archived = We will not ask it any more. Earlier answers are kept.
desk-question-added = The question is added.
desk-ask-question-text = Please write the question. The candidate will answer in words.
desk-ask-question-choice = Please write the question. We will ask for the options next.
desk-ask-question-number = Please write the question. The candidate will answer with a number: “How many years of experience?”
desk-ask-question-yesno = Please write a question that is answered with “yes” or “no”.
desk-ask-options = The options, each on a line of its own, from two to ten.
desk-ask-must = Is an answer a must?
desk-preview = 👁 <b>This is what candidates see</b>
desk-preview-questions = <b>After the consent and the form we will ask:</b>
desk-preview-no-questions = Apart from the name, phone, city and résumé we will ask nothing.

## Slots

desk-slots =
    🕐 <b>When you receive candidates</b>
    From these times they choose a meeting themselves.
desk-slots-none = There are no hours yet, so candidates have nothing to choose from. Add a rule: it takes six short questions.
desk-slots-add = ➕ Add a rule
desk-slots-special = 📆 Special days
desk-slots-free = <b>Next free times</b>
desk-slots-no-free = There are no free times ahead.
desk-rule =
    📅 <b>{ $when }</b> ({ $zone })
    A meeting takes { $duration } min
    People at one time: { $capacity }
    Break between meetings: { $buffer } min
    Place or link: { $place }
desk-rule-no-place = ⚠️ There is no address: the candidate will not know where to come. Please add a place.
desk-rule-add-place = 📍 Add a place
desk-rule-change = ✏️ Change
desk-rule-end = End this rule
desk-rule-ending = Remove this rule? Its free times will be closed. Whoever has booked already will come.
desk-rule-end-sure = Yes, remove it
desk-rule-ended = The rule is removed.
desk-rule-kept = Done: candidates can choose already.
desk-rule-changed = The hours are changed: candidates choose from the new ones already. Meetings that are set stay as they were.
desk-field-weekdays = Days
desk-field-hours = Hours
desk-field-duration = Length
desk-field-capacity = People
desk-field-buffer = Break
desk-field-place = Place or link
desk-ask-weekdays = On which days? Press a button or write: “mon-fri”, “tue, thu”.
desk-ask-hours = At which hours? Write, for example, “10-18”. Time: { $zone }.
desk-ask-duration = How long does a meeting take?
desk-ask-capacity = How many people may come at one time?
desk-ask-buffer = How long a break shall be left between meetings?
desk-ask-place = Where shall people come? Write the address or paste the link of a video call: the candidate will see it.
desk-minutes = { $count } min
desk-special =
    📆 <b>Special days</b>
    Write a day or several: “tomorrow off”, “25.12”, “holiday 1–14 december”. If you work at other hours, add them: “fri 12-16”. Time: { $zone }.
desk-special-days = <b>Not as usual</b>
desk-day-off = off
desk-tomorrow-off = 🏖 Tomorrow off
desk-day-set = { $day }: { $hours }. { $count ->
    [1] Whoever has booked that day will come.
   *[other] Whoever has booked these days will come.
 }

## Search

desk-find =
    🔎 <b>Whom do we look for?</b>
    Write a name, a city, a job or the last digits of a phone.
desk-found = 🔎 “{ $text }”: { $count ->
    [one] { $count } person
   *[other] { $count } people
}
desk-found-many = 🔎 “{ $text }”: { $count }+ people. To narrow it down, add a name, a town or a job.
desk-found-none = 🔎 “{ $text }”: nobody found. Try it otherwise: the family name alone, or the last four digits of the phone.
desk-found-vacancy = Vacancy: { $vacancy }
desk-find-vacancy = 💼 On one vacancy
desk-find-everybody = 👥 In the whole base
desk-find-choose = On which vacancy shall we look?

## Times and hours in words

days-not-understood = We could not read the days. Please write, for example, “mon-fri” or “tue, thu”.
hours-not-understood = We could not read the hours. Please write, for example, “10-18”, “from 9:30 to 14”, “9-13, 14-18” or “22-6”.
length-not-understood = We could not read how long that is. Please write, for example, “40 minutes”, “1 hour” or “1:30”.
amount-which = There are two numbers: { $first } and { $second }. Please write one.
day-not-understood = We could not read the day. Please write, for example, “tomorrow”, “fri”, “25.12” or “1–14 december”.
days-too-many = At most { $most } days can be named at once. Please write them in parts.
candidate-unreachable = They cannot be written to from here: they have blocked the bot or never opened it. Please call or send an e-mail.
desk-open-vacancy = ✅ Open the vacancy
desk-keep-rule = ✅ Keep the hours
