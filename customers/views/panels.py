"""What the panels of a profile have in common: a form in the drawer, and a word when something is done."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import trigger_client_event

from accounts.http import StoreRequest
from core.exceptions import DomainError
from core.htmx import close_drawer, in_drawer, toast
from customers.models import Customer


def drawer_form(request: StoreRequest, customer: Customer, form: Any, **context: Any) -> HttpResponse:
    profile = reverse("customers:profile", args=[customer.public_id])
    context |= {"customer": customer, "form": form, "cancel": profile}
    return render(request, "customers/panel_form.html", context, status=422 if form.errors else 200)


def done(request: StoreRequest, customer: Customer, words: str, *changed: str) -> HttpResponse:
    """After a form: back to the profile, whose panels that changed draw themselves again."""
    if in_drawer(request):
        return toast(close_drawer(*changed), words)
    messages.success(request, words)
    return redirect("customers:profile", customer.public_id)


def said(words: str, *changed: str, undo: str | None = None) -> HttpResponse:
    """After a button of a panel."""
    response = HttpResponse(status=204)
    for event in changed:
        trigger_client_event(response, event, {})
    return toast(response, words, undo=undo) if words else response


def refused(refusal: DomainError) -> HttpResponse:
    return toast(HttpResponse(status=409), str(refusal), tone="danger")
