package org.postmeister.security;

import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Addresses of this console for people elsewhere: below POSTMEISTER_PUBLIC_URL, or else below the
 * address by which who is asking has reached it, in this request or when signing in.
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

  /**
   * Where the console is for somebody who has not signed in. What such a person says of the host
   * goes into no mail: else strangers could have links to their own hosts sent to others.
   *
   * @return empty if it is not known
   */
  Optional<String> baseForStrangers() {
    return publicUrl.isEmpty() ? addresses.find() : Optional.of(publicUrl);
  }

  /** Where the console is for who is signed in. */
  String base() {
    if (!publicUrl.isEmpty()) {
      return publicUrl;
    }
    if (RequestContextHolder.getRequestAttributes() != null) {
      return ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString();
    }
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getDetails() instanceof RequestDetails details
        ? details.baseUrl()
        : "";
  }
}
