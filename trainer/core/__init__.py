"""The pure heart: conversation, mood, disclosure, assessment. No files, no clock, no network."""
