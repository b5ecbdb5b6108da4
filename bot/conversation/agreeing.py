"""«Да, конечно» and «нет, спасибо»: a yes or a no in the words people use. Where both are said, or neither for sure, nothing is taken."""

from core.kernel.text.folding import fold


def words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


YES = words_of("да ага угу есть готов готова готовы согласен согласна могу имеется верно yes y yep yeah yup ok okay ок окей") | {"+"}
NO = words_of("нет неа нету никак никогда отсутствует no n nope nah never") | {"-", "−", "–"}
FIRMLY = words_of("конечно разумеется естественно безусловно обязательно точно хорошо sure certainly definitely absolutely of course")
"""Said with a yes or with a no; alone it is a yes."""
NOT = frozenset({"не", "not", "dont", "cant"})
FOR = ("не против", "не возражаю", "нет проблем", "без проблем", "no problem", "not a problem", "why not", "почему нет")
UNSURE = ("not sure", "не знаю", "не уверен", "не помню", "не понял", "dont know")
DOUBT = words_of("но только если смотря возможно наверное может пока иногда but only if maybe perhaps depends sometimes")


def agreed(text: str) -> bool | None:
    """True, False, or None where it has to be asked again."""
    bare = text.strip(" .!,")
    if bare in NO | YES:
        return bare in YES
    said = fold(text)
    if any(phrase in said for phrase in UNSURE):
        return None
    for phrase in FOR:
        said = said.replace(phrase, "да")
    return weighed([word.strip(".,!;:()") for word in said.split()])


def weighed(words: list[str]) -> bool | None:
    denied = denials(words)
    left = [word for place, word in enumerate(words) if place not in denied]
    no, yes = bool(denied) or not NO.isdisjoint(left), not YES.isdisjoint(left)
    if not words or not DOUBT.isdisjoint(words) or (no and yes):
        return None
    if words[0] not in YES | NO | NOT | FIRMLY:
        return None
    return not no


def denials(words: list[str]) -> set[int]:
    """«Не готов» is a no, and its second word no yes."""
    return {place + step for place, word in enumerate(words) if word in NOT for step in (0, 1)}
