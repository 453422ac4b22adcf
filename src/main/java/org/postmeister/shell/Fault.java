package org.postmeister.shell;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.common.storage.DatabaseFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.AccessDeniedException;

/** Tells what exceptions that nobody has caught are about, and logs those that nobody expects. */
final class Fault {

  private static final Logger log = LoggerFactory.getLogger(Fault.class);
  private static final int DEEPEST = 20;

  private Fault() {}

  /**
   * What a failure is about, whatever it is wrapped in: a view that Spring creates fails with what
   * Spring makes of it.
   *
   * @return the outermost cause that is known, otherwise the failure itself
   */
  static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (isKnown(cause)) {
        return cause;
      }
      cause = cause.getCause();
    }
    return failure;
  }

  private static boolean isKnown(Throwable failure) {
    return failure instanceof AccessDeniedException
        || failure instanceof BrokenRuleException
        || DatabaseFailure.isOfDatabase(failure);
  }

  /**
   * Logs what happened.
   *
   * @return the reference under which the log has it, fit for the screen
   */
  static String report(Throwable failure) {
    String reference = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    log.error("Unexpected error, reference {}", reference, failure);
    return reference;
  }
}
