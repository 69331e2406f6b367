import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from batchpages.engine.workers import WORTH_SPAWNING, Workers


def test_small_work_stays_in_this_process():
    with Workers(4) as choose:
        assert choose(0) is None
        assert choose(10) is None


def test_one_job_never_starts_a_pool():
    with Workers(1) as choose:
        assert choose(1_000_000) is None


def test_large_work_starts_a_pool_that_is_used_from_then_on():
    with Workers(2) as choose:
        pool = choose(WORTH_SPAWNING)
        assert pool is not None
        assert choose(1) is pool
        assert choose(0) is None
        assert pool.submit(pow, 2, 5).result() == 32


def test_leaving_ends_the_pool_also_after_an_error():
    with pytest.raises(KeyError), Workers(2) as choose:  # noqa: PT012
        pool = choose(WORTH_SPAWNING)
        raise KeyError
    with pytest.raises(RuntimeError):
        pool.submit(pow, 2, 5)


@pytest.mark.skipif(os.name == "nt", reason="kills as POSIX does")
def test_workers_end_when_the_process_that_started_them_is_killed():
    code = (
        "import os, time\nfrom batchpages.engine.workers import Workers\n"
        "workers = Workers(2)\npool = workers(100_000)\n"
        "print(*{pool.submit(os.getpid).result() for _ in range(50)}, *pool._processes, flush=True)\ntime.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    pids = {int(pid) for pid in process.stdout.readline().split()}
    assert len(pids) == 2
    process.kill()
    process.wait()
    until = time.monotonic() + 20
    while (left := [pid for pid in pids if runs(pid)]) and time.monotonic() < until:
        time.sleep(0.02)
    process.stdout.close()
    assert left == []


def runs(pid):
    """Whether there is such a process, other than one that has ended and that nobody has asked about yet."""
    stat = Path(f"/proc/{pid}/stat")
    if Path("/proc/self").exists():
        return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
