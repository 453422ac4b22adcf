package org.postmeister.mailserver.rest;

import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.InvalidValueException;
import org.postmeister.mailserver.ClientCertificate;
import org.postmeister.mailserver.ClientCertificateFactory;
import org.postmeister.mailserver.rest.MailServerJson.CertificateJson;
import org.postmeister.secret.Secret;

/**
 * The certificate that an application is to have.
 *
 * @param key null if it is already stored
 */
record GivenCertificate(ClientCertificate certificate, @Nullable Secret key) {

  private static final String TYPE = "client_certificate";

  /**
   * @throws InvalidValueException if there is no usable one
   */
  static GivenCertificate of(CertificateJson json, ClientCertificateFactory certificates) {
    if (Boolean.TRUE.equals(json.generate())) {
      return with(certificates.generate());
    }
    if (json.pfx() != null) {
      return with(certificates.ofPfx(decoded(json.pfx()), json.password()));
    }
    if (json.pem() == null) {
      throw new InvalidValueException(TYPE, "missing");
    }
    return json.pem().contains("PRIVATE KEY")
        ? with(certificates.ofPem(json.pem(), json.password()))
        : new GivenCertificate(certificates.withoutKey(json.pem()), null);
  }

  private static GivenCertificate with(ClientCertificate.WithKey made) {
    return new GivenCertificate(made.certificate(), made.key());
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException(TYPE, "unreadable");
    }
  }
}
