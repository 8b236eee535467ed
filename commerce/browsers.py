"""What a user agent says of who visits: a program or a person, and on what device. No more is kept."""

import re

_PROGRAM = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|headless|lighthouse|pagespeed|preview|monitor|pingdom|uptime|facebookexternalhit"
    r"|whatsapp|curl|wget|python|go-http|java/|okhttp|libwww|httpclient|axios|node-fetch|scrapy|phantomjs",
    re.IGNORECASE,
)
_TABLET = re.compile(r"ipad|tablet|kindle|silk/|android(?!.*mobile)", re.IGNORECASE)
_PHONE = re.compile(r"mobile|iphone|ipod|android|windows phone", re.IGNORECASE)
SHORTEST = 20  # every browser says more


def is_program(user_agent: str) -> bool:
    """Only what says so itself: a program that poses as a browser is one."""
    return len(user_agent) < SHORTEST or bool(_PROGRAM.search(user_agent))


def device_of(user_agent: str) -> str:
    if _TABLET.search(user_agent):
        return "tablet"
    return "phone" if _PHONE.search(user_agent) else "desktop"
