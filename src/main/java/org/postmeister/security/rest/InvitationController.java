package org.postmeister.security.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.error.FieldReader;
import org.postmeister.security.account.NewPassword;
import org.postmeister.security.invitation.InvitationService;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/invitations")
@Tag(name = "Invitations", description = "Choosing the first password")
class InvitationController {

  /** The last part of a link. Frameworks log the values they pass on. */
  public record Token(String value) {

    /** From the URL. */
    public static Token of(String value) {
      return new Token(value);
    }

    @Override
    public String toString() {
      return "Token[hidden]";
    }
  }

  @Schema(name = "NewPassword")
  record PasswordJson(
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              format = "password",
              minLength = NewPassword.MIN_LENGTH)
          @Nullable String password) {

    @Override
    public String toString() {
      return "PasswordJson[hidden]";
    }
  }

  private final InvitationService service;

  InvitationController(InvitationService service) {
    this.service = service;
  }

  @PostMapping("/{token}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @SecurityRequirements
  @Operation(
      operationId = "acceptInvitation",
      summary = "Choose a password",
      description =
          "Needs no login. 404 if the link was used, has expired, was revoked or never existed.")
  void accept(@Schema(type = "string") @PathVariable Token token, @RequestBody PasswordJson json) {
    FieldReader fields = new FieldReader();
    NewPassword password = fields.require("password", json.password(), NewPassword::of);
    fields.finish();
    service.accept(token.value(), FieldReader.checked(password));
  }
}
