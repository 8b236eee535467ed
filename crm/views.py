"""Pages that belong to no app: home and the palette's search."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import requires, signed_in
from core.shell import home_cards, searches, setup_steps
from crm.shell import readable

PER_KIND = 5


@require_GET
@signed_in
def home(request):
    """The first page; a person who belongs to no store gets told what to do instead."""
    if request.membership is None:
        return render(request, "no_store.html")
    steps = setup(request)
    return render(
        request,
        "home.html",
        {
            "now": timezone.localtime(),
            "cards": [
                {"key": card.key, "title": card.title, "wide": card.wide, "url": reverse(card.url_name)}
                for card in readable(home_cards, request)
            ],
            "steps": steps,
            "steps_done": sum(step["done"] for step in steps),
        },
    )


def setup(request) -> list[dict]:
    """The check-list of a new store; empty once everything is done or it was put away."""
    if request.session.get(dismissal(request)):
        return []
    steps = [
        {
            "label": step.label,
            "text": step.text,
            "url": reverse(step.url_name),
            "done": step.done(request.store),
        }
        for step in readable(setup_steps, request)
    ]
    return [] if all(step["done"] for step in steps) else steps


def dismissal(request) -> str:
    return f"setup-away-{request.store.pk}"


@require_POST
@requires("home.view")
def put_setup_away(request):
    request.session[dismissal(request)] = True
    return render(request, "home.html#setup_away")


@require_GET
@requires("home.view")
def palette(request):
    """Records that match, a few of each kind this person may see."""
    term = request.GET.get("q", "").strip()[:100]
    found = [
        {"label": search.label, "hits": search.find(request.store, term, PER_KIND)}
        for search in (readable(searches, request) if len(term) > 1 else [])
    ]
    context = {"found": [kind for kind in found if kind["hits"]]}
    return render(request, "components/palette_hits.html", context)
