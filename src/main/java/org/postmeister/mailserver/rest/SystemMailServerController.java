package org.postmeister.mailserver.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.rest.Conflicts;
import org.postmeister.common.rest.EntityTags;
import org.postmeister.common.rest.Unprocessable;
import org.postmeister.mailserver.ClientCertificateFactory;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.mailserver.server.MailServerDraft;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.mailserver.testmail.TestMailService;
import org.postmeister.mailserver.testmail.TestMailText;
import org.postmeister.platform.FeaturePolicy;
import org.postmeister.platform.PlatformVersion;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/system/mail-server")
@Tag(name = "System mail server", description = "The mail server that all tenants share")
class SystemMailServerController {

  private final SystemMailServerService service;
  private final TestMailService testMails;
  private final FeaturePolicy features;
  private final MessageSource messages;
  private final ClientCertificateFactory certificates;

  SystemMailServerController(
      SystemMailServerService service,
      TestMailService testMails,
      FeaturePolicy features,
      MessageSource messages,
      ClientCertificateFactory certificates) {
    this.service = service;
    this.testMails = testMails;
    this.features = features;
    this.messages = messages;
    this.certificates = certificates;
  }

  @GetMapping
  @SecurityRequirement(name = "bearer", scopes = "admin")
  @SecurityRequirement(name = "bearer", scopes = "system:mail-server")
  @SecurityRequirement(name = "basic")
  @Operation(
      operationId = "getSystemMailServer",
      summary = "Read the settings",
      description = "Secrets are never part of the response.")
  ResponseEntity<MailServerJson> get(Locale locale) {
    return answer(service.get(), features.platformVersion(), locale);
  }

  @PutMapping
  @Unprocessable({"feature_not_available", "secret_required"})
  @SecurityRequirement(name = "bearer", scopes = "system:mail-server")
  @SecurityRequirement(name = "basic")
  @Operation(
      operationId = "putSystemMailServer",
      summary = "Replace the settings",
      description = "A secret that is left out stays, as long as the destination is unchanged.")
  ResponseEntity<MailServerJson> put(
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody MailServerJson json,
      Locale locale) {
    PlatformVersion version = features.platformVersion();
    MailServerDraft draft = new MailServerReader(version, certificates).read(json);
    return answer(service.save(draft, EntityTags.revision(ifMatch)), version, locale);
  }

  @PostMapping("/test")
  @Unprocessable({"feature_not_available", "secret_required"})
  @Conflicts("`mail_unavailable`: the system-wide mail server is off")
  @Operation(
      operationId = "testSystemMailServer",
      summary = "Send a test mail",
      description =
          "With the stored settings, or with the given ones, which are not stored. 200"
              + " whether the mail was sent or not.")
  CompletableFuture<TestMailJson.Result> test(
      @RequestBody TestMailJson.Request request, Locale locale) {
    EmailAddress recipient = request.readRecipient();
    MailServerDraft unsaved =
        request.settings() == null
            ? null
            : new MailServerReader(features.platformVersion(), certificates)
                .read(request.settings());
    return testMails
        .start(recipient, unsaved, TestMailText.usual(locale), StepListener.NONE)
        .report()
        .thenApply(report -> TestMailJson.result(report, messages, locale));
  }

  private ResponseEntity<MailServerJson> answer(
      MailServer server, PlatformVersion version, Locale locale) {
    return ResponseEntity.ok()
        .eTag(EntityTags.of(server.revision()))
        .body(
            MailServerWriter.write(
                server, version, MailServerWriter.health(service.state(), messages, locale)));
  }
}
