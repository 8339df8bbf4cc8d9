"""A figure that lands in the wrong district accuses the wrong people: spellings of places."""

from __future__ import annotations

import pytest

from etl.places import Places, fold
from tests.etl.small import NAMES, small_catalogue


@pytest.mark.parametrize("form", ["{}", "BA {}", "Bezirksamt {}", "SK Berlin {}", " {} ", "Standesamt {}"])
@pytest.mark.parametrize("number", range(1, 13))
def test_every_district_in_the_usual_forms(form: str, number: int) -> None:
    name = NAMES[number - 1]
    for spelling in (name, name.upper(), name.replace("ö", "oe"), name.replace("-", " ")):
        place = Places(small_catalogue()).area(form.format(spelling))
        assert place is not None and place.district == f"{number:02}" and place.whole


def test_keys_with_and_without_zero() -> None:
    places = Places(small_catalogue())
    assert [found.district for key in ("4", "04", "00") if (found := places.area(key))] == ["04", "04", "00"]


def test_unknown_places_are_none_with_the_nearest_name_as_hint() -> None:
    places = Places(small_catalogue())
    assert places.area("Atlantis") is None and places.hint("Atlantis") == ""
    assert places.hint("Panckow") == "Pankow"


def test_units_outside_the_districts_say_so() -> None:
    unit = Places(small_catalogue()).area("Standesamt I in Berlin")
    assert unit is not None and unit.outside and unit.district == "standesamt-i"


def test_sites_speak_for_themselves_and_departments_for_the_district() -> None:
    places = Places(small_catalogue())
    site, department = places.site("zms-exchange", "141"), places.site("zms-exchange", "74")
    assert site is not None and not site.whole and site.place == "zms:141" and site.district == "04"
    assert department is not None and department.whole and department.district == "04"


def test_fold_keeps_what_tells_names_apart() -> None:
    assert fold("Tempelhof-Schöneberg") == fold("tempelhof_schoeneberg") == "tempelhofschoeneberg"
