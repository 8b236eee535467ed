"""The demo shop has requests to answer."""

from django.core.management import call_command
from django.utils import timezone

from privacy.models import PrivacyRequest, RequestState


def test_the_demo_shop_has_one_that_is_late_and_some_that_were_answered(db):
    call_command("demo", size="300")
    assert PrivacyRequest.objects.count() == 5
    assert PrivacyRequest.objects.due_by(timezone.now().date()).count() == 1
    assert PrivacyRequest.objects.filter(state=RequestState.DONE).exists()
