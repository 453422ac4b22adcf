package org.postmeister.transport;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Removes secrets from texts, in every form in which they are sent. */
public final class Redaction {

  /** If there are no secrets. */
  public static final Redaction NOTHING = new Redaction(List.of());

  private static final String MASK = "[hidden]";

  private final List<String> hidden;

  private Redaction(List<String> hidden) {
    this.hidden = hidden;
  }

  /** Hides texts, plain, in Base64, and form-encoded. */
  public static Redaction of(String... secrets) {
    List<String> hidden = new ArrayList<>();
    for (String secret : secrets) {
      hidden.add(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
      hidden.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
      hidden.add(secret);
    }
    return new Redaction(List.copyOf(hidden));
  }

  /** The text without the secrets. */
  public String hide(String text) {
    String result = text;
    for (String secret : hidden) {
      result = result.replace(secret, MASK);
    }
    return result;
  }

  @Override
  public String toString() {
    return "Redaction[hidden]";
  }
}
