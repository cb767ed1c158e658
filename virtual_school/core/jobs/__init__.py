"""Jobs: what is done after the commit, by workers, surely and at least once."""

from virtual_school.core.jobs import tidying as tidying
from virtual_school.core.jobs.models import Job, JobState, WorkerSeen
from virtual_school.core.jobs.queueing import queue
from virtual_school.core.jobs.registry import job, periodic, set_acting, set_time
from virtual_school.core.jobs.run import GiveUp, Later, Run

__all__ = [
    "GiveUp",
    "Job",
    "JobState",
    "Later",
    "Run",
    "WorkerSeen",
    "job",
    "periodic",
    "queue",
    "set_acting",
    "set_time",
]
