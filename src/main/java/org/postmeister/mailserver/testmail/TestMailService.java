package org.postmeister.mailserver.testmail;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.egress.EgressPolicy;
import org.postmeister.mailserver.route.MailRoute;
import org.postmeister.mailserver.route.MailRoutes;
import org.postmeister.mailserver.route.MailUnavailableException;
import org.postmeister.mailserver.route.RouteFacts;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.mailserver.server.MailServerDraft;
import org.postmeister.mailserver.server.MailServerPolicy;
import org.postmeister.mailserver.server.MailServers;
import org.postmeister.mailserver.server.SecretRequiredException;
import org.postmeister.mailserver.spi.AddressFilter;
import org.postmeister.mailserver.spi.StepListener;
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
    this.clock = clock;
  }

  /**
   * A server that may be tested, and what is needed for it.
   *
   * @param stored owner of these stored settings and secret; null if they are not stored
   * @param recorded whether the outcome is stored as the last one of stored settings
   */
  private record Checked(
      MailServerSettings settings,
      @Nullable Secret secret,
      @Nullable MailOwner stored,
      boolean recorded,
      boolean own) {

    Checked withRecorded(boolean whether) {
      return new Checked(settings, secret, stored, whether, own);
    }
  }

  /**
   * Tests the system mail server.
   *
   * @param unsaved settings to test, null for the stored ones
   * @param locale of the mail's text
   * @throws MailUnavailableException if the server is disabled or not completely configured
   * @throws ValidationFailedException if the settings or the recipient violate a rule, as when
   *     saving
   */
  @RequiresSystemAdmin
  public TestMailRun start(
      EmailAddress recipient,
      @Nullable MailServerDraft unsaved,
      Locale locale,
      StepListener listener) {
    Checked checked =
        transaction.execute(status -> checked(recipient, unsaved, servers.getSystem()));
    return mails.start(
        mails.write(
            checked.stored(),
            checked.settings(),
            checked.secret(),
            AddressFilter.ANY,
            recipient,
            DiagnosticsVisibility.NONE,
            locale),
        DiagnosticsVisibility.NONE,
        listener,
        recorder.of(null, recipient, checked.recorded(), checked.settings().serverName()));
  }

  /**
   * Tests the server that a tenant's mail is sent through, or would be with its own server as being
   * edited.
   *
   * @param unsaved settings of its own server to test, null for the stored ones
   * @param locale of the mail's text
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
      Locale locale,
      StepListener listener) {
    Tenant owner = tenants.get(tenant);
    Checked checked = transaction.execute(status -> checkedForTenant(tenant, recipient, unsaved));
    throwIfOverQuota(tenant, checked);
    return mails.start(
        mails.write(
            checked.stored(),
            checked.settings(),
            checked.secret(),
            filter(checked),
            recipient,
            visibility(checked),
            locale),
        visibility(checked),
        listener,
        recorder.of(owner, recipient, checked.recorded(), checked.settings().serverName()));
  }

  // Otherwise test mails would bypass the quota. System administrators are exempt, since they may
  // be looking for a fault.
  private void throwIfOverQuota(TenantId tenant, Checked checked) {
    if (!checked.own() && currentUser.find().filter(SignedInUser::isSystemAdmin).isEmpty()) {
      quota
          .take(tenant)
          .ifPresent(next -> {
            throw new QuotaExceededException(Duration.between(clock.instant(), next));
          });
    }
  }

  private AddressFilter filter(Checked checked) {
    var host = checked.settings().host();
    return checked.own() && host != null
        ? address -> egress.allows(host, address)
        : AddressFilter.ANY;
  }

  private DiagnosticsVisibility visibility(Checked checked) {
    if (currentUser.find().filter(SignedInUser::isSystemAdmin).isPresent()) {
      return DiagnosticsVisibility.NONE;
    }
    return checked.own() ? DiagnosticsVisibility.NETWORK : DiagnosticsVisibility.SERVER;
  }

  private Checked checked(
      EmailAddress recipient, @Nullable MailServerDraft unsaved, MailServer stored) {
    MailServerDraft draft = unsaved == null ? asStored(stored) : unsaved;
    boolean off =
        unsaved == null ? !MailServerPolicy.isUsable(stored) : !draft.settings().enabled();
    if (off) {
      throw new MailUnavailableException(MailRoute.Reason.SYSTEM_MAIL_OFF);
    }
    MailServerPolicy.check(draft, stored, features.platformVersion());
    return checked(MailOwner.SYSTEM, recipient, draft, stored);
  }

  private Checked checkedForTenant(
      TenantId tenant, EmailAddress recipient, @Nullable MailServerDraft unsaved) {
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
    return switch (route.via()) {
      case TENANT -> checked(MailOwner.of(tenant), recipient, draft, own);
      case SYSTEM ->
          checked(MailOwner.SYSTEM, recipient, asStored(facts.system()), facts.system())
              .withRecorded(unsaved == null || unsaved.settings().equals(own.settings()));
      case NONE -> throw unavailable(route);
    };
  }

  private Checked checked(
      MailOwner owner, EmailAddress recipient, MailServerDraft draft, MailServer stored) {
    if (recipient.needsSmtpUtf8() && !draft.settings().utf8Headers()) {
      throw new ValidationFailedException(
          List.of(FieldViolation.of("recipient", "needs_utf8_headers")));
    }
    Secret secret = draft.secret() != null ? draft.secret() : storedSecret(owner, draft);
    boolean asStored = draft.secret() == null && draft.settings().equals(stored.settings());
    return new Checked(
        draft.settings(),
        secret,
        asStored ? owner : null,
        asStored,
        !owner.equals(MailOwner.SYSTEM));
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

  private static MailUnavailableException unavailable(MailRoute route) {
    return new MailUnavailableException(
        Optional.ofNullable(route.reason()).orElse(MailRoute.Reason.NO_SERVER_FOR_TENANT));
  }

  private static MailServerDraft asStored(MailServer server) {
    return new MailServerDraft(server.settings(), null);
  }
}
