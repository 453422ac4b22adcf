package org.postmeister.transport.smtp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Takes a login's secret out of texts, in every form in which it goes over the wire. */
record Redaction(List<String> hidden) {

  private static final String MASK = "[hidden]";

  static Redaction of(SmtpConversation.Login login) {
    String password = login.password();
    return new Redaction(
        List.of(
            base64("\0" + login.username() + "\0" + password),
            base64(login.username() + "\0" + login.username() + "\0" + password),
            base64(password),
            password));
  }

  String apply(String text) {
    String result = text;
    for (String secret : hidden) {
      result = result.replace(secret, MASK);
    }
    return result;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "Redaction[hidden]";
  }
}
