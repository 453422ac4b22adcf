package org.postmeister.security.invitation;

import java.net.URI;
import java.util.Optional;
import org.postmeister.common.config.PublicUrl;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Links to this console for people elsewhere: below POSTMEISTER_PUBLIC_URL, or else below the
 * address that a system administrator has confirmed, and never below the host of a request.
 */
@Component
public class Links {

  public static final String INVITATION = "invitation";

  public static final String ADDRESS = "confirm-address";

  private final PublicUrl publicUrl;
  private final ConsoleAddress addresses;

  Links(PublicUrl publicUrl, ConsoleAddress addresses) {
    this.publicUrl = publicUrl;
    this.addresses = addresses;
  }

  /** The URL of an invitation below a console's address. */
  static String invitation(String base, String token) {
    return base + "/" + INVITATION + "/" + token;
  }

  /** The URL for confirming an address below a console's address. */
  public static String address(String base, String token) {
    return base + "/" + ADDRESS + "/" + token;
  }

  /**
   * For the caller only: the address of this request, if the console's address is not known yet.
   * Never to be mailed.
   */
  String baseForWhoAsks() {
    return base()
        .orElseGet(() ->
            RequestContextHolder.getRequestAttributes() == null
                ? ""
                : ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString());
  }

  /** The address of the console; empty if it is not known yet. */
  public Optional<String> base() {
    return publicUrl.find().map(URI::toString).or(addresses::find);
  }
}
