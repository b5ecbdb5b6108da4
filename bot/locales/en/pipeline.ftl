# What the personal file says: states

status-new = New candidate
status-response = Responded to the vacancy
status-sourced = Found in a search
status-message-sent = First message sent
status-first-call-done = First call made
status-first-call-no-answer = No answer
status-first-call-call-later = Call back later
status-first-call-no-answer-sent = No answer, message sent
status-first-call-thinking = Candidate is thinking
status-phone-interview-scheduled = Phone interview scheduled
status-phone-interview-done = Phone interview held
status-phone-interview-passed = Approved after the phone interview
status-phone-interview-reserve = In reserve after the phone interview
status-phone-interview-rejected = Rejected after the phone interview
status-phone-interview-withdrawn = Withdrew after the phone interview
status-phone-interview-thinking = Thinking after the phone interview
status-phone-interview-cancelled = Phone interview cancelled
status-phone-interview-no-show = Could not be reached
status-interview-scheduled = Interview scheduled
status-interview-done = Interview held
status-interview-passed = Approved after the interview
status-interview-reserve = In reserve after the interview
status-interview-rejected = Rejected after the interview
status-interview-withdrawn = Withdrew after the interview
status-interview-thinking = Thinking after the interview
status-interview-cancelled = Interview cancelled
status-interview-no-show = Did not come to the interview
status-rejected = Rejected by the recruiter
status-client-rejected = Rejected by the client
status-withdrawn = Withdrew
status-not-selected = Not selected in the end
status-vacancy-cancelled = Vacancy cancelled
status-reserve = Talent pool
status-unused = Not used

# Entries that change no state

status-comment = Comment
status-reopened = Back in work
status-callback-snoozed = Call put off
status-phone-interview-invited = Invited to choose a time for a call
status-phone-interview-confirmed = The candidate confirmed the call
status-interview-invited = Invited to choose an interview time
status-interview-confirmed = The candidate confirmed the interview

# Buttons of the result

result-interview-scheduled = 📅 Set an interview
result-phone-interview-scheduled = ☎️ Phone interview
result-first-call-done = Decide later
result-rejected = ❌ Reject
result-withdrawn = Not interested
result-first-call-thinking = 🤔 Thinking
result-first-call-no-answer = 📵 No answer
result-first-call-call-later = ⏰ Call back later
result-first-call-no-answer-sent = ✉️ No answer, write
result-phone-interview-done = Held, decide later
result-phone-interview-passed = ✅ Approve
result-phone-interview-reserve = Into reserve
result-phone-interview-rejected = ❌ Reject
result-phone-interview-withdrawn = Withdrew
result-phone-interview-thinking = 🤔 Thinking
result-phone-interview-cancelled = Cancelled
result-phone-interview-no-show = Not reached
result-interview-done = Held, decide later
result-interview-passed = ✅ Approve
result-interview-reserve = Into reserve
result-interview-rejected = ❌ Reject
result-interview-withdrawn = Withdrew
result-interview-thinking = 🤔 Thinking
result-interview-cancelled = Cancelled
result-interview-no-show = Did not come
result-reserve = Talent pool
result-client-rejected = Rejected by client
result-not-selected = Not selected
result-unused = Not used

# What went wrong: the application and its course

application-not-found = There is no such candidate on the vacancy: the cards may have been merged. Please look with /find.
application-closed = Work with the candidate on this vacancy is over. To go on, open the card and take them back into work.
reason-needed = Please choose a reason: it is needed to close the application.
status-unknown = There is no such result. Please choose one of those offered.
status-by-schedule = To set a meeting, choose a time and we will note the rest.
comment-empty = The comment is empty. Please write at least a word or send a voice note.
reopen-by-staff = Only a recruiter can take an application back into work. Write to us and we will answer.
callback-not-found = There is no such reminder. Your calls: /callbacks
callback-over = This reminder is already closed. Your calls: /callbacks
callback-past = This time has passed. Please choose one ahead, such as “tomorrow 10:00”.
meeting-unknown = We do not set meetings of this kind.
meeting-none = No meeting is set any more. Please open the card: it shows how things are now.
meeting-closed = That meeting is closed already. Nothing was changed: this is how things stand.
not-invited = You cannot choose a time yet. The recruiter will invite you and we will write at once.

# What went wrong: vacancies

vacancy-not-found = There is no such vacancy. All vacancies: /vacancies
vacancy-name-unusable = Please name the vacancy within { $limit } characters.
vacancy-salary-unusable = Pay is a whole number of roubles above zero.
vacancy-salary-order = The lower end of the pay is above the upper one. Please check both.
vacancy-state-unknown = A vacancy can be opened, suspended or closed.
question-not-found = This question is gone. Please open the vacancy again.
question-unusable = Please keep the question within { $limit } characters.
question-options-unusable = { $fewest } to { $most } different options are needed, each within { $limit } characters.

# Steps by their rules

step-why = Why?
step-comment = Add a comment, typed or spoken. You may skip it.
step-comment-needed = Say in a few words why: this step is not recorded without a comment. A voice note will do.
step-hires = The application ends: the person is hired. A mistake is taken back from the card.
step-closes = The application will be closed, the person stays in the base.
step-sure = Yes, record it
status-not-yours = Another role records this step. Ask a colleague or your lead.
vacancy-needed = This step needs a vacancy. Put the person on one first.
consent-needed = The person has not given the consent this needs. Ask for it first.
comment-needed = A comment of at least { $least } letters is needed.
