"""The rows of a list as a file, written by PostgreSQL in one snapshot, as a job."""

from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.actors import Actor
from core.events import publish
from core.jobs import Run, job_kind, start_job
from core.lists.events import RowsExported
from core.lists.formats import DEFAULT, FORMATS
from core.lists.selection import Selection
from core.lists.table import Column, Table
from core.models import Job, Store
from core.xlsx import sheets_of


@transaction.atomic
def start_export(
    *,
    store: Store,
    table: Table,
    selection: Selection,
    sort: str,
    columns: list[str],
    count: int | None,
    by: Actor,
    format: str = DEFAULT,
) -> Job:
    table = table.of(store)
    chosen = [column.key for column in exportable(table) if column.key in columns] or _all_keys(table)
    publish(
        RowsExported(
            store_id=store.pk,
            subject_label=str(table.label),
            list_key=table.key,
            query=selection.query,
            columns=chosen,
            rows=count,
            format=format,
        ),
        by=by,
    )
    return start_job(
        kind=kind_of(table),
        store=store,
        by=by,
        title=_("Export %(rows)s") % {"rows": str(table.label).lower()},
        total=count,
        params={**selection.as_params(), "sort": sort, "columns": chosen, "format": format},
    )


def register_job(table: Table) -> None:
    if table.export_permission:
        kind = job_kind(kind_of(table), title=gettext_lazy("Export"), permission=table.export_permission)
        kind(partial(_run, table))


def kind_of(table: Table) -> str:
    return f"{table.key}.export"


def exportable(table: Table) -> list[Column]:
    return [column for column in table.columns if column.exported != ""]


def _run(table: Table, job: Run) -> str:
    table = table.of(job.store)
    columns = [column for column in exportable(table) if column.key in job.params["columns"]]
    rows = Selection.kept(job.params).rows(table, job.store).order_by(*_order(table, job.params["sort"]))
    expressions = {
        f"export_{i}": F(column.exported) if isinstance(column.exported, str) else column.exported
        for i, column in enumerate(columns)
    }
    source = rows.annotate(**expressions).values_list(*expressions)
    form = FORMATS[job.params.get("format", DEFAULT)]  # a job of an older version says none
    with job.chunk(), job.result_file(f"{slugify(table.key)}.{form.ending}") as file:
        written = form.write(table, job.store, source, columns, file, job.progress)
        job.progress(written, written)
    told = _("%(n)s %(rows)s") % {"n": f"{written:,}", "rows": table.noun(written)}
    if form.key == "xlsx" and (sheets := sheets_of(written)) > 1:
        return _("%(told)s, in %(n)s sheets") % {"told": told, "n": sheets}
    return told


def _order(table: Table, sort: str) -> list:
    name = F(table.sorts.get(sort.removeprefix("-"), "pk"))
    term = name.desc(nulls_last=True) if sort.startswith("-") else name.asc(nulls_last=True)
    return [term, "-pk" if sort.startswith("-") else "pk"]


def _all_keys(table: Table) -> list[str]:
    return [column.key for column in exportable(table)]
