package org.postmeister.submission.smtp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postmeister.submission.SmtpRefusedException;
import org.postmeister.submission.Submitter;
import org.subethamail.smtp.server.Session;

/** A connected client, and where it is in the conversation. For the thread of its connection. */
final class SmtpClient implements AutoCloseable {

  private static final int MOST_ERRORS = 20;
  private static final int MOST_FAILED_SIGN_INS = 3;
  // Without a message that is accepted; more than the recipients of one.
  private static final int MOST_COMMANDS = 2000;

  private final Session session;
  private final String address;
  private final long begun = System.nanoTime();
  // Read by the watch, too.
  private volatile long deadline;
  private @Nullable Submitter submitter;
  private @Nullable String greeting;
  private @Nullable SubmissionTransaction transaction;
  private @Nullable Runnable leave;
  private boolean extended;
  private int errors;
  private int commands;
  private int failedSignIns;

  SmtpClient(Session session, String address) {
    this.session = session;
    this.address = address;
  }

  Session session() {
    return session;
  }

  /** Its IP address. */
  String address() {
    return address;
  }

  boolean hasTls() {
    return session.isTLSStarted();
  }

  /** What it calls itself; null before EHLO. */
  @Nullable String greeting() {
    return greeting;
  }

  /** Whether it greeted with EHLO. */
  boolean isExtended() {
    return extended;
  }

  void greets(String name, boolean ehlo) {
    greeting = name;
    extended = ehlo;
    reset();
  }

  /** Forgets everything that was said without TLS (RFC 3207, section 4.2). */
  void startsAnew() {
    greeting = null;
    signsOut();
    reset();
  }

  // Does not count with its tenant any more.
  private void signsOut() {
    submitter = null;
    Runnable then = leave;
    leave = null;
    if (then != null) {
      then.run();
    }
  }

  @Nullable Submitter submitter() {
    return submitter;
  }

  /**
   * @param left called when it goes
   */
  void signsIn(Submitter who, Runnable left) {
    submitter = who;
    leave = left;
  }

  /** Whether it may try to sign in once more. */
  boolean mayTryAgain() {
    return ++failedSignIns < MOST_FAILED_SIGN_INS;
  }

  @Nullable SubmissionTransaction transaction() {
    return transaction;
  }

  void begins(SubmissionTransaction begun) {
    reset();
    transaction = begun;
  }

  /** Forgets the message that was begun. */
  void reset() {
    SubmissionTransaction before = transaction;
    transaction = null;
    if (before != null) {
      before.close();
    }
  }

  /**
   * Counts a command that was refused.
   *
   * @throws SmtpRefusedException if there were too many
   */
  void errs() throws SmtpRefusedException {
    if (++errors > MOST_ERRORS) {
      throw new SmtpRefusedException(421, "4.7.0", "Too many errors.");
    }
  }

  /**
   * Counts a command.
   *
   * @throws SmtpRefusedException if there were too many that led to nothing
   */
  void asks() throws SmtpRefusedException {
    if (++commands > MOST_COMMANDS) {
      throw new SmtpRefusedException(421, "4.7.0", "Too many commands without a message.");
    }
  }

  /** A message has been accepted. */
  void progresses() {
    commands = 0;
  }

  /** It has as long again; until it is known who it is, only once. */
  void may(Duration take) {
    deadline = (submitter == null ? begun : System.nanoTime()) + take.toNanos();
  }

  boolean isTooSlow() {
    return System.nanoTime() - deadline > 0;
  }

  @Override
  public void close() {
    reset();
    signsOut();
  }
}
