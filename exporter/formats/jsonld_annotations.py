"""What the profile `full` adds: where in the text each fact rests, and which rule made it."""

from __future__ import annotations

from typing import Any

from exporter.formats import jsonld_names as names
from exporter.model import ActorReference, Cue, Diagnostic, Evidence, Fragment, Mention, Paragraph, Role

Node = dict[str, Any]

CONTEXT_LENGTH = 24
"""Code points before and after a quote or claim that its selector gives, to find it again in an edited text."""


class Annotator:
    """Annotations of one article: Web Annotation selectors over its `articleBody`, offsets in code points."""

    def __init__(self, text: str) -> None:
        self.text = text

    def place(self, start: int, end: int) -> Node:
        """A range of the text."""
        return {names.HAS_SELECTOR: [_position(start, end)]}

    def words(self, start: int, end: int) -> Node:
        """A range of the text with its words."""
        quoted = {"@type": names.QUOTE_SELECTOR, names.EXACT: self.text[start:end]}
        return {names.HAS_SELECTOR: [_position(start, end), quoted]}

    def passage(self, start: int, end: int) -> Node:
        """A range of the text with its words and the words around it."""
        node = self.words(start, end)
        quoted = node[names.HAS_SELECTOR][1]
        if start:
            quoted[names.PREFIX] = self.text[max(0, start - CONTEXT_LENGTH) : start]
        if end < len(self.text):
            quoted[names.SUFFIX] = self.text[end : end + CONTEXT_LENGTH]
        return node

    def mentions(self, mentions: tuple[Mention, ...]) -> list[Node]:
        return [self.words(one.start, one.end) | {names.MENTION_FORM: one.form} for one in mentions]

    def titles(self, roles: tuple[Role, ...]) -> list[Node]:
        return [self.words(role.start, role.end) for role in roles]

    def fragments(self, fragments: tuple[Fragment, ...]) -> list[Node]:
        return [self.passage(one.start, one.end) for one in fragments]

    def cue(self, cue: Cue | None) -> Node | None:
        if cue is None:
            return None
        return self.words(cue.start, cue.end) | {names.LEMMA: cue.lemma, names.SPEECH_ACT: cue.act}

    def reference(self, reference: ActorReference | None, actor_iri: str | None) -> Node | None:
        if reference is None:
            return None
        return self.place(reference.start, reference.end) | {names.ACTOR: {"@id": actor_iri}}

    def paragraph(self, paragraph: Paragraph) -> Node:
        return self.place(paragraph.start, paragraph.end) | {names.PARAGRAPH_ROLE: paragraph.role}

    def diagnostic(self, diagnostic: Diagnostic) -> Node:
        node = {}
        if diagnostic.start is not None and diagnostic.end is not None:
            node = self.place(diagnostic.start, diagnostic.end)
        about = {names.CODE: diagnostic.code, names.SEVERITY: diagnostic.severity, names.MESSAGE: diagnostic.message}
        return node | about


def _position(start: int, end: int) -> Node:
    return {"@type": names.POSITION_SELECTOR, names.START: start, names.END: end}


def evidence(found: Evidence) -> Node:
    """The rule that made a fact."""
    return {names.RULE: found.rule, names.CONFIDENCE: found.confidence, names.RESOLUTION: found.resolution}
