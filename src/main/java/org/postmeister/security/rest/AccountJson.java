package org.postmeister.security.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantName;
import org.postmeister.security.administration.AccountInfo;
import org.postmeister.security.invitation.Invitation;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Account")
record AccountJson(
    @Nullable String email,
    @Nullable String name,
    @Schema(allowableValues = {"SYSTEM_ADMIN", "TENANT_ADMIN"}) @Nullable String role,
    @ArraySchema(arraySchema = @Schema(description = "Names of those that it administers"))
        @Nullable List<String> tenants,
    @Nullable Boolean active,
    @Schema(accessMode = Schema.AccessMode.READ_ONLY, description = "Whether a password was chosen")
        @Nullable Boolean passwordSet,
    @Schema(
            accessMode = Schema.AccessMode.READ_ONLY,
            description = "When the person last signed in to the console")
        @Nullable Instant lastSignInAt,
    @Schema(accessMode = Schema.AccessMode.READ_ONLY) @Nullable InvitationJson invitation) {

  /** Link or address are included only in the response to whoever creates an invitation. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Invitation")
  record InvitationJson(@Nullable String link, @Nullable String sentTo, Instant expiresAt) {

    static InvitationJson of(Invitation invitation) {
      return new InvitationJson(invitation.link(), invitation.sentTo(), invitation.expiresAt());
    }

    @Override
    public String toString() {
      return "InvitationJson[hidden]";
    }
  }

  static AccountJson of(AccountInfo account, @Nullable Invitation invitation) {
    return new AccountJson(
        account.login(),
        account.data().name().value(),
        account.data().role().name(),
        account.tenants().values().stream().map(TenantName::value).toList(),
        account.data().active(),
        account.passwordSet(),
        account.lastSignInAt(),
        invitation != null
            ? InvitationJson.of(invitation)
            : account.invitedUntil() == null
                ? null
                : new InvitationJson(null, null, account.invitedUntil()));
  }
}
