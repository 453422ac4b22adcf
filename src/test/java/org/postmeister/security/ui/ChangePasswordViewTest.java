package org.postmeister.security.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.textfield.PasswordField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.testing.ViewTest;

class ChangePasswordViewTest extends ViewTest {

  @ParameterizedTest
  @CsvSource({
    "short, short, New password, The password must have at least 12 characters.",
    "quite another password, quite another passwort, Repeat new password, The two passwords do not"
        + " match."
  })
  void marksWhatIsWrong(String changed, String repeated, String label, String message) {
    signIn("SYSTEM_ADMIN");
    open(ChangePasswordView.class);
    password("Current password").setValue("whatever it is");
    password("New password").setValue(changed);
    password("Repeat new password").setValue(repeated);

    click("Change password");

    assertThat(password(label).isInvalid()).isTrue();
    assertThat(password(label).getErrorMessage()).isEqualTo(message);
  }

  @Test
  void saysHowLongANewPasswordMustBe() {
    signIn("SYSTEM_ADMIN");
    open(ChangePasswordView.class);

    assertThat(password("New password").getHelperText()).startsWith("At least 12 characters");
  }

  private static PasswordField password(String label) {
    return _get(PasswordField.class, spec -> spec.withLabel(label));
  }
}
