package org.postmeister.supportrequest.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.LongText;
import org.postmeister.common.SingleLine;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.common.error.FieldReader;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.common.ui.LiveUpdates;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.PageHeader;
import org.postmeister.common.ui.PageMemory;
import org.postmeister.common.ui.Times;
import org.postmeister.common.ui.form.FormDraft;
import org.postmeister.common.ui.form.UnsavedChangesGuard;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.SignedInUser;
import org.postmeister.supportrequest.NewSupportRequest;
import org.postmeister.supportrequest.SupportProperties;
import org.postmeister.supportrequest.SupportRequest;
import org.postmeister.supportrequest.SupportRequestService;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantService;

/** Where users ask for help, and see what became of it. */
@Route("support")
@Menu(title = "nav.support", order = 4, icon = "vaadin:lifebuoy")
@RolesAllowed({"SYSTEM_ADMIN", "TENANT_ADMIN"})
public class SupportView extends Main implements HasDynamicTitle, BeforeLeaveObserver {

  private final transient SupportRequestService service;
  private final transient Messages messages;
  private final Select<Whose> whose = new Select<>();
  private final Notice outlook = new Notice();
  private final TextField subject = new TextField();
  private final TextArea message = new TextArea();
  private final EmailField replyTo = new EmailField();
  private final Attachments attachments;
  private final InformationPreview information = new InformationPreview();
  private final Notice outcome = new Notice();
  private final Button send = new Button();
  private final Div actions = new Div(send);
  private final Div written = new Div();
  private final Div form = new Div();
  private final FormDraft draft = new FormDraft(form, () -> "request", this::edited);
  private final Div obstacles = new Div();
  private final transient SupportObstacles inTheWay;
  private transient SupportRequestService.@Nullable Outlook seen;
  private final OwnRequests own;
  private final UnsavedChangesGuard guard = new UnsavedChangesGuard(this);

  /** On whose behalf a request is made. */
  private record Whose(@Nullable Tenant tenant, String name) {

    // What a draft has of it.
    @Override
    public String toString() {
      return owner().key();
    }

    MailOwner owner() {
      return tenant == null ? MailOwner.SYSTEM : MailOwner.of(tenant.id());
    }
  }

  SupportView(
      SupportRequestService service,
      TenantService tenants,
      CurrentUser currentUser,
      SupportProperties properties,
      SupportObstacles inTheWay,
      PageMemory memory,
      Messages messages,
      Times times,
      LiveUpdates live) {
    this.service = service;
    this.messages = messages;
    this.inTheWay = inTheWay;
    this.attachments = new Attachments(properties, memory, this::edited);
    this.own = new OwnRequests(messages, times);
    addClassName("page");
    written.add(outlook, subject, message, replyTo, attachments, information);
    written.addClassName("stacked-form");
    add(new PageHeader("support.title", "support.sentence"));
    List<Whose> owners = owners(tenants, currentUser);
    if (owners.isEmpty()) {
      add(new Notice(Notice.Kind.INFO, getTranslation("own-tenants.none")));
      return;
    }
    whose.setItems(owners);
    prepare();
    obstacles.addClassName("stacked-form");
    form.add(draft, whose, obstacles, written);
    form.addClassNames("form-section", "stacked-form");
    actions.addClassName("form-actions");
    Div columns = new Div(new Div(form, outcome, actions), own);
    columns.addClassName("columns");
    add(columns);
    draft.isStored();
    own.show(service.own());
    live.follow(this, service::own, own::shown, () -> own.show(service.own()));
  }

  @Override
  public String getPageTitle() {
    return getTranslation("support.title") + " – Postmeister";
  }

  @Override
  public void beforeLeave(BeforeLeaveEvent event) {
    guard.beforeLeave(event);
  }

  private List<Whose> owners(TenantService tenants, CurrentUser currentUser) {
    List<Whose> all = new ArrayList<>();
    if (currentUser.find().filter(SignedInUser::isSystemAdmin).isPresent()) {
      all.add(new Whose(null, getTranslation("support.whose.system")));
    }
    for (Tenant tenant : tenants.own()) {
      all.add(new Whose(tenant, tenant.displayName()));
    }
    return all;
  }

  private void prepare() {
    whose.setLabel(getTranslation("support.whose"));
    whose.setItemLabelGenerator(Whose::name);
    whose.setVisible(whose.getListDataView().getItemCount() > 1);
    whose.addValueChangeListener(changed -> {
      showOutlook();
      if (guard.isDirty()) {
        draft.keep();
      }
    });
    subject.setLabel(getTranslation("support.subject"));
    subject.setMaxLength(SingleLine.MAX_LENGTH);
    subject.setRequiredIndicatorVisible(true);
    subject.addValueChangeListener(changed -> edited());
    message.setLabel(getTranslation("support.message"));
    message.setHelperText(getTranslation("support.message.helper"));
    message.setMaxLength(LongText.MAX_LENGTH);
    message.setMinRows(6);
    message.setRequiredIndicatorVisible(true);
    message.addValueChangeListener(changed -> edited());
    replyTo.setLabel(getTranslation("support.reply-to"));
    replyTo.setHelperText(getTranslation("support.reply-to.helper"));
    service.ownAddress().map(EmailAddress::toString).ifPresent(replyTo::setValue);
    // A form that is cleared after sending is not invalid.
    subject.setManualValidation(true);
    message.setManualValidation(true);
    replyTo.setManualValidation(true);
    send.setText(getTranslation("support.send"));
    send.addThemeVariants(ButtonVariant.PRIMARY);
    // A second click would find the form empty.
    send.setDisableOnClick(true);
    send.addClickListener(click -> {
      send();
      showOutlook();
    });
    whose.getListDataView().getItems().findFirst().ifPresent(whose::setValue);
  }

  private void showOutlook() {
    SupportRequestService.Outlook now = service.outlook(owner(), messages.locale());
    seen = now;
    List<Notice> reasons = inTheWay.of(now, chosenTenant());
    obstacles.removeAll();
    reasons.forEach(obstacles::add);
    obstacles.setVisible(!reasons.isEmpty());
    boolean possible = reasons.isEmpty();
    // Nobody should write what cannot be sent; what is written already stays for another owner.
    written.setVisible(possible);
    actions.setVisible(possible);
    send.setEnabled(possible);
    own.setVisible(possible || !own.shown().isEmpty());
    if (now.address() != null) {
      outlook.show(
          Notice.Kind.INFO,
          getTranslation(now.own() ? "support.to.tenant" : "support.to.system", now.address()));
    }
    information.show(now.files());
  }

  private void send() {
    outcome.clear();
    SupportRequestService.Outlook shown = seen;
    if (shown == null) {
      return;
    }
    if (attachments.isUploading()) {
      outcome.show(Notice.Kind.WARNING, getTranslation("support.uploading"));
      return;
    }
    FieldReader fields = new FieldReader();
    SingleLine about = fields.require("subject", subject.getValue(), SingleLine::of);
    LongText text = fields.require("message", message.getValue(), LongText::new);
    EmailAddress answers =
        fields.read(
            "replyTo",
            Optional.of(replyTo.getValue()).filter(value -> !value.isBlank()).orElse(null),
            EmailAddress::of);
    subject.setInvalid(false);
    message.setInvalid(false);
    replyTo.setInvalid(false);
    try {
      fields.finish();
      SupportRequest sent =
          service.send(
              new NewSupportRequest(
                  owner(),
                  FieldReader.checked(about),
                  FieldReader.checked(text),
                  answers,
                  attachments.files()),
              shown,
              messages.locale());
      subject.clear();
      message.clear();
      attachments.clear();
      guard.setDirty(false);
      draft.isStored();
      outcome.show(
          Notice.Kind.SUCCESS, getTranslation("support.sent", sent.number(), sent.sentTo()));
      own.show(service.own());
    } catch (ValidationFailedException e) {
      refuse(e);
    } catch (BrokenRuleException e) {
      outcome.show(Notice.Kind.ERROR, messages.get(e));
    }
  }

  private void refuse(ValidationFailedException refused) {
    List<String> elsewhere = new ArrayList<>();
    refused
        .violations()
        .reversed()
        .forEach(violation -> {
          String text = messages.get(violation.message());
          switch (violation.field()) {
            case "subject" -> {
              subject.setErrorMessage(text);
              subject.setInvalid(true);
              subject.focus();
            }
            case "message" -> {
              message.setErrorMessage(text);
              message.setInvalid(true);
              message.focus();
            }
            case "replyTo" -> {
              replyTo.setErrorMessage(text);
              replyTo.setInvalid(true);
              replyTo.focus();
            }
            default -> elsewhere.add(text);
          }
        });
    outcome.show(
        Notice.Kind.ERROR,
        getTranslation("support.refused") + " " + String.join(" ", elsewhere).strip());
  }

  private void edited() {
    guard.setDirty(!subject.isEmpty() || !message.isEmpty() || !attachments.files().isEmpty());
    draft.keep();
  }

  private MailOwner owner() {
    Whose chosen = whose.getValue();
    return chosen == null ? MailOwner.SYSTEM : chosen.owner();
  }

  private @Nullable Tenant chosenTenant() {
    Whose chosen = whose.getValue();
    return chosen == null ? null : chosen.tenant();
  }
}
