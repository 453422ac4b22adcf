package org.postmeister.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.SystemMessages;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinServletRequest;
import com.vaadin.flow.server.VaadinServletService;
import jakarta.servlet.http.Cookie;
import java.security.Principal;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.postmeister.testing.ViewTest;
import org.springframework.mock.web.MockHttpServletRequest;

/** What the browser says by itself. */
class ConnectionTextsTest extends ViewTest {

  private static SystemMessages texts(MockHttpServletRequest request) {
    VaadinService service = VaadinService.getCurrent();
    return service.getSystemMessages(
        Locale.ENGLISH, new VaadinServletRequest(request, (VaadinServletService) service));
  }

  private static MockHttpServletRequest request(Locale language) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.addPreferredLocale(language);
    request.setUserPrincipal((Principal) () -> "somebody");
    return request;
  }

  @Test
  void saysThatTheSessionHasEndedInTheLanguageOfThePerson() {
    SystemMessages english = texts(request(Locale.UK));
    assertThat(english.isSessionExpiredNotificationEnabled()).isTrue();
    assertThat(english.getSessionExpiredMessage())
        .contains("Your session has ended", "you are back here afterwards");

    MockHttpServletRequest chosen = request(Locale.ENGLISH);
    chosen.setCookies(new Cookie("postmeister_language", "de"));
    SystemMessages german = texts(chosen);
    assertThat(german.getSessionExpiredCaption()).isEqualTo("Diese Seite ist nicht mehr verbunden");
    assertThat(german.getSyncErrorCaption()).isEqualTo("Diese Seite ist nicht mehr aktuell");
    assertThat(german.getInternalErrorCaption())
        .isEqualTo("Diese Seite kann nicht angezeigt werden");
    assertThat(german.getCookiesDisabledMessage()).contains("Cookies");
  }

  @Test
  void strangersHaveNothingToLose() {
    MockHttpServletRequest request = request(Locale.ENGLISH);
    request.setUserPrincipal(null);

    assertThat(texts(request).isSessionExpiredNotificationEnabled()).isFalse();
  }

  @Test
  void aRequestThatCannotGoOnSaysUnderWhichReferenceTheLogHasTheReason() {
    MockHttpServletRequest request = request(Locale.ENGLISH);
    request.setAttribute(ConnectionTexts.REFERENCE, "0a1b2c3d");

    assertThat(texts(request).getInternalErrorMessage()).contains("the reference 0a1b2c3d");
  }

  @Test
  void saysThatTheConnectionIsLost() {
    assertThat(UI.getCurrent().getReconnectDialogConfiguration().getDialogText())
        .startsWith("No connection to Postmeister. Trying again");
    assertThat(UI.getCurrent().getReconnectDialogConfiguration().getDialogTextGaveUp())
        .contains("Check your network");
  }
}
