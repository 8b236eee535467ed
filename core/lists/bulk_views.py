"""Bulk verbs and exports: ask where it matters, act, say what came of it and offer to take it back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from core.exceptions import DomainError
from core.htmx import toast
from core.lists import bulk, export
from core.lists.formats import DEFAULT, FORMATS
from core.lists.listing import Listing
from core.lists.selection import Selection
from core.lists.state import whole
from core.lists.table import BulkVerb, Table, VerbForm
from core.models import BulkRun, Job, JobState
from core.outcomes import Outcome
from core.xlsx import sheets_of


def bulk_verb(table: Table, verb: BulkVerb):
    @require_POST
    def view(request):
        selection = Selection.of(request.POST)
        count = selection.rows(table, request.store).count()
        if not count:
            return _said(HttpResponse(status=204), _("Select at least one row first."), tone="warning")
        form = _form_of(verb, request)
        if (form and not form.is_valid()) or _must_ask(verb, count, request):
            return _question(request, table, verb, selection, count, form)
        act = {"store": request.store, "table": table, "verb": verb, "selection": selection}
        act["values"] = form.cleaned_data if form else {}
        if count > bulk.AT_ONCE:
            job = bulk.apply_as_job(**act, count=count, by=request.actor)
            return _progress(request, table, verb, job)
        outcome, run = bulk.apply_now(**act, by=request.actor, now=timezone.now())
        return _done(request, table, verb, outcome, run)

    return view


def undo_bulk(table: Table, verb: BulkVerb):
    @require_POST
    def view(request, run_id):
        run = get_object_or_404(
            BulkRun.objects.filter(store=request.store, list_key=table.key, verb=verb.key), public_id=run_id
        )
        response = HttpResponse(status=204)
        try:
            if run.done > bulk.AT_ONCE:
                bulk.undo_as_job(run=run, table=table, by=request.actor)
                return _said(response, _("Taking it back"), _("The list follows as it goes on."))
            outcome = bulk.undo(run=run, table=table, by=request.actor, now=timezone.now())
        except DomainError as refusal:
            return _said(HttpResponse(status=409), str(refusal), tone="danger")
        return _said(response, _("Undone"), bulk.skipped_words(outcome))

    return view


def bulk_progress(table: Table, verb: BulkVerb):
    @require_GET
    def view(request, job_id):
        jobs = Job.objects.filter(store=request.store, kind=bulk.kind_of(table, verb))
        return _progress(request, table, verb, get_object_or_404(jobs, public_id=job_id))

    return view


def export_rows(table: Table):
    @require_http_methods(["GET", "POST"])
    def view(request):
        data = request.POST if request.method == "POST" else request.GET
        listing = Listing(request, table)
        selection = Selection.of(data) if "scope" in data else Selection(True, listing.state.query)
        count = selection.rows(table, request.store).order_by().count()
        if request.POST.get("start") != "1":
            return _export_question(request, listing, selection, count)
        job = export.start_export(
            store=request.store,
            table=table,
            selection=selection,
            sort=request.POST.get("sort", ""),
            columns=request.POST.getlist("columns"),
            count=count,
            by=request.actor,
            format=request.POST["format"] if request.POST.get("format") in FORMATS else DEFAULT,
        )
        return _export_started(request, table, job)

    return view


def _must_ask(verb: BulkVerb, count: int, request: HttpRequest) -> bool:
    """Asked once, for the number of rows there are: when more match by now, asked again."""
    if count <= bulk.AT_ONCE and not verb.dangerous:
        return False
    return whole(request.POST.get("confirmed"), 0) < count


def _form_of(verb: BulkVerb, request: HttpRequest) -> VerbForm | None:
    """Filled in once the question has been answered."""
    if verb.form is None:
        return None
    return verb.form(request.POST if "confirmed" in request.POST else None, store=request.store)


def _question(
    request, table: Table, verb: BulkVerb, selection: Selection, count: int, form: VerbForm | None
) -> HttpResponse:
    context = {
        "form": form,
        "table": table,
        "verb": verb,
        "selection": selection,
        "count": count,
        "question": verb.asks(count),
        "url": table.route(f"bulk-{verb.key}"),
    }
    status = 422 if form and form.errors else 200
    return render(request, _fragment_or_page(request, "lists/question.html"), context, status=status)


def _export_question(request, listing: Listing, selection: Selection, count: int) -> HttpResponse:
    shown = {column.key for column in listing.columns}
    context = {
        "table": listing.table,
        "selection": selection,
        "count": count,
        "rows_word": listing.table.noun(count),
        "sort": listing.state.sort,
        "columns": [(column, column.key in shown) for column in export.exportable(listing.table)],
        "formats": FORMATS.values(),
        "format": DEFAULT,
        "sheets": sheets_of(count),
        "url": listing.table.route("export"),
    }
    return render(request, _fragment_or_page(request, "lists/export.html"), context)


def _fragment_or_page(request: HttpRequest, template: str) -> str:
    return f"{template}#dialog" if request.htmx else template  # type: ignore[attr-defined]


def _done(request, table: Table, verb: BulkVerb, outcome: Outcome, run: BulkRun) -> HttpResponse:
    if not request.htmx:
        return redirect(table.address)
    undo = _undo_url(table, verb, run) if outcome.done else None
    title = verb.done(len(outcome.done)) if outcome.done else _("Nothing changed")
    tone = "success" if outcome.done else "warning"
    return _said(HttpResponse(""), title, bulk.skipped_words(outcome), tone=tone, undo=undo)


def _undo_url(table: Table, verb: BulkVerb, run: BulkRun) -> str | None:
    return table.route(f"undo-{verb.key}", run.public_id) if verb.undo else None


def _progress(request, table: Table, verb: BulkVerb, job: Job) -> HttpResponse:
    """A strip above the list that asks again until the job has ended."""
    run = BulkRun.objects.filter(store=request.store, pk=job.checkpoint.get("run")).first()
    ended_well = job.state == JobState.DONE
    context = {
        "job": job,
        "again": "" if job.is_finished else table.route(f"progress-{verb.key}", job.public_id),
        "undo": _undo_url(table, verb, run) if ended_well and run and not run.undone_at else None,
    }
    response = render(request, "lists/progress.html", context)
    if job.is_finished:
        trigger_client_event(response, "list-changed", {})
    return response


def _export_started(request, table: Table, job: Job) -> HttpResponse:
    if not request.htmx:
        return redirect(table.address)
    return toast(
        HttpResponse(""), _("Export started"), _("You are told when the file is ready."), tone="info"
    )


def _said(response: HttpResponse, title: str, text: str = "", *, tone: str = "success", undo=None):
    trigger_client_event(response, "list-changed", {})
    return toast(response, title, text, tone=tone, undo=undo)
