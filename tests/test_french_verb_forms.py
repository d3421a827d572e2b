"""Every French reporting verb in every tense of news, as an incise and before a clause; each sentence is built here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest

from exporter.extract.pipeline import extract
from exporter.languages.pack import Pack, Verb, load_pack
from exporter.model import Article, Claim, Quote
from exporter.readers import source_from_text

WORDS = "Le toit n'a pas tenu sous la neige"
CLAUSE = "la digue ne tiendra pas"
SPEAKER = "Hugo Tessier"
WITH_BE = frozenset({"intervenir", "monter", "passer"})
NO_CLAIM = frozenset({"ask", "order", "express", "promise"})
VERBS = tuple(sorted((head, verb) for head, verbs in load_pack("fr").verbs.items() for verb in verbs))


@cache
def forms_by_feature() -> dict[str, dict[str, list[str]]]:
    """Simple verb -> feature -> its forms."""
    pack, found = load_pack("fr"), defaultdict[str, dict[str, list[str]]](dict)
    for form in pack.verb_forms:
        for reading in pack.readings(form):
            for feature in reading.features:
                found[reading.lemma].setdefault(feature, []).append(form)
    return found


def reflexive(head: str, verb: Verb) -> str:
    """The pronoun before a form of a pronominal verb."""
    if not verb.pronominal:
        return ""
    return "s'" if head[0] in "aeiouéèêâîôûh" else "se "


def rest(verb: Verb) -> str:
    return "".join(f" {word}" for word in verb.rest).replace("' ", "'")


def participle(head: str) -> str:
    """The masculine singular: the shortest form."""
    return min(forms_by_feature()[head]["pp"], key=len)


def simple_forms(head: str, verb: Verb, person: str) -> Iterator[str]:
    for form in forms_by_feature()[head][person]:
        yield f"{reflexive(head, verb)}{form}{rest(verb)}"


def compound(head: str, verb: Verb, *, inverted: bool = False) -> str:
    """ "a dit", "s'est indigné", "est intervenu", or the same with "il" behind the auxiliary."""
    with_be = verb.pronominal or head in WITH_BE
    clitic = "s'" if verb.pronominal else ""
    auxiliary = ("est-il" if inverted else "est") if with_be else ("a-t-il" if inverted else "a")
    return f"{clitic}{auxiliary} {participle(head)}{rest(verb)}"


def inverted_forms(head: str, verb: Verb) -> Iterator[str]:
    """ "dit-il", "affirme-t-il": present and simple past."""
    for form in forms_by_feature()[head]["3s"]:
        if not form.endswith(("ait", "ra")):
            pronoun = "-il" if form[-1] in "td" else "-t-il"
            yield f"{reflexive(head, verb)}{form}{pronoun}{rest(verb)}"


def incises(head: str, verb: Verb) -> Iterator[tuple[str, str]]:
    """Sentences with the verb as an incise, each with its speaker."""
    for form in (*simple_forms(head, verb, "3s"), compound(head, verb)):
        yield f"« {WORDS} », {form} {SPEAKER}.", SPEAKER
    for form in simple_forms(head, verb, "3p"):
        yield f"« {WORDS} », {form} les syndicats.", "les syndicats"
    for form in (*inverted_forms(head, verb), compound(head, verb, inverted=True)):
        yield f"{SPEAKER} a visité la grange. « {WORDS} », {form}.", SPEAKER


def clauses(head: str, verb: Verb) -> Iterator[str]:
    """Sentences with a clause behind the verb."""
    for form in (*simple_forms(head, verb, "3s"), compound(head, verb)):
        yield f"{SPEAKER} {form} que {CLAUSE}."


def named(article: Article, identifier: str | None) -> str:
    return next((actor.name for actor in article.actors if actor.id == identifier), "")


def is_by(verb: Verb, fact: Claim | Quote) -> bool:
    return fact.cue is not None and fact.cue.lemma == verb.lemma


def has_quote(article: Article, verb: Verb, speaker: str) -> bool:
    return any(
        quote.fragments[0].text == WORDS
        and is_by(verb, quote)
        and quote.speaker is not None
        and named(article, quote.speaker.actor) == speaker
        for quote in article.quotes
    )


def has_claim(article: Article, verb: Verb) -> bool:
    return any(
        claim.text == CLAUSE and is_by(verb, claim) and named(article, claim.claimant) == SPEAKER
        for claim in article.claims
    )


def read(text: str, pack: Pack) -> Article:
    return extract(source_from_text(text), pack)


def name_of(value: str | Verb) -> str:
    return value if isinstance(value, str) else value.lemma.replace(" ", "_")


# "pressent" is the plural of "presser" and the singular of "pressentir", which nothing here tells apart.
@pytest.mark.parametrize(
    ("head", "verb"),
    [pair for pair in VERBS if "incise" in pair[1].takes],
    ids=name_of,
)
def test_incise_in_every_tense(head: str, verb: Verb) -> None:
    pack = load_pack("fr")
    sentences = [(text, who) for text, who in incises(head, verb) if "pressent " not in text]
    assert [text for text, who in sentences if not has_quote(read(text, pack), verb, who)] == []


@pytest.mark.parametrize(
    ("head", "verb"),
    [(h, v) for h, v in VERBS if "que" in v.takes and not {"order", "ask"} & v.takes and v.act not in NO_CLAIM],
    ids=name_of,
)
def test_clause_in_every_tense(head: str, verb: Verb) -> None:
    pack = load_pack("fr")
    assert [text for text in clauses(head, verb) if not has_claim(read(text, pack), verb)] == []
