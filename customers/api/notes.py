from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django_filters import FilterSet
from rest_framework.response import Response

from core.api import Listing, StoreApiView, operation
from customers import services
from customers.api.people import AREA, one_customer
from customers.custom_filters import YesNoFilter
from customers.filters import MomentsFilter
from customers.models import Note
from customers.serializers import NoteSerializer


class NoteFilter(FilterSet):
    pinned = YesNoFilter()
    created_at = MomentsFilter(help_text="From or until this moment.")

    class Meta:
        model = Note
        fields = ["pinned", "created_at"]


notes = Listing(
    serializer=NoteSerializer,
    filters=NoteFilter,
    ordering={"created_at": "created_at"},
    default="-created_at",
)


class CustomerNotes(StoreApiView):
    area = AREA
    permissions = {"GET": "customers.view", "POST": "customers.add_note"}

    @operation("list_notes", "List the notes about a customer", lists=notes)
    def get(self, request, customer_id):
        customer = one_customer(request, customer_id)
        return notes.answer(request, request.store.notes.filter(customer=customer))

    @operation(
        "add_note",
        "Write a note about a customer",
        body=NoteSerializer,
        example={"text": NoteSerializer.example["text"]},
        answer=NoteSerializer,
        status=201,
        refusals=[services.CannotEditNote],
    )
    def post(self, request, customer_id):
        customer = one_customer(request, customer_id)
        told = self.body(NoteSerializer)
        who = {"by": request.actor, "now": timezone.now()}
        note = services.add_note(customer=customer, **_words(told), **who)
        if told.get("pinned"):
            note = services.pin_note(note=note, **who)
        note.refresh_from_db()
        return self.answer(NoteSerializer, note, status=201)


class OneNote(StoreApiView):
    area = AREA
    permissions = {
        "GET": "customers.view",
        "PATCH": "customers.add_note",
        "DELETE": "customers.add_note",
    }

    @operation("get_note", "Read a note", answer=NoteSerializer)
    def get(self, request, customer_id, note_id):
        return self.answer(NoteSerializer, self._one(customer_id, note_id))

    @operation(
        "edit_note",
        "Change or pin a note",
        body=NoteSerializer,
        partial=True,
        answer=NoteSerializer,
        refusals=[services.CannotEditNote],
    )
    def patch(self, request, customer_id, note_id):
        """The words only by who wrote them; anybody may pin."""
        note = self._one(customer_id, note_id)
        told = self.body(NoteSerializer, partial=True)
        who = {"by": request.actor, "now": timezone.now()}
        if words := _words(told):
            note = services.edit_note(note=note, **words, **who)
        if "pinned" in told:
            verb = services.pin_note if told["pinned"] else services.unpin_note
            note = verb(note=note, **who)
        return self.answer(NoteSerializer, note)

    @operation("delete_note", "Delete a note", status=204, refusals=[services.CannotEditNote])
    def delete(self, request, customer_id, note_id):
        """Only by who wrote it, or with the permission customers.delete."""
        services.delete_note(
            note=self._one(customer_id, note_id),
            by=request.actor,
            now=timezone.now(),
            may_delete_any=request._request.principal.can("customers.delete"),
        )
        return Response(status=204)

    def _one(self, customer_id, note_id):
        kept = self.request.store.notes.filter(customer=one_customer(self.request, customer_id))
        return get_object_or_404(kept.select_related("customer"), public_id=note_id)


def _words(told: dict[str, Any]) -> dict[str, str]:
    given = {"text": told.get("text"), "html": told.get("body")}
    return {name: words for name, words in given.items() if words is not None}
