"""hh.ru: its calls, its webhook, its way of describing a response."""
