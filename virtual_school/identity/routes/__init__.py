"""Pages of identity: signing in and out, and the people of the network."""

from virtual_school.identity.routes import (
    account,
    cards,
    elsewhere,
    hours,
    lost_factor,
    passkeys,
    people,
    providers,
    reading,
    resets,
    second,
    sign_in,
    ways_in,
)
from virtual_school.identity.routes import invitations as invitations

blueprints = [sign_in.bp, people.bp, elsewhere.bp, providers.bp, resets.bp, cards.bp, ways_in.bp]
blueprints += [account.bp, hours.bp, lost_factor.bp, passkeys.bp, reading.bp, second.bp]
