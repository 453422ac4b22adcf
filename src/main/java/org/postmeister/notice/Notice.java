package org.postmeister.notice;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.SendFailure;

/**
 * Something that system administrators are told once.
 *
 * @param about whose server or quota; the system for what concerns everybody
 * @param endedAt when it was over, null if it is not, or never will be
 * @param mailedAt null unless mail about it was sent
 * @param message the first mail about it in the message log, null if there is none
 */
public record Notice(
    long id,
    NoticeKind kind,
    MailOwner about,
    Details details,
    Instant occurredAt,
    @Nullable Instant endedAt,
    NoticeState state,
    @Nullable Instant mailedAt,
    @Nullable Long message) {

  Notice with(NoticeState other) {
    return new Notice(id, kind, about, details, occurredAt, endedAt, other, mailedAt, message);
  }

  /**
   * The details; null where they do not apply.
   *
   * @param failure why a server cannot be used
   * @param since when it could not be used
   * @param until when it could be used again, or when a quota period ends
   * @param day the last one on which a secret or licence is valid
   * @param quota in messages
   * @param token the name of an API token
   */
  public record Details(
      @Nullable SendFailure failure,
      @Nullable Instant since,
      @Nullable Instant until,
      @Nullable LocalDate day,
      @Nullable Long quota,
      @Nullable String token) {

    static Details of(SendFailure failure, Instant since, @Nullable Instant until) {
      return new Details(failure, since, until, null, null, null);
    }

    static Details of(LocalDate lastDay) {
      return new Details(null, null, null, lastDay, null, null);
    }

    static Details of(LocalDate lastDay, String token) {
      return new Details(null, null, null, lastDay, null, token);
    }

    static Details of(long quota, Instant until) {
      return new Details(null, null, until, null, quota, null);
    }
  }
}
