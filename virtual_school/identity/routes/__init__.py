"""Pages of identity: signing in and out, and the people of the network."""

from virtual_school.identity.routes import elsewhere, people, providers, resets, sign_in
from virtual_school.identity.routes import invitations as invitations

blueprints = [sign_in.bp, people.bp, elsewhere.bp, providers.bp, resets.bp]
