"""What the figures were measured on."""

import os
import platform
from pathlib import Path

import django
from django.db import connection

SETTINGS = (
    "server_version",
    "shared_buffers",
    "effective_cache_size",
    "work_mem",
    "maintenance_work_mem",
    "max_wal_size",
    "max_parallel_workers_per_gather",
    "random_page_cost",
    "jit",
    "fsync",
    "synchronous_commit",
    "wal_level",
)


def environment() -> dict[str, object]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, current_setting(name) FROM unnest(%s::text[]) AS name", [list(SETTINGS)])
        settings = dict(cursor.fetchall())
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "django": django.get_version(),
        "postgresql": settings,
    }


def in_words(found: dict) -> str:
    settings = found["postgresql"]
    return (
        f"{found['cores']} cores of {found['cpu']}, {found['memory_gb']} GB, load {found['load']};"
        f" PostgreSQL {settings['server_version']} with shared_buffers {settings['shared_buffers']}, work_mem"
        f" {settings['work_mem']}, fsync {settings['fsync']};"
        f" Python {found['python']}, Django {found['django']}"
    )


def _cpu() -> str:
    """Its name where the system tells it."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
