"""The scheduler of a Dask cluster: the one door to it, with what goes wrong there in words.

``distributed`` is imported when a scheduler is asked for, and not before.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from extractor.errors import MissingPartError, TrichlucError

if TYPE_CHECKING:
    from distributed import Future

# Within so many seconds a scheduler answers over any network; one that does not is not there (test_cluster.py).
CONNECT_SECONDS = 5.0

# So long one that was there may take: it shares its machine with workers, mostly.
ANSWER_SECONDS = 30.0

_NEXT = "What is finished is kept: start the scheduler and workers, then run the same command."


class Scheduler:
    """A connection to the scheduler at an ``address``. Raises ``TrichlucError`` where there is none."""

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client
            from distributed.comm import get_address_host_port
        except ImportError as error:
            raise MissingPartError(
                "--scheduler needs the package `distributed`", "Install it: pip install 'trichluc[cluster]'"
            ) from error
        # What it has to say of lost connections is said by us, in the user's language.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        self._address = address
        try:
            # First: a client of an address that it cannot read lets ten seconds pass, and a traceback, as it goes.
            get_address_host_port(address)
            self._client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False, name="trichluc")
        except (OSError, TimeoutError, ValueError, TypeError, RuntimeError, ImportError) as error:
            raise TrichlucError(
                f"There is no Dask scheduler at {address} ({type(error).__name__})",
                "Start one (`dask scheduler`), look at its address and at `tls://`, or run without --scheduler.",
            ) from error

    @property
    def dashboard(self) -> str:
        """The address of its dashboard; "" where it has none."""
        link = self._client.dashboard_link
        return link if link and link.startswith("http") else ""

    def threads(self) -> Mapping[str, int]:
        """By the address of each worker that is there now, how many threads it has."""
        client = self._client
        try:
            found: Mapping[str, int] = client.sync(
                client.scheduler.ncores, workers=None, callback_timeout=ANSWER_SECONDS
            )
        except (OSError, TimeoutError, asyncio.CancelledError, RuntimeError) as error:
            raise self.gone() from error
        if client.status != "running":
            raise self.gone()
        return found

    def send(self, function: Callable[[Any], Any], argument: Any, worker: str, name: str) -> Future:
        """Has one worker and no other call a function.

        function: found there by its name. argument: of it. worker: the address. name: that of the task, never used
        before.
        """
        return self._client.submit(
            function, argument, key=name, workers=[worker], allow_other_workers=False, pure=False, retries=0
        )

    def result(self, future: Future) -> Any:
        """What came of a task that has ended. Raises what it raised, and where its worker is gone with it."""
        return future.result(timeout=ANSWER_SECONDS)

    def gone(self) -> TrichlucError:
        """The error of a scheduler that was there."""
        return TrichlucError(f"The Dask scheduler at {self._address} does not answer any more", _NEXT)

    def close(self) -> None:
        """Takes back what was sent and is not done, and leaves."""
        with suppress(Exception):  # it is gone already
            self._client.close(timeout=CONNECT_SECONDS)
