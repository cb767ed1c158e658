"""Where each person begins, pages that mix packages, and what somebody who leaves hands over."""

from virtual_school.home.routes.gaps import bp as gaps
from virtual_school.home.routes.leaving import bp as leaving
from virtual_school.home.routes.pages import bp as pages
from virtual_school.home.routes.pages import theme
from virtual_school.home.routes.phone import bp as phone

blueprints = [pages, theme, leaving, gaps, phone]
