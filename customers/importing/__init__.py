"""Taking in files of customers: reading, guessing, checking, staging, matching, writing, taking back."""
