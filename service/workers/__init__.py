"""Floor 5, above the daemon: its work as procrastinate jobs on PostgreSQL, for more than one machine.

The only owner of procrastinate, which is installed with `noticewire[workers]`: read these modules only where the
configuration asks for workers. A job names a row; the row stays the truth, and is taken under a lease as ever. So
a job that is lost, doubled or late harms nothing, and none is ever tried again: what is still due is handed out
anew.
"""
