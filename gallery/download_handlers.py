"""What a project page offers to take along, and the frame that other sites may show."""

from __future__ import annotations

from tornado.web import HTTPError

from gallery import downloads, pages
from gallery.card import FILE_NAME
from gallery.handlers import CODES, Page
from gallery.store import Version


class _File(Page):
    """A file for a visitor to keep."""

    kind, ending = "", ""

    def get(self, slug: str, number: str) -> None:
        """Send the file of a version, under a name that says which."""
        version = self.version(slug, number)
        content = self.content(version)
        if content is None:
            raise HTTPError(404)
        self.set_header("Content-Type", self.kind)
        self.set_header("Content-Disposition", f'attachment; filename="{slug}-v{version.number}{self.ending}"')
        self.set_header("Content-Security-Policy", "sandbox; default-src 'none'")
        self.keep(version)
        self.finish(content)

    def content(self, version: Version) -> bytes | str | None:
        """The bytes, or None when this version has no such file."""
        raise NotImplementedError


class NotebookFile(_File):
    """The notebook, less the answers to graded questions."""

    kind, ending = "application/x-ipynb+json", ".ipynb"

    def content(self, version: Version) -> bytes | None:
        """The file as it was published."""
        return self.store.read(version, downloads.NOTEBOOK) if version.download else None


class CardFile(_File):
    """The card as it was handed in."""

    kind, ending = "application/yaml; charset=UTF-8", ".card.yaml"

    def content(self, version: Version) -> bytes | None:
        """The file as it was published."""
        return self.store.read(version, FILE_NAME)


class DataFile(_File):
    """The kit's data that the project used."""

    kind, ending = "application/zip", ".data.zip"

    def content(self, version: Version) -> bytes | None:
        """One zip of data packages."""
        names = downloads.kit_datasets(version.card)
        return downloads.data_package(tuple(names)) if names else None


class Citation(_File):
    """A citation for programs that keep references."""

    kind, ending = "application/x-bibtex; charset=UTF-8", ".bib"

    def content(self, version: Version) -> str:
        """BibTeX."""
        return downloads.bibtex(version, f"{self.host}/projects/{version.card.slug}/v{version.number}")


class Embed(Page):
    """A project in a frame of a center's own site."""

    def get(self, slug: str, number: str | None = None) -> None:
        """Show the results alone; only the sites of the center's list may frame them."""
        version = self.version(slug, number)
        policy = pages.CSP.replace("frame-ancestors 'self'", f"frame-ancestors {self.centers.ancestors(version)}")
        self.set_header("Content-Security-Policy", policy)
        self.show(
            "embed.html",
            version=version,
            region=self.region(version),
            address=f"/projects/{slug}/v{version.number}",
            host=self.host,
            codes=CODES,
        )
