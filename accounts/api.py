from accounts.permissions import SIGNED_IN
from accounts.serializers import CallerSerializer
from core.api import StoreApiView, operation


class Me(StoreApiView):
    area = "Account"
    permissions = {"GET": SIGNED_IN}

    @operation("get_me", "Who am I?", answer=CallerSerializer)
    def get(self, request):
        """The store, the name and the permissions of the key or person that calls."""
        principal = request._request.principal
        caller = {
            "kind": request.actor.kind,
            "name": request.actor.label,
            "store": request.store,
            "permissions": sorted(name for name in principal.permissions if principal.can(name)),
        }
        return self.answer(CallerSerializer, caller)
