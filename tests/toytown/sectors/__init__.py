"""Toytown's sectors: a mill, the town around it, and its buses."""
