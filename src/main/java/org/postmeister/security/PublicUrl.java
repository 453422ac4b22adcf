package org.postmeister.security;

import java.util.Optional;
import org.postmeister.common.StartupException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The address of the console as it is configured, if it is: POSTMEISTER_PUBLIC_URL. */
@Component
class PublicUrl {

  private final String url;

  /**
   * @throws StartupException if it is no such address
   */
  PublicUrl(@Value("${postmeister.public-url:}") String configured) {
    this.url = configured.strip().replaceFirst("/+$", "");
    if (!url.isEmpty() && !url.matches("https?://[^/?#@\\s]+(/[^?#\\s]*)?")) {
      throw new StartupException(
          "“" + url + "” in POSTMEISTER_PUBLIC_URL is not the address of a console.",
          "Write it as https://mail.example.com.");
    }
  }

  /** Without a slash at its end; empty if none is configured. */
  Optional<String> find() {
    return url.isEmpty() ? Optional.empty() : Optional.of(url);
  }
}
