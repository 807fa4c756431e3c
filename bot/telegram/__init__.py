"""briefbot in Telegram."""
