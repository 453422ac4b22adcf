package org.postmeister.common.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.error.StartupException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The configured address of the console, if there is one: POSTMEISTER_PUBLIC_URL. */
@Component
public class PublicUrl {

  private final @Nullable URI url;

  /**
   * @throws StartupException if it is not a valid address
   */
  PublicUrl(@Value("${postmeister.public-url:}") String configured) {
    String text = configured.strip().replaceFirst("/+$", "");
    this.url = text.isEmpty() ? null : parsed(text);
  }

  private static URI parsed(String text) {
    try {
      URI url = new URI(text);
      boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      if (http
          && url.getHost() != null
          && url.getUserInfo() == null
          && url.getQuery() == null
          && url.getFragment() == null) {
        return url;
      }
    } catch (URISyntaxException notEvenAnAddress) {
      // As below.
    }
    throw new StartupException(
        "“" + text + "” in POSTMEISTER_PUBLIC_URL is not the address of a console.",
        "Write it as https://mail.example.com; an internationalized name as A-labels (xn--…).");
  }

  /** Without a trailing slash; empty if none is configured. */
  public Optional<URI> find() {
    return Optional.ofNullable(url);
  }
}
