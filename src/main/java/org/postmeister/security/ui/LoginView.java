package org.postmeister.security.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.login.LoginI18n;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.postmeister.common.Languages;
import org.postmeister.common.ui.Preferences;
import org.postmeister.security.invitation.PasswordResetService;

/** Where users sign in. */
@Route(value = LoginView.ROUTE, autoLayout = false)
@AnonymousAllowed
public class LoginView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  /** The path of this view. */
  public static final String ROUTE = "login";

  /** Query parameter: login or password is wrong. */
  public static final String ERROR = "error";

  /** Query parameter: too many attempts; its value is the number of seconds to wait. */
  public static final String THROTTLED = "throttled";

  private final transient PasswordResetService resets;
  private final LoginForm form = new LoginForm();
  private final Paragraph whomToAsk = new Paragraph();

  LoginView(Preferences preferences, PasswordResetService resets) {
    addClassName("login-page");
    form.setAction(ROUTE);
    this.resets = resets;
    form.addForgotPasswordListener(
        forgotten -> UI.getCurrent().navigate(ForgottenPasswordView.class));
    form.setI18n(texts());
    form.getElement().setAttribute("no-autofocus", false);
    Div card =
        new Div(new H1("Postmeister"), new Paragraph(getTranslation("login.sentence")), form);
    whomToAsk.setText(getTranslation("login.forgotten.ask"));
    card.add(whomToAsk, languages(preferences));
    card.addClassName("login-card");
    add(card);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    boolean offered = resets.isOffered();
    form.setForgotPasswordButtonVisible(offered);
    whomToAsk.setVisible(!offered);
    Map<String, List<String>> query = event.getLocation().getQueryParameters().getParameters();
    if (query.containsKey(THROTTLED)) {
      String seconds = query.get(THROTTLED).getFirst();
      form.showErrorMessage(
          getTranslation("login.throttled.title"),
          getTranslation(
              "login.throttled.text", seconds.matches("\\d{1,6}") ? Long.parseLong(seconds) : 60L));
    } else if (query.containsKey(ERROR)) {
      form.setError(true);
    }
  }

  @Override
  public String getPageTitle() {
    return getTranslation("login.submit") + " – Postmeister";
  }

  private Div languages(Preferences preferences) {
    Div links = new Div();
    links.addClassName("language-links");
    for (Locale language : Languages.ALL) {
      Button choice =
          new Button(
              language.getDisplayLanguage(language),
              click -> preferences.chooseLanguage(UI.getCurrent(), language));
      choice.addThemeVariants(ButtonVariant.TERTIARY);
      choice.getElement().setAttribute("lang", language.getLanguage());
      links.add(choice);
    }
    return links;
  }

  private LoginI18n texts() {
    LoginI18n texts = LoginI18n.createDefault();
    LoginI18n.Form labels = texts.getForm();
    labels.setTitle(getTranslation("login.title"));
    labels.setUsername(getTranslation("login.username"));
    labels.setPassword(getTranslation("login.password"));
    labels.setForgotPassword(getTranslation("login.forgotten"));
    labels.setSubmit(getTranslation("login.submit"));
    LoginI18n.ErrorMessage error = texts.getErrorMessage();
    error.setTitle(getTranslation("login.failed.title"));
    error.setMessage(getTranslation("login.failed.text"));
    error.setUsername(getTranslation("login.username.required"));
    error.setPassword(getTranslation("login.password.required"));
    return texts;
  }
}
