import pytest

from customers.countries import COUNTRIES, country_choices, country_code, country_name
from customers.envelopes import envelope

ANA = {"name": "Ana", "line_1": "1 High Street", "city": "Town", "region": "RG", "postcode": "P1"}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("PT", "PT"),
        ("pt", "PT"),
        ("Portugal", "PT"),
        ("UNITED KINGDOM", "GB"),
        ("U.K.", "GB"),
        ("England", "GB"),
        ("Deutschland", "DE"),
        ("España", "ES"),
        ("The Netherlands", "NL"),
        ("USA", "US"),
        ("Türkiye", "TR"),
        ("Atlantis", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_country_is_known_by_what_it_is_called(said, code):
    assert country_code(said) == code


def test_every_country_is_known_by_its_own_name():
    assert all(country_code(str(name)) == code for code, name in COUNTRIES.items())


def test_choices_are_sorted_as_a_reader_looks_for_them():
    names = [name for _code, name in country_choices()]
    assert names.index("Åland Islands") < names.index("Albania")
    assert country_name("CI") == "Côte d'Ivoire"


@pytest.mark.parametrize(
    ("country", "town"),
    [
        ("DE", ["P1 Town", "RG", "Germany"]),
        ("GB", ["Town", "RG", "P1", "United Kingdom"]),
        ("US", ["Town, RG P1", "United States"]),
        ("CA", ["Town RG P1", "Canada"]),
        ("NZ", ["Town P1", "RG", "New Zealand"]),
        ("BR", ["Town - RG", "P1", "Brazil"]),
        ("JP", ["P1", "RG Town", "Japan"]),
        ("IT", ["P1 Town RG", "Italy"]),
    ],
)
def test_each_country_writes_its_towns_in_its_own_way(country, town):
    assert envelope({**ANA, "country": country}) == ["Ana", "1 High Street", *town]


@pytest.mark.parametrize("country", COUNTRIES)
def test_nothing_is_lost_on_an_envelope(country):
    told = " ".join(envelope({**ANA, "country": country}))
    assert all(part in told for part in (*ANA.values(), country_name(country)))


@pytest.mark.parametrize("country", COUNTRIES)
def test_what_is_not_there_leaves_no_gap(country):
    assert envelope({"city": "Town", "country": country}) == ["Town", country_name(country)]


def test_the_country_is_left_out_at_home():
    assert envelope({"city": "Town", "country": "PT"}, home="PT") == ["Town"]


def test_a_country_nobody_knows_stays_as_it_was_written():
    assert envelope({"city": "Town", "country": "Atlantis"}) == ["Town", "Atlantis"]
