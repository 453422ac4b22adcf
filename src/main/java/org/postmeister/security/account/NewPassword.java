package org.postmeister.security.account;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;

/** A password somebody chose. */
public final class NewPassword {

  /** In characters. */
  public static final int MIN_LENGTH = 12;

  // bcrypt uses only 72 bytes.
  static final int MAX_BYTES = 72;
  private static final String TYPE = "new_password";
  // From 0 to 4: from here on it withstands a million guesses.
  private static final int LEAST_SCORE = 2;
  // The cost of the estimate grows fast with the length; if the beginning is strong enough, so is
  // the whole.
  private static final int ESTIMATED_LENGTH = 40;
  private static final Zxcvbn GUESSING = new Zxcvbn();

  private final String value;

  private NewPassword(String value) {
    this.value = value;
  }

  /**
   * @throws InvalidValueException if it is shorter than {@value #MIN_LENGTH} characters, longer
   *     than bcrypt supports, or easy to guess: a common one, a row of keys, the same character
   *     again and again
   */
  public static NewPassword of(String value) {
    if (value.codePointCount(0, value.length()) < MIN_LENGTH) {
      throw new InvalidValueException(TYPE, "too_short", MIN_LENGTH);
    }
    if (value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new InvalidValueException(TYPE, "too_long", MAX_BYTES);
    }
    if (value.codePoints().distinct().count() == 1 || isSoonGuessed(value)) {
      throw new InvalidValueException(TYPE, "soon_guessed");
    }
    return new NewPassword(value);
  }

  /**
   * @param field that it was entered in
   * @throws ValidationFailedException if it is the login that it is for, or little more
   */
  public void throwIfLike(String login, String field) {
    String name = login.toLowerCase(Locale.ROOT);
    String local = name.indexOf('@') < 0 ? name : name.substring(0, name.indexOf('@'));
    String rest = value.toLowerCase(Locale.ROOT).replace(name, "").replace(local, "");
    if (rest.length() < MIN_LENGTH / 2) {
      throw new ValidationFailedException(List.of(FieldViolation.of(field, "like_the_login")));
    }
  }

  private static boolean isSoonGuessed(String value) {
    String estimated = value.substring(0, Math.min(value.length(), ESTIMATED_LENGTH));
    return GUESSING.measure(estimated).getScore() < LEAST_SCORE;
  }

  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "NewPassword[hidden]";
  }
}
