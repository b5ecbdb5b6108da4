## Is it you?

notice-joined =
    🔗 A recruiter of { $company } has joined your applications with one more, thinking that it is yours as well.

    Nothing has changed here. If you have not applied anywhere else, write so here: the recruiter will look into it.
notice-cancelled-elsewhere = The meeting about “{ $vacancy }” was cancelled in another chat of yours. If it was not you, write here at once: the recruiter will look into it.
notice-withdrawn-elsewhere = In another chat of yours it was said that “{ $vacancy }” is of no more interest, and the application was closed. If it was not you, write here at once: the recruiter will look into it.
prove-ask =
    <b>Show that it is you</b>
    After that the applications and meetings that came by other ways are here, too.
prove-asked =
    <b>Please show that it is you</b>
    A recruiter of { $company } thinks that you have other applications, too. Choose a way to see them here. If you have none, there is nothing to do.
prove-phone = Press the button to share your own number. Do not type it: a typed number shows nothing.
prove-typed = A typed number shows nothing. Press “Share my number”, or enter the code that the recruiter will tell you.
prove-unknown = Thank you! No other applications were found by this number. You may enter a code: the recruiter will tell it to you by phone.
prove-code = Enter the code of six digits.
prove-wrong = The code does not fit. Check the digits and try again.
prove-over = This code is no longer valid. Ask the recruiter for a new one: just write here.
prove-done = ✅ <b>Thank you, now we know that it is you.</b> All applications and meetings are here.
prove-code-for-you =
    🔑 Code: <b>{ $code }</b>
    Enter it in the chat that asks you to show that it is you. The code is valid for 15 minutes.

    If you are not doing that, tell it to nobody and write so here.
prove-button-phone = 📱 Share my number
prove-button-code = 🔑 Enter a code
prove-button-send = ✉️ Send a code to my other chat

## One person or two

app-phone-doubtful = 📞 { $phone } · <i>not confirmed</i>
app-chat-proven = ✅ { $chat }: has shown whose it is
app-chat-unproven = ⚠️ { $chat }: has not shown whose it is, and sees no other applications
chat-telegram = Telegram
chat-webchat = Web chat
thread-button-write-to = ✉️ { $chat }, № { $number }
thread-button-write-doubtful = ✉️ { $chat }, № { $number } (not confirmed)
join-button-list = 🔗 Joined…
join-list = <b>{ $name }: what was joined</b>
    It can be parted within { $days } days: everything is as it was before.
join-none = <b>{ $name }</b>: there is nothing to part.
join-line = <b>{ $name }</b> · { $source }
    { $phones }
    Joined by { $who }, { $at }
join-button-part = Part: { $name }, № { $number }
join-sure = Are they two people? Applications, messages and contacts go back to two cards. Each chat keeps its own.
join-button-sure = Yes, part them
join-parted = Parted: they are two cards now.
merge-over = It cannot be parted any more: more than a month has passed, or a colleague has done it.
proof-button = 🔐 Ask for a proof
proof-which = Which chat is to show that it is <b>{ $name }</b>? Until then it sees only what came by itself.
proof-none = There is nothing to show: <b>{ $name }</b> sees everything in the chats.
proof-over = There is nothing to show any more: this chat sees everything, or the records were parted.
proof-asked = Asked to show whose it is: { $chat }.

    Code: <b>{ $code }</b>
    Tell it on the phone, or in the messages of the site that the response came from, but not in this chat: the candidate enters it there. It is valid for 15 minutes and five tries. In Telegram it is enough to share the number. As soon as it is done, we write here.
proof-known = Call a number that is known from elsewhere:
proof-unknown = No number is confirmed: call the one from the résumé or one that you know already.
proof-done = ✅ <b>{ $name }</b> has shown whose the chat is ({ $chat }), and sees the other applications there now.

## Known already

past-chat = 🔁 Has responded from this same chat before:
past-sign = 🔁 Seems to have responded before: <b>{ $name }</b>, { $by }
past-line = · { $vacancy }: { $what }{ $reason }, { $at }
past-meeting = · { $vacancy }: { $what }{ $reason }, meeting { $at }
past-new = response waits for a decision
past-rejected = response was refused
past-withdrawn = response was taken back
