"""A company after years of work, made in seconds to minutes by bulk inserts: what is measured and planned on is as large as that."""
