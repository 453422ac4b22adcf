package org.postmeister.security.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import org.postmeister.common.ui.Notice;
import org.postmeister.security.TooManyAttemptsException;
import org.postmeister.security.invitation.PasswordResetService;

/** Where users who have forgotten their password request a link. */
@Route(value = "forgotten-password", autoLayout = false)
@AnonymousAllowed
public class ForgottenPasswordView extends Main implements HasDynamicTitle {

  private final transient PasswordResetService service;
  private final Div card = new Div();
  private final EmailField login = new EmailField();
  private final Notice outcome = new Notice();

  ForgottenPasswordView(PasswordResetService service) {
    this.service = service;
    addClassName("login-page");
    card.addClassName("login-card");
    add(card);
    card.add(new H1(getTranslation("forgotten.title")));
    if (service.isOffered()) {
      ask();
    } else {
      card.add(new Notice(Notice.Kind.WARNING, getTranslation("login.forgotten.ask")), signIn());
    }
  }

  @Override
  public String getPageTitle() {
    return getTranslation("forgotten.title") + " – Postmeister";
  }

  private void ask() {
    login.setLabel(getTranslation("forgotten.login"));
    login.setAutocomplete(Autocomplete.USERNAME);
    login.setWidthFull();
    login.setRequiredIndicatorVisible(true);
    login.setErrorMessage(getTranslation("forgotten.login.invalid"));
    login.setAutofocus(true);
    Button send = new Button(getTranslation("forgotten.send"), click -> send());
    send.addThemeVariants(ButtonVariant.PRIMARY);
    send.addClickShortcut(Key.ENTER);
    Div actions = new Div(send);
    actions.addClassName("form-actions");
    card.add(new Paragraph(getTranslation("forgotten.text")), login, outcome, actions, signIn());
  }

  // Whatever the login, the response is the same.
  private void send() {
    if (login.isEmpty() || login.isInvalid()) {
      login.setInvalid(true);
      login.focus();
      return;
    }
    try {
      service.request(login.getValue(), VaadinRequest.getCurrent().getRemoteAddr());
      outcome.show(Notice.Kind.SUCCESS, getTranslation("forgotten.sent", login.getValue()));
    } catch (TooManyAttemptsException e) {
      outcome.show(Notice.Kind.ERROR, getTranslation("forgotten.throttled", e.retryAfterSeconds()));
    }
  }

  private RouterLink signIn() {
    return new RouterLink(getTranslation("forgotten.back"), LoginView.class);
  }
}
