### The candidate: vacancies, consent, application, meetings, messages

command-start = Vacancies and applications
command-status = My applications and meetings
command-stop = No more messages

## The first screen

home-hello =
    <b>Hello!</b>
    This is the bot of { $company }. You can apply right here: a few short questions, about three minutes. You will also choose the time of your interview and get the recruiter’s answer here.
home-mine = <b>Hello! Here are your applications:</b>
home-status = 📄 My applications: { $count }
home-again = We are in touch again: you will get our messages.
status-button = 📄 My applications
vacancies-button = Vacancies

## Vacancies

vacancies-open = { $count ->
    [one] <b>{ $count } vacancy</b> is open now. Press it to learn more.
   *[other] <b>{ $count } vacancies</b> are open now. Press any of them to learn more.
}
vacancies-pay = ₽{ $sum }K
vacancies-none = There are no open vacancies right now. Write here what work you are looking for: a recruiter will read it and answer in this chat.
vacancies-none-guest = There are no open vacancies right now. Please look in again in a few days: press /start and we will show the new ones.
vacancy-link-dead = This link leads to no vacancy. Here is what is open now.
vacancy-closed = The vacancy “{ $name }” is closed already. Have a look at the others: one of them may suit you.
vacancy-name = <b>{ $name }</b>
vacancy-salary = 💰 { $salary }
vacancy-city = 📍 { $city }
vacancy-terms = 🕒 { $terms }
vacancy-apply = Apply
vacancy-mine = 📄 My application

## Consent

consent-lead = To consider your application we need your consent. Please read the text and decide for yourself.
consent-yes = I agree, continue
consent-no = I do not agree
consent-given = ✅ <b>You agreed</b> { $at }
consent-refused = <b>You did not agree</b> { $at }
consent-without = All right, we have kept nothing about you. Without consent we cannot take an application, but you are welcome to look at the vacancies. If you change your mind, press “Back to the consent”.
consent-again = Back to the consent
consent-text-unknown = We have not published the text of the consent yet, so we cannot take applications. Please look in later.

## The form

apply-to = Application for <b>{ $vacancy }</b>
apply-again = You have already applied for this vacancy.
apply-name = What is your full name?
apply-name-label = Name
apply-phone = Your phone number: the recruiter will call it. Press the button or type the number.
apply-phone-label = Phone
apply-phone-which = The number { $phone } can be read in two ways. Which one is yours? If neither, write it with “+” and the country code.
apply-phone-which-label = Which number
phone-two-ways = This number can be read in two ways: { $one } or { $other }. Write it with “+” and the country code.
apply-city = Which city do you live in?
apply-city-label = City
apply-resume = Please send your résumé as a file (PDF, Word or a photo), a link or text. If you have none at hand, skip it: we will take your application anyway.
apply-resume-label = Résumé
apply-resume-file = Résumé
apply-resume-link = Link to the résumé
apply-surname = And your surname? Write it, or press the button if you have one name only.
apply-surname-none = I have one name
apply-surname-label = Surname
resume-empty = The file is empty. Please send your résumé once more.
resume-recorded = A voice or a video does not make a résumé. Send a PDF, Word or photo, write about yourself in text, or send a link.
resume-kind = This does not look like a résumé. PDF, Word, RTF, text or a photo will do. You can also write about yourself right here or send a link.
resume-in-words = Send your résumé as a file, a link or text: where and as what you worked, what you can do. None at hand? Press “Skip”.
apply-closed-meanwhile = While you were answering, the vacancy “{ $vacancy }” was closed and can take no more applications. Have a look at the others: there will be hardly anything left to answer.
apply-thanks =
    ✅ <b>Thank you! Your application is sent</b>
    Vacancy: { $vacancy }

    A recruiter of { $company } will read it and answer within three working days, right in this chat. If you have a question, just write here.
city-invalid = This does not look like a city. Please write just its name, for example “Kazan”.
name-invalid = Please write the name in letters, for example “Anna Smirnova”.
phone-invalid = The number cannot be read. Please write it with its code, for example <code>+7 912 345-67-89</code>.

## How things stand

status-title = <b>Your applications</b>
status-none = You have no applications now. Have a look at the vacancies: applying takes three minutes.
stands-received = Application received ({ $day }). The recruiter will answer within three working days.
stands-reading = The recruiter is looking at your application.
stands-calling = The recruiter would like to talk to you and will call again. Prefer writing? Write here.
stands-thinking = We are waiting for your decision. Once you have made it, write here.
stands-deciding = The recruiter is preparing the next step and will write here.
stands-hired = 🎉 You are hired. Congratulations! Ask here about your first day.
stands-passed = You have passed this stage. The recruiter will write what comes next.
stands-arranging = The meeting did not take place. The recruiter will write how to go on.
stands-choose = You are invited to a meeting: just choose a time.
stands-booked = The meeting is set: { $at }. Please confirm that the time suits you.
stands-confirmed = ✅ The meeting is confirmed: { $at }. We look forward to it.
stands-met = Meeting: { $at }. After it the recruiter will write what comes next.
stands-until = We will answer by { $day }.
stands-rejected = Unfortunately we cannot offer you this job this time.
stands-withdrawn = You gave this vacancy up. If you change your mind, write here.
stands-cancelled = This vacancy was cancelled.
stands-reserve = You are in our talent pool: we will write when there is suitable work.
stands-closed = The application is closed.
write-button = ✉️ Write to recruiter
write-to = Write your message right here: { $name } will get it and answer in this chat. You may attach a file.
write-anybody = Write your message right here: the recruiter will get it and answer in this chat. You may attach a file.

## The time of the meeting

meeting-phone-interview = Phone interview
meeting-interview = Interview
times-choose = 🗓 Choose a time
times-day =
    <b>{ $kind }</b>
    { $vacancy }

    Choose a day:
times-day-instead =
    <b>{ $kind }: another time</b>
    { $vacancy }
    Set for now: { $at }

    Choose a new day. Until you do, the old time stays yours.
times-hour =
    <b>{ $kind }: { $day }</b>
    Choose what suits you. Times are for { $zone }
times-other-day = ← Another day
times-no-day = Nothing suits me
times-none = There are no free times for “{ $vacancy }” right now. Write here when it suits you, and the recruiter will find a time.
times-write = Write which days and hours suit you: { $name } will read it and suggest a time in this chat.
times-look-again = 🗓 See the times
times-chosen = You chose: <b>{ $at }</b>
meeting-not-asked = There is no time to choose right now. See /status for what comes next.
meeting-begun = This meeting has begun and cannot be changed. If something happened, write here.
meeting-over = This meeting is no more: it was cancelled or is over. See /status for what comes next.
meeting-has-moved = The meeting has been moved meanwhile. Here is the new time.

## The meeting

meeting-booked = <b>{ $kind }: see you there!</b>
meeting-moved = <b>{ $kind }: the time has changed, see you there!</b>
meeting-booked-next = We will remind you in good time. The file below adds the meeting to your calendar.
meeting-booked-silent = You have switched our messages off, so we will not remind you. To switch them on again: /start. The file below adds the meeting to your calendar.
meeting-card = <b>{ $kind } is set</b>
meeting-confirmed-card = ✅ <b>{ $kind }: you said you will come</b>
meeting-going-on = <b>{ $kind }</b>
meeting-confirmed = ✅ <b>Thank you, see you there!</b>
meeting-vacancy = Vacancy: { $vacancy }
meeting-when = 🗓 <b>{ $at }</b>, { $minutes } min
meeting-office-time = Local time at the office: { $at }
meeting-place = 📍 { $place }
meeting-link = 🔗 { $link }
meeting-phone = 📞 We will call you: { $phone }
meeting-with = 👤 Recruiter: { $name }
meeting-file = Meeting
meeting-open = 🗓 Meeting
meeting-calendar = 📎 Calendar file
meeting-confirm = ✅ Confirm
meeting-move = Move
meeting-cancel = Cancel it
meeting-cancel-ask =
    <b>Cancel the meeting?</b>
    { $kind }: { $vacancy }
    { $at }

    If only the time does not suit you, the meeting can be moved.
meeting-cancel-sure = Yes, cancel
meeting-keep = ← Leave it as it is
meeting-cancelled-mine = You have cancelled the meeting for “{ $vacancy }”, and the recruiter knows. You may choose another time.
meeting-other-time = 🗓 Another time

## No longer interested

withdraw-button = No longer interested
withdraw-ask =
    Are you no longer interested in “{ $vacancy }”?
    Please choose a reason: it helps us to become better. We will close the application.
withdraw-ask-meeting =
    Are you no longer interested in “{ $vacancy }”?
    Please choose a reason: it helps us to become better. We will close the application and cancel the meeting { $at }.
withdraw-ask-response =
    Are you no longer interested in “{ $vacancy }”?
    Please choose a reason: it helps us to become better. We will take the application back and nobody will look at it.
withdraw-thanks = Thank you for telling us. The application for “{ $vacancy }” is closed and we will not bother you. If you change your mind, write here.
withdraw-return = ↩️ Bring it back
withdraw-returned = We are glad that you changed your mind! Your application for “{ $vacancy }” is open again: the recruiter knows and will write or call.
withdraw-final = An application can be brought back within a day. Write here if you changed your mind: the recruiter will answer.
withdraw-over = The application for “{ $vacancy }” is closed already.
withdraw-reason-not-looking = Not looking any more
withdraw-reason-company = The company
withdraw-reason-location = Too far away
withdraw-reason-work-schedule = The schedule
withdraw-reason-pay = The pay
withdraw-reason-conditions = The conditions
withdraw-reason-other-offer = Taking another job
withdraw-reason-counter-offer = Staying where I am
withdraw-reason-other = Another reason
withdraw-reason-personal = Personal circumstances
withdraw-reason-slow-process = It takes too long
withdraw-reason-changed-mind = My plans have changed

## Messages

talk-handed-on = Passed on to the recruiter. A person will answer, right in this chat. You may add more.
talk-many = All your messages are safe, and the recruiter will see them together, in one notice. No need to hurry: write the rest as one message, that is easier to answer.
talk-enough = You have written { $most } messages today: the recruiter has all of them. This one was not kept. Please wait for an answer, or write tomorrow.
talk-guest-file = The file was not kept: before your consent we store nothing. After it we will ask for your résumé ourselves: send it then, please.
file-not-kept = The file came before the consent and was not kept. Please send it once more.
files-enough = You have sent { $most } files within a day: the recruiter has all of them. This one was not kept; please send it tomorrow.
talk-guest = Hello! We can pass a message on to the recruiter once you have consented to the processing of your data. Choose a vacancy: applying takes about three minutes.
talk-guest-vacancy = Hello! We can pass a message on to the recruiter once you have consented to the processing of your data: we ask for it when you apply for “{ $vacancy }”. Press “Apply”, agree, and ask once more.
talk-guest-consent = You can ask the recruiter right after the consent to the processing of your data: until then we keep and pass on nothing. Go back to the consent and then ask once more, the recruiter will answer in this chat.
talk-guest-later = Hello! We can pass a message on to the recruiter once you have consented to the processing of your data: we ask for it when you apply. There are no open vacancies right now. Please look in again in a few days: press /start and we will show the new ones.
talk-opted-out = Passed on to the recruiter. But messages to you are switched off and the answer will not reach you. To get it, press /start.
message-empty = There is nothing in the message. Write some text or attach a file.

## Settings

help-candidate =
    <b>What the bot of { $company } can do</b>
    It shows vacancies, takes your application, sets and moves meetings and reminds you of them. If you have a question, just write here: a person will answer.
language-ask = Which language shall we speak? You can change your time zone here too.
language-set = Done: we speak English now.
zone-button = 🕐 Another time zone
zone-mine = 🕐 { $zone }
zone-ask = Where do you live? Choose a city with the same time: meetings and reminders will go by it.
zone-set = Done. It is { $time } where you are: meetings are shown by this clock.
stop-done = No more messages: neither reminders nor answers. Your applications and meetings stay; you can give them up in /status. To come back, press /start.
stop-guest = We never write first. To see the vacancies, press /start.

## What comes by itself

notice-choose =
    <b>{ $kind }: you are invited!</b>
    Vacancy: { $vacancy }

    { $name } lets you choose the time that suits you. It takes a minute.
notice-scheduled = <b>{ $kind }: a time is set for you</b>
notice-moved = <b>{ $kind }: the time has changed</b>
notice-was = It was: { $at }
notice-place = <b>{ $kind }: another place</b>
notice-remind = ⏰ <b>{ $kind }: a reminder</b>
notice-confirm = Does the time suit you? Please press “Confirm” or choose another one.
notice-expected = You said you will come. See you there!
notice-cancelled = Unfortunately the meeting for “{ $vacancy }” had to be cancelled.
notice-cancelled-choose = Unfortunately the meeting for “{ $vacancy }” had to be cancelled. Please choose another time.
notice-missed-interview = We did not get to meet about “{ $vacancy }”. It happens. If you are still interested in the job, please choose another time.
notice-missed-phone-interview = We could not reach you at the agreed time about “{ $vacancy }”. It happens. If you are still interested in the job, please choose another time.
notice-accepted =
    <b>Your application has been looked at</b>
    Vacancy: { $vacancy }

    { $name } will call you or write here to arrange a meeting.
notice-rejected =
    Thank you for applying for “{ $vacancy }” and for your time. This time we cannot offer you this job.

    Have a look at the other vacancies of { $company }: we will be glad if one of them suits you.
notice-withdrawn = We noted that you are no longer interested in “{ $vacancy }” and closed the application. If this is a mistake, write here. Thank you for your time!
notice-next =
    🎉 <b>You have passed this stage!</b>
    Vacancy: { $vacancy }

    The recruiter will write here about the next step.
notice-file-unfit =
    📎 The file “{ $name }” does not look like a résumé: it is empty or of another kind.

    Send a PDF, Word file, text or photo right here. Everything else is kept.
notice-file-lost =
    📎 “{ $name }” did not reach us: the messenger did not give it out.

    Please send it here once more, up to 20 MB, best as a PDF. Everything else is kept.
notice-reply = <b>{ $name }</b>

# What came along with the words: as the recruiter reads it
said-forwarded = ↪️ Forwarded from { $name }
said-quote = 💬 In reply to “{ $words }”
said-contact = 👤 Contact: { $name }, { $phone }
said-sticker = 🖼 Sticker
said-dice = 🎲 Emoji
said-location = 📍 Place on the map
said-venue = 📍 Place on the map
said-poll = 📊 Poll
said-story = Story
said-checklist = ☑️ Checklist
said-invoice = 🧾 Invoice
said-giveaway = 🎁 Giveaway
said-paid-media = 🖼 Paid photo or video (the bot cannot open it)
said-unknown = 📎 A message of the kind “{ $kind }”: the whole of it is seen only in the messenger
notice-meeting-off = The meeting on { $at } is off, there is no need to come.
said-corrected = ✏️ Correction: { $words }
talk-corrected-late = The recruiter has your earlier version already. We have passed the correction on as a separate message.
