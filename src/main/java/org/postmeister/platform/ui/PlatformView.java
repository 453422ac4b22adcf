package org.postmeister.platform.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
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
import org.postmeister.common.error.VersionConflictException;
import org.postmeister.common.ui.ConflictPanel;
import org.postmeister.common.ui.ErrorSummary;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.PageHeader;
import org.postmeister.common.ui.Toasts;
import org.postmeister.common.ui.UnsavedChangesGuard;
import org.postmeister.platform.DowngradeBlockedException;
import org.postmeister.platform.FeatureUsage;
import org.postmeister.platform.Platform;
import org.postmeister.platform.PlatformService;
import org.springframework.dao.OptimisticLockingFailureException;

/** Version and licence of the administered platform. */
@Route("system/platform")
@Menu(title = "nav.platform", order = 20, icon = "vaadin:server")
@RolesAllowed("SYSTEM_ADMIN")
public class PlatformView extends Main implements HasDynamicTitle, BeforeLeaveObserver {

  private final transient PlatformService service;
  private final transient Messages messages;
  private final PlatformForm form;
  private final ErrorSummary summary = new ErrorSummary();
  private final Div conflict = new Div();
  private final UnsavedChangesGuard guard = new UnsavedChangesGuard(this);
  private final FeatureTable features = new FeatureTable();
  private long revision;

  PlatformView(PlatformService service, Messages messages) {
    this.service = service;
    this.messages = messages;
    this.form = new PlatformForm(messages, () -> guard.setDirty(true));
    addClassName("page");
    Button save = new Button(getTranslation("action.save"), click -> save());
    save.addThemeVariants(ButtonVariant.PRIMARY);
    Button discard = new Button(getTranslation("action.discard"), click -> show(service.get()));
    Div actions = new Div(save, discard);
    actions.addClassName("form-actions");
    Div columns = new Div(new Div(form, actions), features);
    columns.addClassName("columns");
    add(new PageHeader("platform.title", "platform.sentence"), summary, conflict, columns);
    show(service.get());
  }

  @Override
  public String getPageTitle() {
    return getTranslation("platform.title") + " – Postmeister";
  }

  @Override
  public void beforeLeave(BeforeLeaveEvent event) {
    guard.beforeLeave(event);
  }

  private void show(Platform platform) {
    revision = platform.revision();
    form.setSettings(platform.settings());
    features.show(platform.settings().version());
    summary.clear();
    conflict.removeAll();
    guard.setDirty(false);
  }

  private void save() {
    summary.clear();
    Optional<PlatformFields> fields = form.getFieldsIfValid();
    if (fields.isEmpty()) {
      summary.show(getTranslation("form.invalid"), List.of());
      form.focusFirstInvalid();
      return;
    }
    try {
      show(service.save(fields.get().toSettings(), revision));
      Toasts.confirm(getTranslation("action.saved"));
    } catch (DowngradeBlockedException e) {
      summary.show(messages.get(e), e.blockers().stream().map(this::text).toList());
    } catch (VersionConflictException | OptimisticLockingFailureException e) {
      resolve(fields.get());
    }
  }

  private String text(FeatureUsage.Blocker blocker) {
    return getTranslation(
        "platform.blocker",
        blocker.owner().equals("system")
            ? getTranslation("platform.blocker.system")
            : blocker.owner(),
        getTranslation("feature." + blocker.feature()));
  }

  private void resolve(PlatformFields mine) {
    Platform stored = service.get();
    PlatformFields theirs = PlatformFields.of(stored.settings());
    PlatformFields merged = PlatformFields.of(stored.settings());
    ConflictPanel panel =
        new ConflictPanel(() -> {
          revision = stored.revision();
          form.setFields(merged);
          conflict.removeAll();
        });
    panel.compare(mine, theirs, merged, PlatformFields.PROPERTIES);
    conflict.removeAll();
    conflict.add(panel);
  }
}
