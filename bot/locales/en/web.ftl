### Pages: vacancies, applying, login, demo

web-language = Page language
web-footer = { $company }. We answer in the chat, usually the same working day.
web-careers-title = Work at { $company }
web-careers-lead = Apply right in the chat: a few short questions, no sign-up. You choose the interview time there too.
web-careers-open = { $count ->
    [one] { $count } open vacancy
   *[other] { $count } open vacancies
}
web-careers-none = No open vacancies right now
web-careers-none-hint = Please look in again in a few days: new vacancies appear on this page. Have you applied already? Write to the recruiter in the chat.
web-write-us = Write to us
web-apply = Apply
web-apply-hint = A chat will open. It takes about three minutes; you can attach a résumé or skip it.
web-apply-elsewhere = Or continue in a messenger:
web-more = More
web-fact-schedule = Schedule: { $name }
web-fact-employment = Employment: { $name }
web-all-vacancies = All vacancies
web-vacancy-closed = This vacancy is closed
web-vacancy-closed-hint = Have a look at the others: there may be one that suits you.
web-page-not-found = There is no such page
web-page-not-found-hint = The address may have a typo, or the page was removed. The vacancies and the chat are still here.
web-login-title = Sign in
web-login-hello = Hello, { $name }!
web-login-hint = Press “Sign in” and your work chat will open. The link works once.
web-login-enter = Sign in
web-login-expired = This login link no longer works
web-login-expired-hint = It lives for a short time and works once. Ask for a new one: the /login command in the bot, or your administrator.
web-invite-title = Invitation
web-invite-hint = You are invited to the team. Press “Join” and your work chat will open. The link works once.
web-invite-enter = Join
web-invite-expired = This invitation no longer works
web-invite-expired-hint = It lives for a week and works once. Ask the administrator for a new one.
web-our-fault = Something broke on our side
web-our-fault-hint = We already know. Refresh the page in a minute: what you sent to the chat is kept.

web-demo-title = Two phones, one story
web-demo-lead = The candidate’s phone on the left, the recruiter’s on the right. All of it is real: press and type.
web-demo-candidate = Candidate
web-demo-staff = Recruiter
web-demo-switch = Whose phone to show
web-demo-note = The data is made up. Restart the demo to begin again.
web-demo-clock = Time in the demo
web-demo-clock-hour = +1 hour
web-demo-clock-reminder = To the next reminder
web-demo-clock-reminder-short = To reminder
web-demo-clock-none = No reminders yet: plan a call or an interview.
web-demo-step-apply = Press “Start”, choose a vacancy and apply.
web-demo-step-card = A response card has come. Press “Into the base”.
web-demo-step-call = “First call” → “No answer”: the bot asks when to remind you.
web-demo-step-callback = On time comes a card with the phone. “Set an interview” → “Let the candidate choose”.
web-demo-step-slot = Choose a day and a time. The place and a calendar file will come.
web-demo-step-move = Confirm the meeting or move it.
web-demo-step-result = After the meeting the bot asks “How did it go?”.

### The chat: what is around the messages

webchat-title = Chat — { $company }
webchat-about-candidate = A bot answers, a recruiter is near
webchat-staff-name = Otklik
webchat-about-staff = Work chat
webchat-history = Messages
webchat-jump = To the latest messages
webchat-menu = Commands
webchat-attach = Attach a file
webchat-placeholder = Message
webchat-drop = Let go of the file and we will send it
webchat-noscript = The chat needs JavaScript. Switch it on in your browser and refresh the page.
webchat-today = Today
webchat-yesterday = Yesterday
webchat-kb = KB
webchat-mb = MB
webchat-you = You
webchat-they = Bot
webchat-wait = waiting to be sent
webchat-sent = sent
webchat-seen = read
webchat-failed = not sent
webchat-fresh = New messages
webchat-phone-label = Your phone number
webchat-phone-wrong = Please check the number: it needs at least 10 digits.
webchat-send = Send
webchat-cancel = Cancel
webchat-again = Try again
webchat-delete = Delete
webchat-failed-refused = Not sent. Please try again.
webchat-failed-too-long = This message is too long. Please split it in two.
webchat-failed-file-too-large = The file is too large. Up to { $megabytes } MB is fine.
webchat-failed-file-lost = The browser did not keep the file. Please attach it again.
webchat-offline = Connecting… we will send it as soon as there is a connection
webchat-signed-out = You have been signed out. Get a new link: the /login command in the bot, or your administrator.
webchat-start = Start
webchat-empty-name = Hello!
webchat-empty-hint = Here you can look at vacancies, apply and choose an interview time. Press “Start” or just write.
webchat-sign-in-name = Sign-in for staff
webchat-sign-in-hint = Open the chat by your own login link. The /login command in the bot gives one, or your administrator.
