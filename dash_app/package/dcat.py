"""What do open-data portals read about the package: metadata after DCAT-AP.de 3.0, as RDF?

Nothing is asked for on the network: addresses here are names. Where `portal.yaml` does not say where the
files will lie, addresses are relative to the metadata; what it does not say is left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from dash_app.package.portal import DEF, NAMING, Portal
from dash_app.texts import Texts

ADMS = Namespace("http://www.w3.org/ns/adms#")
DCATAP = Namespace("http://data.europa.eu/r5r/")
DCATDE = Namespace(f"{DEF}dcatde/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
AUTHORITY = "http://publications.europa.eu/resource/authority/"
MEDIA = "https://www.iana.org/assignments/media-types/"
VERSION = URIRef(f"{DCAT}version")
"""A property of DCAT 3, which the library does not list yet."""
GERMAN = URIRef(f"{AUTHORITY}language/DEU")
BERLIN = URIRef(f"{DEF}politicalGeocoding/stateKey/11")
KINDS = {
    "csv": ("CSV", "text/csv"),
    "parquet": ("PARQUET", "application/vnd.apache.parquet"),
    "json": ("JSON", "application/json"),
}
"""File type of the European list and media type, by the ending of a file."""


@dataclass(frozen=True, slots=True)
class Described:
    """What the metadata say: texts, days, and the files by their paths in the package."""

    identifier: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    keywords: Mapping[str, list[str]]
    provenance: Mapping[str, str]
    version: str
    modified: datetime
    first: date | None
    last: date | None
    files: Mapping[str, bytes]
    names: Mapping[str, str]
    """Title of each file, by its path."""


def metadata(said: Described, portal: Portal) -> tuple[bytes, bytes]:
    """Return the metadata as Turtle and as JSON-LD."""
    graph = _graph(said, portal)
    turtle = graph.serialize(format="turtle")
    linked = graph.serialize(
        format="json-ld", auto_compact=True, indent=1, sort_keys=True, ensure_ascii=False
    )
    return turtle.encode(), (linked + "\n").encode()


def _graph(said: Described, portal: Portal) -> Graph:
    graph = Graph(bind_namespaces="none")
    for prefix, space in (
        ("adms", ADMS), ("dcat", DCAT), ("dcatap", DCATAP), ("dcatde", DCATDE), ("dcterms", DCTERMS),
        ("foaf", FOAF), ("rdfs", RDFS), ("skos", SKOS), ("spdx", SPDX), ("vcard", VCARD), ("xsd", XSD),
    ):  # fmt: skip
        graph.bind(prefix, space)
    dataset = _address(portal, f"#{said.identifier}")
    _catalogue(graph, dataset, said, portal)
    _dataset(graph, dataset, said, portal)
    for path, content in said.files.items():
        graph.add((dataset, DCAT.distribution, _distribution(graph, path, content, said, portal)))
    return graph


def _catalogue(graph: Graph, dataset: URIRef, said: Described, portal: Portal) -> None:
    """Say that the dataset is one of a catalogue: harvesters begin there."""
    node = _address(portal, "#catalog")
    graph.add((node, RDF.type, DCAT.Catalog))
    graph.add((node, DCTERMS.language, GERMAN))
    graph.add((node, DCAT.dataset, dataset))
    graph.add((node, DCTERMS.modified, _moment(said.modified)))
    _words(graph, node, DCTERMS.title, said.title)
    _words(graph, node, DCTERMS.description, said.description)
    _publisher(graph, node, portal)


def _dataset(graph: Graph, node: URIRef, said: Described, portal: Portal) -> None:
    graph.add((node, RDF.type, DCAT.Dataset))
    _words(graph, node, DCTERMS.title, said.title)
    _words(graph, node, DCTERMS.description, said.description)
    for language, words in said.keywords.items():
        for word in words:
            graph.add((node, DCAT.keyword, Literal(word, lang=language)))
    graph.add((node, DCTERMS.identifier, Literal(said.identifier)))
    graph.add((node, VERSION, Literal(said.version)))
    graph.add((node, DCTERMS.modified, _moment(said.modified)))
    graph.add((node, DCTERMS.language, GERMAN))
    for theme in portal.themes:
        graph.add((node, DCAT.theme, URIRef(f"{AUTHORITY}data-theme/{theme}")))
    graph.add((node, DCTERMS.accessRights, URIRef(f"{AUTHORITY}access-right/PUBLIC")))
    graph.add((node, DCATDE.politicalGeocodingLevelURI, URIRef(f"{DEF}politicalGeocoding/Level/state")))
    graph.add((node, DCATDE.politicalGeocodingURI, BERLIN))
    graph.add((node, DCTERMS.spatial, BERLIN))  # convention 11: mirrored for Europe
    statement = _blank("provenance")
    graph.add((node, DCTERMS.provenance, statement))
    graph.add((statement, RDF.type, DCTERMS.ProvenanceStatement))
    _words(graph, statement, RDFS.label, said.provenance)
    _period(graph, node, said)
    _publisher(graph, node, portal)
    _reachable(graph, node, portal)


def _period(graph: Graph, node: URIRef, said: Described) -> None:
    if said.first is None or said.last is None:
        return
    period = _blank("period")
    graph.add((node, DCTERMS.temporal, period))
    graph.add((period, RDF.type, DCTERMS.PeriodOfTime))
    graph.add((period, DCAT.startDate, Literal(said.first)))
    graph.add((period, DCAT.endDate, Literal(said.last)))


def _publisher(graph: Graph, node: URIRef, portal: Portal) -> None:
    """Name who decided to publish (convention 36)."""
    if portal.publisher is None:
        return
    agent = _blank("publisher")
    graph.add((node, DCTERMS.publisher, agent))
    graph.add((agent, RDF.type, FOAF.Agent))
    graph.add((agent, FOAF.name, Literal(portal.publisher.name)))
    if portal.publisher.url:
        graph.add((agent, FOAF.homepage, URIRef(portal.publisher.url)))


def _reachable(graph: Graph, node: URIRef, portal: Portal) -> None:
    """Add contact (convention 1), deliverer (conventions 12, 13), and what is promised."""
    if portal.contact:
        contact = _blank("contact")
        graph.add((node, DCAT.contactPoint, contact))
        graph.add((contact, RDF.type, VCARD.Kind))
        graph.add((contact, VCARD.fn, Literal(portal.contact.name)))
        graph.add((contact, VCARD.hasEmail, URIRef(f"mailto:{portal.contact.email}")))
    if portal.contributor:
        graph.add((node, DCATDE.contributorID, URIRef(portal.contributor)))
    if portal.frequency:
        frequency = URIRef(f"{AUTHORITY}frequency/{portal.frequency}")
        graph.add((node, DCTERMS.accrualPeriodicity, frequency))
    _availability(graph, node, portal)


def _availability(graph: Graph, node: URIRef, portal: Portal) -> None:
    if portal.availability:
        promised = URIRef(f"{AUTHORITY}planned-availability/{portal.availability}")
        graph.add((node, DCATAP.availability, promised))


def _distribution(graph: Graph, path: str, content: bytes, said: Described, portal: Portal) -> URIRef:
    """Add one file: where it lies, its format, size, checksum and licence (conventions 22, 32, 35, 39)."""
    node = _address(portal, f"#{path.rpartition('/')[2].replace('.', '-')}")
    place, (kind, media) = _address(portal, path), KINDS[path.rpartition(".")[2]]
    checksum = _blank(f"checksum-{path}")
    for predicate, value in (
        (RDF.type, DCAT.Distribution),
        (DCTERMS.title, Literal(said.names[path], lang="de")),
        (DCAT.accessURL, place),
        (DCAT.downloadURL, place),
        (DCTERMS.format, URIRef(f"{AUTHORITY}file-type/{kind}")),
        (DCAT.mediaType, URIRef(f"{MEDIA}{media}")),
        (DCTERMS.modified, _moment(said.modified)),
        (DCAT.byteSize, Literal(len(content), datatype=XSD.nonNegativeInteger)),
        (ADMS.status, URIRef("http://purl.org/adms/status/Completed")),
        (SPDX.checksum, checksum),
    ):
        graph.add((node, predicate, cast(Node, value)))
    graph.add((checksum, RDF.type, SPDX.Checksum))
    graph.add((checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256))
    digest = hashlib.sha256(content).hexdigest()
    graph.add((checksum, SPDX.checksumValue, Literal(digest, datatype=XSD.hexBinary)))
    if portal.terms:
        graph.add((node, DCTERMS.license, URIRef(portal.terms.uri)))
    if portal.licence in NAMING and portal.attribution:
        graph.add((node, DCATDE.licenseAttributionByText, Literal(portal.attribution, lang="de")))
    _availability(graph, node, portal)
    return node


def _address(portal: Portal, path: str) -> URIRef:
    """Return where something lies: under the address of the portal's folder, or beside the metadata."""
    if portal.address is None:
        return URIRef(path)
    return URIRef(f"{portal.address.rstrip('/')}/{path}")


def _words(graph: Graph, node: Node, predicate: URIRef, texts: Mapping[str, str]) -> None:
    for language, text in texts.items():
        graph.add((node, predicate, Literal(text, lang=language)))


def _moment(moment: datetime) -> Literal:
    return Literal(f"{moment:%Y-%m-%dT%H:%M:%SZ}", datatype=XSD.dateTime)


def _blank(name: str) -> BNode:
    """Return a node without an address whose label is the same in every run."""
    return BNode("n" + hashlib.sha256(name.encode()).hexdigest()[:16])


def in_languages(key: str) -> dict[str, str]:
    """Return a text in both languages."""
    return {language: Texts(language)(key) for language in ("de", "en")}
