package org.postmeister.testing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Google's token endpoint, as strict as it is said to be: one service account, which may act for
 * users that it is delegated to, and nothing but the JWT bearer grant (RFC 7523).
 */
public final class FakeGoogle extends FakeHttpsService {

  public static final String ACCOUNT = "postmeister@example.iam.gserviceaccount.com";
  private static final String KEY_ID = "0123456789abcdef";
  private static final JsonMapper JSON = new JsonMapper();

  private static final KeyPair PAIR = pair();
  private final Set<String> users = ConcurrentHashMap.newKeySet();
  private final List<String> issued = new CopyOnWriteArrayList<>();

  public FakeGoogle() {
    super(TestAuthority.valid());
  }

  public String tokenEndpoint() {
    return url() + "/token";
  }

  /** Lets the account act for a user. */
  public FakeGoogle delegate(String user) {
    users.add(user);
    return this;
  }

  /** The tokens that were given away. */
  public List<String> issued() {
    return issued;
  }

  /** The file that Google lets be downloaded, with a token endpoint that must not be believed. */
  public String keyFile() {
    return keyFile(PAIR);
  }

  /** The same with a key that Google does not know. */
  public static String keyFileOfAnother() {
    return keyFile(pair());
  }

  private static String keyFile(KeyPair pair) {
    return JSON.writerWithDefaultPrettyPrinter()
        .writeValueAsString(
            Map.of(
                "type", "service_account",
                "project_id", "example",
                "private_key_id", KEY_ID,
                "private_key",
                    "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                            .encodeToString(pair.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n",
                "client_email", ACCOUNT,
                "client_id", "1234567890",
                "token_uri", "https://stranger.example/token",
                "universe_domain", "stranger.example"));
  }

  /** A refusal as Google writes it. */
  public static Answer refusal(int status, String error, String description) {
    return Answer.json(
        status, JSON.writeValueAsString(Map.of("error", error, "error_description", description)));
  }

  @Override
  protected Answer serve(Asked request) {
    if (!request.path().equals("/token") || !request.method().equals("POST")) {
      return Answer.html(404, "Error 404 (Not Found)!!1");
    }
    Map<String, String> form = form(request.text());
    if (!"urn:ietf:params:oauth:grant-type:jwt-bearer".equals(form.get("grant_type"))) {
      return refusal(400, "unsupported_grant_type", "Invalid grant_type: ");
    }
    String[] parts = form.getOrDefault("assertion", "").split("\\.", -1);
    try {
      JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
      JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(PAIR.getPublic());
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      if (!claims.path("iss").asString("").equals(ACCOUNT)) {
        return refusal(400, "invalid_grant", "Invalid grant: account not found");
      }
      boolean signed =
          header.path("alg").asString("").equals("RS256")
              && header.path("kid").asString("").equals(KEY_ID)
              && signature.verify(Base64.getUrlDecoder().decode(parts[2]));
      if (!signed) {
        return refusal(400, "invalid_grant", "Invalid JWT Signature.");
      }
      long now = Instant.now().getEpochSecond();
      long expires = claims.path("exp").asLong(0);
      if (expires <= now || expires > now + 3600 + 60) {
        return refusal(
            400,
            "invalid_grant",
            "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable"
                + " timeframe.");
      }
      if (!claims.path("aud").asString("").equals("https://oauth2.googleapis.com/token")) {
        return refusal(400, "invalid_grant", "Invalid JWT: Failed audience check.");
      }
      if (!claims.path("scope").asString("").equals("https://mail.google.com/")
          || !users.contains(claims.path("sub").asString(""))) {
        return refusal(
            401,
            "unauthorized_client",
            "Client is unauthorized to retrieve access tokens using this method, or client not"
                + " authorized for any of the scopes requested.");
      }
    } catch (GeneralSecurityException | RuntimeException e) {
      return refusal(400, "invalid_request", "Bad Request");
    }
    String token = "ya29." + UUID.randomUUID();
    issued.add(token);
    return Answer.json(
        200,
        JSON.writeValueAsString(
            Map.of("access_token", token, "expires_in", 3599, "token_type", "Bearer")));
  }

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new HashMap<>();
    for (String pair : body.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      form.put(
          URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
          parts.length == 2 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
    }
    return form;
  }
}
