"""Articles into content management systems: one module and one line in `TARGETS` for each."""

from exporter.publish.delivery import Outcome, Renderer, deliver, enrich
from exporter.publish.registry import TARGETS, TargetKind
from exporter.publish.target import Archive, Entry, Option, Publication, Target

__all__ = [
    "TARGETS",
    "Archive",
    "Entry",
    "Option",
    "Outcome",
    "Publication",
    "Renderer",
    "Target",
    "TargetKind",
    "deliver",
    "enrich",
]
