"""Pictures of places and of people's tools: `python places.py NAME` renders one, `--preview` a small one, `--list` names them."""

from benches import joao_bench, zoe_balance
from hand import hand_and_jar
from loft import curing_shelves
from nature import caldeirao_hills, rockrose_flower
from roofs import olhao_roofs
from salt import salt_pans
from stills import still_house
from studio import run
from workroom import workshop

SCENES = {
    "salt-pans": salt_pans,
    "curing-shelves": curing_shelves,
    "olhao-roofs": olhao_roofs,
    "rockrose-flower": rockrose_flower,
    "caldeirao-hills": caldeirao_hills,
    "still-house": still_house,
    "workshop": workshop,
    "joao-bench": joao_bench,
    "jar-to-the-window": hand_and_jar,
    "zoe-balance": zoe_balance,
}

if __name__ == "__main__":
    run(SCENES, __doc__)
