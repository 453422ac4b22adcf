package org.postmeister.transport.microsoft;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The access token that Microsoft Entra issues to an application for another service.
 *
 * @param value for that service only
 */
public record AccessToken(String value, Instant expiresAt) {

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * The permissions in it. Microsoft guarantees nothing about the content of a token, so it may not
   * be readable.
   *
   * @return empty if it cannot be read; an empty set if it contains none
   */
  public Optional<Set<String>> roles() {
    String[] parts = value.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      byte[] payload = Base64.getUrlDecoder().decode(parts[1]);
      JsonNode claims = JSON.readTree(new String(payload, StandardCharsets.UTF_8));
      if (!claims.isObject()) {
        return Optional.empty();
      }
      Set<String> roles = new TreeSet<>();
      claims.path("roles").forEach(role -> roles.add(role.asString("")));
      return Optional.of(roles);
    } catch (IllegalArgumentException | JacksonException notReadable) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "AccessToken[until " + expiresAt + "]";
  }
}
