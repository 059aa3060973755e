"""Spelling: short forms of chat and speech written out, so that they read as any other words."""

import re
from collections.abc import Mapping
from functools import lru_cache

from trainer.core.base import Language

_NL = {
    "een": "n 'n",
    "het": "t 't",
    "ik": "k 'k",
    "hij": "ie 'ie",
    "even": "ff ffe effe effen",
    "niet": "nie ni nt",
    "mijn": "mn m'n",
    "zijn": "zn z'n",
    "haar": "d'r",
    "hem": "'m",
    "dat is": "da's",
    "het is": "tis 'tis",
    "inderdaad": "idd",
    "in ieder geval": "iig",
    "misschien": "mss mssn mischien",
    "waarschijnlijk": "wrs wss wsl",
    "gewoon": "gwn",
    "alstublieft": "aub svp",
    "alsjeblieft": "ajb",
    "bijvoorbeeld": "bv bijv",
    "natuurlijk": "tuurlijk natuurlik",
    "morgen": "morge mrgn morgn",
    "'s morgens": "smorgens",
    "'s ochtends": "sochtends",
    "'s middags": "smiddags",
    "'s avonds": "savonds",
    "'s nachts": "snachts",
    "vandaag": "vdaag vndaag vndg",
    "wanneer": "wnr wneer",
    "iemand": "iem",
    "kunt": "knt",
    "zo snel mogelijk": "zsm",
    "in plaats van": "ipv",
    "in verband met": "ivm",
    "maanden": "mnd",
    "ik heb": "kheb",
    "ik zal": "kzal",
    "ik ben": "kben",
    "ik kan": "kkan kan'k",
    "wel eens": "weleens",
    "heb": "hb heb'k",
    "van de": "vd",
    "bedankt": "bdkt thnx thx",
}
_EN = {
    "you": "u ya yous",
    "your": "ur yer",
    "you're": "youre u're ure",
    "are": "r",
    "and": "n 'n n' 'n'",
    "with": "w",
    "because": "cos cuz coz 'cause 'cos bc becos",
    "tomorrow": "tmrw tmr tomoz 2moro tomorow",
    "today": "2day",
    "I am": "im",
    "I have": "ive",
    "don't": "dont",
    "can't": "cant",
    "won't": "wont",
    "didn't": "didnt",
    "doesn't": "doesnt",
    "isn't": "isnt",
    "wasn't": "wasnt",
    "haven't": "havent",
    "couldn't": "couldnt",
    "that's": "thats",
    "what's": "whats",
    "there's": "theres",
    "they're": "theyre",
    "they'll": "theyll",
    "you'll": "youll u'll",
    "you've": "youve u've",
    "going to": "gonna gunna",
    "want to": "wanna",
    "have to": "gotta",
    "let me": "lemme",
    "don't know": "dunno",
    "kind of": "kinda",
    "please": "pls plz",
    "thanks": "thx ta",
    "people": "ppl",
    "about": "abt",
    "them": "em 'em",
    "though": "tho",
    "through": "thru",
    "afternoon": "aft",
    "Monday": "mon",
    "Tuesday": "tues tue",
    "Thursday": "thurs thu thur",
    "Friday": "fri",
    "minutes": "mins",
    "hours": "hrs",
    "years": "yrs",
    "months": "mths",
    "weeks": "wks",
    "tonight": "2nite tonite 2night",
    "should": "shd shld",
    "could": "cld",
    "would": "wld wud",
    "have": "hv",
    "from": "frm",
    "before": "b4",
    "what": "wot",
    "when": "wen",
    "back": "bk",
    "just": "jst",
    "until": "til",
    "certificate": "cert",
    "appointment": "appt",
    "pictures": "pics",
    "he's": "hes",
    "she's": "shes",
    "we've": "weve",
    "they've": "theyve",
    "you'd": "youd",
    "it'll": "itll",
    "aren't": "arent",
    "weren't": "werent",
    "hasn't": "hasnt",
    "shouldn't": "shouldnt",
    "wouldn't": "wouldnt",
    "week": "wk",
    "message": "msg",
    "right now": "rn",
}
_DA = {
    "ikke": "ik ikk",
    "også": "oss osse",
    "lige": "li li' liige",
    "have": "ha ha'",
    "har": "ha'r",
    "tage": "ta ta'",
    "tager": "ta'r",
    "give": "gi gi'",
    "giver": "gi'r",
    "sige": "si si'",
    "siger": "si'r",
    "blive": "bli bli'",
    "bliver": "bli'r blir",
    "kan": "ka ka'",
    "skal": "ska ska' skl",
    "kunne": "ku ku'",
    "skulle": "sku sku'",
    "hvad": "hva hva' hvd",
    "jeg": "jg jeh jej",
    "på grund af": "pga",
    "eventuelt": "evt",
    "i dag": "idag",
    "i morgen": "imorgen imorn",
    "i går": "igår",
    "i aften": "iaften",
    "i orden": "iorden",
    "i gang": "igang",
    "selvfølgelig": "selvf selvfølig selvføli",
    "noget": "nåt noet",
    "sådan": "såd'n sådn sån",
    "hvordan": "hvordn hvdan",
    "aldrig": "alrig",
    "meget": "mgt møj",
    "venligst": "vnlgst",
    "eller": "el",
    "måneder": "mdr",
    "telefon": "tlf",
    "egentlig": "egl egtl egenlig",
    "i hvert fald": "ihvertfald",
    "i stedet": "istedet",
    "hvornår": "hvnr hvorn'r",
    "nogen": "noen nogn",
    "ingenting": "ingting",
    "sammen": "samn",
    "hvis": "hvs",
    "i forhold til": "ift",
}


def _by_form(written: Mapping[str, str]) -> dict[str, str]:
    return {form: full for full, forms in written.items() for form in forms.split()}


FORMS: dict[Language, dict[str, str]] = {
    "nl": _by_form(_NL),
    "en": _by_form(_EN),
    "da": _by_form(_DA),
}
"""Each short form with the words that it stands for."""
_WORD = re.compile(r"(?<![\w/.'-])'?\w+(?:'\w*)*(?![\w/-]|\.\w)")


_BEGINS = re.compile(r"(?:^|[.!?…\n])\W*$")


@lru_cache(maxsize=4096)
def written_out(language: Language, text: str) -> str:
    """Return ``text`` with its short forms written out: "k kan t ff" as "ik kan het even".

    A capital makes it a name or an initial, but where a sentence begins or all are capitals.
    """
    forms = FORMS[language]
    straight = text.replace("’", "'")

    def whole(word: re.Match[str]) -> str:
        full = forms.get(word[0].casefold())
        return word[0] if full is None or _names(word) else full

    return _WORD.sub(whole, straight)


def _names(word: re.Match[str]) -> bool:
    """Tell whether a short form names somebody: "N. de Vries", "Em is here"."""
    form, text = word[0], word.string
    if not form[0].isupper() or (text.isupper() and len(text) > len(form)):
        return False
    initial = len(form) == 1 and text[word.end() :].startswith(".")
    return initial or not _BEGINS.search(text[: word.start()])
