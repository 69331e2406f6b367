import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from batchpages.diagnostics import MachineError
from batchpages.engine.run import run
from batchpages.engine.store import Store
from batchpages.engine.task import Task
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


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked")
@pytest.mark.parametrize(
    ("where", "said"), [("after_in_child", "32\n"), ("after_in_parent", "stopped\n"), ("before", "stopped\n")], ids=["worker", "build", "before"]
)
def test_ctrl_c_in_the_middle_of_starting_workers_reaches_the_build_alone(where, said):
    code = (
        "import os, signal\nfrom batchpages.engine.workers import Workers\n"
        f"os.register_at_fork({where}=lambda: os.kill(os.getpid(), signal.SIGINT))\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "try:\n    with Workers(2) as choose:\n        print(choose(100_000).submit(pow, 2, 5).result())\n"
        "except KeyboardInterrupt:\n    print('stopped')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=30)
    assert (done.stdout, done.stderr) == (said, "")


def test_a_worker_leaves_ctrl_c_to_the_build():
    with Workers(2) as choose:
        assert choose(WORTH_SPAWNING).submit(signal.getsignal, signal.SIGINT).result() == signal.SIG_IGN


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


@pytest.mark.skipif(os.name == "nt", reason="kills as POSIX does")
def test_a_worker_that_is_ended_from_outside_is_the_machines_fault(tmp_path):
    store = Store(tmp_path, b"")
    plan = {str(number): (Task("engine.sample_tasks:end", {"number": number}), "") for number in range(WORTH_SPAWNING)}
    with pytest.raises(MachineError, match="--jobs 1"), Workers(2) as choose:
        list(run(plan, store, store.parts, choose))
    store.close()
