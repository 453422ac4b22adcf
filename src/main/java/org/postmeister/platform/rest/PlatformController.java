package org.postmeister.platform.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.rest.Conflicts;
import org.postmeister.common.rest.EntityTags;
import org.postmeister.platform.Platform;
import org.postmeister.platform.PlatformService;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/system/platform")
@Tag(name = "Platform", description = "Version and licence of the administered platform")
class PlatformController {

  private final PlatformService service;

  PlatformController(PlatformService service) {
    this.service = service;
  }

  @GetMapping
  @Operation(operationId = "getPlatform", summary = "Read version and licence")
  ResponseEntity<PlatformJson> get() {
    return answer(service.get());
  }

  @PutMapping
  @Conflicts("`downgrade_blocked`: `blockers` names the features in use that the version lacks")
  @Operation(
      operationId = "putPlatform",
      summary = "Change version and licence",
      description =
          "409 downgrade_blocked lists every stored setting that the version does not"
              + " support.")
  ResponseEntity<PlatformJson> put(
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody PlatformJson json) {
    return answer(service.save(json.read(), EntityTags.revision(ifMatch)));
  }

  private static ResponseEntity<PlatformJson> answer(Platform platform) {
    return ResponseEntity.ok()
        .eTag(EntityTags.of(platform.revision()))
        .body(PlatformJson.of(platform.settings()));
  }
}
