### The admin: colleagues, roles, dictionaries, the log, the state of the house

command-users = Colleagues and their access
command-role = A colleague's roles: /role Anna
command-invite = Invite a colleague
command-dict = Dictionaries: /dict reject
command-audit = Who did what
command-health = Is everything running

role-admin = administrator
role-lead = head of recruiting
role-recruiter = recruiter
role-operator = call centre operator
role-hiring-manager = hiring manager

## Colleagues

admin-users =
    <b>Colleagues: { $count }</b>
    Press a name to change roles or close access. 🚫 means that access is closed.
admin-invite-button = ✉️ Invite
admin-user =
    <b>{ $name }</b>
    Roles: { $roles }
    Time zone: { $zone }
    Writes to the bot from: { $channels }
    { $state }
admin-user-active = ✅ Works here, access is open
admin-user-left = 🚫 Access is closed
admin-roles-button = Change roles
admin-sessions-button = 🖥 Web chat sign-ins
admin-deactivate-button = Close access
admin-reactivate-button = Open access
admin-roles =
    <b>Roles: { $name }</b>
    Press a role to give it or to take it away. It holds at once.
admin-deactivate =
    Close access for { $name }?
    They will not be able to open anything. Whatever they did stays, and access can be given back.
admin-heir =
    Close access for { $name }?
    In their hands: vacancies { $vacancies }, candidates { $applications }, promised calls { $callbacks }, schedule rules { $rules }.

    To whom does it all go? Candidates, calls and meetings that are set pass to the new recruiter; the leaver’s free times are closed.
admin-deactivate-heir = Vacancies, candidates, promised calls and meetings that are set pass to the new recruiter at once: <b>{ $heir }</b>. The bot will tell them.
admin-deactivate-nobody = There is nobody to take their work over: no other recruiters or leads. The candidates stay theirs. Better invite a colleague first: /invite
admin-handed-over = Access closed: { $name }. The work is with { $heir } now.
admin-inherited =
    🤝 <b>Work was handed over to you</b>
    Before, { $name } had it: vacancies { $vacancies }, candidates { $applications }, promised calls { $callbacks }.
    It is all in your lists already: /vacancies, /callbacks, the day’s meetings in /today. If candidates are to choose a time, please check your schedule: /slots
heir-needed = This colleague has vacancies, candidates or a schedule. Please choose who takes them over.
heir-unfit = Only a recruiter or a lead whose access is open can take it over. Please choose somebody else.
admin-deactivate-sure = Yes, close it
admin-deactivated = Access closed: { $name }.
admin-reactivated = Access opened: { $name }.
role-last = At least one role is needed. If the person has left, please close their access.
role-unknown = There is no such role. Please choose one with a button.
last-admin = This is the last administrator: nobody could be invited any more. Please give the role to somebody else first.
staff-not-found = There is no such colleague, or their access is closed. All colleagues: /users

## Inviting

admin-invite-roles =
    <b>Whom do we invite?</b>
    Choose one role or several.

    • <b>administrator</b>: colleagues, dictionaries, the log; sees no candidates
    • <b>head of recruiting</b>: all vacancies and candidates
    • <b>recruiter</b>: their own vacancies, responses, calls, meetings
    • <b>call centre operator</b>: the list of vacancies
    • <b>hiring manager</b>: candidates for their own vacancies
admin-invite-next = Next →
admin-invite-name =
    Roles: <b>{ $roles }</b>
    What is your colleague called? Please write the first and last name.
admin-invited =
    ✉️ <b>The invitation is ready: { $name }</b>
    Roles: { $roles }

    { $links }

    Forward the link to your colleague. It works once and lives for { $days ->
        [one] { $days } day
       *[other] { $days } days
    }: whoever opens it first gets access.
admin-invite-telegram = Telegram: { $link }
admin-invite-web = Web chat: { $link }
admin-invite-accepted =
    👋 <b>{ $name }, welcome to the team of { $company }!</b>
    Roles: { $roles }.
    This is your working chat from now on. All commands: /help
admin-invite-start = Start
admin-invites-button = Unused invitations · { $count }
admin-invites =
    { $count ->
        [0] <b>There are no unused invitations.</b>
       *[other] <b>Unused invitations</b>
        Each of them still lets somebody in. Once withdrawn, a link stops working at once.
    }
admin-invites-line = • { $name } — { $roles }, until { $until }
admin-invite-withdraw = Withdraw: { $name }
admin-invite-withdrawn = Invitation withdrawn: { $name }. The link no longer works.
invite-used-already = { $name } has accepted the invitation already. Access can be closed on the colleague's card: /users
admin-sessions =
    { $count ->
        [0] <b>{ $name }</b> is not signed in to the web chat in any browser.
       *[other] <b>{ $name }: web chat sign-ins</b>
    }
admin-sessions-end = End all sign-ins
admin-sessions-ended = All sign-ins ended: { $name }. A new link is needed to come back.
admin-login-button = 🔑 Login link
admin-login =
    🔑 <b>Web chat sign-in: { $name }</b>
    { $link }

    Give the link to this person only: it opens their work chat, works once and lives { $minutes } minutes.
invite-unknown = There is no such invitation. Please check that you copied the whole link, or ask the administrator for a new one.
invite-used = This invitation has been used already. Please ask the administrator for a new one.
invite-expired = This invitation is out of date. Please ask the administrator for a new one.
invite-for-newcomers = You work here already as { $name } and need no second invitation. Please open /start.
identity-taken = This account belongs to somebody else already. Please write to the administrator.
login-unknown = There is no such login link. Please get a new one: /login
login-used = This login link has been used already. Please get a new one: /login
login-expired = This login link is out of date. Please get a new one: /login
name-unusable = Please write a name in words, { $limit } characters at most.
zone-unknown = There is no such time zone. Please choose one with a button.

## Dictionaries

admin-dict =
    <b>Dictionaries</b>
    The values that colleagues and candidates choose from. Which one shall we open?
admin-dict-entries =
    <b>{ $dictionary }</b>
    Values: { $count }. Press a value to rename, move or archive it. 🗄 means archived.
admin-dict-add = ➕ Add a value
admin-dict-adding =
    <b>{ $dictionary }</b>
    Please write the new value, Russian first. The English name may follow after a slash: “Далеко ездить / Too far”.
admin-dict-entry =
    <b>{ $name }</b>
    { $dictionary }, place in the list: { $place }
admin-dict-entry-archived =
    🗄 <b>{ $name }</b>
    { $dictionary }. Archived: it cannot be chosen and still stands in old records.
admin-dict-rename = ✏️ Rename
admin-dict-renaming =
    Now: <b>{ $name }</b>
    Please write the new Russian name; the English one may follow after a slash. Old records will show the new name as well.
admin-dict-archive = 🗄 Archive
admin-dict-restore = Restore
dictionary-reject-reason = Reasons for rejection
dictionary-withdraw-reason = Reasons for withdrawal
dictionary-blacklist-reason = Reasons for the blacklist
dictionary-source = Sources
dictionary-entrance-type = Ways into the base
dictionary-vacancy-reason = Reasons for a vacancy
dictionary-priority = Priorities
dictionary-recruit-type = Kinds of recruiting
dictionary-schedule = Schedules
dictionary-employment = Kinds of employment
dictionary-term-adjust-reason = Reasons for a new deadline
dictionary-attachment-type = Kinds of files
dictionary-payment-state = States of payment
dictionary-expense-type = Kinds of expenses
dictionary-contact-type = Kinds of contacts
entry-not-found = There is no such value in the dictionary. All dictionaries: /dict
dictionary-unknown = There is no such dictionary. All dictionaries: /dict
reason-unlawful = Not this one: the law forbids refusing because of age, sex, family, health, nationality or anything that is not about the work (Labour Code of Russia, art. 64). Please name a reason that is.

## Audit log

admin-audit = <b>Who did what</b> (times: { $zone })
admin-audit-empty = Nothing has been recorded yet.
admin-audit-newer = ‹ Newer
admin-audit-older = Older ›
admin-audit-line = { $at } · <b>{ $who }</b>: { $action } · { $about }
admin-audit-system = the system
audit-roles-changed = changed roles
audit-staff-deactivated = closed access
audit-work-handed-over = handed the work over
audit-staff-reactivated = opened access
audit-staff-invited = made an invitation
audit-invite-accepted = accepted an invitation
audit-invite-withdrawn = withdrew an invitation
audit-sessions-ended = ended web chat sign-ins
audit-login-issued = issued a login link
audit-dictionary-added = added a value
audit-dictionary-renamed = renamed a value
audit-dictionary-moved = moved a value
audit-dictionary-archived = archived a value
audit-dictionary-restored = restored a value
audit-dead-letter-retried = sent once more
audit-vacancy-created = created a vacancy
audit-vacancy-opened = opened a vacancy
audit-vacancy-suspended = suspended a vacancy
audit-vacancy-closed = closed a vacancy
audit-vacancy-entrusted = entrusted a vacancy
audit-vacancy-released = took the manager off a vacancy
audit-invite = invitation No. { $number }
audit-field-roles = { $count ->
    [one] role
   *[other] roles
}
audit-field-before = before
audit-field-after = now
audit-field-recruiter = recruiter
audit-field-manager = hiring manager
audit-field-position = place in the list
audit-field-name-ru = name
audit-field-name-en = in English
audit-field-to = to
audit-field-vacancies = vacancies
audit-field-applications = candidates
audit-field-callbacks = promised calls
audit-field-rules = rules of hours
audit-state-opened = open
audit-state-suspended = on hold
audit-state-closed = closed

## The state of the house

admin-health-good = ✅ <b>Everything is running</b>
admin-health-bad = ⚠️ <b>Some things could not be delivered</b>
admin-health-button = ⚙️ Health
admin-login-needed =
    ⚠️ <b>{ $board ->
        [hh] hh.ru
       *[other] { $board }
    } no longer accepts our access</b>

    New responses from there are not coming in, but none is lost. Renew the token (OTKLIK_HH_ACCESS_TOKEN) and restart Otklik within a day: all that has piled up will come by itself.
admin-stall =
    { $what ->
        [tick] Reminders and timed calls are not coming
        [poll] Telegram does not answer: no new messages come in
        [turns] Answers are late: what came in has been waiting for { $minutes } min
        [sending] { $target }: messages have not left for { $minutes } min
        [disk] The disk is nearly full
       *[other] Something has stopped: { $what }
    }
admin-stalled =
    ⚠️ <b>{ admin-stall }</b>

    { $what ->
        [tick] Nothing is lost: it will all come once the work goes on. Restart Otklik if that does not happen by itself within a few minutes.
        [poll] Nothing is lost: Telegram keeps messages for a day and hands them over by itself. See whether the server reaches the internet.
        [turns] Nothing is lost, everybody will be answered in turn. If it does not pass, look at the server's load.
        [sending] Nothing is lost: it will leave once there is a connection. Check the access to { $target } and the token.
        [disk] Once it is full, Otklik takes in no more responses and messages. Free some space or enlarge the disk.
       *[other] Look at the state and at the server's log.
    }
admin-resumed =
    ✅ <b>{ $what ->
        [write] Everything is being kept again
        [tick] Reminders and timed calls come in time again
        [poll] Telegram answers again
        [turns] All that came in has been worked off
        [sending] { $target }: messages leave again
        [disk] There is enough space on the disk again
       *[other] Works again: { $what }
    }</b>{ $what ->
        [write] {" "}

    For about { $minutes } min nothing could be written to the database. Whoever wrote to the bot then may have got no answer: Telegram and hh.ru send such things once more by themselves, the web chat asks to repeat.
       *[other] {""}
    }
admin-health-queues = Waiting for their turn: { $inbox }. Reminders ahead: { $timers }.
admin-health-channel = • { $name }: to be sent { $waiting }, not delivered { $dead }
admin-health-doubt = • may have arrived twice (the connection broke): { $count }
admin-health-versions = Otklik { $otklik }, Python { $python }
admin-health-database = Database: { $name } { $version }
admin-health-files = Files: <code>{ $place }</code>
admin-health-again = 🔄 Refresh
admin-health-dead-button = ⚠️ Not delivered: { $count }
admin-health-dead = <b>Not delivered</b>
    🔁 tries once more.
admin-health-dead-none = Nothing here: everything was delivered.
admin-health-dead-in =
    <b>{ $number }.</b> Came from <code>{ $place }</code> ({ $kind }), { $at }
    Attempts: { $attempts }. <code>{ $error }</code>
admin-health-dead-out =
    <b>{ $number }.</b> Did not reach <code>{ $place }</code> ({ $kind }), { $at }
    Attempts: { $attempts }. <code>{ $error }</code>
admin-health-retried = Sending it once more.
