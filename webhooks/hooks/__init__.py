"""Doors of webhooks: messengers' and boards'. What comes is kept as it is, then answered; nothing is fetched or decided here."""
