package org.postmeister.security;

import java.util.Optional;
import org.postmeister.common.StartupException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

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
    this.publicUrl = checked(publicUrl.strip().replaceFirst("/+$", ""));
  }

  private static String checked(String url) {
    if (!url.isEmpty() && !url.matches("https?://[^/?#@\\s]+(/[^?#\\s]*)?")) {
      throw new StartupException(
          "“" + url + "” in POSTMEISTER_PUBLIC_URL is not the address of a console.",
          "Write it as https://mail.example.com.");
    }
    return url;
  }

  /** The address of an invitation below that of a console. */
  static String invitation(String base, String token) {
    return base + "/" + INVITATION + "/" + token;
  }

  /** What is configured, empty if nothing is. */
  Optional<String> configured() {
    return publicUrl.isEmpty() ? Optional.empty() : Optional.of(publicUrl);
  }

  /**
   * For who asks alone: the address that this request has come to, where nobody has said yet where
   * the console is. Never to be mailed.
   */
  String baseForWhoAsks() {
    return base()
        .orElseGet(() ->
            RequestContextHolder.getRequestAttributes() == null
                ? ""
                : ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString());
  }

  /** Where the console is; empty if nobody has said so yet. */
  Optional<String> base() {
    return configured().or(addresses::find);
  }
}
