"""``python -m classroom.desk DIR``: serve the desk of a center as a service of its hub."""

import sys
from pathlib import Path

from classroom.desk.app import serve
from curriculum.errors import DsiError

if __name__ == "__main__":
    try:
        serve(Path(sys.argv[1]))
    except DsiError as error:
        sys.exit(f"오류: {error}")
