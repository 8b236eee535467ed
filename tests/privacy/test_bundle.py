"""Everything that is held of somebody, as one file."""

import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from core.files import private_files
from core.models import EventRecord
from core.privacy import of_persons
from privacy import bundle, services
from privacy.models import RequestState
from privacy.queries import subject_of
from tests.privacy.conftest import NOW


def unpacked(person):
    file = BytesIO()
    bundle.write(file, person, now=NOW)
    return ZipFile(file)


def test_it_holds_every_kind_of_record_there_is_of_them(person):
    told = json.loads(unpacked(person).read("data.json"))
    subject = subject_of(person)
    held = {each.key for each in of_persons() if each.rows(subject).exists()}
    assert len(held) > 15
    assert held - set(told) == set()


def test_it_is_readable_and_complete(person):
    page = unpacked(person).read("index.html").decode()
    for text in ("Xaviera rings in the morning", "xaviera@example.com", "XQ-991", "Quirós the poodle"):
        assert text in page


def test_their_files_are_in_it(person):
    zipped = unpacked(person)
    [file] = json.loads(zipped.read("data.json"))["files"]
    assert zipped.read(file["path"]) == b"A letter of Xaviera"


def test_it_tells_nothing_of_staff_and_none_of_our_keys(person, actor):
    told = unpacked(person).read("data.json").decode()
    assert actor.label not in told
    assert '"store_id"' not in told
    assert '"author_label"' not in told


def test_a_job_gathers_it_and_it_is_fetched_once(access_request, actor):
    services.gather_data(request=access_request, by=actor, now=NOW)
    services.keep_bundle(request=access_request, by=actor, now=NOW)
    request = services.fetch_bundle(request=access_request, by=actor, now=NOW)
    assert (request.state, request.fetched_by) == (RequestState.DONE, actor.label)
    with pytest.raises(services.CannotFetchBundle, match="downloaded already"):
        services.fetch_bundle(request=access_request, by=actor, now=NOW)
    names = EventRecord.objects.filter(subject_kind="privacy.request").values_list("name", flat=True)
    assert {"privacy.data_gathered", "privacy.data_fetched"} <= set(names)


def test_a_stranger_s_word_is_not_enough(access_request, actor):
    type(access_request).objects.update(state=RequestState.RECEIVED)
    with pytest.raises(services.CannotGatherData, match="Check first"):
        services.gather_data(request=access_request, by=actor, now=NOW)


def test_an_old_file_is_deleted_and_cannot_be_fetched(
    access_request, actor, django_capture_on_commit_callbacks
):
    services.keep_bundle(request=access_request, by=actor, now=NOW)
    access_request.refresh_from_db()
    path, later = access_request.bundle_path, NOW + timedelta(days=8)
    with pytest.raises(services.CannotFetchBundle, match="too old"):
        services.fetch_bundle(request=access_request, by=actor, now=later)
    with django_capture_on_commit_callbacks(execute=True):
        assert services.drop_old_bundles(now=later) == 1
    assert not private_files().exists(path)
