from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import PublicModel


class NewsModel(PublicModel):
    """A record the shop keeps and tells us of, whole each time, in any order and any number of times.

    The greatest (news_at, news_rank, news_digest) wins: what comes late or twice changes nothing.
    """

    external_id = models.CharField(_("external id"), max_length=100, db_collation="C")
    news_at = models.DateTimeField(editable=False)  # when the shop last changed it
    news_rank = models.SmallIntegerField(default=0, editable=False)  # how far along, when times are equal
    news_digest = models.CharField(max_length=32, editable=False, db_collation="C")  # of the whole content

    class Meta:
        abstract = True

    @property
    def news(self) -> tuple:
        return self.news_at, self.news_rank, self.news_digest
