"""Where the demo's people live: towns that exist, with streets that do not."""

from typing import NamedTuple


class Place(NamedTuple):
    country: str
    city: str
    region: str
    postcode: str  # each # becomes a digit
    zone: str
    weight: int


def _places(country: str, zone: str, *towns: str) -> list[Place]:
    """Each town is "weight city, region, post code", the last two if any."""
    places = []
    for town in towns:
        weight, _, rest = town.partition(" ")
        city, region, postcode = (part.strip() for part in rest.split(","))
        places.append(Place(country, city, region, postcode, zone, int(weight)))
    return places


# British post codes never end in C, I, K, M, O or V, so these are nobody's.
PLACES = [
    *_places(
        "GB", "Europe/London",
        "16 London, , SE## #CK", "7 Manchester, , M## #OV", "6 Leeds, , LS## #KM", "5 Sheffield, , S## #VC",
        "6 Bristol, , BS## #MO", "4 Edinburgh, , EH## #KC", "4 Glasgow, , G## #CV", "3 Cardiff, , CF## #MK",
        "3 Kendal, , LA## #KO", "3 Exeter, , EX## #VK", "2 Keswick, , CA## #OM", "3 Brighton, , BN## #CM",
        "3 York, , YO## #MC", "2 Inverness, , IV## #VO", "2 Bangor, , LL## #KV", "2 Belfast, , BT## #OC",
    ),
    *_places("IE", "Europe/Dublin", "5 Dublin, , D## OO##", "3 Galway, , H91 OO##", "2 Cork, , T12 OO##"),
    *_places(
        "US", "America/New_York", "4 Boston, MA, 021##", "4 Brooklyn, NY, 112##", "2 Asheville, NC, 288##"
    ),
    *_places(
        "US", "America/Chicago", "3 Chicago, IL, 606##", "3 Minneapolis, MN, 554##", "2 Austin, TX, 787##"
    ),
    *_places("US", "America/Denver", "4 Denver, CO, 802##", "2 Bozeman, MT, 5971#"),
    *_places("US", "America/Los_Angeles", "4 Seattle, WA, 981##", "4 Portland, OR, 972##"),
    *_places("CA", "America/Toronto", "4 Toronto, ON, M#D #O#", "3 Montreal, QC, H#F #O#"),
    *_places("CA", "America/Vancouver", "4 Vancouver, BC, V#I #O#"),
    *_places(
        "FR", "Europe/Paris",
        "4 Lyon, , 690##", "3 Grenoble, , 380##", "3 Paris, , 750##", "2 Annecy, , 740##",
    ),
    *_places("BE", "Europe/Brussels", "2 Ghent, , 90##", "2 Namur, , 50##"),
    *_places("ES", "Europe/Madrid", "3 Madrid, , 280##", "3 Bilbao, , 480##", "3 Barcelona, , 080##"),
    *_places(
        "DE", "Europe/Berlin",
        "4 Berlin, , 101##", "3 Munich, , 803##", "3 Hamburg, , 200##", "2 Freiburg, , 790##",
    ),
    *_places("AT", "Europe/Vienna", "2 Innsbruck, , 60##", "2 Graz, , 80##"),
    *_places("PL", "Europe/Warsaw", "3 Kraków, , 30-0##", "3 Warsaw, , 00-1##", "2 Gdańsk, , 80-2##"),
    *_places("SE", "Europe/Stockholm", "3 Stockholm, , 111 ##", "2 Gothenburg, , 411 ##", "1 Umeå, , 903 ##"),
]  # fmt: skip
