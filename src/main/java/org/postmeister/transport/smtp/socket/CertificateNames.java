package org.postmeister.transport.smtp.socket;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The host names for which a certificate was issued. */
public final class CertificateNames {

  // RFC 5280, section 4.2.1.6: dNSName and iPAddress.
  private static final Set<Integer> HOSTS = Set.of(2, 7);

  private CertificateNames() {}

  /** The subject; modern certificates may have only alternative names. */
  static String subjectOf(X509Certificate certificate) {
    String subject = certificate.getSubjectX500Principal().getName();
    return subject.isEmpty() ? of(certificate) : subject;
  }

  public static String of(X509Certificate certificate) {
    String names = join(alternativeNames(certificate));
    return names.isEmpty() ? certificate.getSubjectX500Principal().getName() : names;
  }

  private static String join(@Nullable Collection<List<?>> names) {
    return names == null
        ? ""
        : names.stream()
            .filter(name -> HOSTS.contains(name.get(0)))
            .map(name -> String.valueOf(name.get(1)))
            .limit(10)
            .collect(Collectors.joining(", "));
  }

  private static @Nullable Collection<List<?>> alternativeNames(X509Certificate certificate) {
    try {
      return certificate.getSubjectAlternativeNames();
    } catch (CertificateParsingException e) {
      return null;
    }
  }
}
