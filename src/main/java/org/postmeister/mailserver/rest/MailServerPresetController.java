package org.postmeister.mailserver.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.Limit;
import org.postmeister.common.error.FieldReader;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailServerLimits;
import org.postmeister.mailserver.preset.DiscoveredServer;
import org.postmeister.mailserver.preset.MailServerPreset;
import org.postmeister.mailserver.preset.MailServerPresets;
import org.springframework.context.MessageSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/mail-server-presets")
@Tag(name = "Mail server presets", description = "What is known about providers")
class MailServerPresetController {

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "MailServerPreset")
  record PresetJson(
      String id,
      String name,
      @Nullable String host,
      @Nullable Integer port,
      @Nullable Encryption encryption,
      AuthenticationMode authenticationMode,
      @Nullable String username,
      LimitsJson limits,
      String hint,
      String password) {}

  /** What a provider allows; null where it says nothing. */
  @Schema(name = "PresetLimits")
  record LimitsJson(
      @Nullable Integer connections,
      @Nullable Integer perMinute,
      @Nullable Integer perHour,
      @Nullable Integer perDay) {

    static LimitsJson of(MailServerLimits limits) {
      return new LimitsJson(
          number(limits.connections()),
          number(limits.perMinute()),
          number(limits.perHour()),
          number(limits.perDay()));
    }

    private static @Nullable Integer number(@Nullable Limit limit) {
      return limit == null ? null : limit.value();
    }
  }

  @Schema(name = "DiscoveryRequest")
  record AddressJson(
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              format = "idn-email",
              maxLength = EmailAddress.MAX_LENGTH)
          @Nullable String address) {}

  /** What was found; {@code source} is SRV, MX, NONE or UNREACHABLE. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "DiscoveredMailServer")
  record DiscoveredJson(
      @Schema(allowableValues = {"SRV", "MX", "NONE", "UNREACHABLE"}) String source,
      @Nullable String host,
      @Nullable Integer port,
      @Nullable Encryption encryption,
      @Nullable PresetJson preset) {}

  private final MailServerPresets presets;
  private final MessageSource messages;

  MailServerPresetController(MailServerPresets presets, MessageSource messages) {
    this.presets = presets;
    this.messages = messages;
  }

  @GetMapping
  @Operation(
      operationId = "listMailServerPresets",
      summary = "List the presets",
      description = "Those that the platform can use.")
  List<PresetJson> list(Locale locale) {
    return presets.list().stream().map(preset -> json(preset, locale)).toList();
  }

  @PostMapping("/discover")
  @Operation(
      operationId = "discoverMailServer",
      summary = "Find the mail server for an address",
      description =
          "Queries the DNS for the domain's SRV records (RFC 6186, RFC 8314), otherwise"
              + " guesses from its MX records.")
  CompletableFuture<DiscoveredJson> discover(@RequestBody AddressJson json, Locale locale) {
    FieldReader fields = new FieldReader();
    EmailAddress address = fields.require("address", json.address(), EmailAddress::of);
    fields.finish();
    return presets.discover(FieldReader.checked(address)).thenApply(found -> json(found, locale));
  }

  private DiscoveredJson json(DiscoveredServer found, Locale locale) {
    return new DiscoveredJson(
        found.source().name(),
        found.host() == null ? null : found.host().toString(),
        found.port() == null ? null : found.port().value(),
        found.encryption(),
        found.preset() == null ? null : json(found.preset(), locale));
  }

  private PresetJson json(MailServerPreset preset, Locale locale) {
    return new PresetJson(
        preset.name(),
        messages.getMessage(preset.title(), locale),
        preset.host() == null ? null : preset.host().toString(),
        preset.port() == null ? null : preset.port().value(),
        preset.encryption(),
        preset.mode(),
        preset.username(),
        LimitsJson.of(preset.limits()),
        messages.getMessage(preset.hint(), locale),
        messages.getMessage(preset.password(), locale));
  }
}
