"""`python -m batchpages`."""

from batchpages.cli import main

if __name__ == "__main__":
    main()
