"""Doors of job boards, forms and sites."""
