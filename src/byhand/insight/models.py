"""The nouns of the room, gathered for Django."""

from byhand.insight.figures import Figures
from byhand.insight.outreach.dose import DoseCount
from byhand.insight.outreach.outcome import Outcome
from byhand.insight.today.aside import Aside
from byhand.insight.today.lot import Lot, Withholding
from byhand.insight.today.wishes import TodayWishes

__all__ = ["Aside", "DoseCount", "Figures", "Lot", "Outcome", "TodayWishes", "Withholding"]
