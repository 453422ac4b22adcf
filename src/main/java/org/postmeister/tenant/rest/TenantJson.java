package org.postmeister.tenant.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postmeister.security.invitation.Invitation;
import org.postmeister.tenant.Tenant;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Tenant")
record TenantJson(
    String name,
    @Nullable String displayName,
    @Nullable String description,
    @Schema(allowableValues = {"en", "de"}) String language,
    boolean active,
    Instant createdAt,
    @Nullable InvitationJson invitation) {

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "AdministratorInvitation")
  record InvitationJson(@Nullable String link, @Nullable String sentTo, Instant expiresAt) {

    static InvitationJson of(Invitation invitation) {
      return new InvitationJson(invitation.link(), invitation.sentTo(), invitation.expiresAt());
    }

    @Override
    public String toString() {
      return "InvitationJson[hidden]";
    }
  }

  static TenantJson of(Tenant tenant, @Nullable Invitation invitation) {
    return new TenantJson(
        tenant.name().value(),
        tenant.data().displayName() == null ? null : tenant.data().displayName().value(),
        tenant.data().description() == null ? null : tenant.data().description().value(),
        tenant.data().language().toLanguageTag(),
        tenant.data().active(),
        tenant.createdAt(),
        invitation == null ? null : InvitationJson.of(invitation));
  }
}
