"""A simulated hh.ru: a real HTTP server, stateful and strict, with managers and candidates to play.

    with HhSimulator() as hh:                               # listens on 127.0.0.1, a free port; AGENT is a User-Agent it takes
        anna = hh.account()                                 # a manager with anna.token
        welder = hh.vacancy(anna, "Сварщик")
        hh.subscribe(anna, f"{our_url}/hook/secret")        # or by the API, as a product does
        lev = hh.candidate(last_name="Кедров")              # an invented résumé
        topic = hh.responds(lev, welder, letter="Готов выйти завтра", unreadable_for=2)
        await hh.delivered()                                # every webhook taken (or given up)
        topic.viewed, topic.employer_state
        hh.move_on_site(topic, "interview")                 # somebody acts on hh.ru meanwhile
        hh.take_away(topic)                                 # 404 topic_not_found from now on
        hh.expire(anna); hh.revoke(anna)                    # token_expired, token_revoked
        hh.faults.flood_guard(on="^GET /negotiations")      # see faults.py
        print(hh.transcript())
        hh.assert_clean()                                   # nothing broke the contract

As a process: `python -m tests.emulators.hh --port N`, the same control as JSON under /sim (control.py).
"""

from tests.emulators.hh.events import Delivery, Subscription
from tests.emulators.hh.faults import CallFault
from tests.emulators.hh.people import Resume
from tests.emulators.hh.simulator import AGENT, HhSimulator
from tests.emulators.hh.world import Account, Call, Topic, Vacancy, Violation

__all__ = ["AGENT", "Account", "Call", "CallFault", "Delivery", "HhSimulator", "Resume", "Subscription", "Topic", "Vacancy", "Violation"]
