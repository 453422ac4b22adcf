package org.postmeister.platform;

import java.util.function.LongSupplier;
import org.springframework.stereotype.Component;

/** Enforces what the licence limits. */
@Component
public class LicensePolicy {

  private final Platforms platforms;

  LicensePolicy(Platforms platforms) {
    this.platforms = platforms;
  }

  /** The current licence. */
  public License license() {
    return platforms.get().settings().license();
  }

  /**
   * Requires room for one more tenant. Licence and number are locked until the end of the
   * transaction.
   *
   * @param tenants counts the existing ones
   * @throws LicenseExceededException if there is no room
   */
  public void requireRoomFor(LongSupplier tenants) {
    Integer most = platforms.getLocked().settings().license().maxTenants();
    if (most != null && tenants.getAsLong() >= most) {
      throw new LicenseExceededException(most);
    }
  }
}
