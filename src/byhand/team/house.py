"""The house itself: one row that names the team and how to reach a person of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.team.kept import kept
from byhand.team.user import User
from byhand.team.working import Working


class House(Working):
    """The team as its customers know it. There is exactly one."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=60, blank=True, help_text="Shown in notices, so that one can call.")
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    country = models.CharField(max_length=2, blank=True, help_text="Whose public holidays are free days.")
    region = models.CharField(max_length=12, blank=True)
    told_off_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Who reads first of all what customers are angry about; nobody: an owner.",
    )  # fmt: skip
    sells_at = models.JSONField(
        default=list, blank=True, help_text="Hosts at which the house sells something."
    )
    made_at = models.DateTimeField(auto_now_add=True)
    demo_asked_at = models.DateTimeField(null=True, blank=True)
    demo_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="house_is_one")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> House | None:
        """The house, or None before the first run."""
        return cls.objects.filter(pk=1).first()

    @classmethod
    def with_contact(cls) -> House | None:
        """The house and whom its customers turn to, in one query."""
        return _with_contact().first()

    def describe(self, *, name: str, phone: str, contact: User) -> None:
        """How customers know the team, and whom they turn to."""
        self.name, self.phone, self.contact = name, phone, contact
        self.save(update_fields=["name", "phone", "contact"])

    def be_told_off_by(self, reader: User | None) -> None:
        """Who reads first of all what customers are angry about."""
        self.told_off_to = reader
        self.save(update_fields=["told_off_to"])

    def keep_shops(self, hosts: list[str]) -> None:
        """Where the house sells: what everyone must know leads to none of these."""
        self.sells_at = hosts
        self.save(update_fields=["sells_at"])

    def keep_days(self, *, country: str, region: str) -> None:
        """Whose public holidays are free days here."""
        self.country, self.region = country, region
        self.save(update_fields=["country", "region"])

    @classmethod
    def ask_for_demo(cls, *, by: User) -> bool:
        """The demo studio is wanted here; its chore sees the row. False if it was asked for before."""
        unasked = cls.objects.filter(pk=1, demo_asked_at__isnull=True)
        return bool(unasked.update(demo_asked_at=timezone.now(), demo_asked_by=by))


@kept
def _with_contact() -> models.QuerySet[House]:
    return House.objects.select_related("contact").order_by("pk")[:1]
