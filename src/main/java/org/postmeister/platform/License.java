package org.postmeister.platform;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.CalendarDate;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.SingleLine;

/**
 * The licence of the administered platform; null is unknown or unlimited.
 *
 * @param holder who it was issued to
 * @param id its number
 * @param edition its name
 * @param validUntil last day on which it is valid
 * @param maxTenants number of tenants, null for no limit
 */
public record License(
    @Nullable SingleLine holder,
    @Nullable SingleLine id,
    @Nullable SingleLine edition,
    @Nullable LocalDate validUntil,
    @Nullable Integer maxTenants) {

  /** No licence entered: no limits. */
  public static final License UNLIMITED = new License(null, null, null, null, null);

  /** The most that a licence can allow, unless it has no limit. */
  public static final int MOST_TENANTS = 100_000_000;

  /**
   * @throws InvalidValueException if date or number of tenants is out of range
   */
  public License {
    if (validUntil != null) {
      CalendarDate.check(validUntil);
    }
    if (maxTenants != null && (maxTenants < 1 || maxTenants > MOST_TENANTS)) {
      throw new InvalidValueException("max_tenants", "out_of_range");
    }
  }

  /**
   * Parses what a user typed.
   *
   * @throws InvalidValueException if it is not a whole number or out of range
   */
  public static Integer maxTenants(String raw) {
    String text = SingleLine.of(raw).value();
    if (!text.matches("-?[0-9]{1,9}")) {
      throw new InvalidValueException("max_tenants", "out_of_range");
    }
    Integer number = Integer.valueOf(text);
    return Objects.requireNonNull(new License(null, null, null, null, number).maxTenants());
  }
}
