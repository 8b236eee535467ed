"""A person's own page: what they agreed to, the receipts, and their say in it. Nobody signs in here."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.permissions import public
from core.actors import Actor, ActorKind
from core.rate_limit import count
from customers import services
from customers.consent_links import customer_of, masked
from customers.forms.consents import named
from customers.models import Customer, Method, Word
from customers.queries import Choice, choices_of, ledger_of

PER_ADDRESS = 60  # a minute


@never_cache
@public
@require_http_methods(["GET", "POST"])
def own_consents(request: HttpRequest, consent_token: str) -> HttpResponse:
    """Opening it changes nothing: mail programs open every link."""
    if (usage := count(f"own-consents:{request.META.get('REMOTE_ADDR')}", PER_ADDRESS)).is_over:
        return HttpResponse(status=429, headers=usage.headers())
    customer = customer_of(consent_token)
    if customer is None:
        return render(request, "customers/consents/no_page.html", status=404)
    choices = choices_of(customer)
    if request.method == "POST":
        _save(request, customer, choices)
        return redirect(f"{request.path}?saved=1")
    context = {
        "customer": customer,
        "shop": customer.store,
        "address": masked(customer.email or customer.phone) if customer.email or customer.phone else "",
        "choices": [(choice, named(choice)) for choice in choices],
        "records": [one for one in ledger_of(customer)[:100] if not one.is_slip],
        "saved": "saved" in request.GET,
    }
    return render(request, "customers/consents/own_page.html", context)


def _save(request: HttpRequest, customer: Customer, choices: list[Choice]) -> None:
    """Only what the person changed is a word of theirs."""
    told = [_told(request, customer, choice, word) for choice, word in _changed(request, choices)]
    by = Actor(kind=ActorKind.CUSTOMER, id=customer.pk, label=customer.name)
    services.record_consents(store=customer.store, told=told, by=by, now=timezone.now())


def _changed(request: HttpRequest, choices: list[Choice]) -> Iterator[tuple[Choice, Word]]:
    nothing = request.POST.get("act") == "nothing"
    for choice in choices:
        if nothing:
            if choice.topic is None and not choice.is_refused:
                yield choice, Word.WITHDRAWN
        elif (choice.name in request.POST) is not choice.is_agreed:
            yield choice, Word.WITHDRAWN if choice.is_agreed else Word.GIVEN


def _told(request: HttpRequest, customer: Customer, choice: Choice, word: Word) -> services.Told:
    return services.Told(
        customer=customer,
        word=word,
        method=Method.OWN_PAGE,
        purpose=choice.purpose,
        channel=choice.channel,
        topic=choice.topic,
        wording=named(choice),
        ip=request.META.get("REMOTE_ADDR") or None,
        user_agent=request.headers.get("User-Agent", ""),
    )
