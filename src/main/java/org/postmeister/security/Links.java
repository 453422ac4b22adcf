package org.postmeister.security;

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

  Links(@Value("${postmeister.public-url:}") String publicUrl) {
    this.publicUrl = publicUrl.strip().replaceFirst("/+$", "");
  }

  String invitation(String token) {
    return base() + "/" + INVITATION + "/" + token;
  }

  private String base() {
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
