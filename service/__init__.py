"""noticewire: brings what is new on listing pages to feeds, mailboxes and webhooks."""
