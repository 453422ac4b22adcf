package org.postmeister.mailserver.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.common.error.FieldReader;
import org.postmeister.common.rest.EntityTags;
import org.postmeister.common.rest.Unprocessable;
import org.postmeister.mailserver.AllowedSenders;
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.policy.MailPolicyService;
import org.postmeister.mailserver.route.MailRouteService;
import org.postmeister.tenant.TenantService;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tenants/{tenant}")
@Tag(name = "Tenant mail", description = "Policy and route of a tenant")
class TenantMailController {

  @Schema(name = "MailPolicy")
  record PolicyJson(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Boolean systemServerAllowed,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Boolean ownServerAllowed,
      @ArraySchema(
              maxItems = AllowedSenders.MOST,
              arraySchema =
                  @Schema(
                      description =
                          "Addresses that mail may be sent from on the system mail server, besides"
                              + " its own senders: whole addresses and *@domain"))
          @Nullable List<@Nullable String> allowedSenders) {}

  private final TenantService tenants;
  private final MailPolicyService policies;
  private final MailRouteService routes;

  TenantMailController(TenantService tenants, MailPolicyService policies, MailRouteService routes) {
    this.tenants = tenants;
    this.policies = policies;
    this.routes = routes;
  }

  @GetMapping("/mail-policy")
  @Operation(operationId = "getMailPolicy", summary = "Read the mail policy")
  ResponseEntity<PolicyJson> policy(@PathVariable String tenant) {
    return answer(policies.get(id(tenant)));
  }

  @PutMapping("/mail-policy")
  @Unprocessable("feature_not_available")
  @Operation(
      operationId = "putMailPolicy",
      summary = "Replace the mail policy",
      description = "Available on platforms >= 7.3.0.")
  ResponseEntity<PolicyJson> putPolicy(
      @PathVariable String tenant,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody PolicyJson json) {
    FieldReader fields = new FieldReader();
    Boolean system = given("systemServerAllowed", json.systemServerAllowed(), fields);
    Boolean own = given("ownServerAllowed", json.ownServerAllowed(), fields);
    AllowedSenders senders =
        fields.read("allowedSenders", lines(json.allowedSenders()), AllowedSenders::of);
    fields.finish();
    MailPolicy policy =
        new MailPolicy(
            FieldReader.checked(system),
            FieldReader.checked(own),
            senders == null ? AllowedSenders.NONE : senders);
    return answer(policies.save(id(tenant), policy, EntityTags.revision(ifMatch)));
  }

  @GetMapping("/mail-route")
  @Operation(
      operationId = "getMailRoute",
      summary = "Which server mail is sent through",
      description = "Only system administrators see the name of the system mail server.")
  RouteJson route(@PathVariable String tenant) {
    return RouteJson.of(routes.get(id(tenant)));
  }

  private TenantId id(String tenant) {
    return tenants.get(tenant).id();
  }

  private static @Nullable String lines(@Nullable List<@Nullable String> senders) {
    return senders == null || senders.isEmpty()
        ? null
        : senders.stream().map(String::valueOf).collect(Collectors.joining("\n"));
  }

  private static @Nullable Boolean given(
      String field, @Nullable Boolean value, FieldReader fields) {
    if (value == null) {
      fields.refuse(field, "required");
    }
    return value;
  }

  private static ResponseEntity<PolicyJson> answer(MailPolicy.Stored stored) {
    return ResponseEntity.ok()
        .eTag(EntityTags.of(stored.revision()))
        .body(
            new PolicyJson(
                stored.policy().systemServerAllowed(),
                stored.policy().ownServerAllowed(),
                new ArrayList<>(stored.policy().allowedSenders().texts())));
  }
}
