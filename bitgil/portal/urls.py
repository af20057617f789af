"""Addresses: one for every page in the folder, Korean at the root and English under /en/."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from bitgil.portal import ledger, pages, views
from bitgil.portal.certificates import public
from bitgil.portal.workspace import entering

urlpatterns = [
    path("contrast/", views.set_contrast, name="contrast"),
    path("record/public/<path:path>", ledger.public_file, name="record_file"),
    path("verify.html", ledger.verifier, name="verifier"),
    path("acts/<int:number>.tlog-proof", ledger.proof, name="act_proof"),
    path("acts/<int:number>.opening.json", ledger.opening, name="act_opening"),
    *public.addresses(),
    *i18n_patterns(
        *entering.addresses(),
        *(path(page.PATH, views.show, {"page": name}, name=name) for name, page in pages.found().items()),
        prefix_default_language=False,
    ),
]
handler400 = "bitgil.portal.refusing.broken"
handler404 = "bitgil.portal.views.not_found"
handler500 = "bitgil.portal.views.failed"
