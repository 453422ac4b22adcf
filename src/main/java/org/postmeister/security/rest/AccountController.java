package org.postmeister.security.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.common.config.RequestLimits;
import org.postmeister.common.error.FieldReader;
import org.postmeister.common.rest.Conflicts;
import org.postmeister.common.rest.EntityTags;
import org.postmeister.common.rest.Locations;
import org.postmeister.common.rest.PageJson;
import org.postmeister.common.rest.PartialUpdate;
import org.postmeister.security.Role;
import org.postmeister.security.account.AccountData;
import org.postmeister.security.account.AccountQuery;
import org.postmeister.security.administration.AccountAdminService;
import org.postmeister.security.administration.AccountInfo;
import org.postmeister.security.administration.InvitedAccount;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/accounts")
@Tag(name = "Accounts", description = "Administrators of the system and of tenants")
class AccountController {

  private final AccountAdminService service;

  AccountController(AccountAdminService service) {
    this.service = service;
  }

  @GetMapping
  @Operation(operationId = "listAccounts", summary = "List accounts")
  PageJson<AccountJson> list(
      @RequestParam(defaultValue = "0") int page,
      @RequestParam(defaultValue = PageJson.DEFAULT_SIZE) int size,
      @RequestParam(defaultValue = "") String query) {
    int offset = PageJson.offset(page, size);
    AccountQuery wanted = AccountQuery.of(PageJson.searched("query", query));
    List<AccountJson> items =
        service.page(wanted, offset, size).stream()
            .map(account -> AccountJson.of(account, null))
            .toList();
    return new PageJson<>(items, page, size, service.count(wanted));
  }

  @GetMapping("/{email}")
  @Operation(operationId = "getAccount", summary = "Read an account")
  ResponseEntity<AccountJson> get(@PathVariable String email) {
    return answer(service.get(email));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      operationId = "createAccount",
      summary = "Create an account",
      description = "The response contains the invitation, whose link is shown only this once.")
  ResponseEntity<AccountJson> create(
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = NewAccountJson.class)))
          @RequestBody
          AccountJson json) {
    FieldReader fields = new FieldReader();
    EmailAddress email = fields.require("email", json.email(), EmailAddress::of);
    DisplayName name = fields.require("name", json.name(), DisplayName::of);
    Role role = fields.require("role", json.role(), Role::of);
    Set<TenantName> named = json.tenants() == null ? Set.of() : names(json.tenants(), fields);
    fields.finish();
    InvitedAccount created =
        service.create(
            FieldReader.checked(email),
            new AccountData(
                FieldReader.checked(name),
                FieldReader.checked(role),
                service.tenantIds(named),
                !Boolean.FALSE.equals(json.active())));
    return ResponseEntity.created(Locations.of("accounts", created.account().login()))
        .body(AccountJson.of(created.account(), created.invitation()));
  }

  @PatchMapping("/{email}")
  @Conflicts("`own_account`, or `last_system_admin`")
  @Operation(
      operationId = "changeAccount",
      summary = "Change an account",
      description = "Fields that are left out stay as they are: name, role, tenants, active.")
  ResponseEntity<AccountJson> change(
      @PathVariable String email,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = AccountChangeJson.class)))
          @RequestBody
          Map<String, @Nullable Object> body) {
    PartialUpdate update = new PartialUpdate(body, AccountChangeJson.class);
    List<String> texts = update.texts("tenants");
    FieldReader fields = new FieldReader();
    Set<TenantName> named = texts == null ? Set.of() : names(texts, fields);
    fields.finish();
    Set<TenantId> tenants = texts == null ? null : service.tenantIds(named);
    return answer(
        service.change(
            email, before -> merged(before, update, tenants), EntityTags.revision(ifMatch)));
  }

  private static AccountData merged(
      AccountData before, PartialUpdate update, @Nullable Set<TenantId> tenants) {
    DisplayName name = update.required("name", DisplayName::of, before.name());
    Role role = update.required("role", Role::of, before.role());
    boolean active = update.flag("active", before.active());
    update.finish();
    return new AccountData(name, role, tenants == null ? before.tenants() : tenants, active);
  }

  @DeleteMapping("/{email}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Conflicts("`own_account`, or `last_system_admin`")
  @Operation(operationId = "deleteAccount", summary = "Remove an account")
  void delete(@PathVariable String email) {
    service.delete(email);
  }

  @PostMapping("/{email}/invitation")
  @ResponseStatus(HttpStatus.CREATED)
  @Conflicts("`account_inactive`")
  @Operation(
      operationId = "inviteAccount",
      summary = "Invite again",
      description = "The password, if there was one, and the earlier link stop working.")
  ResponseEntity<AccountJson.InvitationJson> invite(@PathVariable String email) {
    InvitedAccount invited = service.invite(email);
    if (invited.invitation() == null) {
      throw new IllegalStateException("Inviting makes an invitation");
    }
    // The account shows its invitation.
    return ResponseEntity.created(Locations.of("..", invited.account().login()))
        .body(AccountJson.InvitationJson.of(invited.invitation()));
  }

  private static Set<TenantName> names(Collection<String> texts, FieldReader fields) {
    if (texts.size() > RequestLimits.NAMES) {
      fields.refuse("tenants", "too_many_items", Integer.toString(RequestLimits.NAMES));
      return Set.of();
    }
    return texts.stream()
        .map(text -> fields.read("tenants", text, TenantName::of))
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private static ResponseEntity<AccountJson> answer(AccountInfo account) {
    return ResponseEntity.ok()
        .eTag(EntityTags.of(account.revision()))
        .body(AccountJson.of(account, null));
  }
}
