package org.postmeister.audit.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.audit.AuditEntry;
import org.postmeister.audit.AuditService;
import org.postmeister.common.TenantName;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.ui.Times;

/**
 * Who has changed last what a page shows, and when; leads to those entries of the audit trail. Only
 * for system administrators.
 */
public final class LastChange extends Composite<Span> {

  private final transient AuditService audit;
  private final transient Times times;
  private final Set<AuditAction> actions;

  /**
   * @param actions that change what the page shows
   */
  public LastChange(AuditService audit, Times times, Set<AuditAction> actions) {
    this.audit = audit;
    this.times = times;
    this.actions = Set.copyOf(actions);
    getContent().addClassName("last-change");
  }

  /**
   * Shows it as it is now; nothing if there was no change yet.
   *
   * @param tenant whose data the page shows, null for the system's
   */
  public void show(@Nullable TenantName tenant) {
    getContent().removeAll();
    audit.latest(actions, tenant).map(entry -> link(entry, tenant)).ifPresent(getContent()::add);
  }

  private Anchor link(AuditEntry entry, @Nullable TenantName tenant) {
    Map<String, String> filter = new LinkedHashMap<>();
    if (tenant == null) {
      filter.put("action", entry.action().name());
    } else {
      filter.put("tenant", tenant.value());
    }
    Anchor link =
        new Anchor(
            "system/audit?" + QueryParameters.simple(filter).getQueryString(),
            getTranslation("audit.last-change", times.relative(entry.at()), entry.actor()));
    link.setTitle(times.withOffset(entry.at()));
    return link;
  }
}
