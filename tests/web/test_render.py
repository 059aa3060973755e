from jinja2 import nodes

from trainer.web.render import templates


def test_no_template_calls_what_asks_for_jinjas_context() -> None:
    environment = templates().env
    asking = {name for name, one in environment.globals.items() if hasattr(one, "jinja_pass_arg")}
    assert asking == {"url_for"}
    for name in environment.list_templates():
        assert environment.loader
        source = environment.loader.get_source(environment, name)[0]
        calls = environment.parse(source).find_all(nodes.Call)
        called = {one.node.name for one in calls if isinstance(one.node, nodes.Name)}
        assert not called & asking, name


def test_what_is_shown_most_does_not_wait_for_the_garbage_to_be_collected() -> None:
    # A page's own macro knows the context that knows the macro: all that the page showed stays.
    environment = templates().env
    for name in ("base", "header", "home", "history", "suggestions", "path"):
        assert environment.loader
        source = environment.loader.get_source(environment, f"{name}.html")[0]
        assert not list(environment.parse(source).find_all(nodes.Macro)), name
