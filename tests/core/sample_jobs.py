"""Kinds of job that only the tests run. Each writes numbers into a table the test has made."""

import time

from django.db import connection

from core.exceptions import DomainError
from core.jobs import job_kind

ROWS_PER_CHUNK = 50


@job_kind("tests.write_numbers", title="Write numbers", permission="customers.export", queue="bulk")
def write_numbers(run):
    """Write 0…total-1 in chunks, slowly enough to be killed in the middle of one."""
    first = run.checkpoint.get("next", 0)
    for start in range(first, run.params["total"], ROWS_PER_CHUNK):
        with run.chunk():
            for number in range(start, min(start + ROWS_PER_CHUNK, run.params["total"])):
                with connection.cursor() as cursor:
                    cursor.execute("INSERT INTO written (number) VALUES (%s)", [number])
                time.sleep(run.params.get("seconds_per_row", 0))
            if number % 100 == 99:
                run.error(number, "Every hundredth number is refused", str(number))
            run.save({"next": number + 1})
            run.progress(number + 1, run.params["total"])
    return f"{run.done} numbers written"


@job_kind("tests.write_file", title="Write a file", permission="customers.export", queue="io")
def write_file(run):
    for part in range(run.checkpoint.get("next", 0), 3):
        with run.chunk():
            with run.result_file("parts.txt") as file:
                file.write(f"part {part}\n".encode())
            run.save({"next": part + 1})
            run.progress(part + 1, 3)
        if part == run.params.get("fail_after"):
            run.params.pop("fail_after")
            raise RuntimeError("broken on purpose")


@job_kind("tests.refuse", title="Refuse", permission="customers.export")
def refuse(run):
    raise DomainError("The shop is closed.")
