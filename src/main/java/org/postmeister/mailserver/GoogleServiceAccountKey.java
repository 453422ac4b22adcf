package org.postmeister.mailserver;

import java.security.interfaces.RSAPrivateKey;
import java.util.Map;
import org.postmeister.common.InvalidValueException;
import org.postmeister.secret.Secret;
import org.springframework.boot.ssl.pem.PemContent;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The key of a service account, from the JSON file that Google offers for download once. The token
 * URL in the file is not trusted.
 */
public final class GoogleServiceAccountKey {

  private static final String TYPE = "google_key";
  private static final int MOST_CHARACTERS = 20_000;
  private static final JsonMapper JSON = new JsonMapper();

  private GoogleServiceAccountKey() {}

  /**
   * Extracts from the file what is needed for signing, on one line.
   *
   * @throws InvalidValueException if it is not the key of a service account
   */
  public static Secret of(String file) {
    if (file.length() > MOST_CHARACTERS) {
      throw new InvalidValueException(TYPE, "too_long");
    }
    JsonNode json;
    try {
      json = JSON.readTree(file);
    } catch (JacksonException e) {
      throw new InvalidValueException(TYPE, "not_json");
    }
    // Files of OAuth clients look similar.
    if (!json.isObject() || !text(json, "type").equals("service_account")) {
      throw new InvalidValueException(TYPE, "not_a_service_account");
    }
    String privateKey = text(json, "private_key");
    Map<String, String> needed =
        Map.of(
            "client_email", text(json, "client_email"),
            "private_key_id", text(json, "private_key_id"),
            "private_key", privateKey);
    if (needed.containsValue("") || !isPrivateKey(privateKey)) {
      throw new InvalidValueException(TYPE, "incomplete");
    }
    return Secret.ofKey(JSON.writeValueAsString(needed));
  }

  private static boolean isPrivateKey(String pem) {
    try {
      return PemContent.of(pem).getPrivateKey() instanceof RSAPrivateKey;
    } catch (IllegalArgumentException | IllegalStateException notReadable) {
      return false;
    }
  }

  private static String text(JsonNode json, String name) {
    return json.path(name).asString("").strip();
  }
}
