### Personal data: what a person may demand, consent withdrawn, terms, access log, text of the consent

## My data

command-mydata = My data as a file
command-delete = Delete my data
mydata-button = 🔐 My data
mydata-ask = <b>Your data</b>
    You can get everything we hold about you as a file, withdraw your consent or have the data deleted.
mydata-due = ⏳ The data will be destroyed by <b>{ $day }</b> at the latest. If you change your mind, apply for a vacancy and give your consent anew.
mydata-guest = We know nothing about you: there was no consent. What you write in this chat is not kept and goes to nobody, and disappears from the chat itself in { $hours } hours.
mydata-file-button = 📄 Get it as a file
mydata-withdraw-button = Withdraw consent
mydata-erase-button = 🗑 Delete my data
mydata-file-name = my-data
mydata-sent = This is everything we hold about you: one file to read, and the same data for programs.
mydata-often = You have had the file { $most } times within a day. We will send the next one tomorrow.
mydata-withdraw-sure = Withdraw your consent to the processing of your data? We stop considering your applications and writing to you at once, and destroy the data by <b>{ $day }</b> at the latest.
mydata-withdraw-yes = Withdraw consent
mydata-erase-sure = Delete all your data? We stop considering your applications and writing to you at once; your form, files and messages disappear in a day, by <b>{ $day }</b> at the latest. They cannot be brought back.
mydata-erase-yes = Yes, delete
mydata-no = No, keep everything
mydata-ends = This will end:
mydata-ends-application = • your application for “{ $vacancy }”
mydata-ends-meeting = • your application for “{ $vacancy }”; the meeting { $at } will not take place
mydata-withdrawn = ✅ Your consent is withdrawn and the recruiter knows. We write to you no more, and destroy the data by <b>{ $day }</b> at the latest. Your request is number { $number }.
    If you change your mind, press /start and apply again.
mydata-erased = ✅ Your data will be deleted in a day, by <b>{ $day }</b> at the latest: the form, the files, the messages and this chat. Your request is number { $number }; by it the company can show the act of destruction.
    If you change your mind within a day, press /start, apply and give your consent anew.
mydata-meeting-off = The meeting { $at } for “{ $vacancy }” is cancelled; there is no need to come.
mydata-title = Your data at { $company }
mydata-lead = Made on { $at }. This is everything that is held about you and came through this chat. Colleagues' internal notes are given out on a written request.
mydata-person = About you
mydata-consents = Consents
mydata-application = Application: { $vacancy }
mydata-response = Application that waits for a decision: { $vacancy }
mydata-messages = Messages
mydata-files = Files
mydata-field-full-name = Name
mydata-field-birth-date = Date of birth
mydata-field-city = City
mydata-field-last-job = Last job
mydata-field-salary = Wishes about pay
mydata-field-since = We have the data since
mydata-field-seen = How often colleagues looked at them
mydata-consent-holds = in force
mydata-consent-over = withdrawn on { $at }
mydata-letter = Covering letter
mydata-notes = Internal notes of colleagues
mydata-you = you
consent-without-new = All right. Your earlier applications are considered as before, but we cannot take a new one without your consent to the new text. If you change your mind, press “Back to the consent”.

## Consent withdrawn, terms of keeping

withdrawal-told = 🔐 <b>{ $name }</b>: { $erase ->
    [yes] the candidate has demanded that the data be deleted
   *[no] the candidate has withdrawn the consent to the processing of the data
}. No more messages and calls. This has ended:
withdrawal-vacancy = • { $vacancy }
withdrawal-meeting = • the meeting { $at } is cancelled, the time is free again
withdrawal-due = The data will be destroyed by { $day } at the latest.
retention-soon = ⏳ { $count ->
    [one] The data of { $count } candidate
   *[other] The data of { $count } candidates
} will be destroyed on { $day }: all is decided and the term of keeping ends. To keep them, take the candidate up again.

### Personal data: demands, acts, access log, text of the consent

command-pd = Demands about personal data, and acts
command-access = Who looked at cards: /access Smith
command-consent = The text of the consent and a new version
role-privacy-officer = person in charge of personal data
pd-title = <b>Demands about personal data</b>: { $count }
pd-none = There are no open demands.
pd-line-open = No. { $number } · <b>{ $name }</b>
    { $kind }, { $opened }. Destroyed { $when }, deadline { $due }
pd-line-late = 🔴 No. { $number } · <b>{ $name }</b>
    { $kind }, { $opened }. The deadline is past: { $due }. Destroyed { $when }
pd-kind-access = access to the data
pd-kind-withdraw = consent withdrawn
pd-kind-erase = destruction demanded
pd-kind-expired = the purpose is reached, the term is over
pd-hasten-button = 🗑 No. { $number } now
pd-hasten-sure = Destroy the data of demand no. { $number } now, before the term? They cannot be brought back.
pd-hasten-yes = Destroy now
pd-hastened = The data are being destroyed; the act appears in a few minutes.
pd-note-ask = <b>{ $name }</b>: what did the candidate demand by mail or phone? First make sure that it was the candidate.
pd-note-withdraw = Withdrew the consent
pd-note-erase = Demanded the data be deleted
pd-noted = Demand no. { $number } is written down.
audit-pd-noted = Demand written down for a candidate
pd-acts-button = 📜 Acts
pd-looks-button = 👁 Who looked
pd-acts = <b>Acts of destruction</b>
pd-acts-none = There are no acts yet.
pd-act-button = Act { $number }
pd-act-line = No. { $number } · candidate no. { $subject }, { $kind }, { $at }{ $state ->
    [done] {""}
   *[begun] {" "}(files are still being deleted)
}
pd-act-sent = Act no. { $number } and the extract of the log.
pd-act-title = Act no. { $number } on the destruction of personal data
pd-act-operator = Operator
pd-act-subject = Subject of the data
pd-act-subject-of = candidate no. { $subject }, demand no. { $request }
pd-act-system = Information system
pd-act-reason = Reason
pd-act-at = Date of destruction
pd-act-by = Destroyed by
pd-act-by-system = the system, automatically
pd-act-sign = Signature of the person in charge ______________________
pd-count-responses = Responses
pd-count-applications = Applications
pd-count-events = Entries of the personal file
pd-count-messages = Messages
pd-count-consents = Consents (made anonymous)
pd-count-cards = Cards
pd-count-contacts = Contacts
pd-count-accounts = Accounts in messengers
pd-count-files = Files
pd-count-chats = Chats
pd-count-screens = Colleagues' screens
pd-count-bubbles = Messages in colleagues' web chats
pd-count-chat-files = Files in web chats
pd-count-queued = Rows of queues
act-not-found = There is no such act. All of them: /pd
request-over = This demand is closed already.
looks-title = <b>Who looked at candidates' data</b> ({ $zone })
looks-none = Nobody has looked.
looks-line = { $at } · { $who } { $what }: { $whom } ({ $channel })
looks-view = opened the card
looks-export = exported
looks-print = printed
looks-find = found in the search
looks-response = response no. { $number }
looks-whose = Whom do you mean by “{ $text }”? Choose.
looks-nobody = Nobody was found by “{ $text }”. Write /access and a name or the last digits of a phone.
consent-admin-sample = <b>Text of the consent, version { $version }</b>, { $at }, { $hash }
    ⚠️ This is our sample. Publish your own text, checked by a lawyer.
consent-admin-own = <b>Text of the consent, version { $version }</b>, { $at }, { $hash }
consent-admin-write = ✏️ Publish a new version
consent-admin-ru = Send the whole text of the consent in Russian. If it is longer than one message, send several in a row: they are put together.
consent-admin-so-far = { $count } characters so far. Send more, or press the button.

    { $head }
consent-admin-next = This is the whole text
consent-admin-anew = Begin anew
consent-admin-en = Now the English text. Without one, English-speaking candidates see the Russian.
consent-admin-no-english = Without English
consent-admin-check = This is the whole text, check it
consent-admin-checking = <b>Check the text.</b> If purposes, data or recipients have changed, earlier consents do not cover it: choose “ask anew”, and everybody is asked once more at the next application.
consent-admin-publish = Publish, earlier consents hold
consent-admin-publish-anew = Publish and ask anew
consent-admin-published = Version { $version } is published.
consent-too-short = This is too short for a consent: at least { $least } characters are needed.
audit-pd-hastened = Destruction before its term
audit-pd-act-shown = Act exported
audit-access-log-viewed = Access log read
audit-consent-published = Text of the consent published

desk-door-pd = 🔐 Personal data
desk-door-consent = 📃 Consent
