"""One JSON object a line, for programs: numbers stay numbers, what is unknown is null."""

from collections.abc import Sequence
from typing import IO, Any

from core.copying import AS_IT_IS, OnBlock, Selected, Source, copied


def export_json_lines(
    source: Source,
    keys: Sequence[str],
    file: IO[bytes],
    *,
    params: Sequence[Any] = (),
    on_block: OnBlock | None = None,
) -> int:
    """Write the rows of a `.values_list(…)` query, or of an SQL text; returns their number."""

    def written(columns: list[Selected]) -> str:
        named = ", ".join(
            f"{column.name} AS {_quoted(key)}" for column, key in zip(columns, keys, strict=True)
        )
        return f"(SELECT row_to_json(one) FROM (SELECT {named}) AS one)"  # noqa: S608 (names of ours)

    count = 0
    for row in copied(source, params, len(keys), written, form=AS_IT_IS, on_block=on_block):
        file.write(row)
        count += 1
    return count


def _quoted(key: str) -> str:
    return '"' + key.replace('"', '""').replace("%", "%%") + '"'
