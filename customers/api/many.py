from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied

from core.api import StoreApiView, operation
from core.api.many import BulkActionSerializer, ExportSerializer
from core.lists.bulk import apply_as_job
from core.lists.export import start_export
from customers.api.people import AREA
from customers.tables import CUSTOMERS
from operations.serializers import JobSerializer


class ChangeCustomersSerializer(BulkActionSerializer):
    table = CUSTOMERS
    example = {
        "action": "tag",
        "filters": {"lifecycle_stage": ["churn"], "ltv_from": "500"},
        "values": {"tag": "Win back"},
    }


class ExportCustomersSerializer(ExportSerializer):
    table = CUSTOMERS
    example = {"filters": {"activity_status": ["active"]}, "columns": ["name", "email"], "format": "xlsx"}


class CustomerBulkAction(StoreApiView):
    area = AREA
    permissions = {"POST": "customers.view"}

    @operation(
        "change_customers",
        "Change many customers",
        body=ChangeCustomersSerializer,
        answer=JobSerializer,
        status=202,
    )
    def post(self, request):
        """Those with these ids, or all that the filters match. Done by a job: read it to see how far it is.

        Each action needs its own permission: customers.tag, customers.suspend or customers.delete. Who is
        left out is in the job's errors with the reason.
        """
        told = self.body(ChangeCustomersSerializer)
        verb = CUSTOMERS.verb(told["action"])
        if not request._request.principal.can(verb.permission):
            raise PermissionDenied(_("This needs the permission %(name)s.") % {"name": verb.permission})
        count = told["selection"].rows(CUSTOMERS, request.store).order_by().count()
        job = apply_as_job(
            store=request.store,
            table=CUSTOMERS,
            verb=verb,
            selection=told["selection"],
            count=count,
            by=request.actor,
            values=told["values"],
        )
        return self.answer(JobSerializer, job, status=202)


class CustomerExport(StoreApiView):
    area = AREA
    permissions = {"POST": "customers.export"}

    @operation(
        "export_customers",
        "Export customers",
        body=ExportCustomersSerializer,
        answer=JobSerializer,
        status=202,
    )
    def post(self, request):
        """A file of those with these ids, or of all that the filters match, made by a job: its result."""
        told = self.body(ExportCustomersSerializer)
        job = start_export(
            store=request.store,
            table=CUSTOMERS,
            selection=told["selection"],
            sort=told["sort"],
            columns=told["columns"],
            format=told["format"],
            count=told["selection"].rows(CUSTOMERS, request.store).order_by().count(),
            by=request.actor,
        )
        return self.answer(JobSerializer, job, status=202)
