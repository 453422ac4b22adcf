package org.postmeister.delivery;

import org.postmeister.mailserver.Owner;

/** Something may be sent through a server now. Told in the transaction that changes it. */
record MailDue(Owner server) {}
