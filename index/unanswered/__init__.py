"""What can be said, besides the nearest sentences, where the briefings do not answer."""

from index.unanswered.find_reason import Found, find_reason

__all__ = ["Found", "find_reason"]
