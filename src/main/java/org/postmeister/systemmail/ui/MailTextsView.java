package org.postmeister.systemmail.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
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
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postmeister.common.Languages;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.PageHeader;
import org.postmeister.common.ui.form.FormPanel;
import org.postmeister.common.ui.form.FormProperty;
import org.postmeister.common.ui.form.UnsavedChangesGuard;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.SignedInUser;
import org.postmeister.systemmail.MailKind;
import org.postmeister.systemmail.MailText;
import org.postmeister.systemmail.MailTextService;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantNotFoundException;
import org.postmeister.tenant.TenantService;

/** The texts of the system's mails: to preview with sample values, to change, and to reset. */
@Route("mail-texts")
@Menu(title = "nav.mail-texts", order = 5, icon = "vaadin:file-text-o")
@RolesAllowed({"SYSTEM_ADMIN", "TENANT_ADMIN"})
public class MailTextsView extends Main
    implements BeforeEnterObserver,
        BeforeLeaveObserver,
        HasDynamicTitle,
        FormPanel.Editor<MailTextService.Shown, MailTextFields> {

  /** Query parameter: the tenant whose texts are shown. */
  static final String TENANT = "tenant";

  private static final int PREVIEW_AFTER_MILLIS = 500;

  private final transient MailTextService service;
  private final transient TenantService tenants;
  private final transient Messages messages;
  private final boolean systemAdmin;
  private final Select<Whose> whose = new Select<>();
  private final Select<MailKind> kind = new Select<>();
  private final Select<Locale> language = new Select<>();
  private final Notice origin = new Notice();
  private final TextField subject = new TextField();
  private final TextArea body = new TextArea();
  private final MailPreview preview = new MailPreview();
  private final Button reset = new Button();
  private final FormPanel<MailTextService.Shown, MailTextFields> panel;
  private final UnsavedChangesGuard guard = new UnsavedChangesGuard(this);
  private transient MailTextService.Shown shown =
      new MailTextService.Shown(new MailText("", ""), MailTextService.Origin.DEFAULT, 0);
  private boolean reading;

  /** The owner of the texts. */
  private record Whose(MailOwner owner, String name) {}

  MailTextsView(
      MailTextService service, TenantService tenants, CurrentUser currentUser, Messages messages) {
    this.service = service;
    this.tenants = tenants;
    this.messages = messages;
    this.systemAdmin = currentUser.find().filter(SignedInUser::isSystemAdmin).isPresent();
    addClassNames("page", "page-wide");
    Div choice = new Div(whose, kind, language);
    choice.addClassName("filter-bar");
    Div form = new Div(origin, subject, body);
    form.addClassNames("form-section", "stacked-form");
    this.panel = new FormPanel<>(messages, this, this::dirtyChanged, form);
    prepare();
    panel.addAction(reset);
    Div columns = new Div(panel, preview);
    columns.addClassNames("columns", "columns-even");
    add(new PageHeader("mailtexts.title", "mailtexts.sentence"), choice, columns);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    List<Whose> all = new ArrayList<>();
    if (systemAdmin) {
      all.add(new Whose(MailOwner.SYSTEM, getTranslation("mailtexts.system")));
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
    return new Whose(MailOwner.of(tenant.id()), tenant.displayName());
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
      kind.setValue(before != null && kinds.contains(before) ? before : kinds.getFirst());
      show();
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
    subject.setLabel(getTranslation("mailtexts.subject"));
    subject.setWidthFull();
    body.setLabel(getTranslation("mailtexts.body"));
    body.setWidthFull();
    body.setMinRows(14);
    for (var field : List.of(subject, body)) {
      field.setValueChangeMode(ValueChangeMode.LAZY);
      field.setValueChangeTimeout(PREVIEW_AFTER_MILLIS);
      field.addValueChangeListener(changed -> edited());
    }
    reset.setText(getTranslation("mailtexts.reset"));
    reset.addClickListener(click -> askToReset());
  }

  private void show() {
    if (whose.getValue() != null && kind.getValue() != null && language.getValue() != null) {
      panel.showStored();
    }
  }

  @Override
  public MailTextService.Shown load() {
    return service.get(owner(), kind.getValue(), language.getValue());
  }

  @Override
  public void show(MailTextService.Shown stored) {
    merge(stored, fieldsOf(stored));
    body.setHelperText(
        getTranslation(
            "mailtexts.body.helper",
            kind.getValue().placeholders().stream()
                .map(name -> "{{" + name + "}}")
                .collect(Collectors.joining(" "))));
  }

  @Override
  public void merge(MailTextService.Shown over, MailTextFields chosen) {
    shown = over;
    reading = true;
    subject.setValue(chosen.subject());
    body.setValue(chosen.body());
    reading = false;
    origin.show(Notice.Kind.INFO, getTranslation("mailtexts.origin." + originKey()));
    reset.setVisible(over.revision() > 0);
    showPreview();
  }

  @Override
  public MailTextFields fieldsOf(MailTextService.Shown stored) {
    return MailTextFields.of(stored.text());
  }

  @Override
  public Optional<MailTextFields> read() {
    clearErrors();
    return Optional.of(new MailTextFields(subject.getValue(), body.getValue()));
  }

  @Override
  public void focusFirstInvalid() {
    (subject.isInvalid() ? subject : body).focus();
  }

  @Override
  public MailTextService.Shown save(MailTextFields fields) {
    return service.save(
        owner(),
        kind.getValue(),
        language.getValue(),
        fields.subject(),
        fields.body(),
        shown.revision());
  }

  @Override
  public List<FormProperty<MailTextFields, ?>> properties() {
    return MailTextFields.PROPERTIES;
  }

  @Override
  public List<String> mark(List<FieldViolation> violations) {
    showViolations(violations);
    return List.of();
  }

  private String originKey() {
    boolean own = shown.revision() > 0;
    return own ? "own" : shown.origin().name();
  }

  private void edited() {
    if (!reading) {
      panel.setDirty(
          !subject.getValue().equals(shown.text().subject())
              || !body.getValue().equals(shown.text().body()));
      showPreview();
    }
  }

  private void dirtyChanged() {
    guard.setDirty(panel.isDirty());
    // Choosing another mail would discard what was typed.
    boolean free = !panel.isDirty();
    whose.setEnabled(free);
    kind.setEnabled(free);
    language.setEnabled(free);
  }

  private void showPreview() {
    clearErrors();
    try {
      preview.show(
          service.preview(
              kind.getValue(), language.getValue(), subject.getValue(), body.getValue()));
    } catch (ValidationFailedException e) {
      showViolations(e.violations());
      preview.showNothing();
    }
  }

  private void askToReset() {
    ConfirmDialog dialog = new ConfirmDialog();
    dialog.setHeader(getTranslation("mailtexts.reset"));
    dialog.setText(getTranslation("mailtexts.reset.text"));
    dialog.setCancelable(true);
    dialog.setCancelText(getTranslation("mailtexts.keep"));
    dialog.setConfirmText(getTranslation("mailtexts.reset"));
    dialog.addConfirmListener(confirmed -> {
      service.reset(owner(), kind.getValue(), language.getValue());
      show();
    });
    dialog.open();
  }

  private void showViolations(List<FieldViolation> violations) {
    for (FieldViolation violation : violations) {
      var field = violation.field().equals("subject") ? subject : body;
      field.setErrorMessage(messages.get(violation.message()));
      field.setInvalid(true);
    }
  }

  private void clearErrors() {
    subject.setInvalid(false);
    body.setInvalid(false);
  }

  private MailOwner owner() {
    return Objects.requireNonNull(whose.getValue()).owner();
  }
}
