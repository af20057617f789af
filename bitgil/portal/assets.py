"""Static files under names that carry their hash, once gathered; under their own names before."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Assets(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise carries no types
    """A manifest storage that serves a file as it lies where `collectstatic` has not run yet."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """Return the hashed name of a gathered file, or the name itself."""
        try:
            found: str = super().stored_name(name)
        except ValueError:
            return name
        return found
