"""The table of targets. Their modules are imported when they are used, so that help costs nothing."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from exporter.errors import PublishError

if TYPE_CHECKING:
    from exporter.publish.target import Target


class TargetKind(NamedTuple):
    """`target` is the "module:Class" of a `Target`; `summary` and `example` are for its help."""

    target: str
    summary: str
    example: str = ""

    def load(self) -> type[Target]:
        """The class. Raises PublishError where a package is missing."""
        module, name = self.target.split(":")
        try:
            loaded: type[Target] = getattr(import_module(module), name)
        except ModuleNotFoundError as error:
            if (error.name or "").split(".")[0] == "exporter":
                raise
            message = f"publishing needs the package {error.name}: pip install {error.name}"
            raise PublishError(message) from None
        return loaded


TARGETS: dict[str, TargetKind] = {
    "wordpress": TargetKind(
        "exporter.publish.wordpress:WordPress",
        "Publish to posts of a WordPress site.",
        "exporter publish wordpress article.txt --site https://courrier.example --user desk --create --tags",
    ),
    "webhook": TargetKind(
        "exporter.publish.webhook:Webhook",
        "Send to an address of your own, signed (EXPORTER_WEBHOOK_SECRET).",
        "exporter publish webhook https://cms.courrier.example/jsonld article.txt",
    ),
}
