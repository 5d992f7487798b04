"""What is taught, and how text becomes a course."""

import sys

# jsonschema would have this package check IRIs, which no schema here holds. It builds a grammar each time it is imported:
# a second of every process that reads a notebook.
sys.modules.setdefault("rfc3987_syntax", None)
