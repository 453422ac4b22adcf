package org.postmeister.shell;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.server.ErrorEvent;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postmeister.common.TenantId;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.access.AccessDeniedException;

/** Actions that fail in a way that no view expects. */
@ExtendWith(OutputCaptureExtension.class)
class UncaughtErrorHandlerTest extends ViewTest {

  @Autowired private UncaughtErrorHandler errors;

  private void fail(RuntimeException failure) {
    errors.error(new ErrorEvent(failure));
    MockVaadin.runUIQueue();
  }

  private static String said() {
    return _get(FaultNotice.class).getElement().getTextRecursively();
  }

  @Test
  void staysUntilItIsClosedWithTheReferenceThatTheLogHas(CapturedOutput log) {
    signIn("SYSTEM_ADMIN");

    fail(new IllegalStateException("token pmt_secret"));

    String reference = said().replaceAll("(?s).*the reference ([0-9a-f]{8}) in the.*", "$1");
    assertThat(reference).hasSize(8);
    assertThat(log).contains("reference " + reference);
    assertThat(said())
        .contains("because of a fault in Postmeister itself", "reload the page")
        .doesNotContain("secret");
    FaultNotice notice = _get(FaultNotice.class);
    assertThat(notice.getDuration()).as("for ever").isZero();

    _get(Button.class, spec -> spec.withText("Close")).click();

    assertThat(notice.isOpened()).isFalse();
  }

  @Test
  void onlyTheLatestIsShown() {
    signInAsTenantAdmin(TenantId.create());
    UI.getCurrent().setLocale(Locale.GERMAN);

    fail(new IllegalStateException("first"));
    fail(new IllegalStateException("second"));

    assertThat(_find(FaultNotice.class)).hasSize(1);
    assertThat(said())
        .containsPattern("nennen Sie einem Systemadministrator die Kennung [0-9a-f]{8}");
  }

  @Test
  void rightsThatHaveGoneAreNoFault(CapturedOutput log) {
    signIn("SYSTEM_ADMIN");

    fail(new IllegalStateException("wrapped", new AccessDeniedException("no")));

    assertThat(said()).contains("You may no longer do this.");
    assertThat(_find(Button.class, spec -> spec.withText("Copy reference"))).isEmpty();
    assertThat(log).doesNotContain("Unexpected error");
  }
}
