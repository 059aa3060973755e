"""A trainee at a browser: what they do in the chat, and when their page is at rest."""

from dataclasses import dataclass, field

from playwright.sync_api import Page, Request, expect

import accessibility
from served import PASSWORD, Server


@dataclass
class Traffic:
    """The requests of a page."""

    page: Page
    under_way: list[Request] = field(default_factory=list)
    begun: int = 0

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.begin(request))
        self.page.on("requestfinished", lambda request: self.end(request))
        self.page.on("requestfailed", lambda request: self.end(request))

    def begin(self, request: Request) -> None:
        self.begun += 1
        self.under_way.append(request)

    def end(self, request: Request) -> None:
        if request in self.under_way:
            self.under_way.remove(request)

    def rest(self) -> None:
        """Wait until no request is under way, and none has begun for half a second."""
        for _ in range(60):
            begun = self.begun
            self.page.wait_for_timeout(500)
            if not self.under_way and self.begun == begun:
                return
        raise TimeoutError(f"still under way: {[request.url for request in self.under_way]}")


def sign_in(server: Server, page: Page, name: str = "sanne") -> None:
    page.goto(f"{server.url}/login")
    page.get_by_label("Gebruikersnaam").fill(name)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Aanmelden").click()


def begin(page: Page, case: str = "angry-resident", level: str = "Rustig") -> None:
    card = page.locator(f"#case-{case}")
    card.locator("summary").click()
    card.locator("label", has_text=level).click()
    card.get_by_role("button").click()
    page.get_by_role("button", name="Begin het gesprek").click()
    expect(page.locator(".ai-message")).to_have_count(1)


def say(page: Page, text: str) -> None:
    """Say something and wait for the reply."""
    before = page.locator(".ai-message").count()
    page.locator("#chat-input").fill(text)
    expect(page.locator("#chat-submit")).to_be_enabled()
    page.keyboard.press("Enter")
    answered(page, before)


def answered(page: Page, before: int) -> None:
    """Wait until more than this many replies are there, the last one whole."""
    page.wait_for_function(
        "n => document.querySelectorAll('.ai-message').length > n && !document.body.dataset.state",
        arg=before,
    )


def lines(page: Page) -> list[str]:
    return page.locator(".step").all_inner_texts()


def to_feedback(page: Page) -> None:
    """End the talk, look back on it, and read what it was worth."""
    page.get_by_role("button", name="Afronden").click()
    expect(page.get_by_role("button", name="Toon de feedback")).to_be_visible()
    for group in page.locator(".rating fieldset").all():
        group.locator("label").nth(2).click()
    page.get_by_role("button", name="Toon de feedback").click()
    expect(page.get_by_role("heading", name="Dit deed je goed")).to_be_visible()


def fits(page: Page) -> None:
    assert accessibility.faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
