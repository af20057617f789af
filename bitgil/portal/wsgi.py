"""The door for a web server: `waitress-serve bitgil.portal.wsgi:application`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bitgil.portal.settings")
application = get_wsgi_application()
