"""Health for load balancers and containers: up or down, and nothing else for a stranger to read."""

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.permissions import public
from core.health import is_ready


@public
@never_cache
@require_GET
def healthz(request):
    return HttpResponse("up", content_type="text/plain")


@public
@never_cache
@require_GET
def readyz(request):
    """Database, migrations, worker and beat; `manage.py doctor` says which."""
    ready = is_ready()
    return HttpResponse("up" if ready else "down", content_type="text/plain", status=200 if ready else 503)
