"""Bring your own: files as Korean public portals hand them out, read without guessing."""
