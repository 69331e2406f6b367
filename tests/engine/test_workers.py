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
