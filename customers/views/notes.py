from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from accounts.http import StoreRequest
from accounts.permissions import requires
from core.exceptions import DomainError
from core.htmx import toast
from customers import services
from customers.forms import NoteForm
from customers.models import Customer, Note
from customers.queries import colleagues, history_of, notes_of


@require_POST
@requires("customers.add_note")
def add_note(request: StoreRequest, customer_id) -> HttpResponse:
    customer = get_object_or_404(request.store.customers, public_id=customer_id)
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            services.add_note(customer=customer, by=request.actor, now=timezone.now(), **form.cleaned_data)
            form = NoteForm()
        except services.CannotEditNote as refusal:
            form.add_error("text", str(refusal))
    return _notes(request, customer, form=form)


@require_http_methods(["GET", "POST"])
@requires("customers.add_note")
def edit_note(request: StoreRequest, note_id) -> HttpResponse:
    note = _note(request, note_id)
    known = {"text": note.text, "html": note.body}
    ids = f"note_{note.pk}_%s"  # beside the box for a new one
    form = NoteForm(request.POST if request.method == "POST" else None, initial=known, auto_id=ids)
    if form.is_valid():
        try:
            services.edit_note(note=note, by=request.actor, now=timezone.now(), **form.cleaned_data)
            return _notes(request, note.customer)
        except services.CannotEditNote as refusal:
            form.add_error("text", str(refusal))
    context = {"note": note, "form": form, "customer": note.customer}
    return render(request, "customers/_notes.html#edit", context, status=422 if form.errors else 200)


@require_GET
@requires("customers.view")
def note_history(request: StoreRequest, note_id) -> HttpResponse:
    """What it said before, in the drawer."""
    note = _note(request, note_id)
    context = {"note": note, "customer": note.customer, "steps": history_of(note)}
    return render(request, "customers/note_history.html", context)


@require_GET
@requires("customers.add_note")
def colleagues_to_mention(request: StoreRequest) -> HttpResponse:
    return JsonResponse({"people": colleagues(request.store)})


@require_POST
@requires("customers.add_note")
def pin_note(request: StoreRequest, note_id) -> HttpResponse:
    note = _note(request, note_id)
    services.pin_note(note=note, by=request.actor, now=timezone.now())
    return _notes(request, note.customer)


@require_POST
@requires("customers.add_note")
def unpin_note(request: StoreRequest, note_id) -> HttpResponse:
    note = _note(request, note_id)
    services.unpin_note(note=note, by=request.actor, now=timezone.now())
    return _notes(request, note.customer)


@require_POST
@requires("customers.add_note")
def delete_note(request: StoreRequest, note_id) -> HttpResponse:
    note = _note(request, note_id)
    try:
        services.delete_note(
            note=note, by=request.actor, now=timezone.now(), may_delete_any=_may_delete_any(request)
        )
    except DomainError as refusal:
        return toast(HttpResponse(status=409), str(refusal), tone="danger")
    undo = reverse("customers:restore-note", args=[note.public_id])
    return toast(_notes(request, note.customer), _("Note deleted"), undo=undo)


@require_POST
@requires("customers.add_note")
def restore_note(request: StoreRequest, note_id) -> HttpResponse:
    kept = Note.with_deleted.filter(store=request.store, customer__deleted_at=None)
    note = get_object_or_404(kept, public_id=note_id)
    services.restore_note(note=note, by=request.actor, now=timezone.now())
    return trigger_client_event(HttpResponse(status=204), "notes-changed", {})


def _note(request: StoreRequest, note_id) -> Note:
    notes = request.store.notes.filter(customer__deleted_at=None).select_related("customer")
    return get_object_or_404(notes, public_id=note_id)


def _may_delete_any(request: StoreRequest) -> bool:
    return request.principal.can("customers.delete")


def _notes(request: StoreRequest, customer: Customer, form: NoteForm | None = None) -> HttpResponse:
    context = {
        "customer": customer,
        "notes": notes_of(customer),
        "note_form": form or NoteForm(),
        "may_add_note": True,
        "may_delete_any_note": _may_delete_any(request),
    }
    status = 422 if form is not None and form.errors else 200
    response = render(request, "customers/_notes.html#notes", context, status=status)
    if status == 200:
        trigger_client_event(response, "timeline-changed", {})
    return response
