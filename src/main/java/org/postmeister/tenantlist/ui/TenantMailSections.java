package org.postmeister.tenantlist.ui;

import com.vaadin.flow.function.SerializableRunnable;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.audit.AuditService;
import org.postmeister.audit.ui.LastChange;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.PageMemory;
import org.postmeister.common.ui.Times;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.policy.MailPolicyService;
import org.postmeister.mailserver.route.MailRoute;
import org.postmeister.mailserver.route.MailRouteService;
import org.postmeister.mailserver.route.RouteState;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.mailserver.testmail.TestMailService;
import org.postmeister.mailserver.ui.MailObstacle;
import org.postmeister.mailserver.ui.MailServerFormFactory;
import org.postmeister.mailserver.ui.TenantPolicySection;
import org.postmeister.mailserver.ui.TenantServerSection;
import org.postmeister.mailserver.ui.testmail.TestMailPanel;
import org.postmeister.platform.FeaturePolicy;
import org.postmeister.support.TenantSupportService;
import org.postmeister.support.ui.TenantSupportSection;
import org.postmeister.tenantlist.TenantOverview;
import org.postmeister.tenantlist.TenantOverviewService;
import org.springframework.stereotype.Component;

/** Creates the parts of a tenant's page that concern mail. */
@Component
class TenantMailSections {

  private static final Set<AuditAction> CHANGES =
      EnumSet.of(
          AuditAction.TENANT_CREATED,
          AuditAction.TENANT_CHANGED,
          AuditAction.TENANT_MAIL_SERVER_CHANGED,
          AuditAction.TENANT_MAIL_SERVER_DELETED,
          AuditAction.MAIL_POLICY_CHANGED,
          AuditAction.TENANT_SUPPORT_CHANGED);

  private final TenantMailServerService servers;
  private final MailPolicyService policies;
  private final TenantSupportService support;
  private final MailRouteService routes;
  private final TestMailService testMails;
  private final FeaturePolicy features;
  private final Messages messages;
  private final Times times;
  private final MailServerFormFactory forms;
  private final TenantOverviewService overviews;
  private final AuditService audit;
  private final PageMemory memory;

  TenantMailSections(
      TenantMailServerService servers,
      MailPolicyService policies,
      TenantSupportService support,
      MailRouteService routes,
      TestMailService testMails,
      FeaturePolicy features,
      Messages messages,
      Times times,
      MailServerFormFactory forms,
      TenantOverviewService overviews,
      AuditService audit,
      PageMemory memory) {
    this.servers = servers;
    this.policies = policies;
    this.support = support;
    this.routes = routes;
    this.testMails = testMails;
    this.features = features;
    this.messages = messages;
    this.times = times;
    this.forms = forms;
    this.overviews = overviews;
    this.audit = audit;
    this.memory = memory;
  }

  TenantServerSection serverSection(
      TenantId tenant,
      boolean systemAdmin,
      SerializableRunnable onChange,
      SerializableRunnable onSaved) {
    String hintKey = systemAdmin ? "tenantserver.decide" : "tenantserver.ask";
    return new TenantServerSection(
        servers, routes, features, messages, times, forms, tenant, hintKey, onChange, onSaved);
  }

  TenantPolicySection policySection(
      TenantId tenant, SerializableRunnable onChange, SerializableRunnable onSaved) {
    return new TenantPolicySection(policies, features, messages, tenant, onChange, onSaved);
  }

  TenantSupportSection supportSection(TenantId tenant, SerializableRunnable onChange) {
    return new TenantSupportSection(support, messages, tenant, onChange);
  }

  TestMailPanel testPanel(TenantId tenant, TenantServerSection server) {
    TestMailPanel panel = newTestPanel(tenant, server);
    panel.offerText(memory);
    panel.compareWith(() -> testMails.latestOutcomes(MailOwner.of(tenant)), times);
    return panel;
  }

  TenantOverview overview(TenantId tenant) {
    return overviews.get(tenant);
  }

  /** The last change of a tenant; only system administrators may see who made it. */
  LastChange lastChange(TenantName tenant) {
    LastChange change = new LastChange(audit, times, CHANGES);
    change.show(tenant);
    return change;
  }

  private TestMailPanel newTestPanel(TenantId tenant, TenantServerSection server) {
    return new TestMailPanel(
        () ->
            server.testStarter(unsaved ->
                (recipient, text, listener) ->
                    testMails.startForTenant(tenant, recipient, unsaved, text, listener)),
        "testmail.tenant.sentence",
        messages,
        violations -> server.showViolations("testmail.refused", violations));
  }

  /** Offers a test mail if one can be sent, otherwise says why not and who can change that. */
  void offerTest(TestMailPanel panel, MailRoute now, boolean ownServer, boolean systemAdmin) {
    RouteState reason = now.reason();
    // A server that is still in the form can be tested before it is used.
    boolean possible = reason == null || (reason == RouteState.NO_SERVER_FOR_TENANT && ownServer);
    panel.describe(ownServer ? "testmail.tenant.sentence" : "testmail.tenant.route");
    panel.showObstacle(
        possible || reason == null ? null : MailObstacle.of(reason, systemAdmin, ownServer, null));
  }

  MailRouteService.Preview route(TenantId tenant, MailRouteService.@Nullable Edits edits) {
    return routes.preview(tenant, edits);
  }
}
