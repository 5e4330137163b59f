"""Floor 4: what browsers, feed readers and machines ask for over HTTP.

Feeds are served as bytes from memory by a layer of its own (`serving`); everything else is a small Starlette
application whose pages work without script. The web reads and writes the Store and knows nothing of polling.
"""
