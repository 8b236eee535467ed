import os

from celery import Celery, bootsteps
from celery.signals import worker_ready

from crm import task_log  # noqa: F401 (connects its signals)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")

app = Celery("regulars")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


class OwnClock(bootsteps.StartStopStep):
    """Every worker looks for work by itself now and then, so that a dead beat only delays."""

    requires = {"celery.worker.components:Timer"}
    SECONDS = 15

    def __init__(self, worker, **kwargs):
        super().__init__(worker, **kwargs)
        self.timer = None

    def start(self, worker):
        self.timer = worker.timer.call_repeatedly(self.SECONDS, ring)

    def stop(self, worker):
        if self.timer:
            self.timer.cancel()


def ring() -> None:
    for task in ("core.relay_events", "core.look_for_due_work"):
        app.send_task(task, queue="critical", expires=OwnClock.SECONDS, retry=False)


@worker_ready.connect
def show_sign_of_life(sender, **kwargs) -> None:
    """A canary in each queue at once: after a start nobody waits half a minute to see that all is well."""
    for queue in sender.app.amqp.queues.consume_from:
        app.send_task("core.canary", args=[queue], queue=queue, expires=30, retry=False)


app.steps["worker"].add(OwnClock)
