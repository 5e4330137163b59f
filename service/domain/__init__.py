"""Floor 1: values and decisions. No I/O, no clock: whoever needs the time passes `now`."""
