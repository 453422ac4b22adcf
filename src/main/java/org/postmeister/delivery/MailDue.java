package org.postmeister.delivery;

import org.postmeister.mailserver.MailOwner;

/** Something may be sent through a server now. Published in the transaction that changes it. */
public record MailDue(MailOwner server) {}
