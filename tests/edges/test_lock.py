import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from batchpages.diagnostics import MachineError
from batchpages.edges.lock import hold

HOLDER = """
import sys, time
from pathlib import Path
from batchpages.edges.lock import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    {then}
"""


def start_holder(state, then="time.sleep(60)"):
    holder = subprocess.Popen([sys.executable, "-c", HOLDER.format(then=then), str(state)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline() == "held\n"
    return holder


def end(holder):
    holder.kill()
    holder.wait()
    holder.stdout.close()


def test_a_second_process_is_told_who_holds_the_lock_and_a_kill_frees_it(tmp_path):
    state = tmp_path / ".batchpages"
    holder = start_holder(state)
    try:
        with pytest.raises(MachineError, match=rf"process {holder.pid}, .*since {time.localtime().tm_year}-.*wait until it ends"), hold(state):
            pass
    finally:
        end(holder)
    with hold(state):
        assert f"pid {os.getpid()}\n" in (state / "lock").read_text()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_worker_that_outlives_a_killed_build_does_not_keep_the_lock(tmp_path):
    holder = start_holder(tmp_path / "state", "import os; worker = os.fork(); print(worker, flush=True) if worker else 0; time.sleep(60)")
    worker = int(holder.stdout.readline())
    end(holder)
    try:
        os.kill(worker, 0)
        with hold(tmp_path / "state"):
            pass
    finally:
        os.kill(worker, 9)


def test_the_lock_is_free_again_after_an_error_and_its_file_stays(tmp_path):
    with pytest.raises(ZeroDivisionError), hold(tmp_path / "state"):
        raise ZeroDivisionError
    holder = start_holder(tmp_path / "state", "pass")
    assert holder.wait() == 0
    holder.stdout.close()
    assert (tmp_path / "state" / "lock").exists()


def test_the_state_folder_is_made_and_hidden_from_git(tmp_path):
    state = tmp_path / "a" / ".batchpages"
    with hold(state):
        assert (state / ".gitignore").read_text() == "*\n"


def test_a_state_folder_that_cannot_be_written_is_named_with_the_reason(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(MachineError, match=r"cannot write in `.*file.*`: a file stands where a folder is needed"), hold(Path(tmp_path / "file" / "state")):
        pass
