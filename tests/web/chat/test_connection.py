"""A talk outlives its connection: a reload, a crash, and signing out in another tab."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from served import PASSWORD, Server
from web.chat.trainee import Traffic, answered, begin, lines, say, sign_in, to_feedback


def test_a_whole_conversation(server: Server, context: BrowserContext) -> None:
    page = context.new_page()
    traffic = Traffic(page)
    sign_in(server, page, "yusuf")
    page.get_by_role("link", name="Gesprekken").click()
    page.locator("#case-angry-resident summary").click()
    page.locator("#case-angry-resident").get_by_role("button").click()
    page.get_by_role("button", name="Ik heb het gelezen").click()
    page.get_by_role("button", name="Begin het gesprek").click()
    expect(page.locator(".ai-message")).to_have_count(1)
    say(page, "Goedemorgen. Wat is er gebeurd?")
    say(page, "Wat vervelend dat u al zo lang in de rommel zit. Hoe is dat voor u?")
    said = lines(page)

    page.reload()
    expect(page.locator(".step")).to_have_count(len(said))
    assert lines(page) == said
    say(page, "Waarom kunt u niet bij uw huis komen?")
    said = lines(page)

    traffic.rest()  # what gets no answer is another test's
    with server.down():
        page.locator("#chat-input").fill("Ik help u graag verder.")
    expect(page.locator("#chat-submit")).to_be_enabled()
    assert lines(page) == said
    expect(page.locator("#chat-input")).to_have_value("Ik help u graag verder.")
    before = page.locator(".ai-message").count()
    page.locator("#chat-submit").click()
    answered(page, before)

    page.get_by_role("button", name="Afronden").click()
    page.get_by_role("button", name="Terug naar het gesprek").click()
    say(page, "Ik bel u morgen voor tien uur met het antwoord. Is dat goed?")
    to_feedback(page)
    quoted = page.locator("#turn-3")
    expect(quoted).to_contain_text("Wat vervelend dat u al zo lang in de rommel zit.")


def test_what_was_typed_is_there_after_a_reload(talk: Page) -> None:
    say(talk, "Wat is er gebeurd?")
    talk.locator("#chat-input").press_sequentially("Nog niet af")
    talk.reload()
    expect(talk.locator("#chat-input")).to_have_value("Nog niet af")


@pytest.mark.parametrize("asked", ["user", "auth/config", "project/translations"])
def test_what_got_no_answer_at_first_is_asked_again(talk: Page, asked: str) -> None:
    talk.locator("#chat-input").press_sequentially("Nog niet af")
    address = talk.url
    failed: list[str] = []
    talk.on("requestfailed", lambda request: failed.append(request.url))
    talk.route(f"**/chat/{asked}*", lambda route: route.abort(), times=2)
    talk.reload()
    expect(talk.locator("#chat-input")).to_have_value("Nog niet af")
    expect(talk.locator(".ai-message")).to_have_count(1)
    assert talk.url == address
    assert sum(f"/chat/{asked}" in url for url in failed) == 2


def test_who_signed_out_elsewhere_signs_in_again_and_goes_on(
    server: Server, context: BrowserContext
) -> None:
    talk = context.new_page()
    sign_in(server, talk)
    talk.goto(f"{server.url}/library")
    begin(talk)
    address = talk.url
    talk.locator("#chat-input").press_sequentially("Nog niet af")
    with context.new_page() as other:
        other.goto(f"{server.url}/me")
        other.get_by_role("button", name="Afmelden", exact=True).click()
        other.wait_for_url("**/login")
    talk.wait_for_url("**/login?next=/chat/thread/*")
    talk.get_by_label("Gebruikersnaam").fill("sanne")
    talk.get_by_label("Wachtwoord").fill(PASSWORD)
    talk.get_by_role("button", name="Aanmelden").click()
    talk.wait_for_url(address)
    expect(talk.locator(".ai-message")).to_have_count(1)
    expect(talk.locator("#chat-input")).to_have_value("Nog niet af")


def test_a_reload_right_after_sending_loses_nothing(server: Server, talk: Page) -> None:
    with server.holding():
        talk.locator("#chat-input").fill("Wat is er gebeurd?")
        talk.keyboard.press("Enter")
        expect(talk.get_by_role("button", name="Terugnemen")).to_be_visible()
        talk.reload()
        expect(talk.get_by_role("button", name="Terugnemen")).to_be_visible()
    expect(talk.locator(".ai-message")).to_have_count(2)
    expect(talk.locator("[data-step-type=user_message]")).to_have_text(["Wat is er gebeurd?"])
    expect(talk.locator("#chat-input")).to_have_value("")


def test_a_crash_right_after_sending_gives_the_message_back(server: Server, talk: Page) -> None:
    traffic = Traffic(talk)
    with server.holding():
        talk.locator("#chat-input").fill("Wat is er gebeurd?")
        talk.keyboard.press("Enter")
        expect(talk.get_by_role("button", name="Terugnemen")).to_be_visible()
        traffic.rest()
        with server.down():
            expect(talk.locator("#session-error")).to_be_attached()
    expect(talk.locator("#chat-input")).to_have_value("Wat is er gebeurd?")
    expect(talk.locator(".step")).to_have_count(1)
