"""A real network's first step, from the command line."""

import re


def test_the_lead_gets_a_way_in(app, client):
    said = app.test_cli_runner().invoke(
        args=["network", "make", "Fenny Learning", "fenny", "--lead", "Asha Bell <asha@fenny.example>"]
    )
    assert said.exit_code == 0, said.output
    link = re.search(r"/n/fenny/invitation/\S+", said.output)
    assert link is not None
    page = client.get(link[0])
    assert page.status_code == 200


def test_a_bad_address_is_said_and_nothing_is_made(app):
    said = app.test_cli_runner().invoke(args=["network", "make", "Fenny", "fenny", "--lead", "Asha"])
    assert said.exit_code == 2
    assert "Name <email>" in said.output
