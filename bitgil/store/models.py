"""Two tables of truth, acts and blobs, and the outbox to the log; all else can be rebuilt from them.

What a law may order destroyed is no truth of this kind: it is held back in a table of its own.

Accounts and who filed an act are about people, not about the plan: they stand beside the truth, never in it.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
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


class PrivateRow(models.Model):
    """A document or certificate with its salt, held back; the database lets it go only by record.erased."""

    mark = models.CharField(max_length=64, primary_key=True)
    act = models.PositiveBigIntegerField(db_index=True)
    content = models.BinaryField()

    class Meta:
        """Private parts in the order of record."""

        db_table = "private"
        ordering = ("act",)

    def __str__(self) -> str:
        """Return which act it belongs to."""
        return f"private part of act {self.act}"


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


class FilingRow(models.Model):
    """Whose hand filed an act: for the auditor, never for the public and never in the log."""

    act = models.PositiveBigIntegerField(primary_key=True)
    account = models.CharField(max_length=60, db_index=True)
    objects: ClassVar[models.Manager[FilingRow]] = models.Manager()

    class Meta:
        """Filings in the order of record."""

        db_table = "filing"
        ordering = ("act",)

    def __str__(self) -> str:
        """Return the act and the account."""
        return f"act {self.act} by {self.account}"


class AccessRow(models.Model):
    """One line of the access record: when, who, from where, what, and about which account or act.

    For the auditor alone. The database refuses to change a row, and to delete one younger than three years.
    """

    at = models.CharField(max_length=32, db_index=True)
    account = models.CharField(max_length=60, blank=True, db_index=True)
    place = models.CharField(max_length=60, blank=True)
    deed = models.CharField(max_length=20)
    subject = models.CharField(max_length=60, blank=True, db_index=True)
    ko = models.TextField(blank=True)
    en = models.TextField(blank=True)
    objects: ClassVar[models.Manager[AccessRow]] = models.Manager()

    class Meta:
        """Lines in the order of record."""

        db_table = "access"
        ordering = ("id",)

    def __str__(self) -> str:
        """Return the line in short."""
        return f"{self.at} {self.account} {self.deed} {self.subject}"


class JobRow(models.Model):
    """A long run of the roadmap that somebody asked for: what was asked, how far it is, what came out.

    Nothing official: it may be thrown away. `account` is who asked, for the workspace only.
    """

    kind = models.CharField(max_length=20)
    asked = models.TextField()
    seconds = models.FloatField()
    account = models.CharField(max_length=60)
    version = models.CharField(max_length=64)
    state = models.CharField(max_length=10, default="waiting", db_index=True)
    stop = models.BooleanField(default=False)
    starts = models.PositiveSmallIntegerField(default=0)
    created = models.CharField(max_length=32)
    begun = models.CharField(max_length=32, blank=True)
    ended = models.CharField(max_length=32, blank=True)
    gone = models.FloatField(default=0.0)
    best = models.CharField(max_length=40, blank=True)
    bound = models.CharField(max_length=40, blank=True)
    done = models.PositiveIntegerField(default=0)
    whole = models.PositiveIntegerField(default=0)
    result = models.TextField(blank=True)
    fault = models.TextField(blank=True)

    class Meta:
        """Jobs in the order in which they were asked for."""

        db_table = "job"
        ordering = ("id",)

    def __str__(self) -> str:
        """Return the job and where it stands."""
        return f"job {self.pk} {self.kind} {self.state}"


class Accounts(BaseUserManager["Account"]):
    """All accounts, found by the name with which they are entered."""


class Account(AbstractBaseUser):
    """계정: somebody who may enter the workspace, and the seats they hold there."""

    username = models.CharField(max_length=60, unique=True)
    seats = models.CharField(max_length=200, blank=True)
    office = models.CharField(max_length=60, blank=True)
    member = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)

    objects = Accounts()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        """Accounts by name."""

        db_table = "account"
        ordering = ("username",)

    def __str__(self) -> str:
        """Return the name with which the account is entered."""
        return self.username


class NoticeRow(models.Model):
    """What one account is told, once for each *key*; `mail` is empty, `waiting` or `sent`."""

    account = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    act = models.PositiveBigIntegerField(default=0)
    subject = models.CharField(max_length=120, blank=True)
    ko = models.TextField()
    en = models.TextField()
    made = models.CharField(max_length=32)
    read = models.BooleanField(default=False)
    mail = models.CharField(max_length=8, blank=True, db_index=True)
    objects: ClassVar[models.Manager[NoticeRow]] = models.Manager()

    class Meta:
        """Notices, the latest first; the same is said to nobody twice."""

        db_table = "notice"
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=("account", "key"), name="notice_once"),)

    def __str__(self) -> str:
        """Return whom it is for and what it says."""
        return f"{self.account}: {self.ko}"


class FeedRow(models.Model):
    """The secret address of one account's calendar, as a digest: whoever reads the table cannot use it."""

    account = models.CharField(max_length=60, primary_key=True)
    digest = models.CharField(max_length=64, unique=True)
    objects: ClassVar[models.Manager[FeedRow]] = models.Manager()

    class Meta:
        """Feeds have no order."""

        db_table = "feed"

    def __str__(self) -> str:
        """Return whose feed it is."""
        return f"calendar of {self.account}"


class RecoveryRow(models.Model):
    """A recovery code of one account's second factor, as a digest; it is deleted when it is used."""

    account = models.CharField(max_length=60, db_index=True)
    digest = models.CharField(max_length=64, unique=True)
    objects: ClassVar[models.Manager[RecoveryRow]] = models.Manager()

    class Meta:
        """Recovery codes have no order."""

        db_table = "recovery"

    def __str__(self) -> str:
        """Return whose code it is."""
        return f"recovery code of {self.account}"
