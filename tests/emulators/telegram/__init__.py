"""An emulated Telegram: a real HTTP server that speaks the Bot API, stateful and strict, with people to play.

    with TelegramEmulator() as emu:                         # listens on 127.0.0.1, a free port
        bot = Bot(emu.token, AiohttpSession(api=TelegramAPIServer.from_base(emu.url)))
        alice = emu.user("Алиса")
        alice.opens("v_15")                                 # deep link: /start v_15
        screen = await alice.waits_for("Согласие")          # sent or edited since her last act
        press = alice.presses("Согласна")                   # or (row, column); message=..., stale=<old copy>
        await press.answered()                              # the toast
        alice.taps("Поделиться номером")                    # reply keyboard: contact or its text
        alice.sends_file("Резюме.pdf", b"...", "application/pdf")
        print(emu.transcript(alice))
        emu.faults.flood(3, times=2, method="sendMessage")  # see faults.py
        emu.clock.advance(151)                              # presses die after 150 s, messages after a day
        emu.limits.on = True                                # 30/s in all, 1/s per chat; emu.limits.refused
        emu.assert_clean()                                  # nothing broke the contract

`emu.calls` has every call of the bot. Its own waits (webhook repeats and such) are multiplied by `pace`, 0.05 unless told.
As a process: `python -m tests.emulators.telegram --port N`, the same control as JSON under /sim (control.py).
"""

from tests.emulators.telegram.emulator import TOKEN, TelegramEmulator
from tests.emulators.telegram.sight import SeenButton, SeenMessage
from tests.emulators.telegram.users import Press, User
from tests.emulators.telegram.world import Call, Violation

__all__ = ["TOKEN", "Call", "Press", "SeenButton", "SeenMessage", "TelegramEmulator", "User", "Violation"]
