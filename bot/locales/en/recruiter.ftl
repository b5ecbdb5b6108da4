command-responses = Responses that wait for a decision
command-callbacks = Whom to call back, and when
command-candidate = A candidate's card by number: /candidate 12
span-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
span-hours = { $count } h
span-now = just now
span-minutes = { $count } min
app-nameless = No name given
app-phone = 📞 { $phone }
app-no-phone = 📞 no phone given
app-unreachable = Cannot be written to from here: please call.
app-email = ✉️ { $email }
app-written = ✍️ { $text } (could not be read)
app-remark = { $line } · { $remark }
app-city = City: { $city }
app-job = Last job: { $job }
app-salary = Expects: { $salary }
app-born = Born: { $date }
app-vacancy = { $label } · { $name }
app-status = Status: <b>{ $status }</b>, { $span }
app-left = { $span } left
app-left-to-decide = { $span } left to decide
app-overdue = <b>{ $span } overdue</b>
app-invited = ⏳ The candidate is choosing a time: { $kind }
app-callback = ⏰ Call back: { $at }
app-attempts = { $count ->
    [one] No answer { $count } time
   *[other] No answer { $count } times
}
app-comment-line = 💬 { $comment }
app-source = Source: { $source } · Led by { $owner }
app-candidate = <b>{ $name }</b> · No. { $number }
app-candidate-source = Source: { $source }
app-candidate-usage = Type the candidate's number after the command, e.g. /candidate 12. It stands on the card beside the name. No number at hand? Find the person by name or phone: /find.
app-applications = Considered for:
app-no-applications = Not considered for any vacancy yet.
app-history = <b>Personal file: { $name }</b>
    <i>Time: { $zone }. Latest first.</i>
app-event = <b>{ $what }</b>
    { $at }, { $who }
app-event-reason = Reason: { $reason }
app-event-file = 📎 { $name }
app-actor-staff = a colleague
app-actor-candidate = the candidate
app-actor-system = the system
app-actor-board = the job board
app-files = Files of <b>{ $name }</b>. Press one to open it.
app-files-none = <b>{ $name }</b> has no files yet.
app-file-of = 📎 { $name }
app-file-later = “{ $name }” is still loading. Press again in a minute.
app-file-lost = The messenger did not give out “{ $name }”. Ask for it once more: we have told the sender.
app-button-card = Card
app-button-candidate = 👤 Candidate
app-button-more = More…
app-button-write = ✉️ Write
app-button-thread = ✉️ Messages
app-button-comment = 💬 Comment
app-button-call = 📞 First call
app-button-interview = 🗓 Interview
app-button-interview-again = 🗓 Another meeting
app-button-kind = 🗓 { $kind }
app-button-reserve = 📦 Into the reserve
app-button-phone-interview = ☎️ Phone interview
app-button-result = 📝 Result
app-button-meeting = 🗓 Meeting
app-button-history = 📖 Personal file
app-button-told = 📩 Answers and letter
app-button-files = 📎 Files
app-button-files-count = 📎 Files ({ $count })
app-button-reject = Reject
app-button-withdraw = Withdrew
app-button-reopen = Take up again
call-how = Call, then mark how it ended.
call-recorded = ✅ Noted: <b>{ $status }</b>
call-decide = Time to decide: { $left }.
call-button-message = ✉️ Let them choose
call-button-unreachable = Reject: unreachable
preview =
    The candidate will get:
    <i>{ $text }</i>
call-message-sure = Send
given-to-you = 🤝 <b>A candidate was handed to you</b>: { $name }
given-by-you = 🤝 Handed over: { $name } leads now and has the card already.
given-returned = ↩️ <b>The candidate changed their mind and brought the application back</b>. A meeting, if there was one, has to be set anew.
meet-same-time = The meeting is at this time already, the place is the same: nothing has changed and the candidate is not told.
call-message = Hello! We could not reach you by phone: we would like to talk about the vacancy “{ $vacancy }”. Please write here when it suits you to take a call.
call-message-sent = The candidate was asked when a call suits. The answer comes here.
call-message-sent-times = The candidate got a choice of times. We will tell you what they choose.
cb-when = <b>{ $status }.</b> When to call back?
    Press a button or type your own time: “today 18:00”, “in 40 minutes”, “fri 11:00”. Time: { $zone }.
cb-later-1h = In 1 h
cb-later-3h = In 3 h
cb-later-tomorrow = Tomorrow 10:00
cb-no-reminder = No reminder
cb-promised = ✅ Noted: <b>{ $status }</b>
    ⏰ We will remind you { $at }
cb-quiet = 🌙 Not before: until then your quiet hours hold.
cb-missed-often = That makes { $count } calls in vain. Perhaps write, and let them choose a time?
cb-now = ⏰ <b>Time to call back</b>
cb-ahead = ⏰ Call back { $at }
cb-other-time = 🕑 Another time
cb-retime = It is set for { $at }. When shall it be instead? Time: { $zone }.
cb-snooze-15m = ⏰ +15 min
cb-snooze-1h = ⏰ +1 h
cb-snooze-tomorrow = ⏰ Tomorrow
cb-snoozed = ⏰ Put off. We will remind you { $at }
cb-list = <b>To call back: { $count }</b>
    <i>Time: { $zone }</i>
cb-list-empty = Nobody to call back. Promised calls will show up here by themselves.
meet-kind-interview = interview
meet-kind-phone-interview = phone interview
meet-setting = Setting the { $kind }.
meet-moving = Moving the { $kind }, now <b>{ $at }</b>.
meet-days = { $what } Choose a day (beside it, how many times are free):
meet-days-none = { $what } No free times in the schedule: type your own time or open more hours in /slots.
meet-times = { $day }: choose a time ({ $zone }).
meet-times-none = { $day }: no free times left. Go back to the days or type your own time.
meet-type = Setting the { $kind }. Type the day and time, e.g. “tomorrow 14:30” or “fri 11:00”. Time: { $zone }.
meet-where = The meeting is { $at }. Where do you meet? Send the address or the link to the video call.
meet-moved-clock = The clocks change at that time, so it was set for { $at }.
meet-agreed = ✅ <b>The time is set</b>
meet-agreed-told = The candidate gets an invitation and reminders.
meet-agreed-not-told = ⚠️ The candidate cannot be written to from here: please call and tell them yourself.
    { $phone }
meet-invited = ✅ The candidate has been invited to choose a time: { $kind }. We will tell you what they choose.
meet-nothing-to-choose = There is nothing to choose from yet: no free times. Open some hours in /slots or set the time yourself.
meet-title-interview = Interview
meet-title-phone-interview = Phone interview
meet-line-past = 🗓 { $kind }: <b>{ $at }</b>
meet-line-booked = 🗓 { $kind }: <b>{ $at }</b>, not confirmed yet
meet-line-confirmed = 🗓 { $kind }: <b>{ $at }</b>, confirmed
meet-place = 📍 { $place }
meet-link = 🔗 { $link }
meet-cancel = { $meeting }

    Cancel the meeting? The candidate is told at once and can choose another time.
meet-cancel-not-told = { $meeting }

    Cancel the meeting? ⚠️ The candidate cannot be written to from here: please tell them yourself that it is off.
    { $phone }
meet-cancel-note = If you want to leave a note for yourself, type it now: we show it and ask once more.
meet-cancel-sure = Yes, cancel it
meet-keep = Leave it
meet-cancelled = The meeting is cancelled, a message went to the candidate.
meet-cancelled-not-told = The meeting is cancelled. The candidate does not know, please call: { $phone }
meet-confirmed = Noted: the candidate is coming.
meet-place-set = The place of the meeting is changed, a message went to the candidate.
meet-place-set-not-told = The place of the meeting is changed. The candidate does not know, please call: { $phone }
meet-place-noted = The place of the meeting is changed.
meet-button-own = ✏️ Own time
meet-button-invite = Let the candidate choose
meet-button-confirm = ✅ Candidate confirmed
meet-button-move = Move
meet-button-cancel = Cancel it
meet-button-place = 📍 Place
meet-button-again = Set it again
meet-line-was = It was: <b>{ $at }</b>
meet-told-booked = 🗓 <b>The candidate chose a time</b>
meet-told-moved = 🔁 <b>The candidate moved the meeting</b>
meet-told-confirmed = ✅ <b>The candidate confirmed the meeting</b>
meet-told-cancelled = ❌ <b>The candidate cancelled the meeting</b>
meet-told-unconfirmed = ⚠️ <b>The meeting is not confirmed.</b> Better call and ask.
meet-told-soon = ⏰ <b>Meeting in { $span }</b>
meet-told-withdrew = 🚪 <b>The candidate has withdrawn</b>
went-noted = 📝 <b>A colleague’s entry</b>
went-how = <b>How did the { $kind } go?</b>
went-recorded = ✅ Noted: <b>{ $status }</b>
went-next-colleague = From here on the candidate is led by { $name }.
went-next = What next?
went-comment = Type a comment or record a voice note. Only colleagues will see it.
went-commented = The comment is in the personal file.
refuse-why = Why are we rejecting? The reason stays between colleagues.
refuse-why-withdrawn = Why did the candidate decline?
refuse-comment = Reason: <b>{ $reason }</b>
    Add a comment in one message or press “Skip”. The candidate will not see it.
refuse-tell = Send the candidate a polite refusal? They will see neither the reason nor the comment.
refuse-cannot-tell = Reject? The candidate cannot be written to from here and will not hear of it. If you want to tell them, call.
    { $phone }
refuse-sure = Yes, reject
refuse-meeting-off = { $meeting }
    The meeting is called off, the candidate is told at once.
refuse-meeting-off-not-told = { $meeting }
    The meeting is called off. ⚠️ The candidate cannot be written to from here: please tell them yourself.
    { $phone }
refuse-tell-yes = Yes, write
refuse-tell-no = No, say nothing
refuse-done = Rejected: { $reason }. Nothing was sent to the candidate.
refuse-done-told = Rejected: { $reason }. The candidate got a polite refusal.
refuse-done-meeting-off = Rejected: { $reason }. The candidate got only the message that the meeting is cancelled.
refuse-done-unreachable = Rejected: { $reason }. The message could not be sent: the candidate can no longer be written to from here. { $phone }
refuse-withdraw = Reason: <b>{ $reason }</b>
    Note the withdrawal? Work on this vacancy ends.
refuse-withdraw-sure = Yes, note it
refuse-withdrawn = Withdrawal noted: { $reason }.
refuse-reserve = Move to the talent reserve? Work on this vacancy ends, the candidate stays in the base. No message is sent.
refuse-reserve-meeting = Move to the talent reserve? Work on this vacancy ends, the candidate stays in the base.
refuse-reserve-sure = Yes, into the reserve
refuse-reserved = The candidate is in the reserve. When needed, find them through /find and take them up again.
refuse-reopen = Now: <b>{ $status }</b>. Take the candidate up again for this vacancy?
refuse-reopen-sure = Yes, take up
refuse-reopened = The candidate is back in work.
resp-new = 🆕 New response:
resp-from = { $source }, { $at }
resp-vacancy-unknown = Vacancy unknown
resp-who = <b>{ $name }</b>{ $about }
resp-age = { $count ->
    [one] { $count } year
   *[other] { $count } years
}
resp-contacts-hidden = 🔒 Contacts are hidden: the candidate shows them on the site only. Open the résumé.
resp-contacts-limit = 🔒 Contacts are hidden for now: today’s limit of résumé views on the site is used up.
resp-contacts-closed = 🔒 Contacts are hidden for now: the site does not open this résumé to us.
resp-contacts-again = We will try again: { $at }.
resp-contacts-never = We will not try any more: open the résumé on the site.
resp-contacts-came = 🔓 The site has opened the contacts: <b>{ $name }</b>
resp-answer = <i>{ $question }</i> { $answer }
resp-letter = ✍️ { $letter }
resp-told-nothing = The response had neither answers nor a letter.
resp-letter-came = ✍️ The covering letter has come: <b>{ $name }</b>
resp-alike = ⚠️ In the base already: { $who }
resp-match = <b>{ $name }</b>: { $by }, status “{ $status }”
resp-alike-no-status = on no vacancy
resp-by-phone = same phone
resp-by-email = same e-mail
resp-by-written = the same contact, as written
resp-by-channel = same chat
resp-by-contact = same résumé
resp-by-file = same file
resp-by-name = similar name
resp-accepted = ✅ In the base: { $who }, { $at }
resp-rejected = ❌ Rejected: { $who }, { $at }. Reason: { $reason }
resp-withdrawn = 🚪 Taken back by the candidate: { $at }. Reason: { $reason }
resp-fetching = ⏳ The response is still being loaded from the board.
resp-gone = The response is out of reach: the board has it no more.
resp-gone-told = A response is gone: { $source }, { $at }. The board told of it but no longer gives it out: most likely the candidate deleted it. Nothing has to be done.
resp-withdrawn-told = 🚪 Application taken back:
resp-digest = 📬 Many responses are coming, so we do not send a card for each. Waiting for a decision: { $count }.
resp-waiting = <b>Waiting for a decision: { $count }</b>
    Choose a vacancy and we will show the responses one by one.
resp-waiting-mine = <b>Waiting for your decision: { $count }</b>
    Choose a vacancy and we will show the responses one by one.
resp-none = No new responses. As soon as one comes, its card shows up here.
resp-no-vacancy = No vacancy
resp-place = <i>{ $number } of { $total }</i>
resp-which-vacancy = For which vacancy? <b>{ $name }</b>
resp-will-lead-there = Further responses to this advertisement will go to the same vacancy.
resp-no-open-vacancy = No vacancy is open. Create one first: /vacancies.
resp-duplicates = It looks as if <b>{ $name }</b> is in the base already. Is it the same person?
resp-postponed = ⏸ Put off: you will find it in /responses
resp-left = { $count ->
    [0] Done. There are no more new responses to this vacancy.
    [one] Done. { $count } more response waits.
   *[other] Done. { $count } more responses wait.
}
resp-put-off = Put off: { $count }. You will find them in /responses
resp-all-done = Done. All responses to this vacancy have been decided.
resp-button-accept = ✅ Into the base
resp-button-other = For another vacancy
resp-button-reject = Reject
resp-button-later = Later
resp-button-resume = 📄 Résumé
resp-button-whole = 📖 Read it all
resp-button-same = Same person
resp-button-same-as = Same: { $name }
resp-button-look = Look
resp-button-different = Different people
resp-button-next = Next response
resp-button-put-off = Those put off
resp-button-open = Open the response
resp-button-queue = To the responses
resp-button-all = All responses
resp-button-mine = Only mine
thread-wrote = ✉️ <b>{ $name }</b>, { $at }
thread-wrote-many = ✉️ <b>{ $name }</b>, { $at }: { $count ->
    [one] { $count } message
   *[other] { $count } messages
}
thread-earlier = <i>The beginning is in the thread.</i>
thread-below = <i>New messages are below.</i>
thread-file = 📎 { $name }
thread-thread = <b>Messages: { $name }</b>
    <i>Time: { $zone }</i>
thread-thread-empty = Nothing has been written yet.
thread-candidate = Candidate
thread-bot = 🤖 { $company }
thread-line = <b>{ $who }</b>, { $at } { $state }
thread-delivered = ✓
thread-on-its-way = <i>on its way</i>
thread-failed = ⚠️ <i>not delivered</i>
thread-unsure = ⚠️ <i>perhaps not delivered</i>
thread-unsure-notice =
    ⚠️ <b>{ $name }</b>: we cannot tell whether the last message has arrived. The connection to the messenger broke twice, and we do not send it again, so as not to repeat ourselves.

    If it matters, please write once more or call.
thread-file-lost =
    📎 “{ $name }” could not be loaded: the messenger did not give it out, so it went no further.

    Please send it once more, up to 20 MB. Everything else is kept.
thread-write = Type a message or send a file: <b>{ $name }</b> gets it on behalf of “{ $company }”.
thread-sent = ✅ Sent to <b>{ $name }</b>. The answer comes here.
thread-button-answer = Answer
thread-button-more = Write more
thread-button-thread = All messages
thread-button-file = 📎 Open the file
thread-button-remark = 💬 As a comment: { $name }
thread-hint = It is not clear what this belongs to. To write to a candidate, press “Answer” under their message or “Write” on the card. To find somebody, type a name or a phone. All commands: /help
thread-hint-no-search = It is not clear what this belongs to: please press a button under a message or choose a command. All commands: /help
time-not-understood = That time is not clear. Type the day and the hour, e.g. “tomorrow 14:30”, “fri 11:00” or “in 2 hours”.
time-needs-hour = The day is clear, the hour is not. Type both, e.g. “tomorrow 14:30”.
time-which-half = Which one: { $night } or { $day }? Please type the whole time again.
time-which-day = Which one: { $first } or { $second }? Please type the day and the hour again.
time-needs-day = The week is clear, the day is not. Type the day and the hour, e.g. “next tuesday at 11”.
time-hour-or-length = Is it an hour or a length of time? Please type “at 14:00” or “in 2 hours”.
candidate-not-found = There is no such candidate in the base. Check the number or look by name: /find.
candidate-merged = These cards are one already. Open the candidate again through /find.
file-not-found = This file is gone. Open the candidate's card: all files are there.
message-not-found = This message is gone. Open the messages from the candidate's card.
consent-missing = You cannot write: the candidate has given us no consent to process their data. Reach them by phone or on the site the response came from.
candidate-opted-out = The candidate asked not to be written to here any more. Reach them by phone.
words-only = A file or a voice note cannot be added here. Please type it or press a button.
meet-freed = The meeting on { $at } is off, that time is free again.
thread-edited = ✏️ <b>The candidate has changed a message</b>
