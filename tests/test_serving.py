"""How long the preview waits between looks: by whether events come, how long a look takes, and how long nothing has changed."""

import pytest

from batchpages.preview import Round
from batchpages.serving import AWAKE, BLIND, SHARE, SURE, _follow, _pause

EDITED, NEW_DAY = Round((), 1, 0.1, changed=True), Round((), 1, 0.1, changed=False)


class EndedError(Exception):
    pass


class Scripted:
    """Stands for the project and its events: of each step, whether an event came, and the round that followed. Keeps how long it was waited for each."""

    files = ()

    def __init__(self, *steps, why="", photographs=()):
        self.photographs = list(photographs)
        self.steps, self.why, self.waited, self.settled = list(steps), why, [], 0

    def wait(self, seconds):
        self.waited.append(seconds)
        if not self.steps:
            raise EndedError
        return self.steps[0][0]

    def refresh(self, _tell):
        return self.steps.pop(0)[1]

    def asked(self):
        return bool(self.photographs)

    def develop(self):
        return bool(self.photographs and self.photographs.pop())

    def settle(self):
        self.settled += 1

    def follow(self, _files):
        pass


def waited(*steps, **said):
    script, told = Scripted(*steps, **said), []
    with pytest.raises(EndedError):
        _follow(script, script, told.append)
    assert told == [found for _, found in steps if found]
    return script.waited


def test_looks_are_rare_where_events_come():
    assert waited((True, EDITED), (False, None), (True, None)) == [SURE] * 4


def test_a_change_without_an_event_makes_them_frequent_until_events_come_again():
    assert waited((False, EDITED), (False, None), (True, EDITED), (False, None)) == [SURE, BLIND, BLIND, SURE, SURE]


def test_a_new_day_says_nothing_of_events():
    assert waited((False, NEW_DAY), (False, None)) == [SURE] * 3


def test_where_there_are_no_events_looks_stay_frequent():
    assert waited((False, EDITED), (False, NEW_DAY), why="a network drive") == [BLIND] * 3


def test_a_long_look_is_taken_less_often_and_least_where_nobody_is_at_work():
    assert _pause(0.1, 0, blind=False) == 0.1 * SHARE
    assert _pause(0.1, 0, blind=True) == 0.1 * SHARE / 4
    assert _pause(0.1, AWAKE, blind=True) == 0.1 * SHARE


def test_photographs_that_browsers_ask_for_are_made_at_once_but_after_a_change():
    assert waited((True, EDITED), (False, None), photographs=[True]) == [0, 0, SURE, SURE]


def test_one_that_cannot_be_made_is_no_reason_to_look_no_more():
    assert waited((False, EDITED), (False, None), photographs=[False]) == [0, BLIND, BLIND]
