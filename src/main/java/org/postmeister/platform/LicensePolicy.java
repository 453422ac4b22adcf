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

  /** The licence as it is now. */
  public License license() {
    return platforms.get().settings().license();
  }

  /**
   * Requires room for one more tenant. Licence and number cannot change before the transaction
   * ends.
   *
   * @param tenants counts those there are
   * @throws LicenseExceededException if there is none
   */
  public void requireRoomFor(LongSupplier tenants) {
    Integer most = platforms.getLocked().settings().license().maxTenants();
    if (most != null && tenants.getAsLong() >= most) {
      throw new LicenseExceededException(most);
    }
  }
}
