"""Quotes as schema.org Quotations, claims as schema.org Claims."""

from __future__ import annotations

from exporter.formats import jsonld_names as names
from exporter.formats.jsonld_annotations import Annotator, Node, evidence
from exporter.formats.jsonld_entities import known
from exporter.formats.jsonld_ids import Ids
from exporter.model import ActorReference, Claim, Quote


class Facts:
    """The nodes of one article's quotes and claims."""

    def __init__(self, language: str, ids: Ids, annotator: Annotator | None) -> None:
        self.language = language
        self.ids = ids
        self.annotator = annotator

    def quotation(self, quote: Quote) -> Node:
        """The words of all fragments with one space between them; several fragments also stand alone in `hasPart`."""
        speaker = self._actor(quote.speaker.actor if quote.speaker else None)
        node: Node = {
            "@type": "Quotation",
            "@id": self.ids.fact(quote.id),
            "text": " ".join(fragment.text for fragment in quote.fragments),
            "creator": speaker,
            "spokenByCharacter": speaker,
            "inLanguage": self.language,
            "hasPart": self._parts(quote),
        }
        if self.annotator is not None:
            node |= self._annotations(quote, self.annotator)
        return known(node)

    def _parts(self, quote: Quote) -> list[Node]:
        if len(quote.fragments) == 1:
            return []
        return [
            {"@type": "Quotation", "@id": self.ids.part(quote.id, str(number)), "text": fragment.text}
            for number, fragment in enumerate(quote.fragments, 1)
        ]

    def _annotations(self, quote: Quote, annotator: Annotator) -> Node:
        return {
            names.QUOTE_FORM: quote.form,
            names.FRAGMENT: annotator.fragments(quote.fragments),
            names.SPEAKER: self._reference(quote.speaker, annotator),
            names.CUE: annotator.cue(quote.cue),
            names.ADDRESSEE: self._reference(quote.addressee, annotator),
            **evidence(quote.evidence),
        }

    def _reference(self, reference: ActorReference | None, annotator: Annotator) -> Node | None:
        return annotator.reference(reference, self.ids.fact(reference.actor) if reference else None)

    def claim(self, claim: Claim) -> Node:
        """A Claim by its author, or the action of the actor who denies or doubts it."""
        action = names.STANCE_ACTIONS.get(claim.stance)
        claimant = self._actor(claim.claimant)
        if action is None:
            return self._claim(claim, claimant)
        return known(
            {
                "@type": action,
                "@id": self.ids.part(claim.id, claim.stance),
                "agent": claimant,
                "object": self._claim(claim, None),
            }
        )

    def _claim(self, claim: Claim, author: Node | None) -> Node:
        node: Node = {
            "@type": "Claim",
            "@id": self.ids.fact(claim.id),
            "text": claim.text,
            "author": author,
            "inLanguage": self.language,
            "appearance": {"@id": self.ids.article},
            "isBasedOn": [{"@id": self.ids.fact(identifier)} for identifier in claim.quotes],
            "about": [{"@id": self.ids.fact(identifier)} for identifier in claim.about],
        }
        if self.annotator is not None:
            node[names.STANCE] = claim.stance
            node[names.PASSAGE] = self.annotator.passage(claim.start, claim.end)
            node[names.CUE] = self.annotator.cue(claim.cue)
            node |= evidence(claim.evidence)
        return known(node)

    def _actor(self, identifier: str | None) -> Node | None:
        return {"@id": self.ids.fact(identifier)} if identifier is not None else None
