package org.postmeister.mailserver.rest;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.MailServerField;

/**
 * A mail server as in the HTTP API. Platforms from 7.3.0 on have {@code authentication}, older ones
 * {@code loginRequired}, {@code username}, {@code password} beside the other fields. Read-only
 * fields are ignored when written, so that what was read can be sent back.
 *
 * @param fields the values of each {@link MailServerField}, nested where its name is dotted; {@link
 *     MailServerSchema} describes them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "MailServer")
record MailServerJson(
    @JsonAnySetter @Nullable Map<String, @Nullable Object> fields,
    @Nullable AuthenticationJson authentication,
    @Schema(description = "Only on platforms < 7.3.0") @Nullable Boolean loginRequired,
    @Schema(description = "Only on platforms < 7.3.0") @Nullable String username,
    @Schema(description = "Only on platforms < 7.3.0", accessMode = Schema.AccessMode.WRITE_ONLY)
        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        @Nullable String password,
    @Schema(accessMode = Schema.AccessMode.READ_ONLY) @Nullable Boolean passwordSet,
    @ArraySchema(
            arraySchema =
                @Schema(
                    accessMode = Schema.AccessMode.READ_ONLY,
                    description = "Fields stored under earlier rules that today's rules refuse"))
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @Nullable List<String> invalidFields,
    @Schema(accessMode = Schema.AccessMode.READ_ONLY, description = "Current state of the server")
        @Nullable HealthJson health) {

  MailServerJson {
    fields = fields == null ? Map.of() : fields;
    MailServerSchema.check(fields);
  }

  @JsonAnyGetter
  @Override
  public Map<String, @Nullable Object> fields() {
    return Objects.requireNonNull(fields);
  }

  /** The value of a field; null if it is not given. */
  @Nullable Object value(MailServerField<?> field) {
    Object group = field.isNested() ? fields().get(field.group()) : fields();
    return group instanceof Map<?, ?> values ? values.get(field.simpleName()) : null;
  }

  /** The status of a server, as far as sending through it has shown. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "MailServerHealth")
  record HealthJson(
      @Schema(allowableValues = {"READY", "SLOWED", "PAUSED", "UNTESTED"}) String state,
      @Schema(format = "date-time", description = "Since when it is in this state")
          @Nullable String since,
      @Schema(
              format = "date-time",
              description =
                  "When a paused server is tried again; left out if settings must change first")
          @Nullable String until,
      TestMailJson.@Nullable Failure failure,
      LearnedJson learned) {}

  /** What was learnt about the server; null is unknown. */
  @Schema(name = "LearnedLimits")
  record LearnedJson(
      @Nullable Integer connections,
      @Nullable Integer messagesPerConnection,
      @Nullable Integer perMinute,
      @Nullable Boolean pipelining,
      @Schema(description = "The server's words") @Nullable String reason) {}

  /** How Postmeister signs in to the server. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Authentication")
  record AuthenticationJson(
      @Schema(
              allowableValues = {
                "NONE",
                "USERNAME_PASSWORD",
                "MICROSOFT_GRAPH",
                "SMTP_OAUTH2",
                "GOOGLE_SERVICE_ACCOUNT"
              },
              defaultValue = "NONE")
          @Nullable String mode,
      @Nullable String username,
      @Schema(accessMode = Schema.AccessMode.WRITE_ONLY)
          @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
          @Nullable String password,
      @Schema(accessMode = Schema.AccessMode.READ_ONLY) @Nullable Boolean passwordSet,
      // No default in the description: clients would send it with every mode.
      @Schema(
              allowableValues = {"GLOBAL", "US_GOVERNMENT_L4", "US_GOVERNMENT_L5", "CHINA"},
              description = "With an application of Microsoft alone; GLOBAL if left out")
          @Nullable String cloud,
      @Nullable String directoryId,
      @Nullable String applicationId,
      @Schema(accessMode = Schema.AccessMode.WRITE_ONLY)
          @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
          @Nullable String clientSecret,
      @Schema(format = "date", example = "2027-01-31") @Nullable String clientSecretExpiresOn,
      @Schema(accessMode = Schema.AccessMode.READ_ONLY) @Nullable Boolean clientSecretSet,
      @Schema(
              description =
                  "Instead of a client secret; in requests also a string: PEM, or PKCS #12 in"
                      + " Base64")
          @Nullable CertificateJson certificate,
      @Schema(description = "The user that a Google service account acts for")
          @Nullable String user,
      @Schema(
              implementation = Object.class,
              description = "The JSON file of a service account's key",
              accessMode = Schema.AccessMode.WRITE_ONLY)
          @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
          @Nullable Object key,
      @Schema(accessMode = Schema.AccessMode.READ_ONLY) @Nullable Boolean keySet) {

    // Frameworks log what they parse.
    @Override
    public String toString() {
      return "AuthenticationJson[" + mode + "]";
    }
  }

  /**
   * The certificate of an application. To set one, either {@code generate}, {@code pem} with its
   * private key, or {@code pfx}; what was read can be sent back and changes nothing.
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ClientCertificate")
  record CertificateJson(
      @Schema(
              description = "true to create a new key pair",
              accessMode = Schema.AccessMode.WRITE_ONLY)
          @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
          @Nullable Boolean generate,
      @Schema(description = "Certificate and private key; only the certificate is returned")
          @Nullable String pem,
      @Schema(description = "PKCS #12, Base64", accessMode = Schema.AccessMode.WRITE_ONLY)
          @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
          @Nullable String pfx,
      @Schema(
              description = "For the private key or the file",
              accessMode = Schema.AccessMode.WRITE_ONLY)
          @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
          @Nullable String password,
      @Schema(
              accessMode = Schema.AccessMode.READ_ONLY,
              description = "SHA-1, as Microsoft shows it")
          @Nullable String thumbprint,
      @Schema(accessMode = Schema.AccessMode.READ_ONLY, format = "date-time")
          @Nullable String notAfter) {

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    CertificateJson {}

    /** A string is PEM, or else a file in Base64. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static CertificateJson of(String text) {
      boolean pem = text.contains("-----BEGIN");
      return new CertificateJson(null, pem ? text : null, pem ? null : text, null, null, null);
    }

    // Frameworks log what they parse.
    @Override
    public String toString() {
      return "CertificateJson[" + thumbprint + "]";
    }
  }

  @Override
  public String toString() {
    return "MailServerJson[" + value(MailServerField.HOST) + "]";
  }
}
