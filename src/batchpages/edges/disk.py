"""The project as a build finds it on the disk: its sources, the bundled themes, and what is published already."""

import os
from pathlib import Path

from batchpages.diagnostics import Diagnostic
from batchpages.edges import manifest, program, project
from batchpages.engine.files import Stretch
from batchpages.engine.task import Digest
