"""A file written anew by pikepdf, which mends what other readers stumble over. pikepdf is loaded where it is needed."""

from __future__ import annotations

from pathlib import Path


class RewritingError(Exception):
    """A file that cannot be rewritten either."""


def is_locked(path: Path) -> bool:
    """Whether a file opens only with a password."""
    import pikepdf

    try:
        pikepdf.open(path).close()
    except pikepdf.PasswordError:
        return True
    except pikepdf.PdfError:
        pass
    return False


def rewrite(path: Path, target: Path) -> None:
    """A copy with its structure written anew. Raises ``RewritingError`` where that does not help."""
    import pikepdf

    try:
        with pikepdf.open(path) as pdf:
            if not len(pdf.pages):
                raise RewritingError("no pages")
            pdf.save(target)
    except pikepdf.PdfError as error:
        raise RewritingError(str(error)) from error
