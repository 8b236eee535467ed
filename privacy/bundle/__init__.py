"""Everything that is held of somebody, as a ZIP: `index.html` to read, `data.json` for programs, and
their files. What is in it is what core.privacy says of each model."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from core.files import private_files
from core.models import Upload
from core.privacy import Declaration, Subject, of_persons
from customers.models import Customer
from privacy.queries import subject_of

STYLE = Path(__file__).with_name("style.css")


class Section(NamedTuple):
    """One kind of record: its columns, and the rows as people and as programs read them."""

    key: str
    label: Any
    columns: list[str]
    shown: list[list[str]]
    rows: list[dict[str, Any]]

    @property
    def told_of_one(self) -> list[tuple[str, str]]:
        return list(zip(self.columns, self.shown[0], strict=True))


def write(file: IO[bytes], customer: Customer, *, now: datetime) -> int:
    subject = subject_of(customer)
    sections = [section for each in of_persons() if (section := _section(each, subject))]
    about = {"store": customer.store.name, "customer": str(customer.public_id), "gathered_at": now}
    with ZipFile(file, "w", ZIP_DEFLATED) as bundle:
        files = [_add_file(bundle, upload) for upload in _uploads(subject)]
        told = {"about": about, "files": files, **{section.key: section.rows for section in sections}}
        bundle.writestr("data.json", json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
        page = {
            "customer": customer,
            "store": customer.store,
            "now": now,
            "sections": sections,
            "files": files,
        }
        bundle.writestr("index.html", render_to_string("privacy/bundle.html", page))
        bundle.writestr("style.css", STYLE.read_text())
    return sum(len(section.rows) for section in sections)


def _section(declared: Declaration, subject: Subject) -> Section | None:
    fields = [each for each in declared.model._meta.concrete_fields if _is_told(each, declared)]
    links = [each.name for each in fields if each.is_relation]
    found = declared.rows(subject).select_related(*links).order_by("pk")
    rows = list(found.distinct()) if not isinstance(declared.find, str) else list(found)
    if not rows or not fields:
        return None
    filled = [each for each in fields if any(_value(row, each) not in (None, "", [], {}) for row in rows)]
    return Section(
        key=declared.key,
        label=declared.label,
        columns=[_heading(each) for each in filled],
        shown=[[_shown(row, each) for each in filled] for row in rows],
        rows=[{each.name: _value(row, each) for each in fields} for row in rows],
    )


def _is_told(field: models.Field, declared: Declaration) -> bool:
    """Our keys of rows tell nobody anything; generated columns repeat what others say."""
    if field.name in declared.hides or isinstance(field, models.GeneratedField):
        return False
    return not field.primary_key or field.is_relation


def _value(row: models.Model, field: models.Field) -> Any:
    if isinstance(field, models.ForeignKey):
        related = getattr(row, field.name)
        return None if related is None else str(related)
    value = getattr(row, field.attname)
    return None if isinstance(value, bytes | memoryview) else value


def _heading(field: models.Field) -> str:
    return str(field.verbose_name)[:1].upper() + str(field.verbose_name)[1:]


def _shown(row: models.Model, field: models.Field) -> str:
    value = _value(row, field)
    if value in (None, "", [], {}):
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M UTC")
    if isinstance(value, dict):
        return ", ".join(f"{name}: {inner}" for name, inner in value.items() if inner not in (None, ""))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)


def _uploads(subject: Subject) -> Iterator[Upload]:
    keys: set[int] = set()
    for declared in of_persons():
        for name in declared.files:
            keys |= set(declared.rows(subject).values_list(name, flat=True))
    yield from Upload.objects.filter(store=subject.store, pk__in=keys - {None}).order_by("pk")


def _add_file(bundle: ZipFile, upload: Upload) -> dict[str, Any]:
    safe = re.sub(r"[^\w.\- ]", "_", upload.name)
    path = f"files/{upload.pk}-{safe}"
    with private_files().open(upload.path) as source, bundle.open(path, "w") as target:
        while block := source.read(256 * 1024):
            target.write(block)
    return {"name": upload.name, "path": path, "type": upload.type, "size": upload.size}
