"""Interview times: rules that offer slots, the slots, their bookings."""
