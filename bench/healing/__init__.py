"""Redesigns of real pages: how many items are lost or announced again over them."""
