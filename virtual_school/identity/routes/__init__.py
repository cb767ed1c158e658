"""Pages of identity: signing in and out, and the people of the network."""

from virtual_school.identity.routes import people, sign_in

blueprints = [sign_in.bp, people.bp]
