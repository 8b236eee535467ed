from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import StoreRequest
from accounts.permissions import requires
from core.exceptions import DomainError
from core.files import download_headers
from customers import services
from customers.forms.imports import ColumnsForm, FileForm
from customers.importing.fields import PARTS_OF_ADDRESS
from customers.importing.reporting import report
from customers.models import ImportBatch, ImportState
from customers.queries.imports import imports_of, skipped_lines, skipped_reasons
from operations.job_rows import JobRow

STEP_OF = {ImportState.MAPPING: 2, ImportState.CHECKING: 3, ImportState.CHECKED: 3}


@require_http_methods(["GET", "POST"])
@requires("customers.import")
def imports(request: StoreRequest) -> HttpResponse:
    """The first step, above the files taken in before."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_valid():
        who = {"by": request.actor, "now": timezone.now()}
        try:
            batch = services.open_import(store=request.store, file=form.cleaned_data["file"], **who)
            return redirect("customers:import", batch.public_id)
        except DomainError as refusal:
            form.add_error("file", str(refusal))
    context = {"form": form, "steps": _steps(), "imports": imports_of(request.store)}
    return render(request, "customers/imports.html", context, status=422 if form.errors else 200)


@require_GET
@never_cache
@requires("customers.import")
def one_import(request: StoreRequest, import_id) -> HttpResponse:
    batch = _batch(request, import_id)
    is_poll = bool(request.htmx) and (request.htmx.target or "").endswith("#import-live")
    if batch.state == ImportState.MAPPING or (
        "columns" in request.GET and batch.state == ImportState.CHECKED
    ):
        return _columns_page(request, batch, ColumnsForm(batch=batch))
    return _page(request, batch, "customers/import.html" + ("#live" if is_poll else ""))


@require_POST
@requires("customers.import")
def check_import(request: StoreRequest, import_id) -> HttpResponse:
    batch = _batch(request, import_id)
    form = ColumnsForm(request.POST, batch=batch)
    if form.is_valid():
        try:
            services.check_import(batch=batch, by=request.actor, now=timezone.now(), **form.choice)
            return redirect("customers:import", batch.public_id)
        except services.NeedsConsentWording as refusal:
            form.add_error("consent_wording", str(refusal))
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    return _columns_page(request, batch, form, status=422)


@require_POST
@requires("customers.import")
def set_import_heading(request: StoreRequest, import_id) -> HttpResponse:
    has_heading = request.POST.get("has_heading") == "yes"
    return _act(request, import_id, services.set_heading, "", has_heading=has_heading)


@require_POST
@requires("customers.import")
def start_import(request: StoreRequest, import_id) -> HttpResponse:
    return _act(request, import_id, services.start_import, "")


@require_POST
@requires("customers.import")
def undo_import(request: StoreRequest, import_id) -> HttpResponse:
    return _act(request, import_id, services.undo_import, "")


@require_POST
@requires("customers.import")
def discard_import(request: StoreRequest, import_id) -> HttpResponse:
    batch = _batch(request, import_id)
    try:
        services.discard_import(batch=batch, by=request.actor, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("customers:import", batch.public_id)
    messages.success(request, _("%(file)s discarded") % {"file": batch.name})
    return redirect("customers:imports")


@require_GET
@never_cache
@requires("customers.import")
def import_result(request: StoreRequest, import_id) -> HttpResponse:
    """Every line with what became of it; or, to mend them, only those that were skipped."""
    batch = _batch(request, import_id)
    if not batch.path or not batch.parts.exists():
        raise Http404
    only_skipped = request.GET.get("only") == "skipped"
    response = StreamingHttpResponse(_report(batch, only_skipped))
    words = _("skipped") if only_skipped else _("result")
    download_headers(response, name=f"{batch.name.rpartition('.')[0]} {words}.csv", media_type="text/csv")
    return response


def _report(batch: ImportBatch, only_skipped: bool):
    with services.opened(batch) as (file, shape):
        rows = services.data_rows(batch, file, shape)
        yield from report(batch, rows, only_skipped=only_skipped)


def _batch(request: StoreRequest, import_id) -> ImportBatch:
    return get_object_or_404(request.store.importbatchs.select_related("job", "store"), public_id=import_id)


def _act(request: StoreRequest, import_id, verb, words: str, **values) -> HttpResponse:
    batch = _batch(request, import_id)
    try:
        verb(batch=batch, by=request.actor, now=timezone.now(), **values)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        if words:
            messages.success(request, words)
    return redirect("customers:import", batch.public_id)


def _columns_page(request: StoreRequest, batch: ImportBatch, form: ColumnsForm, status: int = 200):
    context = {"batch": batch, "form": form, "steps": _steps(), "written": _written(batch)}
    return render(request, "customers/import_columns.html", context, status=status)


def _page(request: StoreRequest, batch: ImportBatch, template: str) -> HttpResponse:
    now = timezone.now()
    has_failed = bool(batch.job and batch.job.state in ("failed", "cancelled"))
    context = {
        "batch": batch,
        "steps": _steps(),
        "step": STEP_OF.get(ImportState(batch.state), 5 if batch.finished_at else 4),
        "row": JobRow(batch.job, now) if batch.job else None,
        "is_at_work": batch.is_at_work,
        "has_failed": has_failed and batch.state not in (ImportState.DONE, ImportState.UNDONE),
        "tells_address": not set(PARTS_OF_ADDRESS).isdisjoint(batch.mapping.values()),
        "can_undo": batch.can_be_undone(now),
        "undo_question": _undo_question(batch),
        "undo_explained": _(
            "%(added)s are deleted, %(changed)s get back what they were before. Whoever was"
            " changed since stays as they are."
        )
        % {"added": f"{batch.created:,}", "changed": f"{batch.updated:,}"},
        "lines": skipped_lines(batch) if batch.skipped else [],
        "reasons": skipped_reasons(batch) if batch.skipped else [],
    }
    return render(request, template, context)


def _undo_question(batch: ImportBatch) -> str:
    asks = ngettext("Undo the import of %(n)s customer?", "Undo the import of %(n)s customers?", batch.taken)
    return asks % {"n": f"{batch.taken:,}"}


def _steps() -> list[str]:
    return [_("File"), _("Columns"), _("Check"), _("Import")]


def _written(batch: ImportBatch) -> str:
    """How the file was read, for who wonders about odd letters."""
    if batch.shape["kind"] == "xlsx":
        return _("Sheet “%(name)s”") % {"name": batch.shape["sheet"]}
    marks = {",": _("commas"), ";": _("semicolons"), "\t": _("tabs"), "|": _("bars")}
    encodings = {"cp1252": "Windows-1252", "latin-1": "Latin-1", "utf-8-sig": "UTF-8"}
    encoding = batch.shape["encoding"]
    return _("%(encoding)s, parted by %(marks)s") % {
        "encoding": encodings.get(encoding, encoding.upper()),
        "marks": marks[batch.shape["delimiter"]],
    }
