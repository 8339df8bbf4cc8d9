"""Is everything public in the package, nothing else, and can portals and programs read it?"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from frictionless import Package as Frictionless
from rdflib import Graph, URIRef, namespace

from dash_app.access import PUBLIC_VIEWER
from dash_app.exports import to_record
from dash_app.exports.tables import public_figures
from dash_app.package import Packed, Portal, PortalError, pack, written
from dash_app.store import Snapshot, Store
from tests.dash_app.publication_files import (
    Place,
    catalogue,
    indicator,
    share,
    value,
    write_publication,
)
from tests.person import LIST, SPANDAU, Person

DCATDE = "http://dcat-ap.de/def/dcatde/"
PORTAL: dict[str, Any] = {
    "publisher": {"name": "Beispielstelle", "url": "https://stelle.example/"},
    "contact": {"name": "Redaktion", "email": "daten@stelle.example"},
    "contributor": "http://dcat-ap.de/def/contributors/beispiel",
    "licence": "dl-by-de/2.0",
    "attribution": "Beispielstelle",
    "address": "https://stelle.example/daten",
    "frequency": "MONTHLY",
    "availability": "AVAILABLE",
}


def publication(folder: Path, *, demo: bool = False, visibility: str = "public") -> Snapshot:
    target = {"from": "2016-01-01", "value": 10, "tolerance": 2, "source": "quelle"}
    write_publication(
        folder,
        catalogue(
            indicator("offen", visibility=visibility, polarity="lower_is_better", targets=[target]),
            indicator("intern", visibility="internal"),
            indicator("klein", visibility=visibility, min_cases=20, levels=["month"]),
            indicator("wort", visibility=visibility, value={"reported": True}, sources=["quelle"]),
        ),
        [
            share("offen", "00", "2016-04", 1234567, 98765432),
            share("offen", "04", "2016-04", 16, 100, demo=demo),
            value("offen", "01", "2016-04"),
            share("intern", "04", "2016-04", 77, 111),
            share("klein", "04", "2016-04", 3, 7),
            value("wort", "02", "2016-04", None, state="text", text='=HYPERLINK("x"), <b>;\n2'),
        ],
        number=3,
        created=datetime(2024, 4, 12, 9, 30),
    )
    return Store(Place(folder)).open()


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return publication(tmp_path)


def rows(packed: Packed, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(packed.files[f"data/{name}.csv"].decode(), newline="")))


def test_the_package_holds_what_is_public_and_nothing_else(snapshot: Snapshot) -> None:
    packed = pack(snapshot, Portal())
    assert {row["indicator"] for row in rows(packed, "values")} == {"offen", "klein", "wort"}
    assert [row["id"] for row in rows(packed, "indicators")] == ["offen", "klein", "wort"]
    for path, content in packed.files.items():
        assert b"intern" not in content, f"{path} names an internal indicator"


def test_suppressed_values_stay_suppressed_in_every_file(snapshot: Snapshot) -> None:
    packed = pack(snapshot, Portal())
    (hidden,) = (row for row in rows(packed, "values") if row["indicator"] == "klein")
    assert hidden["status"] == "suppressed"
    assert (hidden["value"], hidden["numerator"], hidden["denominator"]) == ("", "", "")


def test_values_are_those_of_the_command_line_cell_by_cell(snapshot: Snapshot, tmp_path: Path) -> None:
    records = [to_record(f, snapshot) for f in public_figures(snapshot, PUBLIC_VIEWER)]
    packed = pack(snapshot, Portal())
    written(packed, tmp_path / "paket")
    for ending in ("csv", "parquet"):
        asked = f"select * from '{tmp_path}/paket/data/values.{ending}'"
        cursor = duckdb.sql(asked)
        found = [dict(zip(cursor.columns, row, strict=True)) for row in cursor.fetchall()]
        for record, row in zip(records, found, strict=True):
            for key in ("indicator", "district_name", "period", "unit", "status", "publication"):
                assert row[key] == record[key]
            for key in ("value", "numerator", "denominator", "target"):
                assert row[key] == record[key], (ending, key, record)
            assert (row["flags"] or []) in (record["flags"], " ".join(record["flags"]))


def test_a_text_that_looks_like_a_formula_is_whole_in_the_machine_form(snapshot: Snapshot) -> None:
    (found,) = (row["text"] for row in rows(pack(snapshot, Portal()), "values") if row["text"])
    assert found == '=HYPERLINK("x"), <b>;\n2'


def test_frictionless_accepts_the_package(snapshot: Snapshot, tmp_path: Path) -> None:
    for name, portal in (("leer", Portal()), ("voll", Portal.model_validate(PORTAL))):
        written(pack(snapshot, portal), tmp_path / name)
        report = Frictionless(str(tmp_path / name / "datapackage.json")).validate()
        assert report.valid, report.flatten(["title", "message"])
    described = json.loads((tmp_path / "voll" / "datapackage.json").read_text(encoding="utf-8"))
    assert described["licenses"][0]["name"] == "dl-de-by-2.0"
    assert "licenses" not in json.loads((tmp_path / "leer" / "datapackage.json").read_text(encoding="utf-8"))


def test_frictionless_notices_a_damaged_table(snapshot: Snapshot, tmp_path: Path) -> None:
    written(pack(snapshot, Portal()), tmp_path / "paket")
    file = tmp_path / "paket" / "data" / "values.csv"
    file.write_bytes(file.read_bytes().replace(b"2016-04-01", b"gestern"))
    assert not Frictionless(str(tmp_path / "paket" / "datapackage.json")).validate().valid


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # in rdflib itself
@pytest.mark.parametrize(("ending", "form"), [("ttl", "turtle"), ("jsonld", "json-ld")])
def test_the_metadata_have_what_dcat_ap_de_demands(snapshot: Snapshot, ending: str, form: str) -> None:
    packed = pack(snapshot, Portal.model_validate(PORTAL))
    graph = Graph().parse(data=packed.files[f"dcat-ap-de.{ending}"], format=form)
    (dataset,) = graph.subjects(namespace.RDF.type, namespace.DCAT.Dataset)
    (listed,) = graph.subjects(namespace.RDF.type, namespace.DCAT.Catalog)
    for node in (dataset, listed):
        for needed in (namespace.DCTERMS.title, namespace.DCTERMS.description, namespace.DCTERMS.publisher):
            assert list(graph.objects(node, needed)), needed
    (publisher,) = graph.objects(dataset, namespace.DCTERMS.publisher)
    assert str(graph.value(publisher, namespace.FOAF.name)) == "Beispielstelle"
    assert graph.value(dataset, URIRef(f"{DCATDE}contributorID")) == URIRef(PORTAL["contributor"])
    assert graph.value(dataset, namespace.DCTERMS.spatial) == URIRef(
        "http://dcat-ap.de/def/politicalGeocoding/stateKey/11"
    )
    period = graph.value(dataset, namespace.DCTERMS.temporal)
    assert str(graph.value(period, namespace.DCAT.startDate)) == "2016-04-01"
    files = list(graph.objects(dataset, namespace.DCAT.distribution))
    assert len(files) == len([p for p in packed.files if p.startswith("data/")]) + 1
    for node in files:
        place = str(graph.value(node, namespace.DCAT.accessURL))
        content = packed.files[place.removeprefix("https://stelle.example/daten/")]
        assert graph.value(node, namespace.DCTERMS.license) == URIRef(
            "http://dcat-ap.de/def/licenses/dl-by-de/2.0"
        )
        assert int(str(graph.value(node, namespace.DCAT.byteSize))) == len(content)
        checksum = graph.value(node, URIRef("http://spdx.org/rdf/terms#checksum"))
        digest = graph.value(checksum, URIRef("http://spdx.org/rdf/terms#checksumValue"))
        assert str(digest) == hashlib.sha256(content).hexdigest()


def test_what_nobody_said_is_left_out_and_told(snapshot: Snapshot) -> None:
    packed = pack(snapshot, Portal())
    graph = Graph().parse(data=packed.files["dcat-ap-de.ttl"], publicID="https://x.example/")
    assert not list(graph.subject_objects(namespace.DCTERMS.license))
    assert not list(graph.subject_objects(namespace.DCTERMS.publisher))
    text = packed.files["LIESMICH.md"].decode()
    for key in ("publisher", "contact", "contributor", "licence", "address"):
        assert key in text
    assert "noch nicht festgelegt" in text


def test_demonstration_data_say_so_wherever_a_portal_looks(tmp_path: Path) -> None:
    packed = pack(publication(tmp_path, demo=True), Portal())
    assert packed.is_demo
    described = json.loads(packed.files["datapackage.json"])
    assert described["demonstration"] is True and "Demonstrationsdaten" in described["title"]
    assert "DEMONSTRATIONSDATEN" in packed.files["LIESMICH.md"].decode()
    assert "Demonstrationsdaten" in packed.files["dcat-ap-de.ttl"].decode()
    (row,) = (r for r in rows(packed, "values") if r["district"] == "04" and r["indicator"] == "offen")
    assert row["flags"] == "demo"


def test_where_nothing_is_public_the_package_is_whole_and_empty(tmp_path: Path) -> None:
    packed = pack(publication(tmp_path / "home", visibility="internal"), Portal())
    assert (packed.values, packed.indicators, packed.is_demo) == (0, 0, False)
    written(packed, tmp_path / "paket")
    assert Frictionless(str(tmp_path / "paket" / "datapackage.json")).validate().valid


def test_the_same_publication_gives_the_same_bytes(snapshot: Snapshot) -> None:
    once, again = (pack(snapshot, Portal.model_validate(PORTAL)).archive() for _ in range(2))
    assert once == again
    with zipfile.ZipFile(io.BytesIO(once)) as archive:
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(2024, 4, 12, 9, 30, 0)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("licence: frei", "dl-by-de/2.0"),
        ("lizenz: dl-by-de/2.0", "publisher"),
        ("contact: {name: A, email: keine}", "E-Mail"),
        ("address: ftp://x", "https://"),
        ("publisher: [", "YAML"),
        ("- nur\n- eine\n- Liste", "portal.yaml"),
    ],
)
def test_a_portal_file_that_cannot_be_used_is_told_in_words(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "portal.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PortalError, match=r"(?s)portal\.yaml.*Bitte") as caught:
        Portal.read(file)
    assert said in str(caught.value)


def test_the_command_writes_folder_or_archive_and_says_what_is_missing(tmp_path: Path) -> None:
    person = Person(tmp_path / "home")
    assert person.run("package", "--out", tmp_path / "a").exit_code == 1, "nothing is published yet"
    delivery = tmp_path / SPANDAU
    delivery.write_text(LIST.format(9), encoding="utf-8")
    assert person.run("load", delivery).exit_code == 0
    done = person.run("package", "--out", tmp_path / "a")
    assert done.exit_code == 0 and "contributor" in done.stdout, done.output
    assert (tmp_path / "a" / "datapackage.json").is_file()
    answer = person.json("package", "--out", tmp_path / "a.zip")
    assert answer["missing"] and answer["publication"] == 1
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        for name in archive.namelist():
            assert archive.read(name) == (tmp_path / "a" / name).read_bytes()
    (person.home / "portal.yaml").write_text("licence: frei", encoding="utf-8")
    wrong = person.run("package", "--out", tmp_path / "b")
    assert wrong.exit_code == 2 and "licence" in wrong.stderr
    lost = person.run("package", "--out", tmp_path / "b", "--portal", tmp_path / "fehlt.yaml")
    assert lost.exit_code == 2 and "fehlt.yaml" in lost.stderr
