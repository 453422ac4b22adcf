package org.postmeister.submission.smtp;

import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.error.StartupException;
import org.postmeister.submission.SubmissionProperties;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;

/** The certificate for submission; connections that are open keep the one they began with. */
@Component
class TlsContext {

  private static final String BUNDLE = "submission";

  private volatile @Nullable SSLContext context;

  TlsContext(SubmissionProperties properties, SslBundles bundles) {
    if (properties.certificate() == null || properties.certificate().isBlank()) {
      if (properties.tlsPort() != null
          || (properties.port() != null && properties.allowPlain() == null)) {
        throw new StartupException(
            "Messages cannot be submitted over SMTP: there is no certificate.",
            "Set POSTMEISTER_SUBMISSION_CERTIFICATE and POSTMEISTER_SUBMISSION_PRIVATE_KEY to PEM"
                + " files.");
      }
      return;
    }
    if (properties.isOn()) {
      use(bundles.getBundle(BUNDLE));
      bundles.addBundleUpdateHandler(BUNDLE, this::use);
    }
  }

  private void use(SslBundle bundle) {
    context = bundle.createSslContext();
  }

  boolean isAvailable() {
    return context != null;
  }

  /** For the next connection. */
  SSLContext current() {
    SSLContext now = context;
    if (now == null) {
      throw new IllegalStateException("There is no certificate");
    }
    return now;
  }
}
