package org.postmeister.security.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.badge.BadgeVariant;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.Times;
import org.postmeister.common.ui.form.FormFields;
import org.postmeister.common.ui.form.FormProperty;
import org.postmeister.common.ui.form.FormSection;
import org.postmeister.security.administration.InvitedAccount;
import org.postmeister.security.administration.TenantAdministrator;
import org.postmeister.security.administration.TenantAdministratorService;

/** Who administers a tenant; system administrators add and remove them. */
public final class TenantAdministrators extends Composite<Div> {

  private static final class Data {

    static final FormProperty<Data, @Nullable EmailAddress> EMAIL =
        new FormProperty<>("account.email", d -> d.email, (d, value) -> d.email = value);
    static final FormProperty<Data, @Nullable DisplayName> NAME =
        new FormProperty<>("account.name", d -> d.name, (d, value) -> d.name = value);

    private @Nullable EmailAddress email;
    private @Nullable DisplayName name;
  }

  private final transient TenantAdministratorService service;
  private final transient Messages messages;
  private final transient Times times;
  private final transient TenantId tenant;
  private final boolean editable;
  private final UnorderedList list = new UnorderedList();
  private final Notice notice = new Notice();
  private final transient FormFields<Data> fields;

  public TenantAdministrators(
      TenantAdministratorService service,
      Messages messages,
      Times times,
      TenantId tenant,
      boolean editable) {
    this.service = service;
    this.messages = messages;
    this.times = times;
    this.tenant = tenant;
    this.editable = editable;
    this.fields = new FormFields<>(messages, notice::clear);
    list.addClassName("people");
    getContent()
        .add(
            new Paragraph(
                getTranslation(editable ? "administrators.sentence" : "administrators.read-only")),
            list,
            notice);
    if (editable) {
      getContent().add(addForm());
    }
    refresh();
  }

  private Component addForm() {
    TextField email = new TextField();
    TextField name = new TextField();
    fields.requiredText("email", email, Data.EMAIL, EmailAddress::of);
    fields.requiredText("name", name, Data.NAME, DisplayName::of);
    Button add = new Button(getTranslation("administrators.add"), click -> add());
    add.addThemeVariants(ButtonVariant.PRIMARY);
    Div actions = new Div(add);
    actions.addClassName("form-actions");
    return new Div(
        new FormSection("administrators.new", "administrators.new.sentence", email, name), actions);
  }

  private void refresh() {
    list.removeAll();
    List<TenantAdministrator> administrators = service.list(tenant);
    administrators.forEach(administrator -> list.add(item(administrator)));
    if (administrators.isEmpty()) {
      list.add(new ListItem(getTranslation("administrators.none")));
    }
  }

  private ListItem item(TenantAdministrator administrator) {
    Span name = new Span(administrator.name());
    name.addClassName("person-name");
    Div person = new Div(name, new Span(administrator.login()));
    person.addClassName("person");
    ListItem item = new ListItem(person);
    if (!administrator.active()) {
      item.add(new Badge(getTranslation("account.inactive")));
    } else if (!administrator.passwordSet()) {
      Badge invited = new Badge(getTranslation("account.invited"));
      invited.addThemeVariants(BadgeVariant.WARNING);
      item.add(invited);
    }
    if (editable) {
      Button remove =
          new Button(
              getTranslation("administrators.remove"), click -> confirmRemoval(administrator));
      remove.addThemeVariants(ButtonVariant.TERTIARY);
      remove.setAriaLabel(getTranslation("administrators.remove.of", administrator.login()));
      item.add(remove);
    }
    return item;
  }

  private void add() {
    notice.clear();
    Data data = new Data();
    if (!fields.writeIfValid(data) || data.email == null || data.name == null) {
      fields.focusFirstInvalid();
      return;
    }
    try {
      InvitedAccount added = service.add(tenant, data.email, data.name);
      refresh();
      fields.read(new Data());
      if (added.invitation() == null) {
        notice.show(
            Notice.Kind.SUCCESS,
            getTranslation("administrators.added-known", added.account().login()));
      } else {
        new InvitationDialog(times, added.account().login(), added.invitation()).open();
      }
    } catch (ValidationFailedException e) {
      fields.show(e.violations());
    } catch (BrokenRuleException e) {
      notice.show(Notice.Kind.ERROR, messages.get(e));
    }
  }

  private void confirmRemoval(TenantAdministrator administrator) {
    ConfirmDialog dialog = new ConfirmDialog();
    dialog.setHeader(getTranslation("administrators.remove.title"));
    dialog.setText(getTranslation("administrators.remove.text", administrator.login()));
    dialog.setCancelable(true);
    dialog.setCancelText(getTranslation("action.cancel"));
    dialog.setConfirmText(getTranslation("administrators.remove"));
    dialog.setConfirmButtonTheme("error primary");
    dialog.addConfirmListener(confirmed -> {
      try {
        service.remove(tenant, administrator.login());
      } catch (BrokenRuleException e) {
        notice.show(Notice.Kind.ERROR, messages.get(e));
      }
      refresh();
    });
    dialog.open();
  }
}
