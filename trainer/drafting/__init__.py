"""Drafting: from a page of text to a case in the right form, with every gap marked."""
