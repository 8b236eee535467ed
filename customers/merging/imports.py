from customers.merging.ways import stays
from customers.models import ImportChange

stays(ImportChange, because="it tells of the row it was written for, and is gone after 30 days")
