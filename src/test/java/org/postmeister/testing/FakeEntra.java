package org.postmeister.testing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Issues access tokens as Microsoft Entra does, and refuses what it would refuse. It takes nothing
 * but the client credentials grant.
 */
public final class FakeEntra extends FakeHttpsService {

  /**
   * An application in a directory.
   *
   * @param certificate in place of a secret, null if there is none
   */
  private record Registration(
      String secret, @Nullable X509Certificate certificate, Set<String> roles) {}

  /**
   * A token that was given away.
   *
   * @param audience the service that it is for
   */
  public record Issued(
      String value, String application, String audience, Set<String> roles, Instant expiresAt) {}

  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, Map<String, Registration>> directories = new ConcurrentHashMap<>();
  private final Map<String, Issued> issued = new ConcurrentHashMap<>();
  private volatile Duration lifetime = Duration.ofHours(1);
  private volatile boolean readable = true;

  public FakeEntra() {
    this(TestAuthority.valid());
  }

  public FakeEntra(SSLContext tls) {
    super(tls);
  }

  /** Registers an application, or changes its secret and permissions. */
  public FakeEntra register(String directory, String application, String secret, String... roles) {
    directories
        .computeIfAbsent(directory, d -> new ConcurrentHashMap<>())
        .put(application, new Registration(secret, null, Set.of(roles)));
    return this;
  }

  /** Registers an application that identifies itself with a certificate. */
  public FakeEntra register(
      String directory, String application, X509Certificate certificate, String... roles) {
    directories
        .computeIfAbsent(directory, d -> new ConcurrentHashMap<>())
        .put(application, new Registration("", certificate, Set.of(roles)));
    return this;
  }

  /** How long new tokens are good. */
  public void lifetime(Duration duration) {
    lifetime = duration;
  }

  /** Issues tokens that nobody can read, as Microsoft may at any time. */
  public void issueOpaqueTokens() {
    readable = false;
  }

  /** The token with this value, null if it was never issued. */
  public @Nullable Issued find(String value) {
    return issued.get(value);
  }

  public List<Issued> issued() {
    return List.copyOf(issued.values());
  }

  /** A refusal as Entra writes it. */
  public static Answer refusal(int status, String error, int aadsts, String text) {
    return Answer.json(
        status,
        """
        {"error":"%s","error_description":"AADSTS%d: %s Trace ID: 3f0e6d1c-0000-4000-8000-0123456789ab \
        Correlation ID: 5b1e0c52-0000-4000-8000-0123456789ab Timestamp: 2026-01-01 00:00:00Z",\
        "error_codes":[%d],"timestamp":"2026-01-01 00:00:00Z",\
        "trace_id":"3f0e6d1c-0000-4000-8000-0123456789ab",\
        "correlation_id":"5b1e0c52-0000-4000-8000-0123456789ab"}\
        """
            .formatted(error, aadsts, text, aadsts));
  }

  @Override
  protected Answer serve(Asked request) {
    String[] path = request.path().split("/", -1);
    boolean tokenEndpoint =
        path.length == 5
            && path[2].equals("oauth2")
            && path[3].equals("v2.0")
            && path[4].equals("token");
    if (!tokenEndpoint || !request.method().equals("POST")) {
      return refusal(404, "invalid_request", 90023, "There is nothing here.");
    }
    String type = String.valueOf(request.header("Content-type"));
    if (!type.startsWith("application/x-www-form-urlencoded")) {
      return refusal(400, "invalid_request", 900144, "The request body is no form.");
    }
    Map<String, String> form = form(request.text());
    if (!"client_credentials".equals(form.get("grant_type"))) {
      return refusal(400, "unsupported_grant_type", 70003, "The grant type is not supported.");
    }
    // MSAL asks for these too; Entra ignores them here.
    String scope =
        form.getOrDefault("scope", "")
            .replaceAll("\\b(openid|profile|offline_access)\\b", "")
            .strip();
    if (!scope.matches("https://[a-z0-9.-]+/\\.default")) {
      return refusal(400, "invalid_scope", 70011, "The scope is not valid.");
    }
    Map<String, Registration> directory = directories.get(path[1]);
    if (directory == null) {
      return refusal(400, "invalid_request", 90002, "Tenant '" + path[1] + "' not found.");
    }
    String application = form.getOrDefault("client_id", "");
    Registration registration = directory.get(application);
    if (registration == null) {
      return refusal(
          400, "unauthorized_client", 700016, "Application '" + application + "' was not found.");
    }
    if (registration.certificate() != null) {
      Answer refusal = checkAssertion(registration.certificate(), path[1], application, form);
      if (refusal != null) {
        return refusal;
      }
    } else if (!registration.secret().equals(form.get("client_secret"))) {
      return refusal(401, "invalid_client", 7000215, "Invalid client secret provided.");
    }
    Issued token =
        issue(application, scope.substring(0, scope.length() - "/.default".length()), registration);
    return Answer.json(
        200,
        "{\"token_type\":\"Bearer\",\"expires_in\":%d,\"ext_expires_in\":%d,\"access_token\":\"%s\"}"
            .formatted(lifetime.toSeconds(), lifetime.toSeconds(), token.value()));
  }

  // As Entra checks it: "Microsoft identity platform application authentication certificate
  // credentials".
  private static @Nullable Answer checkAssertion(
      X509Certificate certificate, String directory, String application, Map<String, String> form) {
    if (!"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
        .equals(form.get("client_assertion_type"))) {
      return refusal(401, "invalid_client", 7000218, "There is no client assertion.");
    }
    String[] parts = form.getOrDefault("client_assertion", "").split("\\.", -1);
    try {
      JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
      JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
      String thumbprint =
          // So MSAL writes it, and Entra takes it: not with the alphabet for URLs.
          Base64.getEncoder()
              .encodeToString(
                  MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(certificate.getPublicKey());
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      boolean signed =
          header.path("alg").asString("").equals("RS256")
              && header.path("x5t#S256").asString("").equals(thumbprint)
              && signature.verify(Base64.getUrlDecoder().decode(parts[2]));
      if (!signed) {
        return refusal(
            401, "invalid_client", 700027, "The certificate with identifier is not registered.");
      }
      long now = Instant.now().getEpochSecond();
      boolean timely =
          claims.path("nbf").asLong(Long.MAX_VALUE) <= now + 300
              && claims.path("exp").asLong(0) > now
              && claims.path("exp").asLong(0) <= now + 3600;
      if (!timely) {
        return refusal(401, "invalid_client", 700024, "Client assertion is not within its time.");
      }
      boolean meant =
          claims.path("iss").asString("").equals(application)
              && claims.path("sub").asString("").equals(application)
              && !claims.path("jti").asString("").isEmpty()
              && claims.path("aud").asString("").endsWith("/" + directory + "/oauth2/v2.0/token");
      return meant ? null : refusal(401, "invalid_client", 700023, "The audience is not valid.");
    } catch (GeneralSecurityException | RuntimeException e) {
      return refusal(401, "invalid_client", 50027, "Invalid JWT token: " + e);
    }
  }

  private Issued issue(String application, String audience, Registration registration) {
    Instant expiresAt = Instant.now().plus(lifetime);
    String claims =
        "{\"aud\":\"%s\",\"appid\":\"%s\",\"exp\":%d,\"roles\":[%s]}"
            .formatted(
                audience,
                application,
                expiresAt.getEpochSecond(),
                registration.roles().stream()
                    .map(role -> "\"" + role + "\"")
                    .collect(Collectors.joining(",")));
    String value =
        readable
            ? part("{\"typ\":\"JWT\",\"alg\":\"RS256\"}")
                + "."
                + part(claims)
                + "."
                + part(UUID.randomUUID().toString())
            : "opaque-" + UUID.randomUUID();
    Issued token = new Issued(value, application, audience, registration.roles(), expiresAt);
    issued.put(value, token);
    return token;
  }

  private static String part(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
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
