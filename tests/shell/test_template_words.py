from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone
from django.utils.html import strip_tags

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def written(source, **context):
    return strip_tags(Template(source).render(Context({"now": NOW, **context})))


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=3), "3 hours ago"),
        (timedelta(days=29), "29 days ago"),
        (timedelta(days=41), "10 Oct 2026"),
        (timedelta(minutes=-5), "20 Nov 2026, 12:05"),
    ],
)
def test_a_moment_is_told_as_people_tell_it(before, words):
    assert written("{% ago at now=now %}", at=NOW - before) == words


def test_a_moment_is_in_the_store_s_time_and_says_which():
    with timezone.override(ZoneInfo("America/New_York")):
        source = Template("{% ago now %}").render(Context({"now": NOW}))

    assert 'title="20 Nov 2026, 07:00 EST"' in source


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        (Decimal("1284.5"), "EUR", "€1,284.50"),
        (Decimal("-3"), "USD", "−$3.00"),
        (Decimal("1284.6"), "JPY", "¥1,285"),
        (Decimal("0"), "CHF", "CHF\xa00.00"),
        (None, "EUR", "–"),
    ],
)
def test_money_is_written_in_its_currency(amount, currency, words):
    assert written("{% money amount currency %}", amount=amount, currency=currency) == words


@pytest.mark.parametrize(("share", "words"), [(0.12377, "12.4%"), (0.018, "1.8%"), (0, "0.0%"), (None, "–")])
def test_shares_are_rounded_not_cut(share, words):
    assert written("{% percent share %}", share=share) == words


@pytest.mark.parametrize(
    ("now", "before", "good", "words"),
    [(110, 100, "up", "up 10.0%"), (90, 100, "up", "down 10.0%"), (5, 0, "up", "No earlier figure")],
)
def test_a_change_is_said_in_words_too(now, before, good, words):
    said = written("{% delta value before good %}", value=now, before=before, good=good)

    assert " ".join(said.split()) == words


def test_a_fall_can_be_welcome():
    source = Template('{% delta 2 4 "down" %}').render(Context())

    assert 'data-tone="success"' in source


def test_a_line_of_one_figure_is_not_drawn():
    assert written("{% sparkline values %}", values=[3]) == ""


def test_a_flat_line_runs_through_the_middle():
    source = Template("{% sparkline values %}").render(Context({"values": [0, 0]}))

    assert 'points="2.0,14.0 94.0,14.0"' in source


@pytest.mark.parametrize(
    ("name", "letters"), [("Olivia Martin", "OM"), ("ana@shop.com", "AC"), ("Cher", "C"), ("", "?")]
)
def test_initials_are_the_first_and_the_last(name, letters):
    assert written("{{ name|initials }}", name=name) == letters


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("As in `next`.", "As in <code>next</code>."),
        ("`<b>` & more", "<code>&lt;b&gt;</code> &amp; more"),
        ("One ` alone", "One ` alone"),
    ],
)
def test_names_in_backticks_are_code(text, shown):
    assert Template("{{ text|code_marks }}").render(Context({"text": text})) == shown
