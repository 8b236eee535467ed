"""What the demo shop's people agreed to, at checkout and afterwards."""

from typing import NamedTuple

from django.db import connection

from core.demo import Demo
from customers.models import ConsentTopic

TOPICS = (
    ("New arrivals", "Once a month, what is new in the shop."),
    ("Trail notes", "Routes, weather and how to care for your gear."),
    ("Sales", "Before everybody else hears of it."),
)
_ASKED = "Yes, send me news and offers by {channel}. I can stop this any time."


class Said(NamedTuple):
    """One word of a share of the people, that many days after they were added."""

    dice: int
    share: float  # of those who said what it follows, else of all
    channel: str
    word: str
    method: str
    days: int
    form: str = ""
    wording: str = ""
    topic: str = ""
    follows: int = 0  # the dice of the word it comes after


SAID = (
    Said(811, 0.64, "email", "given", "checkout", 0, "Checkout", _ASKED.format(channel="e-mail")),
    Said(812, 0.22, "sms", "given", "form", 1, "Club card", _ASKED.format(channel="SMS")),
    Said(813, 0.11, "email", "withdrawn", "link", 400, follows=811),
    Said(814, 0.06, "email", "withdrawn", "own_page", 200, topic="Sales", wording="Sales", follows=811),
    Said(815, 0.12, "sms", "withdrawn", "reply", 120, follows=812),
)
# Whoever has no number is not asked for SMS; nothing is said on a day to come.
_SAY = """
INSERT INTO customers_consentrecord (store_id, created_at, customer_id, purpose, channel, topic_id, word,
  said_at, method, wording, form, ip, user_agent, actor_kind, actor_label)
SELECT %(store)s, said_at, id, 'marketing', %(channel)s, %(topic)s, %(word)s, said_at, %(method)s,
  %(wording)s, %(form)s, ('203.0.113.' || 1 + floor(pg_temp.roll(n, %(dice)s + 40) * 250)::int)::inet,
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)', %(actor)s, %(label)s
FROM (
  SELECT d.id, d.n, d.at + interval '1 day' * %(days)s * (0.2 + pg_temp.roll(d.n, %(dice)s + 20)) AS said_at
  FROM demo_customer d JOIN customers_customer c ON c.id = d.id
  WHERE pg_temp.roll(d.n, %(dice)s) < %(share)s
    AND (%(follows)s = 0 OR pg_temp.roll(d.n, %(follows)s) < %(base)s)
    AND CASE %(channel)s WHEN 'sms' THEN c.phone <> '' ELSE c.email IS NOT NULL END
) AS chosen WHERE said_at < %(now)s ORDER BY id
"""
# A channel and the topic refused on it are words apart, each the last of its kind.
_HOLDS = """
INSERT INTO customers_consent (store_id, created_at, customer_id, purpose, channel, topic_id, word, since)
SELECT DISTINCT ON (customer_id, channel, topic_id)
  store_id, said_at, customer_id, purpose, channel, topic_id, word, said_at
FROM customers_consentrecord WHERE store_id = %(store)s
ORDER BY customer_id, channel, topic_id, said_at DESC
"""


def ask_people(demo: Demo) -> str:
    topics = {
        name: ConsentTopic.objects.create(store=demo.store, name=name, text=text, position=place).pk
        for place, (name, text) in enumerate(TOPICS)
    }
    base = {said.dice: said.share for said in SAID}
    with connection.cursor() as cursor:
        for said in SAID:
            by_hand = said.method in ("own_page", "reply")
            given = said._asdict() | {
                "store": demo.store.pk,
                "now": demo.now,
                "topic": topics.get(said.topic),
                "base": base.get(said.follows, 1),
                "actor": "customer" if by_hand else "api_key",
                "label": "" if by_hand else "Online shop",
            }
            cursor.execute(_SAY, given)
        cursor.execute(_HOLDS, {"store": demo.store.pk})
        count = cursor.rowcount
        cursor.execute("ANALYZE customers_consent, customers_consentrecord")
    return f"what {count:,} consents say, {len(TOPICS)} topics"
