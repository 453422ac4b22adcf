package org.postmeister.mailserver.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.common.rest.Conflicts;
import org.postmeister.common.rest.EntityTags;
import org.postmeister.common.rest.Unprocessable;
import org.postmeister.mailserver.ClientCertificateFactory;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.mailserver.server.MailServerDraft;
import org.postmeister.mailserver.server.NoTenantServerException;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.mailserver.testmail.TestMailService;
import org.postmeister.mailserver.testmail.TestMailText;
import org.postmeister.platform.FeaturePolicy;
import org.postmeister.platform.PlatformVersion;
import org.postmeister.tenant.TenantService;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tenants/{tenant}/mail-server")
@Tag(
    name = "Tenant mail server",
    description = "A tenant's own mail server, where policy allows one")
class TenantMailServerController {

  private final TenantService tenants;
  private final TenantMailServerService service;
  private final TestMailService testMails;
  private final FeaturePolicy features;
  private final MessageSource messages;
  private final ClientCertificateFactory certificates;

  TenantMailServerController(
      TenantService tenants,
      TenantMailServerService service,
      TestMailService testMails,
      FeaturePolicy features,
      MessageSource messages,
      ClientCertificateFactory certificates) {
    this.tenants = tenants;
    this.service = service;
    this.testMails = testMails;
    this.features = features;
    this.messages = messages;
    this.certificates = certificates;
  }

  @GetMapping
  @Operation(
      operationId = "getTenantMailServer",
      summary = "Read the settings",
      description =
          "Including those that the policy no longer allows, which are kept. 404 if the"
              + " tenant has none.")
  ResponseEntity<MailServerJson> get(@PathVariable String tenant, Locale locale) {
    TenantId id = id(tenant);
    MailServer server = service.find(id).orElseThrow(NoTenantServerException::new);
    return answer(id, server, features.platformVersion(), locale);
  }

  @PutMapping
  @Unprocessable({"feature_not_available", "secret_required"})
  @Conflicts("`not_allowed_by_policy`: the tenant may have no mail server of its own")
  @Operation(
      operationId = "putTenantMailServer",
      summary = "Replace the settings",
      description =
          "A secret that is left out stays, as long as the destination is unchanged. The host must"
              + " be reachable from the public internet, unless the installation allows others.")
  ResponseEntity<MailServerJson> put(
      @PathVariable String tenant,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody MailServerJson json,
      Locale locale) {
    TenantId id = id(tenant);
    PlatformVersion version = features.platformVersion();
    MailServerDraft draft = new MailServerReader(version, certificates).read(json);
    return answer(id, service.save(id, draft, EntityTags.revision(ifMatch)), version, locale);
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Conflicts("`not_allowed_by_policy`: the tenant may have no mail server of its own")
  @Operation(operationId = "deleteTenantMailServer", summary = "Delete settings and secret")
  void delete(@PathVariable String tenant) {
    service.delete(id(tenant));
  }

  @PostMapping("/test")
  @Unprocessable({"feature_not_available", "secret_required"})
  @Conflicts(
      "`mail_unavailable`: there is no way to send, `reason` says why; or `not_allowed_by_policy`")
  @Operation(
      operationId = "testTenantMailServer",
      summary = "Send a test mail",
      description =
          "Along the tenant's route, or with the given settings, which are not stored."
              + " 200 whether the mail was sent or not.")
  CompletableFuture<TestMailJson.Result> test(
      @PathVariable String tenant, @RequestBody TestMailJson.Request request, Locale locale) {
    TenantId id = id(tenant);
    EmailAddress recipient = request.readRecipient();
    MailServerDraft unsaved =
        request.settings() == null
            ? null
            : new MailServerReader(features.platformVersion(), certificates)
                .read(request.settings());
    return testMails
        .startForTenant(id, recipient, unsaved, TestMailText.usual(locale), StepListener.NONE)
        .report()
        .thenApply(report -> TestMailJson.result(report, messages, locale));
  }

  private TenantId id(String tenant) {
    return tenants.get(tenant).id();
  }

  private ResponseEntity<MailServerJson> answer(
      TenantId id, MailServer server, PlatformVersion version, Locale locale) {
    return ResponseEntity.ok()
        .eTag(EntityTags.of(server.revision()))
        .body(
            MailServerWriter.write(
                server, version, MailServerWriter.health(service.state(id), messages, locale)));
  }
}
