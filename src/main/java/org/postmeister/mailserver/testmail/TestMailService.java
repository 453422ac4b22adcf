package org.postmeister.mailserver.testmail;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.OwnerPermissions;
import org.postmeister.mailserver.egress.EgressPolicy;
import org.postmeister.mailserver.route.MailRoute;
import org.postmeister.mailserver.route.MailRoutes;
import org.postmeister.mailserver.route.MailUnavailableException;
import org.postmeister.mailserver.route.RouteFacts;
import org.postmeister.mailserver.route.RouteState;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.mailserver.server.MailServerDraft;
import org.postmeister.mailserver.server.MailServerPolicy;
import org.postmeister.mailserver.server.MailServers;
import org.postmeister.mailserver.server.SecretRequiredException;
import org.postmeister.mailserver.spi.AddressFilter;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.mailserver.spi.TestMail;
import org.postmeister.platform.FeaturePolicy;
import org.postmeister.secret.Secret;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.RequiresSystemAdmin;
import org.postmeister.security.RequiresTenantAdmin;
import org.postmeister.security.SignedInUser;
import org.postmeister.tenant.NotAllowedByPolicyException;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantNotFoundException;
import org.postmeister.tenant.TenantService;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Sends test mails, with settings as stored or as currently being edited. A test runs on its own
 * thread; these methods return at once.
 */
@Service
public class TestMailService {

  private final MailServers servers;
  private final MailRoutes routes;
  private final TenantService tenants;
  private final FeaturePolicy features;
  private final EgressPolicy egress;
  private final TestMailRunner mails;
  private final TestRecorder recorder;
  private final CurrentUser currentUser;
  private final TransactionOperations transaction;
  private final SendingQuota quota;
  private final TestHistory history;
  private final OwnerPermissions permissions;
  private final Clock clock;

  TestMailService(
      MailServers servers,
      MailRoutes routes,
      TenantService tenants,
      FeaturePolicy features,
      EgressPolicy egress,
      TestMailRunner mails,
      TestRecorder recorder,
      CurrentUser currentUser,
      TransactionOperations transaction,
      SendingQuota quota,
      TestHistory history,
      OwnerPermissions permissions,
      Clock clock) {
    this.servers = servers;
    this.routes = routes;
    this.tenants = tenants;
    this.features = features;
    this.egress = egress;
    this.mails = mails;
    this.recorder = recorder;
    this.currentUser = currentUser;
    this.transaction = transaction;
    this.quota = quota;
    this.history = history;
    this.permissions = permissions;
    this.clock = clock;
  }

  /**
   * Tests the system mail server.
   *
   * @param unsaved settings to test, null for the stored ones
   * @param text what it says
   * @throws MailUnavailableException if the server is disabled or not completely configured
   * @throws ValidationFailedException if the settings or the recipient violate a rule, as when
   *     saving
   */
  @RequiresSystemAdmin
  public TestMailRun start(
      EmailAddress recipient,
      @Nullable MailServerDraft unsaved,
      TestMailText text,
      StepListener listener) {
    return startForSystem(recipient, unsaved, mails.wordingOf(text), listener);
  }

  /**
   * Sends a mail of the system as a test, with the stored settings.
   *
   * @throws MailUnavailableException if the server is disabled or not completely configured
   * @throws ValidationFailedException if the recipient violates a rule
   */
  @RequiresSystemAdmin
  public TestMailRun start(
      EmailAddress recipient, TestMail.Content content, StepListener listener) {
    return startForSystem(recipient, null, (server, visibility) -> content, listener);
  }

  private TestMailRun startForSystem(
      EmailAddress recipient,
      @Nullable MailServerDraft unsaved,
      TestMailRunner.Wording wording,
      StepListener listener) {
    TestMail mail =
        transaction.execute(
            status -> mailOfSystem(recipient, unsaved, servers.getSystem(), wording));
    return mails.start(mail, DiagnosticsVisibility.NONE, listener, recorder.of(null, mail));
  }

  /** The outcomes of the latest tests of a server's stored settings, newest first. */
  @PreAuthorize("@permissions.mayAdministerSomething()")
  public List<TestOutcome> latestOutcomes(MailOwner owner) {
    permissions.require(owner);
    return history.find(owner);
  }

  /**
   * Tests the server that a tenant's mail is sent through, or would be with its own server as being
   * edited.
   *
   * @param unsaved settings of its own server to test, null for the stored ones
   * @param text what it says
   * @throws MailUnavailableException if there is no route
   * @throws NotAllowedByPolicyException if unsaved settings are given but not allowed
   * @throws QuotaExceededException if it would be sent through the system mail server and the
   *     tenant has used up its quota
   * @throws ValidationFailedException if the settings or the recipient violate a rule, as when
   *     saving
   */
  @RequiresTenantAdmin
  public TestMailRun startForTenant(
      TenantId tenant,
      EmailAddress recipient,
      @Nullable MailServerDraft unsaved,
      TestMailText text,
      StepListener listener) {
    return startForTenant(tenant, recipient, unsaved, mails.wordingOf(text), listener);
  }

  /**
   * Sends a mail of a tenant as a test, through the server that its mail takes.
   *
   * @throws MailUnavailableException if there is no route
   * @throws QuotaExceededException if it would be sent through the system mail server and the
   *     tenant has used up its quota
   * @throws ValidationFailedException if the recipient violates a rule
   */
  @RequiresTenantAdmin
  public TestMailRun startForTenant(
      TenantId tenant, EmailAddress recipient, TestMail.Content content, StepListener listener) {
    return startForTenant(tenant, recipient, null, (server, visibility) -> content, listener);
  }

  private TestMailRun startForTenant(
      TenantId tenant,
      EmailAddress recipient,
      @Nullable MailServerDraft unsaved,
      TestMailRunner.Wording wording,
      StepListener listener) {
    Tenant owner = tenants.get(tenant);
    TestMail mail =
        transaction.execute(status -> mailOfTenant(tenant, recipient, unsaved, wording));
    DiagnosticsVisibility visibility = visibility(mail.owner());
    throwIfOverQuota(tenant, visibility);
    return mails.start(mail, visibility, listener, recorder.of(owner, mail));
  }

  // Otherwise test mails would bypass the quota. System administrators are exempt, since they may
  // be looking for a fault.
  private void throwIfOverQuota(TenantId tenant, DiagnosticsVisibility visibility) {
    if (visibility == DiagnosticsVisibility.SERVER) {
      quota
          .take(tenant)
          .ifPresent(next -> {
            throw new QuotaExceededException(Duration.between(clock.instant(), next));
          });
    }
  }

  private DiagnosticsVisibility visibility(MailOwner server) {
    if (currentUser.find().filter(SignedInUser::isSystemAdmin).isPresent()) {
      return DiagnosticsVisibility.NONE;
    }
    return server.equals(MailOwner.SYSTEM)
        ? DiagnosticsVisibility.SERVER
        : DiagnosticsVisibility.NETWORK;
  }

  private TestMail mailOfSystem(
      EmailAddress recipient,
      @Nullable MailServerDraft unsaved,
      MailServer stored,
      TestMailRunner.Wording wording) {
    MailServerDraft draft = unsaved == null ? asStored(stored) : unsaved;
    boolean off =
        unsaved == null ? !MailServerPolicy.isUsable(stored) : !draft.settings().enabled();
    if (off) {
      throw new MailUnavailableException(RouteState.SYSTEM_MAIL_OFF);
    }
    MailServerPolicy.check(draft, stored, features.platformVersion());
    return mail(MailOwner.SYSTEM, isStored(draft, stored), recipient, draft, wording);
  }

  private TestMail mailOfTenant(
      TenantId tenant,
      EmailAddress recipient,
      @Nullable MailServerDraft unsaved,
      TestMailRunner.Wording wording) {
    RouteFacts facts = routes.find(tenant).orElseThrow(TenantNotFoundException::new);
    if (unsaved != null && !facts.ownServerAllowed()) {
      throw new NotAllowedByPolicyException(NotAllowedByPolicyException.What.OWN_SERVER);
    }
    MailServer own = Optional.ofNullable(facts.own()).orElse(MailServer.NONE);
    MailServerDraft draft = unsaved == null ? asStored(own) : unsaved;
    if (facts.ownServerAllowed() && draft.settings().enabled()) {
      MailServerPolicy.check(draft, own, facts.version(), egress);
    }
    boolean secret = own.secretStored() || draft.secret() != null;
    MailRoute route = facts.with(MailServer.unsaved(draft.settings(), secret)).route();
    return switch (route.state()) {
      case TENANT -> mail(MailOwner.of(tenant), isStored(draft, own), recipient, draft, wording);
      // With settings that are not stored, it says nothing about those that are.
      case SYSTEM ->
          mail(
              MailOwner.SYSTEM,
              unsaved == null || unsaved.settings().equals(own.settings()),
              recipient,
              asStored(facts.system()),
              wording);
      case SYSTEM_MAIL_OFF, TENANT_INACTIVE, NO_SERVER_FOR_TENANT ->
          throw new MailUnavailableException(route.state());
    };
  }

  private static boolean isStored(MailServerDraft draft, MailServer stored) {
    return draft.secret() == null && draft.settings().equals(stored.settings());
  }

  private TestMail mail(
      MailOwner owner,
      boolean stored,
      EmailAddress recipient,
      MailServerDraft draft,
      TestMailRunner.Wording wording) {
    MailServerSettings settings = draft.settings();
    if (recipient.needsSmtpUtf8() && !settings.utf8Headers()) {
      throw new ValidationFailedException(
          List.of(FieldViolation.of("recipient", "needs_utf8_headers")));
    }
    var host = settings.host();
    AddressFilter addresses =
        owner.equals(MailOwner.SYSTEM) || host == null
            ? AddressFilter.ANY
            : address -> egress.allows(host, address);
    Secret secret = draft.secret() != null ? draft.secret() : storedSecret(owner, draft);
    return mails.write(
        owner, stored, settings, secret, addresses, recipient, visibility(owner), wording);
  }

  // Somebody may be saving another server with another secret at this moment.
  private @Nullable Secret storedSecret(MailOwner owner, MailServerDraft draft) {
    MailServer now = servers.findLocked(owner).orElse(MailServer.NONE);
    String field = draft.settings().authentication().secretField();
    if (field != null && !now.settings().destination().equals(draft.settings().destination())) {
      throw new SecretRequiredException("authentication." + field);
    }
    return servers.secretOf(owner, draft.settings().authentication()).orElse(null);
  }

  private static MailServerDraft asStored(MailServer server) {
    return new MailServerDraft(server.settings(), null);
  }
}
