"""What a browser keeps for the time without a connection: one page, with nothing of any store in it."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import public


@require_safe
@public
def offline(request):
    return render(request, "offline/page.html")


@require_safe
@public
def worker(request):
    """Served from the top, as a service worker only reaches what lies below its own address."""
    return render(request, "offline/worker.js", content_type="text/javascript")
