package org.postmeister.transport.smtp;

import org.postmeister.common.TrustedAuthorities;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.TrustedCertificates;

/** What all conversations share. */
record SmtpEnvironment(
    TrustedAuthorities authorities,
    SmtpDeadlines deadlines,
    PipeliningFaults faults,
    LoginMechanisms mechanisms) {

  /** Whose certificates the server may have. */
  ServerTrust trust(MailServerSettings server) {
    TrustedCertificates further = server.options().trustedCertificates();
    return new ServerTrust(
        further == null
            ? authorities.trustManager()
            : authorities.trustManagerWith(further.certificates()));
  }
}
