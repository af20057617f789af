"""Certificates that outlive the server: W3C credentials, their status list, and who may sign them.

Belongs here: what a certificate says, its signature (eddsa-jcs-2022), its status bit, the issuer's document,
and the check of all of it without a network.
Does not: who may ask for one (government), where private parts lie (store), how one looks (documents).
"""
