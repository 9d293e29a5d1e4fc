"""Which machines there are, which of them may work, and what each has at the moment."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from extractor.errors import TrichlucError
from extractor.model.pages import Failure

# So many errands in a row that a machine could not do, for reasons of its own such as a full disk: then it gets no
# more. One may be chance (test_cluster_harm.py).
MOST_STRIKES = 3


class Standing(Enum):
    """What is known of a machine."""

    NEW = "new"  # has not said yet what it is
    FIT = "fit"
    REFUSED = "refused"


@dataclass(slots=True, eq=False)
class Station:
    """A Dask worker, with the names of the tasks that it ``has``.

    ``strikes`` are errands in a row that it could not do; ``refused`` says why it gets none.
    """

    address: str
    threads: int
    standing: Standing = Standing.NEW
    has: set[str] = field(default_factory=set)
    strikes: int = 0
    refused: Failure | None = None

    @property
    def free(self) -> int:
        """How many more errands it can be at."""
        return max(0, self.threads - len(self.has)) if self.standing is Standing.FIT else 0


Tell = Callable[[str], None]
"""Takes a message for the user."""


class Roster:
    """The machines by their address; ``tell`` is told of those that are refused."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._stations: dict[str, Station] = {}

    def __getitem__(self, address: str) -> Station:
        return self._stations[address]

    def __contains__(self, address: str) -> bool:
        return address in self._stations

    def __len__(self) -> int:
        return len(self._stations)

    def update(self, threads: Mapping[str, int]) -> tuple[list[Station], list[Station]]:
        """Those that have come and those that have gone; ``threads`` are those of all that are there."""
        gone = [self._stations.pop(address) for address in list(self._stations) if address not in threads]
        come = [Station(address, count) for address, count in sorted(threads.items()) if address not in self]
        self._stations |= {station.address: station for station in come}
        return come, gone

    def refuse(self, station: Station, why: Failure) -> None:
        """Gives the station no more work, and says so."""
        if station.standing is not Standing.REFUSED:
            station.standing, station.refused = Standing.REFUSED, why
            self._tell(f"The worker {station.address} gets no work: {why.error}. Next step: {why.hint}.")

    def strike(self, station: Station, why: Failure) -> None:
        """Counts an errand that the station could not do; too many in a row and it is refused."""
        station.strikes += 1
        if station.strikes >= MOST_STRIKES:
            self.refuse(station, why)

    def free(self, without: Iterable[str] = ()) -> Station | None:
        """The station with the most free threads, but none of those addresses; None where all are busy."""
        shunned = set(without)
        free = [station for station in self.fit() if station.free and station.address not in shunned]
        return max(free, key=lambda station: station.free, default=None)

    def fit(self) -> Iterator[Station]:
        """Those that may work."""
        return (station for station in self._stations.values() if station.standing is Standing.FIT)

    def all_among(self, addresses: Container[str]) -> bool:
        """Whether there are machines that may work, and all of them have one of those addresses."""
        fit = [station.address in addresses for station in self.fit()]
        return bool(fit) and all(fit)

    def require_some(self) -> None:
        """Raises ``TrichlucError`` where there are machines and none of them may work."""
        refused = [station for station in self._stations.values() if station.refused]
        if refused and len(refused) == len(self._stations):
            why = {station.refused.error: station.refused for station in refused if station.refused}
            raise TrichlucError(
                "No worker of the cluster can be used: " + "; ".join(why), next(iter(why.values())).hint + "."
            )
