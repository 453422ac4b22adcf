package org.postmeister.delivery.overview;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.MailOwner;

/**
 * Which mail servers are listed.
 *
 * @param choice null for any
 * @param text in the name of the tenant or the host, ignoring case; blank for any
 * @param owners whose servers, null for all
 */
public record ServerFilter(@Nullable Choice choice, String text, @Nullable Set<MailOwner> owners) {

  public static final ServerFilter TROUBLE = new ServerFilter(Choice.TROUBLE, "", null);

  /** States to filter by. */
  public enum Choice {
    /** Paused, or keeping everybody waiting. */
    TROUBLE,
    /** Accepting mail, but not as much as there is. */
    SLOWED,
    READY,
    UNTESTED,
    OFF
  }

  ServerFilter of(@Nullable Set<MailOwner> others) {
    return new ServerFilter(choice, text, others);
  }
}
