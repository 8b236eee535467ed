import pytest
from django.db import transaction
from django.utils import timezone

from commerce.models import Category
from commerce.services import categories
from core.models import EventRecord
from tests.factories import CategoryFactory, ProductFactory
from tests.threads import at_once


@pytest.fixture
def who(owner):
    return {"by": owner.membership.actor, "now": timezone.now()}


@pytest.fixture
def tree(store):
    """Footwear > Boots > Winter, and Sale."""
    footwear = CategoryFactory(store=store, name="Footwear")
    boots = CategoryFactory(store=store, name="Boots", parent=footwear)
    winter = CategoryFactory(store=store, name="Winter", parent=boots)
    sale = CategoryFactory(store=store, name="Sale")
    return {"footwear": footwear, "boots": boots, "winter": winter, "sale": sale}


def paths(store):
    return sorted(Category.objects.filter(store=store).values_list("path", flat=True))


def test_a_category_is_added_under_another(store, tree, who):
    made = categories.add_category(store=store, name="  Rain   boots ", parent=tree["boots"], **who)
    assert made.path == "Footwear > Boots > Rain boots"
    assert made.parent == tree["boots"]


@pytest.mark.parametrize("name", ["", "  ", "A > B", "x" * 101, "boots"])
def test_a_name_that_will_not_do_is_refused(store, tree, who, name):
    before = paths(store)
    with pytest.raises(categories.CannotAddCategory):
        categories.add_category(store=store, name=name, parent=tree["footwear"], **who)
    assert paths(store) == before
    assert not EventRecord.objects.exists()


def test_six_levels_are_enough(store, who):
    parent = None
    for level in range(6):
        parent = categories.add_category(store=store, name=f"L{level}", parent=parent, **who)
    with pytest.raises(categories.CannotAddCategory, match="six"):
        categories.add_category(store=store, name="L6", parent=parent, **who)


def test_a_new_name_is_in_every_path_below(store, tree, who):
    CategoryFactory(store=store, name="Footwear care")
    categories.rename_category(category=tree["footwear"], name="Shoes", **who)
    assert paths(store) == ["Footwear care", "Sale", "Shoes", "Shoes > Boots", "Shoes > Boots > Winter"]
    event = EventRecord.objects.get()
    assert (event.name, event.changes) == ("commerce.category_renamed", {"path": ["Footwear", "Shoes"]})


def test_only_its_case_may_change(store, tree, who):
    categories.rename_category(category=tree["sale"], name="SALE", **who)
    assert "SALE" in paths(store)


def test_another_stores_tree_stays(store, tree, who):
    theirs = CategoryFactory(name="Footwear")
    CategoryFactory(store=theirs.store, name="Boots", parent=theirs)
    categories.rename_category(category=tree["footwear"], name="Shoes", **who)
    assert paths(theirs.store) == ["Footwear", "Footwear > Boots"]


def test_a_branch_moves_whole(store, tree, who):
    categories.move_category(category=tree["boots"], parent=tree["sale"], **who)
    assert paths(store) == ["Footwear", "Sale", "Sale > Boots", "Sale > Boots > Winter"]
    categories.move_category(category=tree["boots"], parent=None, **who)
    assert paths(store) == ["Boots", "Boots > Winter", "Footwear", "Sale"]


@pytest.mark.parametrize("inside", ["footwear", "boots", "winter"])
def test_nothing_moves_into_itself(store, tree, who, inside):
    before = paths(store)
    with pytest.raises(categories.CannotMoveCategory, match="inside itself"):
        categories.move_category(category=tree["footwear"], parent=tree[inside], **who)
    assert paths(store) == before


def test_a_move_that_makes_the_tree_too_deep_is_refused(store, tree, who):
    deep = tree["sale"]
    for level in range(4):
        deep = CategoryFactory(store=store, name=f"L{level}", parent=deep)
    before = paths(store)
    with pytest.raises(categories.CannotMoveCategory, match="six"):
        categories.move_category(category=tree["boots"], parent=deep, **who)
    assert paths(store) == before


def test_only_an_empty_category_is_deleted(store, tree, who):
    ProductFactory(store=store).placed.create(store=store, category=tree["sale"])
    for full in ("footwear", "sale"):
        with pytest.raises(categories.CannotDeleteCategory):
            categories.delete_category(category=tree[full], **who)
    categories.delete_category(category=tree["winter"], **who)
    assert paths(store) == ["Footwear", "Footwear > Boots", "Sale"]


@pytest.mark.django_db(transaction=True)
def test_two_moves_at_once_make_no_ring(store, who):
    a, b = CategoryFactory(store=store, name="A"), CategoryFactory(store=store, name="B")
    outcomes = at_once(
        lambda: categories.move_category(category=a, parent=b, **who),
        lambda: categories.move_category(category=b, parent=a, **who),
    )
    assert [type(outcome).__name__ for outcome in outcomes].count("CannotMoveCategory") == 1
    assert paths(store) in (["A", "A > B"], ["B", "B > A"])


@pytest.mark.django_db(transaction=True)
def test_two_batches_that_need_one_new_category_make_it_once(store, who):
    def make():
        with transaction.atomic():
            return categories.categories_at(store=store, paths=["New > Thing"])

    outcomes = at_once(make, make)
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert paths(store) == ["New", "New > Thing"]
