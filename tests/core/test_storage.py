import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.utils.module_loading import import_string
from environs import Env

from core.files import private_files
from crm.file_storage import file_storage


def made(described):
    return import_string(described["BACKEND"])(**described["OPTIONS"])


def test_files_are_kept_in_a_folder_by_default(tmp_path, monkeypatch):
    monkeypatch.delenv("S3_BUCKET", raising=False)
    storage = made(file_storage(Env(), tmp_path))
    storage.save("a/b.txt", ContentFile(b"x"))
    assert (tmp_path / "a/b.txt").read_bytes() == b"x"


def test_naming_a_bucket_moves_them_there_and_keeps_them_private(tmp_path, monkeypatch):
    monkeypatch.setenv("S3_BUCKET", "shop-files")
    monkeypatch.setenv("S3_ENDPOINT_URL", "https://s3.example.com")
    monkeypatch.setenv("S3_ACCESS_KEY_ID", "id")
    monkeypatch.setenv("S3_SECRET_ACCESS_KEY", "key")
    storage = made(file_storage(Env(), tmp_path))
    assert (storage.bucket_name, storage.default_acl, storage.querystring_auth) == ("shop-files", None, True)
    address = storage.url("jobs/1/file.csv")
    assert address.startswith("https://s3.example.com/")
    assert "Signature" in address


@pytest.mark.parametrize("path", ["../outside.txt", "/etc/passwd", "a/../../outside.txt"])
def test_no_path_leads_out_of_the_folder(path):
    with pytest.raises(SuspiciousFileOperation):
        private_files().open(path)
