"""The way of an article through the stages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from exporter.extract.assemble import Findings, assemble
from exporter.extract.assertions import find_assertions
from exporter.extract.cast import cluster_names
from exporter.extract.claims import find_claims
from exporter.extract.context import build_context
from exporter.extract.discourse import Sought
from exporter.extract.incises import find_incises
from exporter.extract.names import find_names
from exporter.extract.nominals import NominalIndex, find_nominals
from exporter.extract.phrases import find_phrases
from exporter.extract.places import resolve_places
from exporter.extract.quotes import find_quotes
from exporter.extract.reports import Report, find_reports
from exporter.extract.resolution import resolve_sources
from exporter.extract.spans import Span
from exporter.extract.states import find_states
from exporter.extract.structure import BARREN, find_datelines, find_paragraphs, line_roles
from exporter.extract.surnames import with_surnames
from exporter.extract.typing import type_names
from exporter.languages.collector import collector_paused
from exporter.languages.pack import Pack
from exporter.model import Article, ParagraphRole, Source
from exporter.text import Document, read_document


def _goes_on(report: Report, pack: Pack) -> bool:
    """Whether who speaks may be who spoke before: an incise whose verb does not answer."""
    return ".incise" in report.rule and report.lemma not in pack.words["answering_verbs"]


@collector_paused()
def extract(source: Source, pack: Pack) -> Article:
    """The facts of an article. Never raises for any text; what cannot be told is null, with a diagnostic."""
    document = read_document(source.text, pack.orthography)
    roles = line_roles(document, pack, source.paragraphs)
    datelines = find_datelines(document, pack)
    found = _find(document, pack, roles, datelines)
    return assemble(source, document, pack, find_paragraphs(document, roles, datelines), found)


def _find(document: Document, pack: Pack, roles: Sequence[ParagraphRole], datelines: Mapping[int, Span]) -> Findings:
    """All stages between the document and the model; what they need of each token goes when they are done."""
    barren = frozenset(number for number, role in enumerate(roles) if role in BARREN)
    context = build_context(document, pack, barren, datelines)
    names, surnames = with_surnames(context, find_names(context))
    phrases = find_phrases(context, names, surnames)
    typed = type_names(context, names, phrases)
    nominals = find_nominals(context, typed, phrases)
    index = NominalIndex(context, nominals)
    incises = find_incises(context, index)
    reports = find_reports(context, index, incises)
    quotes = find_quotes(context, reports, index, incises)
    claims = [*find_claims(context, reports, quotes), *find_assertions(context, reports, roles)]
    sought = [
        Sought(report.source, report.content, _goes_on(report, pack)) for report in reports if report.source is not None
    ]
    sought += [Sought(quote.source, quote.fragments[0]) for quote in quotes if quote.source is not None]
    sought += [Sought(report.addressee, report.content) for report in reports if report.addressee is not None]
    places = resolve_places(context, typed)
    states = find_states(context, typed, nominals, [one.nominal for one in sought])
    cast = cluster_names(context, typed, nominals)
    resolve_sources(context, index, sought, cast)
    return Findings(typed, places, states, cast, quotes, claims)
