"""Rules of a user's own as files, for tests: one alias that no registry has, and what is printed of it."""

from __future__ import annotations

from pathlib import Path

PRINTED = "Sở Nội vụ triển khai thực hiện Đề án 9982 trên địa bàn tỉnh."

ALIAS = """\
# An own name.
[[entry]]
id = "de-an-9982"
before = ["đề án"]
type = "dean"
number = "9982"
target = { type = "qd", symbol = "QĐ-UBND", number = "9982", issued_on = "2021-03-04", issuer = "UBND tỉnh" }
match = [
  { text = "triển khai thực hiện Đề án 9982 trên địa bàn", via = "global_alias", doc_type = "Đề án" },
]
reject = ["hoàn thành 9982 đề án"]
"""


def write_rules(folder: Path, aliases: str = ALIAS, **more: str) -> Path:
    """A folder of rules: ``aliases.toml``, and further registries by name."""
    folder.mkdir(exist_ok=True)
    for name, text in {"aliases": aliases, **more}.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder
