"""Some weeks of believable history for the demo, played by the real engine."""

from trainer.web.site import Site


async def make_history(site: Site) -> None:
    """Play what is missing, and show the progress on the page."""
