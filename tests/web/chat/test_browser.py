"""The chat as a trainee sees it, in a real browser, against a real server."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

import accessibility
from served import PASSWORD, Server

MARKUP = '<img src=x onerror="document.title=1"> **vet** [l](javascript:alert(1)) www.x.nl `c`'


@pytest.fixture(scope="module")
def desk(server: Server, browser: Browser) -> Iterator[BrowserContext]:
    """Return a browser in which somebody is signed in, and Chainlit's script is known by now."""
    with browser.new_context(locale="nl-NL", timezone_id="Europe/Amsterdam") as context:
        context.set_default_timeout(30_000)
        with context.new_page() as page:
            sign_in(server, page)
            page.wait_for_url(f"{server.url}/")
        yield context


@pytest.fixture
def talk(server: Server, desk: BrowserContext) -> Iterator[Page]:
    """Return a page with a new conversation, which may ask nobody but our server."""
    foreign: list[str] = []
    faults: list[str] = []

    def seen(request: Request) -> None:
        if not request.url.startswith((server.url, "data:", "blob:")):
            foreign.append(request.url)

    with desk.new_page() as page:
        page.on("request", seen)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{server.url}/library")
        begin(page)
        yield page
    assert foreign == []
    assert faults == []


def sign_in(server: Server, page: Page, name: str = "sanne") -> None:
    page.goto(f"{server.url}/login")
    page.get_by_label("Gebruikersnaam").fill(name)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Aanmelden").click()


def begin(page: Page, case: str = "angry-resident", level: str = "Rustig") -> None:
    card = page.locator(f"#case-{case}")
    card.locator("label", has_text=level).click()
    card.get_by_role("button").click()
    page.get_by_role("button", name="Begin het gesprek").click()
    expect(page.locator(".ai-message")).to_have_count(1)


def say(page: Page, text: str) -> None:
    """Say something and wait for the reply."""
    before = page.locator(".ai-message").count()
    page.locator("#chat-input").fill(text)
    page.keyboard.press("Enter")
    answered(page, before)


def answered(page: Page, before: int) -> None:
    page.wait_for_function(
        "n => document.querySelectorAll('.ai-message').length > n && !document.body.dataset.state",
        arg=before,
    )


def lines(page: Page) -> list[str]:
    return page.locator(".step").all_inner_texts()


def test_a_whole_conversation(server: Server, context: BrowserContext) -> None:
    page = context.new_page()
    sign_in(server, page, "yusuf")
    page.get_by_role("link", name="Gesprekken").click()
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

    server.kill()
    page.locator("#chat-input").fill("Ik help u graag verder.")
    server.start()
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


def to_feedback(page: Page) -> None:
    """End the talk, look back on it, and read what it was worth."""
    page.get_by_role("button", name="Afronden").click()
    expect(page.get_by_role("button", name="Toon de feedback")).to_be_visible()
    for group in page.locator(".rating fieldset").all():
        group.locator("label").nth(2).click()
    page.get_by_role("button", name="Toon de feedback").click()
    expect(page.get_by_role("heading", name="Dit deed je goed")).to_be_visible()


def test_another_try_from_a_turn_and_both_side_by_side(talk: Page) -> None:
    say(talk, "Goedemorgen. Wat is er gebeurd?")
    parted = lines(talk)
    say(talk, "Zo zijn de regels nu eenmaal.")
    to_feedback(talk)
    first = talk.url

    talk.locator("#turn-3").get_by_role("link", name="Anders proberen").click()
    expect(talk.locator(".quote").last).to_have_text("Zo zijn de regels nu eenmaal.")
    talk.get_by_role("button", name="Verder vanaf hier").click()
    expect(talk.locator(".step")).to_have_count(len(parted))
    assert lines(talk) == parted
    expect(talk.get_by_role("button", name="Afronden")).to_be_hidden()
    say(talk, "Wat vervelend dat u al negen weken in de rommel zit. Wat doet dat met u?")
    talk.reload()
    expect(talk.locator(".step")).to_have_count(len(parted) + 2)
    talk.get_by_role("button", name="Afronden").click()

    expect(talk.get_by_role("heading", name="Twee keer hetzelfde moment")).to_be_visible()
    for way, words in (("first", "Zo zijn de regels nu eenmaal."), ("other", "negen weken")):
        expect(talk.locator(f"[aria-labelledby=talk-{way}]")).to_contain_text(words)
    expect(talk.locator("[aria-labelledby=differed]")).to_contain_text("meer vertrouwen")
    talk.set_viewport_size({"width": 320, "height": 640})
    fits(talk)
    talk.goto(first)
    expect(talk.locator("[aria-labelledby=tries] a")).to_contain_text("Vanaf bericht 2")


def test_a_first_time_user_is_guided_through_the_warm_up(
    server: Server, context: BrowserContext
) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    sign_in(server, page, "noor")
    offer = page.locator(".suggestion").first
    expect(offer).to_contain_text("Een kort eerste gesprek dat zichzelf uitlegt.")
    offer.get_by_role("button", name="Bekijk de situatie").click()
    page.get_by_role("button", name="Ik heb het gelezen").click()
    page.get_by_role("button", name="Begin het gesprek").click()
    guide = page.get_by_role("note", name="Dit kun je nu doen")
    expect(guide).to_contain_text("stel een open vraag")
    expect(page.locator(".ai-message")).to_have_count(1)
    fits(page)
    said = (
        ("Goedemiddag. Vertel eens, wat bent u van plan?", "Zeg dat in gewone woorden"),
        ("Dat mag gewoon, een melding is genoeg. Hoe is het contact met de buren?", "kleine zorg"),
        ("Ik hoor dat u dat spannend vindt. Samira kan met u meedenken.", "je laatste bericht"),
        ("Ik maak de melding nu voor u, morgen hoort u het. Tot ziens.", "Zo gaat een oefening."),
    )
    for message, guided in said:
        say(page, message)
        expect(guide).to_contain_text(guided)
    page.get_by_role("link", name="Kijk terug").click()
    for group in page.locator(".rating fieldset").all():
        group.locator("label").nth(2).click()
    page.get_by_role("button", name="Toon de feedback").click()
    expect(page.get_by_role("heading", name="Probeer dit de volgende keer")).to_be_visible()
    page.goto(server.url)
    expect(page.locator(".suggestion").first).not_to_contain_text("legt zichzelf uit")


def test_a_message_is_taken_back_into_the_box(server: Server, talk: Page) -> None:
    with server.holding():
        talk.locator("#chat-input").fill("Doe eens normaal.")
        talk.keyboard.press("Enter")
        talk.get_by_role("button", name="Terugnemen").click()
        expect(talk.locator("#chat-input")).to_have_value("Doe eens normaal.")
    expect(talk.locator("[data-step-type=user_message]")).to_have_count(0)
    talk.wait_for_timeout(1_000)
    expect(talk.locator(".ai-message")).to_have_count(1)


def test_what_was_typed_is_there_after_a_reload(talk: Page) -> None:
    say(talk, "Wat is er gebeurd?")
    talk.locator("#chat-input").press_sequentially("Nog niet af")
    talk.reload()
    expect(talk.locator("#chat-input")).to_have_value("Nog niet af")


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
    with server.holding():
        talk.locator("#chat-input").fill("Wat is er gebeurd?")
        talk.keyboard.press("Enter")
        expect(talk.get_by_role("button", name="Terugnemen")).to_be_visible()
        server.kill()
    server.start()
    expect(talk.locator("#chat-input")).to_have_value("Wat is er gebeurd?")
    expect(talk.locator(".step")).to_have_count(1)


def test_what_is_typed_is_shown_as_typed(talk: Page) -> None:
    texts = (
        MARKUP,
        "🙂",
        "Wat is er gebeurd?",
        "# kop\n\n1. een\n\n    code",
        "<script>1</script>",
    )
    for text in texts:
        say(talk, text)
    shown = talk.locator("[data-step-type=user_message] pre")
    assert shown.evaluate_all("all => all.map(one => one.textContent)") == list(texts)
    assert talk.locator(".step :is(img[src=x], a, b, strong, h1, ol, code, script)").count() == 0


def test_an_empty_and_an_endless_message_are_told_in_one_sentence(talk: Page) -> None:
    talk.locator("#chat-input").fill("   ")
    talk.keyboard.press("Enter")
    expect(talk.get_by_role("alert")).to_have_text("Je bericht is leeg. Typ wat je wilt zeggen.")
    talk.locator("#chat-input").fill("lang " * 4_000)
    talk.keyboard.press("Enter")
    expect(talk.get_by_role("alert")).to_contain_text("te lang")
    expect(talk.locator("#chat-input")).to_have_value("lang " * 4_000)
    expect(talk.locator(".step")).to_have_count(1)
    say(talk, "Wat is er gebeurd?")
    expect(talk.get_by_role("alert")).to_have_text("")


def test_the_keyboard_alone_is_enough(talk: Page) -> None:
    talk.locator("#chat-input").focus()
    talk.keyboard.type("Wat is er gebeurd?")
    talk.keyboard.press("Enter")
    answered(talk, 1)
    expect(talk.locator("#chat-input")).to_be_focused()
    reached: set[str] = set()
    talk.locator("body").evaluate("body => body.focus()")
    for _ in range(25):
        talk.keyboard.press("Tab")
        reached.add(talk.evaluate("(document.activeElement.textContent || '').trim()"))
    assert {"Pauze", "Stoppen", "Afronden", "Geef me een hint"} <= reached
    talk.get_by_role("button", name="Stoppen").first.focus()
    talk.keyboard.press("Enter")
    expect(talk.get_by_role("dialog", name="Stoppen zonder feedback?")).to_be_visible()
    talk.keyboard.press("Escape")
    expect(talk.get_by_role("dialog")).to_have_count(0)
    talk.get_by_role("button", name="Geef me een hint").focus()
    talk.keyboard.press("Enter")
    expect(talk.locator(".given li")).to_have_count(1)


def test_stopping_is_never_counted(server: Server, talk: Page) -> None:
    say(talk, "Wat is er gebeurd?")
    address = talk.url
    talk.get_by_role("button", name="Stoppen").first.click()
    talk.get_by_role("dialog").get_by_role("button", name="Stoppen").click()
    expect(talk.get_by_role("heading", name="Je bent gestopt")).to_be_visible()
    talk.goto(address)
    expect(talk.get_by_role("heading", name="Je bent gestopt")).to_be_visible()
    expect(talk.locator("#chat-input")).to_be_hidden()


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (320, "dark"),
        (1280, "light"),
        pytest.param(320, "light", marks=pytest.mark.slow),
        pytest.param(1280, "dark", marks=pytest.mark.slow),
    ],
)
def test_every_view_is_accessible_and_fits(talk: Page, width: int, scheme) -> None:
    talk.set_viewport_size({"width": width, "height": 640})
    talk.emulate_media(color_scheme=scheme)
    talk.reload()
    expect(talk.locator(".ai-message[data-speaker]")).to_have_count(1)
    fits(talk)
    say(talk, "Wat is er gebeurd? " + "a" * 300)
    fits(talk)
    if width == 320:
        talk.get_by_role("button", name="Opzoeken").click()
        fits(talk)
        talk.keyboard.press("Escape")
    talk.get_by_role("button", name="Pauze").click()
    fits(talk)
    talk.get_by_role("button", name="Verder praten").click()
    address = talk.url
    talk.get_by_role("button", name="Afronden").click()
    expect(talk).not_to_have_url(address)
    talk.goto(address)
    expect(talk.get_by_role("heading", name="Je hebt het gesprek afgerond")).to_be_visible()
    expect(talk.locator(".ai-message[data-speaker]")).to_have_count(2)
    fits(talk)


def fits(page: Page) -> None:
    assert accessibility.faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
