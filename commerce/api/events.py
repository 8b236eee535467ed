from commerce.serializers.events import DeliveredEventSerializer
from commerce.services.event_intake import put_events
from core.api import Intake, IntakeView, operation

events = Intake(serializer=DeliveredEventSerializer, verb=put_events)


class Events(IntakeView):
    area = "Events"
    permissions = {"POST": "orders.send"}

    @operation("send_events", "Send events", intake=events)
    def post(self, request):
        """One, or a list of up to 1,000. An event of a customer who is not known yet adds the customer.

        With `visitor_id` beside `customer`, what this browser did before becomes the customer's too.
        """
        return events.take(request)
