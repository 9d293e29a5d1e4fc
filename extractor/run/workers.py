"""Who reads the files of a run: child processes of this machine, or the machines of a cluster."""

from __future__ import annotations

from collections.abc import Callable

from extractor.cluster.roster import Tell
from extractor.guard.answers import Workers
from extractor.guard.division import Divided
from extractor.guard.limits import Limits
from extractor.guard.pool import Pool
from extractor.guard.scratch import clear_abandoned
from extractor.options import Options
from extractor.run.tasks import Done, Task, whole

Read = Callable[[Task], Done | Divided[Task, Done]]
"""Does a task, in a worker."""


def workers_for(read: Read, options: Options, limits: Limits, tell: Tell) -> Workers[Task, Done]:
    """The workers that the options ask for.

    read: what they do. options: those of the run. limits: how many there are here, and what a task may take. tell:
    takes messages about the cluster.

    Raises ``TrichlucError`` where a scheduler is asked for and none is there.
    """
    if not options.scheduler:
        clear_abandoned()
        return Pool(read, limits)
    # loaded late: one machine alone need not pay for what the cluster imports (asyncio, sockets with TLS)
    from extractor.cluster.introduction import engine_asked_for
    from extractor.cluster.scheduler import Scheduler
    from extractor.cluster.workers import ClusterWorkers

    scheduler = Scheduler(options.scheduler)
    if scheduler.dashboard:
        tell(f"The dashboard of the cluster: {scheduler.dashboard}")
    key = options.result_key()
    return ClusterWorkers(
        function=read,
        limits=limits,
        scheduler=scheduler,
        engine=engine_asked_for(options),
        tell=tell,
        check=lambda call, value: whole(call.argument, value, key),
    )
