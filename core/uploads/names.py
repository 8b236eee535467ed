import re
import unicodedata

LONGEST = 120


def shown_name(given: str, extension: str) -> str:
    """The name a person gave a file, fit for a header and a page: no path, no control or bidi marks."""
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    kept = "".join(c for c in base if unicodedata.category(c)[0] not in "CZ" or c == " ")
    stem = kept.rpartition(".")[0] if "." in kept else kept
    stem = stem.strip(" .")[: LONGEST - len(extension) - 1] or "file"
    return f"{stem}.{extension}"


def extension_of(given: str) -> str:
    return given.rpartition(".")[2].strip().lower() if "." in given else ""
