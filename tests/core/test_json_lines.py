import io
import json

from core.json_lines import export_json_lines
from tests.core.test_csv import ATTACKS, HARMLESS


def lines(sql, keys, **given) -> list[dict]:
    file = io.BytesIO()
    count = export_json_lines(sql, keys, file, **given)
    read = [json.loads(line) for line in file.getvalue().decode().splitlines()]
    assert len(read) == count
    return read


def test_a_line_has_each_column_by_its_key(db):
    told = lines("SELECT 'Ana', 12.50, NULL::text, true", ["name", "ltv", "custom.size", "is_vip"])
    assert told == [{"name": "Ana", "ltv": 12.5, "custom.size": None, "is_vip": True}]


def test_every_text_comes_back_as_it_was(db):
    texts = [*ATTACKS, *HARMLESS, '\\"\\n', "\x01\x02", "100%"]
    told = lines("SELECT unnest(%s::text[])", ['a "key" of 100%'], params=[texts])
    assert [line['a "key" of 100%'] for line in told] == texts


def test_a_moment_says_its_zone(db):
    assert lines("SELECT TIMESTAMPTZ '2026-11-20 12:00+00'", ["at"]) == [{"at": "2026-11-20T12:00:00+00:00"}]


def test_nothing_is_an_empty_file(db):
    assert lines("SELECT 1 WHERE false", ["n"]) == []
