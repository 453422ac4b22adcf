package org.postmeister.tenantlist;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.security.invitation.Invitation;
import org.springframework.context.MessageSourceResolvable;

/**
 * The actual or hypothetical result of a line.
 *
 * @param tenant as named in the line
 * @param problems why nothing was stored; empty unless refused
 * @param invitation of its administrator, if one was invited
 */
public record ImportResult(
    int number,
    String tenant,
    Outcome outcome,
    List<Problem> problems,
    @Nullable Invitation invitation) {

  /** Without the link, which does not work since nothing was stored. */
  ImportResult withoutInvitation() {
    return new ImportResult(number, tenant, outcome, problems, null);
  }

  /** The possible results of a line. */
  public enum Outcome {
    CREATED,
    CHANGED,
    UNCHANGED,
    REFUSED
  }

  /**
   * A reason.
   *
   * @param field null if it concerns the line as a whole
   */
  public record Problem(@Nullable String field, MessageSourceResolvable message) {}
}
