package org.postmeister.systemmail.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.tabs.TabSheet;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.audit.AuditService;
import org.postmeister.audit.ui.LastChange;
import org.postmeister.common.Languages;
import org.postmeister.common.TenantName;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.PageHeader;
import org.postmeister.common.ui.Times;
import org.postmeister.common.ui.form.UnsavedChangesGuard;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.ui.testmail.TestMailPanel;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.SignedInUser;
import org.postmeister.systemmail.MailKind;
import org.postmeister.systemmail.MailTextService;
import org.postmeister.systemmail.brand.MailBrandService;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantNotFoundException;
import org.postmeister.tenant.TenantService;

/** The texts of the system's mails: to preview with sample values, to change, and to reset. */
@Route("mail-texts")
@Menu(title = "nav.mail-texts", order = 5, icon = "vaadin:file-text-o")
@RolesAllowed({"SYSTEM_ADMIN", "TENANT_ADMIN"})
public class MailTextsView extends Main
    implements BeforeEnterObserver, BeforeLeaveObserver, HasDynamicTitle {

  /** Query parameter: the tenant whose texts are shown. */
  static final String TENANT = "tenant";

  private static final Set<AuditAction> CHANGES =
      EnumSet.of(AuditAction.MAIL_TEXT_CHANGED, AuditAction.MAIL_BRAND_CHANGED);

  private final transient MailTextService service;
  private final transient TenantService tenants;
  private final transient SendToMe sendToMe;
  private final transient Messages messages;
  private final boolean systemAdmin;
  private final Select<Whose> whose = new Select<>();
  private final Select<MailKind> kind = new Select<>();
  private final Select<Locale> language = new Select<>();
  private final MailTextForm form;
  private final BrandForm brand;
  private final MailPreviews previews = new MailPreviews();
  private final DifferencePanel difference = new DifferencePanel();
  private final TestMailPanel test;
  private final LastChange lastChange;
  private final UnsavedChangesGuard guard = new UnsavedChangesGuard(this);

  /** The owner of the texts. */
  private record Whose(MailOwner owner, @Nullable TenantName tenant, String name) {}

  MailTextsView(
      MailTextService service,
      MailBrandService brands,
      TenantService tenants,
      SendToMe sendToMe,
      AuditService audit,
      CurrentUser currentUser,
      Messages messages,
      Times times) {
    this.service = service;
    this.tenants = tenants;
    this.sendToMe = sendToMe;
    this.messages = messages;
    this.systemAdmin = currentUser.find().filter(SignedInUser::isSystemAdmin).isPresent();
    this.form = new MailTextForm(service, messages, this::dirtyChanged, this::edited);
    this.brand = new BrandForm(brands, messages, this::dirtyChanged, this::showPreviews);
    this.test = sendToMe.panel(this::which, form::fields, brand::applied, form::showErrors);
    this.lastChange = new LastChange(audit, times, CHANGES);
    addClassNames("page", "page-wide");
    prepare();
    Div choice = new Div(whose, kind, language);
    choice.addClassName("filter-bar");
    Div columns = new Div(new Div(tabs(), test), previews);
    columns.addClassNames("columns", "mail-text-columns");
    add(new PageHeader("mailtexts.title", "mailtexts.sentence"), lastChange, choice, columns);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    List<Whose> all = new ArrayList<>();
    if (systemAdmin) {
      all.add(new Whose(MailOwner.SYSTEM, null, getTranslation("mailtexts.system")));
    }
    tenants.own().forEach(tenant -> all.add(whose(tenant)));
    Optional<Whose> asked =
        event.getLocation().getQueryParameters().getSingleParameter(TENANT).map(this::tenant);
    asked.filter(one -> !all.contains(one)).ifPresent(all::add);
    if (all.isEmpty()) {
      removeAll();
      add(
          new PageHeader("mailtexts.title", "mailtexts.sentence"),
          new Notice(Notice.Kind.INFO, getTranslation("own-tenants.none")));
      return;
    }
    whose.setItems(all);
    whose.setValue(asked.orElseGet(all::getFirst));
  }

  private Whose tenant(String name) {
    try {
      return whose(tenants.get(name));
    } catch (TenantNotFoundException e) {
      throw new NotFoundException(messages.get(e));
    }
  }

  private static Whose whose(Tenant tenant) {
    return new Whose(MailOwner.of(tenant.id()), tenant.name(), tenant.displayName());
  }

  @Override
  public void beforeLeave(BeforeLeaveEvent event) {
    guard.beforeLeave(event);
  }

  @Override
  public String getPageTitle() {
    return getTranslation("mailtexts.title") + " – Postmeister";
  }

  private void prepare() {
    whose.setLabel(getTranslation("mailtexts.whose"));
    whose.setItemLabelGenerator(Whose::name);
    whose.addValueChangeListener(changed -> {
      if (changed.getValue() == null) {
        return;
      }
      MailKind before = kind.getValue();
      List<MailKind> kinds = service.kinds(owner());
      kind.setItems(kinds);
      brand.open(owner());
      sendToMe.offer(test, owner());
      // Which shows it.
      kind.setValue(before != null && kinds.contains(before) ? before : kinds.getFirst());
    });
    kind.setLabel(getTranslation("mailtexts.kind"));
    kind.addClassName("search");
    kind.setItemLabelGenerator(one -> getTranslation("MailKind." + one));
    kind.addValueChangeListener(changed -> show());
    language.setLabel(getTranslation("mailtexts.language"));
    language.setItems(Languages.ALL);
    language.setItemLabelGenerator(one -> one.getDisplayLanguage(messages.locale()));
    language.setValue(Languages.supported(messages.locale()));
    language.addValueChangeListener(changed -> show());
  }

  private TabSheet tabs() {
    TabSheet tabs = new TabSheet();
    tabs.add(getTranslation("mailtexts.tab.text"), new Div(form, difference));
    tabs.add(getTranslation("mailtexts.tab.brand"), brand);
    // A focusable element between a tab list and its tabs hides them from screen readers.
    tabs.getElement()
        .executeJs(
            """
            const list = this.querySelector('vaadin-tabs');
            customElements.whenDefined('vaadin-tabs').then(() => list.updateComplete)
              .then(() => list.shadowRoot.querySelector('#scroll').removeAttribute('tabindex'));
            """);
    return tabs;
  }

  private void show() {
    if (isChosen()) {
      form.open(which());
      showOther();
    }
  }

  private boolean isChosen() {
    return whose.getValue() != null && kind.getValue() != null && language.getValue() != null;
  }

  private void showOther() {
    Locale other = other(language.getValue());
    previews.showOther(other, service.preview(owner(), kind.getValue(), other, brand.applied()));
  }

  private void showPreviews() {
    if (isChosen() && form.isOpen()) {
      edited();
      showOther();
    }
  }

  private static Locale other(Locale language) {
    return Languages.ALL.stream().filter(one -> !one.equals(language)).findFirst().orElseThrow();
  }

  private void edited() {
    WhichText which = which();
    MailTextFields fields = form.fields();
    difference.show(form.stored().original(), fields);
    try {
      previews.showEdited(
          which.language(),
          service.preview(
              which.owner(),
              which.kind(),
              which.language(),
              fields.subject(),
              fields.body(),
              brand.applied()));
      form.clearErrors();
    } catch (ValidationFailedException e) {
      form.showErrors(e.violations());
      previews.keepEdited();
    }
  }

  private void dirtyChanged() {
    guard.setDirty(form.isDirty() || brand.isDirty());
    if (!form.isDirty() && !brand.isDirty()) {
      showLastChange();
    }
    // Choosing another mail would discard what was typed.
    boolean free = !form.isDirty();
    whose.setEnabled(free && !brand.isDirty());
    kind.setEnabled(free);
    language.setEnabled(free);
  }

  // Only system administrators may see who it was.
  private void showLastChange() {
    if (systemAdmin && isChosen()) {
      lastChange.show(Objects.requireNonNull(whose.getValue()).tenant());
    }
  }

  private WhichText which() {
    return new WhichText(owner(), kind.getValue(), language.getValue());
  }

  private MailOwner owner() {
    return Objects.requireNonNull(whose.getValue()).owner();
  }
}
