"""A newsItem of ours, taken apart once for the reader and the checks."""

from __future__ import annotations

from functools import cached_property

from lxml import etree

from exporter.errors import InputError
from exporter.formats.newsml_parsing import Body, find_body, read_body
from exporter.formats.newsml_properties import Family


class ItemIndex:
    """The children of the item, of its parts and of its asserts; its text. Raises InputError where one is missing."""

    def __init__(self, node: etree._Element) -> None:
        self.node = node
        self.family = Family(node)
        self.meta = Family(self.family.child("itemMeta"))
        self.content = Family(self.family.child("contentMeta"))
        self.parts = [Family(one) for one in self.family.named("partMeta")]
        self.asserts = {one.get("qcode", ""): Family(one) for one in self.family.named("assert")}
        self.contents = list(self.family.child("contentSet").iterchildren("*"))
        self.bodies = [read_body(body) for body in map(find_body, self.contents) if body is not None]

    @cached_property
    def body(self) -> Body:
        """The body that carries the ids: the first one."""
        if not self.bodies:
            raise InputError("the item has neither an XHTML body nor a NITF block, so it holds no text")
        return self.bodies[0]
