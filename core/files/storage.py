"""Where files live: a folder here or an S3 bucket by setting. Nothing in it has an address of its own:
every file leaves through a view that asks who wants it.
"""

from django.core.files.storage import Storage, storages


def private_files() -> Storage:
    return storages["default"]
