"""Figures of groups: closed week by week, and worked out from what is closed."""
