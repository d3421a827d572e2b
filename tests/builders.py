"""Valid articles built by hand, for the tests of formats and checks. The news and its people are invented."""

from __future__ import annotations

from typing import Any

from exporter.model import (
    Actor,
    ActorReference,
    Article,
    Author,
    Claim,
    Cue,
    Diagnostic,
    Evidence,
    Fragment,
    Generator,
    Location,
    Mention,
    MentionForm,
    Metadata,
    Paragraph,
    Publisher,
    Quote,
    Role,
)
from tests.markup import Span, parse_markup

GENERATOR = Generator(name="newsroom-exporter", version="0.1.0")
ARTICLE_ID = "urn:uuid:6c1f3c1e-52a7-5c0b-9a3e-0d9a4f0e7b11"
URL = "https://www.lecourrier-valbourg.example/2026/03/14/pont-de-lorme"

_MARKED = """\
{headline:Le pont de l’Orme restera fermé jusqu’en juin}

{dateline:VALBOURG, 14 mars (AVP) —} {lead:Le pont de l’Orme, à {valbourg:Valbourg}, restera fermé « {q1a:pour des \
raisons de sécurité} », {cue1:a annoncé} samedi {lea:Léa Morin}, {learole:maire de Valbourg}.}

{p2:« {q2a:Nous ne rouvrirons pas une seule voie} », {cue2:a-t-elle déclaré} à {cgv:l’agence AVP}, « {q2b:tant que \
les piles bougent} 🌉 ». {roy:Le Royaume d’Hellén}, où l’architecte est né, {cue3:a démenti} que {c3:le <béton> venait \
de ses carrières & de ses ports}.}

{p3:{riv:Les riverains} {cue4:doutent} que {c4:la facture reste sous 2,4 millions d’euros}. {src:Une source à la \
mairie} parle d’« {q3a:un “gouffre”} ».}
"""


class Marked:
    """A text with labelled spans; its methods cut records out of it."""

    def __init__(self, marked: str) -> None:
        self.text, self.spans = parse_markup(marked)

    def words(self, label: str) -> dict[str, Any]:
        """start, end and text of a label."""
        start, end = self.spans[label]
        return {"start": start, "end": end, "text": self.text[start:end]}

    def span(self, label: str) -> Span:
        return self.spans[label]

    def mention(self, label: str, form: MentionForm = "name") -> Mention:
        return Mention(**self.words(label), form=form)

    def fragments(self, *labels: str) -> tuple[Fragment, ...]:
        return tuple(Fragment(**self.words(label)) for label in labels)

    def cue(self, label: str, lemma: str, act: Any = "say") -> Cue:
        return Cue(**self.words(label), lemma=lemma, act=act)

    def reference(self, actor: str, label: str) -> ActorReference:
        start, end = self.spans[label]
        return ActorReference(actor=actor, start=start, end=end)

    def paragraph(self, label: str, role: Any) -> Paragraph:
        start, end = self.spans[label]
        return Paragraph(start=start, end=end, role=role)

    def role(self, label: str) -> Role:
        start, end = self.spans[label]
        return Role(title=self.text[start:end], start=start, end=end)


def evidence(rule: str, confidence: float | None = None, resolution: str | None = None) -> Evidence:
    return Evidence(rule=rule, confidence=confidence, resolution=resolution)


def bare_article(text: str = "Rien à signaler.", **fields: Any) -> Article:
    """An article without facts and metadata."""
    values: dict[str, Any] = {"id": ARTICLE_ID, "language": "fr", "metadata": Metadata(), "generator": GENERATOR}
    return Article(**{**values, "text": text, **fields})


def rich_metadata() -> Metadata:
    """Metadata with every field known."""
    return Metadata(
        headline="Le pont de l’Orme restera fermé jusqu’en juin",
        alternative_headline="Pont de l’Orme : la mairie ferme tout",
        description="La maire de Valbourg invoque la sécurité <publique> & le budget.",
        url=URL,
        published="2026-03-14T18:05:00+01:00",
        modified="2026-03-15",
        authors=(
            Author(name="Inès Vauquelin", url="https://www.lecourrier-valbourg.example/auteurs/ines-vauquelin"),
            Author(name="AVP", type="organization"),
        ),
        publisher=Publisher(
            name="Le Courrier de Valbourg",
            url="https://www.lecourrier-valbourg.example/",
            logo="https://www.lecourrier-valbourg.example/logo.png",
        ),
        section="Région",
        keywords=("pont", "travaux"),
        dateline="VALBOURG, 14 mars (AVP)",
        image=("https://www.lecourrier-valbourg.example/pont-16x9.jpg",),
        copyright_notice="© Le Courrier de Valbourg 2026",
        is_accessible_for_free=False,
    )


def rich_actors(marked: Marked) -> tuple[Actor, ...]:
    """One actor of each type, and an unnamed one."""
    return (
        Actor(
            id="person-lea-morin",
            type="person",
            name="Léa Morin",
            named=True,
            roles=(marked.role("learole"),),
            mentions=(marked.mention("lea"),),
            same_as=("http://www.wikidata.org/entity/Q99999901",),
            country="FR",
            evidence=evidence("fr.name.person.first_name", 0.97),
        ),
        Actor(
            id="organization-avp",
            type="organization",
            name="l’agence AVP",
            named=True,
            mentions=(marked.mention("cgv"),),
            evidence=evidence("fr.name.organization.head"),
        ),
        Actor(
            id="state-hellen",
            type="state",
            name="Hellén",
            named=True,
            mentions=(marked.mention("roy", "metonym"),),
            same_as=("http://www.wikidata.org/entity/Q99999902", "https://sws.geonames.org/99999902/"),
            country="XH",
            evidence=evidence("fr.name.state", 1.0),
        ),
        Actor(
            id="group-riverains",
            type="group",
            name="Les riverains",
            named=False,
            mentions=(marked.mention("riv", "role"),),
            evidence=evidence("fr.name.group"),
        ),
        Actor(
            id="person-source",
            type="person",
            name="Une source à la mairie",
            named=False,
            mentions=(marked.mention("src", "role"),),
            evidence=evidence("fr.name.source"),
        ),
    )


def rich_quotes(marked: Marked) -> tuple[Quote, ...]:
    """A mixed quote, a split one with an addressee, and one without cue."""
    return (
        Quote(
            id="quote-1",
            form="mixed",
            fragments=marked.fragments("q1a"),
            speaker=marked.reference("person-lea-morin", "lea"),
            cue=marked.cue("cue1", "annoncer", "announce"),
            evidence=evidence("fr.quote.mixed", 0.9, "fr.resolve.name"),
        ),
        Quote(
            id="quote-2",
            form="direct",
            fragments=marked.fragments("q2a", "q2b"),
            speaker=marked.reference("person-lea-morin", "lea"),
            cue=marked.cue("cue2", "déclarer"),
            addressee=marked.reference("organization-avp", "cgv"),
            evidence=evidence("fr.quote.incise.inverted"),
        ),
        Quote(id="quote-3", form="mixed", fragments=marked.fragments("q3a"), evidence=evidence("fr.quote.mixed")),
    )


def rich_claims(marked: Marked) -> tuple[Claim, ...]:
    """One claim of each stance, and one in the article's own voice."""
    return (
        Claim(
            id="claim-1",
            **marked.words("q1a"),
            claimant="person-lea-morin",
            stance="asserts",
            cue=marked.cue("cue1", "annoncer", "announce"),
            quotes=("quote-1",),
            about=("location-valbourg", "state-hellen"),
            evidence=evidence("fr.claim.object"),
        ),
        Claim(
            id="claim-2",
            **marked.words("c3"),
            claimant="state-hellen",
            stance="denies",
            cue=marked.cue("cue3", "démentir", "deny"),
            evidence=evidence("fr.claim.que"),
        ),
        Claim(
            id="claim-3",
            **marked.words("c4"),
            claimant="group-riverains",
            stance="doubts",
            cue=marked.cue("cue4", "douter", "doubt"),
            evidence=evidence("fr.claim.que"),
        ),
        Claim(id="claim-4", **marked.words("p3"), stance="asserts", evidence=evidence("fr.claim.figure", 0.5)),
    )


def rich_locations(marked: Marked) -> tuple[Location, ...]:
    """A city with coordinates."""
    return (
        Location(
            id="location-valbourg",
            type="city",
            name="Valbourg",
            country="FR",
            latitude=48.8566,
            longitude=-2.3522,
            same_as=("http://www.wikidata.org/entity/Q99999903", "https://sws.geonames.org/99999903/"),
            mentions=(marked.mention("valbourg"),),
            evidence=evidence("fr.place.gazetteer", 0.99),
        ),
    )


def rich_article(**fields: Any) -> Article:
    """An article in which every field of the model is used, hostile characters included; `fields` replace its own."""
    marked = Marked(_MARKED)
    values: dict[str, Any] = {
        "id": URL,
        "metadata": rich_metadata(),
        "paragraphs": (
            marked.paragraph("headline", "headline"),
            marked.paragraph("dateline", "dateline"),
            marked.paragraph("lead", "lead"),
            marked.paragraph("p2", "body"),
            marked.paragraph("p3", "body"),
        ),
        "actors": rich_actors(marked),
        "locations": rich_locations(marked),
        "quotes": rich_quotes(marked),
        "claims": rich_claims(marked),
        "diagnostics": (
            Diagnostic(code="input.encoding", severity="info", message="read as Windows-1252"),
            Diagnostic(
                code="quote.no-speaker",
                severity="warning",
                message="nobody is named",
                start=marked.span("q3a")[0],
                end=marked.span("q3a")[1],
            ),
        ),
    }
    return bare_article(marked.text, **{**values, **fields})
