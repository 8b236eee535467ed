"""How a country writes an address: the lines below the street, in the order its post reads them."""

from collections.abc import Mapping

from customers.countries import country_code, country_name

# "|" begins a new line. What is not there leaves no gap, and no comma or dash behind.
_TOWN_FIRST = "{city} {postcode}|{region}"
_BEHIND_REGION = "{city}, {region} {postcode}"
_OWN_LINES = "{city}|{region}|{postcode}"
_REGION_BELOW = "{postcode} {city}|{region}"
_FORMS = {
    **dict.fromkeys(("GB", "IE", "GG", "JE", "IM", "GI", "FK", "KE", "ZA", "LK"), _OWN_LINES),
    **dict.fromkeys(("US", "PR", "GU", "VI", "AS", "MP"), _BEHIND_REGION),
    **dict.fromkeys(("CA", "AU"), "{city} {region} {postcode}"),
    **dict.fromkeys(("NZ", "IN", "SG", "TH", "TW", "ID", "IQ", "JO", "LB", "SA"), _TOWN_FIRST),
    **dict.fromkeys(("ES", "MX", "UY", "CR", "CN", "VN"), _REGION_BELOW),
    "IT": "{postcode} {city} {region}",
    "BR": "{city} - {region}|{postcode}",
    "JP": "{postcode}|{region} {city}",
    "KR": "{region} {city}|{postcode}",
    "HU": "{city}|{region}|{postcode}",
    "UA": "{city}|{region}|{postcode}",
    "RU": "{city}|{region}|{postcode}",
    "HK": "{city}|{region} {postcode}",
    "AE": "{city}|{region} {postcode}",
}
_USUAL = "{postcode} {city}|{region}"
_ABOVE = ("name", "company", "line_1", "line_2")
_LOOSE = " ,-"


def envelope(parts: Mapping[str, str], *, home: str = "") -> list[str]:
    """The lines of an address. The country is left out at `home`, as a letter within it would."""
    code = country_code(parts.get("country"))
    lines = [parts.get(name, "") for name in _ABOVE] + _town(parts, code)
    if not (code and code == home):
        lines.append(country_name(code) if code else parts.get("country", ""))
    return [line.strip() for line in lines if line and line.strip()]


def in_one_line(parts: Mapping[str, str]) -> str:
    return ", ".join(envelope(parts))


def _town(parts: Mapping[str, str], code: str) -> list[str]:
    told = {name: parts.get(name) or "" for name in ("postcode", "city", "region")}
    lines = [line.format(**told) for line in _FORMS.get(code, _USUAL).split("|")]
    return [" ".join(line.replace(" ,", ",").split()).strip(_LOOSE) for line in lines]
