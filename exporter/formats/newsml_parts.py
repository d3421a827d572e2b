"""Quotes and claims: a `partMeta` each, which points at the marked words and says who, how and by which rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from exporter.formats.newsml_blocks import Mark
from exporter.formats.newsml_entities import coded, confidence, entity_qcode, evidence_properties
from exporter.formats.newsml_markup import character_data, code, escape_attribute, literal, wrap
from exporter.formats.newsml_metadata import named
from exporter.formats.newsml_vocabulary import RULES, char_range, nature, xml_id
from exporter.model import Actor, ActorReference, Article, Claim, Cue, Evidence, Fragment, Location, Quote

_QUOTE_ROLE = {"direct": "nxpart:directQuote", "mixed": "nxpart:mixedQuote"}
_PROPERTY = "partMetaExtProperty"


def parts(article: Article, marks: Sequence[Mark], prefix: str = "") -> Iterator[str]:
    """The parts in the model's order: quotes, then claims."""
    pieces: dict[str, list[str]] = {}
    for mark in marks:
        if mark.form is None:
            pieces.setdefault(mark.fact.id, []).extend(mark.pieces)
    actors = {actor.id: actor for actor in article.actors}
    entities: dict[str, Actor | Location] = {**actors, **{place.id: place for place in article.locations}}
    sequence = 0
    for sequence, quote in enumerate(article.quotes, 1):
        opening = _opening(xml_id(quote.id, prefix), sequence, pieces.get(quote.id, ()))
        yield wrap("partMeta", opening, _quote(quote, actors, article.text))
    for number, claim in enumerate(article.claims, sequence + 1):
        opening = _opening(xml_id(claim.id, prefix), number, pieces.get(claim.id, ()))
        yield wrap("partMeta", opening, _claim(claim, actors, entities))


def _opening(name: str, sequence: int, pieces: Sequence[str]) -> str:
    """The inside of the start tag: ids and terms, which need no escaping."""
    opening = f'partMeta partid="{name}" creator="{RULES}" how="howextr:tool" why="why:direct" seq="{sequence}"'
    return f'{opening} contentrefs="{" ".join(pieces)}"' if pieces else opening


def _quote(quote: Quote, actors: Mapping[str, Actor], text: str) -> Iterator[str]:
    yield f'<role qcode="{_QUOTE_ROLE[quote.form]}"/>'
    if quote.speaker is not None:
        yield _source(actors[quote.speaker.actor], "nxrel:speaker cpprole:originfo")
    for fragment in quote.fragments:
        yield _words("nxpart:verbatim", quote.evidence, fragment.text)
    for fragment in quote.fragments:
        yield _range(fragment)
    yield from _reference("speaker", quote.speaker, text)
    yield from _cue(quote.cue)
    yield from _reference("addressee", quote.addressee, text)
    yield from evidence_properties(_PROPERTY, quote.evidence)


def _claim(claim: Claim, actors: Mapping[str, Actor], entities: Mapping[str, Actor | Location]) -> Iterator[str]:
    yield '<role qcode="nxpart:claim"/>'
    if claim.claimant is not None:
        yield _source(actors[claim.claimant], "nxrel:claimant cpprole:originfo")
    for name in claim.about:
        yield f'<subject qcode="{entity_qcode(name)}" type="{nature(entities[name])}"/>'
    yield _words("nxpart:statement", claim.evidence, claim.text)
    yield _range(claim)
    yield coded(_PROPERTY, "stance", f"nxstance:{claim.stance}")
    yield from _cue(claim.cue)
    for quote in claim.quotes:
        yield coded(_PROPERTY, "quote", entity_qcode(quote))
    yield from evidence_properties(_PROPERTY, claim.evidence)


def _source(actor: Actor, role: str) -> str:
    """The speaker or claimant; its details stand in the `assert` with the same QCode."""
    opening = f'infoSource qcode="{entity_qcode(actor.id)}" type="{nature(actor)}" role="{role}"'
    return wrap("infoSource", opening, [named("name", {}, actor.name)])


def _words(role: str, evidence: Evidence, text: str) -> str:
    opening = f'description role="{role}"{confidence(evidence)}'
    return character_data("description", opening, text)


def _range(span: Fragment | Claim) -> str:
    return f'<{_PROPERTY} rel="nxrel:range" value="{char_range(span.start, span.end)}"/>'


def _reference(relation: str, reference: ActorReference | None, text: str) -> Iterator[str]:
    if reference is not None:
        words, place = literal(text[reference.start : reference.end]), char_range(reference.start, reference.end)
        qcode = entity_qcode(reference.actor)
        yield f'<{_PROPERTY} rel="nxrel:{relation}" qcode="{qcode}" literal="{words}" value="{place}"/>'


def _cue(cue: Cue | None) -> Iterator[str]:
    if cue is not None:
        verb = f' qcode="nxverb:{escape_attribute(code(cue.lemma))}"' if cue.lemma else ""
        words, place = literal(cue.text), char_range(cue.start, cue.end)
        yield f'<{_PROPERTY} rel="nxrel:cue"{verb} literal="{words}" value="{place}"/>'
        yield coded(_PROPERTY, "speechAct", f"nxact:{cue.act}")
