"""Two tables of truth, acts and blobs, and the outbox to the log; all else can be rebuilt from them."""

from __future__ import annotations

from django.db import models


class ActRow(models.Model):
    """One recorded act. The database refuses to change or delete a row."""

    number = models.PositiveBigIntegerField(primary_key=True)
    id = models.CharField(max_length=36, unique=True)
    kind = models.CharField(max_length=40, db_index=True)
    subject = models.CharField(max_length=120, db_index=True)
    effect = models.CharField(max_length=10, db_index=True)
    recorded = models.CharField(max_length=32)
    reason = models.TextField()
    public = models.TextField()
    office = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=120, blank=True)
    entered_later = models.BooleanField(default=False)
    salt = models.CharField(max_length=64)
    schema = models.PositiveSmallIntegerField()

    class Meta:
        """Acts in the order of record."""

        db_table = "act"
        ordering = ("number",)

    def __str__(self) -> str:
        """Return the act in one line."""
        return f"{self.number} {self.kind} {self.subject}"


class BlobRow(models.Model):
    """Content that acts point to by its SHA-256."""

    digest = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()

    class Meta:
        """Blobs have no order."""

        db_table = "blob"

    def __str__(self) -> str:
        """Return the digest."""
        return self.digest


class ProjectionRow(models.Model):
    """Something folded or computed from the acts, kept so that a page need not wait."""

    name = models.CharField(max_length=40, primary_key=True)
    version = models.CharField(max_length=64)
    body = models.TextField()

    class Meta:
        """Projections have no order."""

        db_table = "projection"

    def __str__(self) -> str:
        """Return the projection's name and the version it belongs to."""
        return f"{self.name} of {self.version[:12]}"


class OutboxRow(models.Model):
    """The log entry of an act, written with it. The database refuses to change or delete a row."""

    act = models.PositiveBigIntegerField(primary_key=True)
    entry = models.BinaryField()

    class Meta:
        """Entries in the order of record."""

        db_table = "outbox"
        ordering = ("act",)

    def __str__(self) -> str:
        """Return which act the entry is of."""
        return f"entry of act {self.act}"


class LeafRow(models.Model):
    """Where an act's entry stands in the log: a projection, found again from outbox and log."""

    act = models.PositiveBigIntegerField(primary_key=True)
    place = models.PositiveBigIntegerField(unique=True)

    class Meta:
        """Leaves in the order of record."""

        db_table = "leaf"
        ordering = ("act",)

    def __str__(self) -> str:
        """Return the act and its place."""
        return f"act {self.act} at {self.place}"
