"""nbgrader's door into the exchange: a submission appears in the inbox whole, so that collecting never meets half of one."""

import tempfile
from pathlib import Path

from nbgrader.exchange.default import ExchangeSubmit


class Submit(ExchangeSubmit):
    """Copy beside the inbox's submissions, under a name nobody collects, and give it the right name last."""

    def copy_files(self) -> None:
        """Copy what is handed in."""
        inbound = Path(self.inbound_path)
        with tempfile.TemporaryDirectory(dir=inbound, prefix=".arriving-", ignore_cleanup_errors=True) as place:
            self.inbound_path = place
            try:
                super().copy_files()
            finally:
                self.inbound_path = str(inbound)
            (Path(place) / self.assignment_filename).rename(inbound / self.assignment_filename)
