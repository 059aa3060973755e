"""What a trainee sees and does in a talk, in a real browser, against a real server."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from served import Server
from web.chat.trainee import answered, fits, lines, say, sign_in, to_feedback

MARKUP = '<img src=x onerror="document.title=1"> **vet** [l](javascript:alert(1)) www.x.nl `c`'


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
    talk.set_viewport_size({"width": 320, "height": 640})
    with server.holding():
        talk.locator("#chat-input").fill("Doe eens normaal.")
        talk.keyboard.press("Enter")
        back = talk.get_by_role("button", name="Terugnemen")
        expect(back).to_be_visible()
        right = "getBoundingClientRect().right"
        inside = f"e => e.{right} <= e.parentNode.{right}"
        assert back.evaluate(inside), "the button stays in its frame"
        back.click()
        expect(talk.locator("#chat-input")).to_have_value("Doe eens normaal.")
    expect(talk.locator("[data-step-type=user_message]")).to_have_count(0)
    talk.wait_for_timeout(1_000)
    expect(talk.locator(".status-text")).to_have_text("Je bericht staat weer in het vak.")
    expect(talk.locator(".ai-message")).to_have_count(1)


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
