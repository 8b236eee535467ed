from pathlib import Path
from typing import Any

from environs import Env


def file_storage(env: Env, folder: Path) -> dict[str, Any]:
    """A folder here, or a private bucket of anything that speaks S3 once S3_BUCKET names one."""
    if not (bucket := env.str("S3_BUCKET", "")):
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder}}
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": env.str("S3_ENDPOINT_URL", None),
            "region_name": env.str("S3_REGION", None),
            "access_key": env.str("S3_ACCESS_KEY_ID", None),
            "secret_key": env.str("S3_SECRET_ACCESS_KEY", None),
            "addressing_style": env.str("S3_ADDRESSING_STYLE", "auto"),
            "location": env.str("S3_PREFIX", ""),
            "default_acl": None,  # the bucket's own rule, which should let nobody in
            "file_overwrite": False,
            "max_memory_size": 5 * 1024 * 1024,
        },
    }
