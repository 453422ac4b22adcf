package org.postmeister.tenantlist;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postmeister.security.invitation.Invitation;
import org.springframework.context.MessageSourceResolvable;

/**
 * The actual or hypothetical result of a line.
 *
 * @param number as in {@link ImportLine}
 * @param tenant as named in the line
 * @param cells what it changes, and what people know a tenant by: its display name, server and
 *     sender, changed or not
 * @param problems why nothing was stored; empty unless refused
 * @param invitation of its administrator, if one was invited
 */
public record ImportResult(
    int number,
    String tenant,
    Outcome outcome,
    List<Cell> cells,
    List<Problem> problems,
    @Nullable Invitation invitation) {

  /** Without the link, which does not work since nothing was stored. */
  ImportResult withoutInvitation() {
    return new ImportResult(number, tenant, outcome, cells, problems, null);
  }

  /** The possible results of a line. */
  public enum Outcome {
    CREATED,
    CHANGED,
    UNCHANGED,
    REFUSED
  }

  /**
   * A value of the tenant.
   *
   * @param before as stored before the import, null if there was none; of a secret any text
   * @param after as stored by the import, or for a refused line as the file has it; null if there
   *     is none; of a secret any text
   */
  public record Cell(ImportColumn column, @Nullable String before, @Nullable String after) {

    /** A secret that the file gives is always new, since nobody knows the stored one. */
    public boolean isChanged() {
      return column.isSecret() ? after != null : !Objects.equals(before, after);
    }
  }

  /**
   * A reason.
   *
   * @param field null if it concerns the line as a whole
   */
  public record Problem(@Nullable String field, MessageSourceResolvable message) {}
}
