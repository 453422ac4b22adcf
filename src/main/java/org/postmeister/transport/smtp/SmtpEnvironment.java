package org.postmeister.transport.smtp;

import org.postmeister.common.TrustedAuthorities;

/** What all conversations share. */
record SmtpEnvironment(
    TrustedAuthorities authorities,
    SmtpDeadlines deadlines,
    PipeliningFaults faults,
    LoginMechanisms mechanisms) {}
