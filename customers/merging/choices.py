"""Which of a customer's own details staff choose between in a merge."""

# In the order of the page.
CHOICES = (
    *("first_name", "last_name", "email", "phone", "company", "birthday", "gender", "language"),
    *("time_zone", "owner", "photo", "socials"),
)
