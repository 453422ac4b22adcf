package org.postmeister.platform.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postmeister.audit.AuditService;
import org.postmeister.audit.ui.LastChange;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.PageHeader;
import org.postmeister.common.ui.Times;
import org.postmeister.common.ui.form.FormPanel;
import org.postmeister.common.ui.form.FormProperty;
import org.postmeister.common.ui.form.UnsavedChangesGuard;
import org.postmeister.platform.DowngradeBlockedException;
import org.postmeister.platform.FeatureUsage;
import org.postmeister.platform.Platform;
import org.postmeister.platform.PlatformService;

/** Version and licence of the administered platform. */
@Route("system/platform")
@Menu(title = "nav.platform", order = 20, icon = "vaadin:server")
@RolesAllowed("SYSTEM_ADMIN")
public class PlatformView extends Main
    implements HasDynamicTitle, BeforeLeaveObserver, FormPanel.Editor<Platform, PlatformFields> {

  private final transient PlatformService service;
  private final PlatformForm form;
  private final FormPanel<Platform, PlatformFields> panel;
  private final UnsavedChangesGuard guard = new UnsavedChangesGuard(this);
  private final LastChange lastChange;
  private final FeatureTable features = new FeatureTable();
  private long revision;

  PlatformView(PlatformService service, AuditService audit, Messages messages, Times times) {
    this.service = service;
    this.lastChange = new LastChange(audit, times, Set.of(AuditAction.PLATFORM_CHANGED));
    this.form = new PlatformForm(messages, this::edited);
    addClassName("page");
    this.panel =
        new FormPanel<Platform, PlatformFields>(messages, this, this::dirtyChanged, form)
            .keepDraft();
    Div columns = new Div(panel, features);
    columns.addClassName("columns");
    add(new PageHeader("platform.title", "platform.sentence"), lastChange, columns);
    panel.showStored();
  }

  private void edited() {
    panel.setDirty(true);
  }

  private void dirtyChanged() {
    guard.setDirty(panel.isDirty());
  }

  @Override
  public String getPageTitle() {
    return getTranslation("platform.title") + " – Postmeister";
  }

  @Override
  public void beforeLeave(BeforeLeaveEvent event) {
    guard.beforeLeave(event);
  }

  @Override
  public Platform load() {
    return service.get();
  }

  @Override
  public void show(Platform stored) {
    merge(stored, fieldsOf(stored));
    lastChange.show(null);
    features.show(stored.settings().version());
  }

  @Override
  public void merge(Platform over, PlatformFields chosen) {
    revision = over.revision();
    form.setFields(chosen);
  }

  @Override
  public PlatformFields fieldsOf(Platform stored) {
    return PlatformFields.of(stored.settings());
  }

  @Override
  public Optional<PlatformFields> read() {
    return form.getFieldsIfValid();
  }

  @Override
  public void focusFirstInvalid() {
    form.focusFirstInvalid();
  }

  @Override
  public Platform save(PlatformFields fields) {
    return service.save(fields.toSettings(), revision);
  }

  @Override
  public List<FormProperty<PlatformFields, ?>> properties() {
    return PlatformFields.PROPERTIES;
  }

  @Override
  public List<String> mark(List<FieldViolation> violations) {
    return form.showViolations(violations);
  }

  @Override
  public List<String> details(BrokenRuleException rule) {
    return rule instanceof DowngradeBlockedException blocked
        ? blocked.blockers().stream().map(this::text).toList()
        : List.of();
  }

  private String text(FeatureUsage.Blocker blocker) {
    return getTranslation(
        "platform.blocker",
        blocker.owner().equals("system")
            ? getTranslation("platform.blocker.system")
            : blocker.owner(),
        getTranslation("feature." + blocker.feature()));
  }
}
