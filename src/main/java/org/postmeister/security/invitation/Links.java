package org.postmeister.security.invitation;

import java.net.URI;
import java.util.Optional;
import org.postmeister.common.PublicUrl;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Addresses of this console for people elsewhere: below POSTMEISTER_PUBLIC_URL, or else below the
 * address that a system administrator has confirmed, and never below what a request says of its
 * host.
 */
@Component
public class Links {

  public static final String INVITATION = "invitation";

  private final PublicUrl publicUrl;
  private final ConsoleAddress addresses;

  Links(PublicUrl publicUrl, ConsoleAddress addresses) {
    this.publicUrl = publicUrl;
    this.addresses = addresses;
  }

  /** The address of an invitation below that of a console. */
  static String invitation(String base, String token) {
    return base + "/" + INVITATION + "/" + token;
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
    return publicUrl.find().map(URI::toString).or(addresses::find);
  }
}
