package org.postmeister.transport.smtp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.postmeister.common.config.TrustedAuthorityStore;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.TrustedCertificates;
import org.postmeister.transport.smtp.conversation.LoginMechanismCache;
import org.postmeister.transport.smtp.conversation.PipeliningFaultCache;
import org.postmeister.transport.smtp.socket.ServerTrust;
import org.postmeister.transport.smtp.socket.SmtpDeadlineWatch;

/** What all conversations share. */
record SmtpEnvironment(
    TrustedAuthorityStore authorities,
    SmtpDeadlineWatch deadlines,
    PipeliningFaultCache faults,
    LoginMechanismCache mechanisms) {

  // Creating one takes milliseconds, and each connection needs one.
  private static final Cache<TrustedCertificates, X509ExtendedTrustManager> WITH_FURTHER =
      Caffeine.newBuilder().maximumSize(1000).build();

  /** The certificates that are trusted for the server. */
  ServerTrust trust(MailServerSettings server) {
    TrustedCertificates further = server.get(MailServerField.TRUSTED_CERTIFICATES);
    return new ServerTrust(
        further == null
            ? authorities.trustManager()
            : WITH_FURTHER.get(
                further, added -> authorities.trustManagerWith(added.certificates())));
  }
}
