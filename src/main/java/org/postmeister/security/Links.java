package org.postmeister.security;

import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Addresses of this console for people elsewhere: below POSTMEISTER_PUBLIC_URL, or else below the
 * address that a system administrator has confirmed, and never below what a request says of its
 * host.
 */
@Component
class Links {

  static final String INVITATION = "invitation";

  private final String publicUrl;
  private final ConsoleAddress addresses;

  Links(@Value("${postmeister.public-url:}") String publicUrl, ConsoleAddress addresses) {
    this.addresses = addresses;
    this.publicUrl = publicUrl.strip().replaceFirst("/+$", "");
  }

  /** The address of an invitation below that of a console. */
  static String invitation(String base, String token) {
    return base + "/" + INVITATION + "/" + token;
  }

  /** What is configured, empty if nothing is. */
  Optional<String> configured() {
    return publicUrl.isEmpty() ? Optional.empty() : Optional.of(publicUrl);
  }

  /** Where the console is; empty if nobody has said so yet. */
  Optional<String> base() {
    return configured().or(addresses::find);
  }
}
