"""Pages of the network: its organisations and subjects, and when each organisation is open."""

from virtual_school.network.routes.network import bp as network
from virtual_school.network.routes.organisations import bp as organisations

blueprints = [network, organisations]
