package org.postmeister.security.rest;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.Networks;
import org.postmeister.common.SingleLine;
import org.postmeister.common.TenantName;
import org.postmeister.common.config.RequestLimits;
import org.postmeister.common.error.FieldReader;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.security.TokenScope;
import org.postmeister.security.token.NewApiToken;

/** A token to be created, as submitted. */
@Schema(name = "NewApiToken")
public record NewTokenJson(
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = SingleLine.MAX_LENGTH)
        @Nullable String name,
    @Schema(description = "Leave out for the whole system") @Nullable String tenant,
    @Schema(format = "date-time", description = "Never if left out") @Nullable String expiresAt,
    @ArraySchema(
            maxItems = RequestLimits.NAMES,
            schema =
                @Schema(
                    allowableValues = {
                      "messages:send",
                      "messages:read",
                      "admin",
                      "system:mail-server"
                    }),
            arraySchema =
                @Schema(
                    description =
                        "messages:send, messages:read, admin; these three if left out. For the"
                            + " system also system:mail-server, which may change where the system's"
                            + " mail goes"))
        @Nullable List<@Nullable String> scopes,
    @ArraySchema(
            maxItems = Networks.MOST,
            arraySchema =
                @Schema(
                    description =
                        "Networks it is accepted from, such as 10.1.0.0/16; all if left out"))
        @Nullable List<@Nullable String> networks) {

  /** Parses it, or reports what is wrong with it. */
  public NewApiToken read() {
    FieldReader fields = new FieldReader();
    SingleLine readName = fields.require("name", name, SingleLine::of);
    TenantName readTenant = fields.read("tenant", tenant, TenantName::of);
    Instant until = fields.read("expiresAt", expiresAt, UtcTime::parse);
    Set<TokenScope> readScopes = scopes(fields);
    if (networks != null && networks.size() > RequestLimits.NAMES) {
      fields.refuse("networks", "too_many_items", Integer.toString(RequestLimits.NAMES));
      fields.finish();
    }
    Networks readNetworks =
        networks == null || networks.isEmpty()
            ? null
            : fields.read(
                "networks",
                String.join(",", networks.stream().map(String::valueOf).toList()),
                Networks::of);
    fields.finish();
    return new NewApiToken(
        FieldReader.checked(readName), readTenant, until, readScopes, readNetworks);
  }

  private Set<TokenScope> scopes(FieldReader fields) {
    if (scopes == null) {
      return TokenScope.DEFAULT;
    }
    if (scopes.size() > RequestLimits.NAMES) {
      fields.refuse("scopes", "too_many_items", Integer.toString(RequestLimits.NAMES));
      return Set.of();
    }
    Set<TokenScope> read = new LinkedHashSet<>();
    for (int i = 0; i < scopes.size(); i++) {
      TokenScope scope = fields.require("scopes[" + i + "]", scopes.get(i), TokenScope::of);
      if (scope != null) {
        read.add(scope);
      }
    }
    return read;
  }
}
