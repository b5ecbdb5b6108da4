"""The words people use for times, in Russian and English, each with the sign by which the grammar knows it.

A line becomes one sign per word, and rules are patterns over signs: `n` figures, `w` a number in words, `o` an ordinal in words, `g`
one in figures, `1` «час», `u` «часов», `h` "hours" (a length only), `m` minutes, `d` days, `D` «дня», `k` weeks, `z` months, `y`
«года», `c` «через», `L` "later", `s` «с», `t` «по», `e` «до», `a` «после», `i` «в», `j` «к», `x` «и», `r` «около», `b` «без», `q`
«четверть», `f` «половина», `v` «с половиной», `P` "past", `p` «в начале», `A` «утра», `B` «утром», `T` «завтра», `V` «завтрашнего», `W`
a weekday, `X` «следующий», `Q` «на следующей неделе», `M` a month, `Z` a zone, `K` a time, `R` «в это же время», `C` «числа», `G` the
ending of an ordinal, `O` «круглосуточно», `Y` every day, workdays, weekends, `I` «перерыв», `E` «весь», `N` people.
"""

import re
from functools import lru_cache
from typing import Any, NamedTuple

NIGHT, MORNING, DAY, EVENING, AFTER_LUNCH, AM, PM = "night", "morning", "day", "evening", "after lunch", "am", "pm"
PART_HOURS = {MORNING: 10, DAY: 14, AFTER_LUNCH: 14, EVENING: 18}
HOURS_IN = {
    AM: {12: 0, **{hour: hour for hour in range(1, 12)}},
    PM: {12: 12, **{hour: hour + 12 for hour in range(1, 12)}},
    MORNING: {hour: hour for hour in range(1, 12)},
    DAY: {11: 11, **{hour: hour + 12 for hour in range(1, 7)}, **{hour: hour for hour in range(12, 19)}},
    AFTER_LUNCH: {**{hour: hour + 12 for hour in range(1, 9)}, **{hour: hour for hour in range(12, 21)}},
    EVENING: {**{hour: hour + 12 for hour in range(4, 12)}, **{hour: hour for hour in range(16, 24)}},
    NIGHT: {10: 22, 11: 23, 22: 22, 23: 23, **{hour: hour for hour in range(1, 5)}},
}
"""What the hour people say is on a 24-hour clock; «12 ночи» is nowhere: nobody knows which day it belongs to."""


class Word(NamedTuple):
    sign: str
    value: Any = None
    text: str = ""


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def listed(sign: str, *lines: str, start: int = 0) -> dict[str, Word]:
    """Words by lines; a line's number is their value."""
    return {word: Word(sign, number, word) for number, line in enumerate(lines, start) for word in line.split()}


def valued(sign: str, **values: str) -> dict[str, Word]:
    return {word: Word(sign, value.replace("_", " "), word) for value, line in values.items() for word in line.split()}


def plain(**lines: str) -> dict[str, Word]:
    """Words that only have a sign."""
    return {word: Word(sign, None, word) for sign, line in lines.items() for word in line.split()}


WEEKDAYS = listed(
    "W",
    "понедельник понедельника понедельнику понедельником понедельникам понедельники пн пнд пон пон-к monday mondays mon",
    "вторник вторника вторнику вторником вторникам вторники вт втр втор tuesday tuesdays tue tues",
    "среда среду среды среде средам ср срд wednesday wednesdays wed weds",
    "четверг четверга четвергу четвергом четвергам четверги чт чтв чет четв thursday thursdays thu thur thurs",
    "пятница пятницу пятницы пятнице пятницам пт птн птц пят пятн friday fridays fri",
    "суббота субботу субботы субботе субботам сб сбт суб субб saturday saturdays sat",
    "воскресенье воскресение воскресенья воскресению воскресенью воскресеньям вс вск воскр sunday sundays sun",
)
MONTHS = listed(
    "M",
    "янв январь января январе jan january",
    "фев февр февраль февраля феврале feb february",
    "мар март марта марте mar march",
    "апр апрель апреля апреле apr april",
    "май мая мае may",
    "июн июнь июня июне jun june",
    "июл июль июля июле jul july",
    "авг август августа августе aug august",
    "сен сент сентябрь сентября сентябре sep sept september",
    "окт октябрь октября октябре oct october",
    "ноя нояб ноябрь ноября ноябре nov november",
    "дек декабрь декабря декабре dec december",
    start=1,
)
CARDINALS = listed(
    "w",
    "ноль нуль ноля нулю zero",
    "один одна одну одно одного одной одному one",
    "два две двух двум двумя двое two пару пара парочку пары",
    "три трех трем тремя трое three",
    "четыре четырех четырем четырьмя четверо four",
    "пять пяти пятью пятеро five",
    "шесть шести шестью шестеро six",
    "семь семи семью семеро seven",
    "восемь восьми восемью восьмью восьмеро eight",
    "девять девяти девятью nine",
    "десять десяти десятью десяток ten",
    "одиннадцать одиннадцати одинадцать одинадцати eleven",
    "двенадцать двенадцати двенацать двенадцатью twelve",
    "тринадцать тринадцати тринадцатью thirteen",
    "четырнадцать четырнадцати четырнадцатью fourteen",
    "пятнадцать пятнадцати пятнадцатью пятнадцатую fifteen",
    "шестнадцать шестнадцати шестнадцатью sixteen",
    "семнадцать семнадцати семнадцатью seventeen",
    "восемнадцать восемнадцати восемнадцатью eighteen",
    "девятнадцать девятнадцати девятнадцатью nineteen",
)
TENS = {
    word: Word("w", value, word)
    for value, line in {
        20: "двадцать двадцати двадцатью twenty",
        30: "тридцать тридцати тридцатью thirty",
        40: "сорок сорока forty",
        50: "пятьдесят пятидесяти пятьюдесятью fifty",
        60: "шестьдесят шестидесяти sixty",
        70: "семьдесят семидесяти seventy",
        80: "восемьдесят восьмидесяти eighty",
        90: "девяносто девяноста ninety",
    }.items()
    for word in line.split()
}
ORDINAL_STEMS = words(
    "перв втор трет четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат "
    "семнадцат восемнадцат девятнадцат двадцат "
)
ORDINALS = {
    stem + ending: Word("o", number, stem + ending)
    for number, stem in enumerate(ORDINAL_STEMS, 1)
    for ending in (("ье", "ьего", "ьему", "ьем") if stem == "трет" else ("ое", "ого", "ому", "ом"))
} | {"тридцат" + ending: Word("o", 30, "тридцат" + ending) for ending in ("ое", "ого", "ому", "ом")}
ENGLISH_ORDINALS = listed("o", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", start=1)
HALF_HOURS = {
    "пол" + stem + ("ьего" if stem == "трет" else "ого"): Word("K", (number - 1 or 12, 30), "пол")
    for number, stem in enumerate(ORDINAL_STEMS[:12], 1)
}
MOSCOW = (
    "мск мскв msk московского московское московскому московски москве москва москвы moscow питеру спб петербургу казани нижнему ростову "
    "краснодару воронежу"
)
ZONES = valued(
    "Z",
    Europe__Moscow=MOSCOW,
    Europe__Kaliningrad="калининграду калининградскому",
    Europe__Samara="самаре самарскому ижевску",
    Asia__Yekaterinburg="екб екат екату екатеринбургу екатеринбургскому уралу уральскому челябинску перми уфе тюмени",
    Asia__Omsk="омску омскому",
    Asia__Novosibirsk="нск новосибу новосибирску новосибирскому",
    Asia__Tomsk="томску томскому",
    Asia__Barnaul="барнаулу",
    Asia__Krasnoyarsk="красноярску красноярскому",
    Asia__Irkutsk="иркутску иркутскому",
    Asia__Yakutsk="якутску якутскому",
    Asia__Vladivostok="владивостоку владивостокскому влад хабаровску",
    UTC="utc gmt",
    own="местному местное местного нашему моему",
)
ZONES = {word: Word("Z", known.value.replace("  ", "/"), word) for word, known in ZONES.items()}
FILLERS = frozenset(
    words(
        "время времени времечко пожалуйста плиз плз пж давайте давай ка лучше можно можете можем мог могла могу сможем смогу сможете "
        "удобно попробуем попробуйте удобнее удобен удобна ок окей окэй okay ok хорошо отлично супер договорились да ага угу ну вот "
        "тогда то наверное наверно вероятно скорее всего если получится получилось возможно желательно где скажем ровно точно четко "
        "именно ближе плюс минус только уже так также тоже же еще все всё бы пусть позвонить позвоните позвони позвоню позвонят "
        "перезвонить перезвоните перезвони перезвоню наберите набери набрать наберу наберем созвон созвониться созвонимся созвонится "
        "звонок звонка звоните звони звякни звякните свяжитесь связаться связи напишите написать жду ждем буду будет будем была был "
        "свободен свободна свободны освобожусь освобождаюсь закончу подойдет подходит подходят устроит устраивает поставьте поставь "
        "ставьте ставим поставим запишите записать запишемся запись назначим назначьте назначаем назначаю назначить встретимся "
        "встретиться встреча встречу встречи собеседование собеседования собес интервью перенесем перенесите перенести перенос "
        "сдвинем предлагаю прошу просьба просит просил просила попросил попросила приду прийти подойти подойду подъеду подъехать "
        "приеду приехать приходите приезжайте мне меня мной ему ей его вам вас вами вы нам нас я мы он она это а хотелось хочу хотел "
        "хотела готов готова начиная приблизительное сделаем сделайте пообщаться пообщаемся поговорим поговорить смотрим онлайн call "
        "callback ring phone please pls plz let lets let's us do me my i i'm i'll you the of then yes yeah yep sure fine great works "
        "work for good better best prefer possible if maybe can could how what say just ish exactly sharp we we'll free available "
        "meeting interview schedule book set reschedule move would will be is it it's that's thanks thank back give see спасибо "
        "здравствуйте привет приветствую прием приема принимаю работаю часы рабочее длительность длится отпуск отпуске отпуска "
        "больничный выйти выйду выход выхожу начать начну начало ли говорить разговаривать норм нормально пойдет годится идет удобней "
        "планирую планируем обсудим обсудить назначайте кандидату кандидатом добавьте поставить напомни напомните напомнить "
        "напоминание звякну дозвониться дозвонюсь звонить набирайте сможет может быть очень нужно надо тут там созваниваемся связь "
        "должно выходит выйдет выйдем стартуем старт запланируем запланировать запланируйте remind reminder plan start try talk speak "
        "chat our your "
    )
)
"""Politeness, and what the time is for."""
STOP = frozenset(
    words(
        "позавтра вашему вашим завтрак завтрака завтраку потом опять среди вчера позавчера обеда часто средний средняя номер "
        "карта карты парта марка мария полдня полночи семьи семья семью вечный "
    )
)
"""Words that look like ours and are not."""
RELATIVE = {
    **{word: Word("T", 0, word) for word in ["сегодня", "сегодняшний", "today", "сёдня", "седня", "сення"]},
    **{word: Word("T", 1, word) for word in ["завтра", "завтрашний", "tomorrow", "tmrw", "tmr", "tomorow", "tommorow", "tommorrow"]},
    **{word: Word("T", 2, word) for word in ("послезавтра", "послезавтрашний")},
    "сегодняшнего": Word("V", 0),
    "завтрашнего": Word("V", 1),
    "послезавтрашнего": Word("V", 2),
}
QUALIFIERS = {
    **{word: Word("X", 0, word) for word in ["этот", "эту", "эта", "этой", "этом", "этого", "этому", "this"]},
    **{
        word: Word("X", 1, word)
        for word in words("следующий следующая следующую следующее следующей следующего следующем следующему следующим след сл next ")
    },
    **{
        word: Word("X", None, word)
        for word in ["ближайший", "ближайшая", "ближайшую", "ближайшее", "ближайшей", "ближайшего", "ближайшему", "ближайшем", "coming"]
    },
}
HALVES = {
    **{
        word: Word("A", half, word)
        for half, line in {MORNING: "утра", EVENING: "вечера", NIGHT: "ночи", AM: "am", PM: "pm"}.items()
        for word in line.split()
    },
    **{
        word: Word("B", half, word)
        for half, line in {
            MORNING: "утром утречком утро morning mornings",
            DAY: "днем afternoon",
            AFTER_LUNCH: "послеобеда",
            EVENING: "вечером вечерком вечер evening",
        }.items()
        for word in line.split()
    },
}
FIXED = {
    **{word: Word("K", (12, 0), "полдень") for word in ["полдень", "полудня", "полудню", "полуднем", "noon", "midday"]},
    "обедвремя": Word("K", (13, 0), "обед"),
    "конецдня": Word("K", (17, 0), "конец"),
    **{word: Word("K", (24, 0), "полночь") for word in ["полночь", "полуночи", "полуночью", "midnight"]},
}
SIGNS = plain(
    u="часов часа часу часам часиков часика часикам ч o'clock oclock h",
    h="hours hour hrs hr",
    m="минут минуты минуту минутку минуток минуточек минута мин м min mins minute minutes",
    d="день дней дн day days денек деньков денька сутки суток",
    D="дня",
    k="неделю недели недель неделька недельку недельки нед week weeks",
    z="месяц месяца месяцев мес month months",
    y="год года г годом",
    c="через спустя in",
    L="later",
    s="с со от from between между",
    t="по to",
    e="до until till before раньше ранее",
    a="после after позже позднее",
    i="в во at on на @",
    j="к ко by",
    x="и and",
    r="около примерно приблизительно ориентировочно about around approximately roughly",
    b="без",
    q="четверть четверти четвертью quarter",
    f="пол половина половине половину half",
    v="споловиной",
    P="past",
    p="начале",
    R="вэтожевремя",
    C="числа число числу",
    G="го ое ого е й му ого-го st nd rd th",
    O="круглосуточно",
    I="перерыв перерывом перерыва обед обедом кроме",
    E="весь вся всю all",
    N="человек человека чел люди людей кандидат кандидата кандидатов people persons person candidates candidate",
)
SIGNS |= {
    "час": Word("1", 1, "час"),
    "часик": Word("1", 1, "час"),
    "часок": Word("1", 1, "час"),
    "полтора": Word("w", 1.5, "полтора"),
    "полторы": Word("w", 1.5, "полторы"),
}
QWEEK = {"наэтойнеделе": Word("Q", 0), "наследующейнеделе": Word("Q", 1)}
GROUPS = {
    "ежедневно": Word("Y", tuple(range(7))),
    "будни": Word("Y", (0, 1, 2, 3, 4)),
    "выходные": Word("Y", (5, 6)),
}
LEXICON: dict[str, Word] = {
    **CARDINALS, **TENS, **ORDINALS, **ENGLISH_ORDINALS, **HALF_HOURS, **WEEKDAYS, **MONTHS, **ZONES, **RELATIVE, **QUALIFIERS, **HALVES,
    **FIXED, **SIGNS, **QWEEK, **GROUPS,
}  # fmt: skip
PHRASES: dict[str, str] = {
    phrase: ours
    for ours, line in {
        "послезавтра": "после завтра|после-завтра|after tomorrow|the day after tomorrow|day after tomorrow",
        "утром": "с самого утра|с утра пораньше|с утра|с утречка|рано утром|в первой половине дня|в первой половине|в 1-й половине дня|"
        "в 1 половине дня|первая половина дня|"
        "до обеда|early morning|this morning|in the morning|before lunch",
        "послеобеда": "во второй половине дня|во второй половине|с обеда|вторая половина дня|во 2-й половине дня|во 2 половине дня|"
        "после обеда|пообеда|после ланча|after lunch",
        "днем": "in the afternoon|среди дня",
        "вечером": "ближе к вечеру|к вечеру|под вечер|in the evening|after work|после работы|с вечера",
        "сегодня вечером": "tonight|this evening",
        "сегодня днем": "this afternoon",
        "ночи": "at night|ночью",
        "обедвремя": "в обед|в обеденное время|в обеденный перерыв|ближе к обеду|к обеду|в районе обеда|около обеда|at lunchtime|"
        "at lunch|lunchtime",
        "конецдня": "в конце рабочего дня|к концу рабочего дня|в конце дня|к концу дня|под конец дня|конец дня|end of day|"
        "at the end of the day",
        "после": "не раньше чем|не раньше|не ранее|not before|not earlier than|no earlier than",
        "привет": "добрый день|доброе утро|добрый вечер|доброго дня|доброго утра|доброго вечера|good morning|good afternoon|good evening",
        "до": "не больше|не более|максимум|макс|up to|at most|no more than|not more than|не позднее|не позже|no later than|not later than",
        "00": "ноль ноль|ноль-ноль|нуль нуль|нуль-нуль",
        "30 минут": "полчасика|полчаса|пол часа|пол-часа|пол часика|half an hour|half-hour|half hour|a half hour|получаса|полчасик",
        "45 минут": "три четверти часа|3/4 часа|three quarters of an hour",
        "15 минут": "четверть часа|четверти часа|a quarter of an hour|quarter of an hour|quarter hour",
        "90 минут": "час с половиной|часа полтора|часика полтора|an hour and a half|hour and a half|hour and half|1 hour and a half",
        "споловиной": "с половиной|and a half",
        "наследующейнеделе": "на следующей неделе|на след неделе|на след. неделе|на след.неделе|на сл неделе|на будущей неделе|"
        "на той неделе|следующей неделе|"
        "следующая неделя|следующую неделю|след неделе|next week",
        "наэтойнеделе": "на этой неделе|этой неделе|this week|на текущей неделе",
        "вэтожевремя": "в это же время|в то же время|в это время|в такое же время|это же время|то же время|в тоже время|"
        "at the same time|same time|at this time",
        "2": "a couple of|a couple|couple of|пару-тройку|пара-тройка|пару тройку",
        "later": "from now|спустя после|hence",
        "круглосуточно": "круглые сутки|24/7|24 на 7|24 x 7|around the clock|round the clock|весь день и ночь|день и ночь|сутками|"
        "24 часа|целые сутки",
        "ежедневно": "каждый день|все дни недели|все дни|без выходных|всю неделю|every day|everyday|all days|daily|all week",
        "будни": "будням|будние дни|будним дням|будни|рабочие дни|рабочим дням|будние|рабочие|weekdays|workdays|working days",
        "выходные": "выходные дни|выходным дням|выходным|weekends|weekend",
        "pm": "p.m|p. m",
        "am": "a.m|a. m",
        "oclock": "o'clock|o clock|o’clock|o`clock",
        "час-два": "час-другой|часик-другой|час другой",
        "по мск": "по-московски|по-московскому",
        "пожалуйста": "по возможности|при возможности|на связи|если можно",
        "через": "еще через|спустя",
        "около": "в промежутке|в интервале|в диапазоне|в районе|где-то|где то|плюс-минус|"
        "плюс минус|+-|+/-|ориентировочно|в пределах|не ранее чем",
        "четверть": "a quarter",
    }.items()
    for phrase in line.split("|")
}
EDGE_BEFORE, EDGE_AFTER = r"(?<![0-9a-zа-я])", r"(?![0-9a-zа-я])"


@lru_cache(maxsize=1)
def any_phrase() -> re.Pattern[str]:
    """The longest first. Made when first needed, not when the service starts."""
    return re.compile(
        EDGE_BEFORE + "(?:" + "|".join(re.escape(phrase) for phrase in sorted(PHRASES, key=len, reverse=True)) + ")" + EDGE_AFTER
    )
