package org.postmeister.mailserver;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postmeister.common.CheckedValue;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.InvalidValueException;

/**
 * Who else mail may be from, besides a server's own sender.
 *
 * @param patterns at most {@value #MOST}
 */
public record AllowedSenders(List<SenderPattern> patterns) implements CheckedValue {

  /** So many patterns at most. */
  public static final int MOST = 100;

  /** Nobody else. */
  public static final AllowedSenders NONE = new AllowedSenders(List.of());

  private static final String TYPE = "allowed_senders";

  public AllowedSenders {
    patterns = List.copyOf(patterns);
  }

  /**
   * Reads what a person typed: patterns, each on a line of its own, or separated by commas.
   *
   * @throws InvalidValueException if one of them is not a {@link SenderPattern}, or there are none
   *     or too many
   */
  public static AllowedSenders of(String raw) {
    List<SenderPattern> patterns =
        entries(raw).limit(MOST + 1L).map(AllowedSenders::pattern).toList();
    if (patterns.isEmpty() || patterns.size() > MOST) {
      throw new InvalidValueException(TYPE, "number", MOST);
    }
    return new AllowedSenders(patterns.stream().distinct().toList());
  }

  /** Reads what is stored, whatever it is; see {@link CheckedValue}. */
  public static AllowedSenders stored(String text) {
    return new AllowedSenders(entries(text).map(SenderPattern::stored).toList());
  }

  private static Stream<String> entries(String text) {
    return Arrays.stream(text.split("[,;\\s]+")).filter(entry -> !entry.isEmpty());
  }

  private static SenderPattern pattern(String entry) {
    try {
      return SenderPattern.of(entry);
    } catch (InvalidValueException neither) {
      // Which of them it is says more than which rule it breaks.
      throw new InvalidValueException(TYPE, "syntax", entry);
    }
  }

  /** Whether mail may be from the address. */
  public boolean include(EmailAddress from) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(from));
  }

  public boolean isEmpty() {
    return patterns.isEmpty();
  }

  /** The patterns as texts, in the order given. */
  public List<String> texts() {
    return patterns.stream().map(SenderPattern::toString).toList();
  }

  /** As {@link #of} reads them, each on a line of its own. */
  public String lines() {
    return String.join("\n", texts());
  }

  @Override
  public boolean isValid() {
    return patterns.size() <= MOST && patterns.stream().allMatch(SenderPattern::isValid);
  }

  @Override
  public String toString() {
    return patterns.stream().map(SenderPattern::toString).collect(Collectors.joining(", "));
  }
}
