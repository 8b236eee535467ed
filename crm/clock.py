"""What Celery's beat rings. It keeps no state: a missed ring is made up from the rows."""


def schedule(queues: list[str]) -> dict[str, dict]:
    """Messages nobody took in time are worth nothing: the next one says the same."""
    ring = {
        "relay": {
            "task": "core.relay_events",
            "schedule": 1,
            "options": {"queue": "critical", "expires": 5},
        },
        "due work": {
            "task": "core.look_for_due_work",
            "schedule": 5,
            "kwargs": {"by_beat": True},
            "options": {"queue": "critical", "expires": 10},
        },
    }
    for name in queues:
        ring[f"canary {name}"] = {
            "task": "core.canary",
            "schedule": 30,
            "args": [name],
            "options": {"queue": name, "expires": 30},
        }
    return ring
