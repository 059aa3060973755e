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
