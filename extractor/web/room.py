"""Opens the reading room: a Datasette on one database, with the project's plugin, texts and pages."""

from __future__ import annotations

import errno
import json
import socket
import threading
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import closing
from importlib.resources import files
from inspect import signature
from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm

from extractor.errors import TrichlucError, UsageError
from extractor.export.charts.rendering import in_a_child, warm
from extractor.facsimile.images import Facsimile
from extractor.regular_files import text_of
from extractor.store.database import open_read_only
from extractor.store.published import counts_of, is_published
from extractor.web import plugin
from extractor.web.bounds.connections import LONGEST_HEAD, PatientProtocol
from extractor.web.bounds.hosts import is_loopback, with_known_hosts
from extractor.web.bounds.questions import Questions
from extractor.web.bounds.statements import BoundedDatabase
from extractor.web.bounds.turns import RoomTurns
from extractor.web.headers import with_headers
from extractor.web.metadata import columns_of, metadata, named_queries
from extractor.web.pages import start

# Datasette's own defaults protect a public server of small rows. Here one person asks on their own machine, and a row
# holds whole sentences: a page has 50 rows in place of 100, cells are cut at 400 characters in place of 2,048 (a
# sentence fits, a page of text does not), a query may take 5 s in place of 1 and return 2,000 rows in place of 1,000.
# Facets are the ones that tables.toml names, with 12 values in place of 30, so that those of a table fit on a screen.
SETTINGS = {
    "default_page_size": 50,
    "max_returned_rows": 2000,
    "sql_time_limit_ms": 5000,
    "facet_time_limit_ms": 1000,
    "default_facet_size": 12,
    "suggest_facets": False,
    "truncate_cells_html": 400,
    # Datasette offers a database that is declared immutable as a file: ten gigabytes at a click.
    "allow_download": False,
}

# Digits of a SHA-256.
_DIGITS = 64


def reading_room(database: Path, facsimile: Facsimile | None = None, *, sql: bool = False) -> Any:
    """A Datasette on the file ``database``, opened for reading only, ready for ``.client`` or ``.app()``.

    ``facsimile`` has the originals of its documents; without one they are looked for where ``ingest`` read them. The
    file is not declared immutable, as an ``ingest`` may write to it while it is read, unless it is a published copy
    with its counts beside it. With ``sql`` readers may ask in SQL. Raises ``DatabaseError`` for a file that is missing
    or not ours.
    """
    with closing(open_read_only(database)) as connection:
        texts = metadata(database.stem, columns_of(connection))
        counted = _counted(database) if is_published(connection) else None
    # With rich installed Datasette prints a trace with all local values for each wrong address.
    pm.get_plugin("datasette.handle_exception").rich = None
    # Here, not by an entry point: whoever has this package beside a Datasette of their own keeps it as it is.
    if not pm.is_registered(plugin):
        pm.register(plugin, name="trichluc")
    package = files("extractor.web")
    turns = RoomTurns()
    # The newer line of Datasette takes named queries from its configuration, the older one from a hook.
    newer = "config" in signature(Datasette).parameters
    room = Datasette(
        files=[str(database)],
        metadata=texts,
        **({"config": {"databases": {database.stem: {"queries": named_queries()}}}} if newer else {}),
        inspect_data=counted,
        settings={**SETTINGS, "num_sql_threads": turns.threads, "default_allow_sql": sql},
        template_dir=str(package / "templates"),
        static_mounts=[("reading-room", str(package / "static"))],
    )
    room.facsimile = facsimile or Facsimile.of(database)
    room.turns = turns
    room.questions = Questions(database, SETTINGS["sql_time_limit_ms"] / 1000)
    room.remove_database(database.stem)
    served = BoundedDatabase(room, str(database), turns, room.questions, is_mutable=counted is None)
    room.add_database(served, name=database.stem)
    return room


def _counted(database: Path) -> dict[str, Any] | None:
    """What was counted of a published copy; None where the file of counts is not there, or is of another one."""
    try:
        about = json.loads(text_of(counts_of(database)))
        # Under the name that the copy has now: whoever puts it on a server may rename it.
        [counted] = about.values()
        is_of_it = counted["size"] == database.stat().st_size and len(counted["hash"]) == _DIGITS
        is_counted = all(isinstance(table["count"], int) for table in counted["tables"].values())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return {database.stem: counted} if is_of_it and is_counted else None


OPEN_TO_ALL = (
    "Warning: everyone in the network of this machine can now read all documents of this database, and record verdicts;"
    " nobody has to log in, and nothing is encrypted. Without --host only this machine can."
)

# Connections that may wait to be taken: far more than the six that a browser opens at once.
_BACKLOG = 128


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises ``UsageError`` for a taken port or an address of another machine."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    # A room that was closed a moment ago can be opened again at its old port.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise UsageError(
                f"Port {port} is in use, perhaps by a reading room that is open already.",
                f"Look at http://{host}:{port}/ or choose another: --port {port + 1}.",
            ) from error
        if error.errno == errno.EACCES:
            raise UsageError(
                f"Port {port} may not be used by this user.", "Choose one above 1023: --port 8001."
            ) from error
        raise UsageError(f"Cannot listen on {host}: {error}.", "Use --host 127.0.0.1.") from error
    return listener


def server_config(app: Any, log_level: str) -> uvicorn.Config:
    """How uvicorn serves the room ``app``: patient within limits, without web sockets, believing no proxy."""
    return uvicorn.Config(
        app,
        log_level=log_level,
        lifespan="on",
        http=PatientProtocol,
        ws="none",
        proxy_headers=False,
        server_header=False,
        h11_max_incomplete_event_size=LONGEST_HEAD,
    )


def serve(
    database: Path,
    host: str,
    port: int,
    *,
    browse: bool,
    announce: Callable[[str], None],
    names: Sequence[str] = (),
    folders: Sequence[Path] = (),
    cache: Path | None = None,
    sql: bool = False,
) -> None:
    """Serves the reading room until it is interrupted.

    ``database`` is the file to open, ``host`` the address of this machine to listen on, ``port`` a number or 0 for a
    free one. ``browse`` opens a browser; ``announce`` is called with each line for the user; ``names`` are further
    names of this machine by which the room is called. ``folders`` are where the PDFs lie, before those that ``ingest``
    remembered; ``cache`` is the folder for pictures of pages, None that of the user; with ``sql`` readers may ask in
    SQL. Raises what ``reading_room`` and ``listen`` raise, and ``TrichlucError`` where the server does not start. The
    socket listens before the browser is sent there, so that it can't come too early.
    """
    facsimile = Facsimile.of(database, folders, cache)
    room = reading_room(database, facsimile, sql=sql)
    listener = listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listener.getsockname()[1]}/"
    announce(f"The reading room of {database} is open at {address} (Ctrl+C closes it)")
    if not is_loopback(host):
        announce(OPEN_TO_ALL)
    if browse and not webbrowser.open(address):
        announce("No browser could be opened; open the address above yourself.")
    # What is refused for its host has the headers of the room, too.
    app = with_headers(with_known_hosts(room.app(), (host, *names)))
    server = uvicorn.Server(server_config(app, log_level="warning"))
    # Beside the start of the server: the first picture does not wait for the PDF libraries.
    threading.Thread(target=facsimile.prepare, daemon=True).start()
    threading.Thread(target=start.prepare, args=(database,), daemon=True).start()
    with listener, in_a_child():
        # The renderer of charts takes most of a second to start.
        threading.Thread(target=warm, daemon=True).start()
        server.run(sockets=[listener])
    facsimile.close()
    room.questions.close()
    if not server.started:
        raise TrichlucError("The reading room could not be opened.", "Look at the messages above.")
