from tests.factories import StoreFactory


def test_public_ids_are_time_ordered_version_7(db):
    ids = [StoreFactory().public_id for _ in range(3)]
    assert {public_id.version for public_id in ids} == {7}
    assert len(set(ids)) == 3
