package org.postmeister.submission;

/** A command is refused. */
public final class SmtpRefusedException extends Exception {

  private final SmtpRefusal refusal;

  public SmtpRefusedException(SmtpRefusal refusal) {
    super(refusal.line());
    this.refusal = refusal;
  }

  public SmtpRefusedException(int status, String enhanced, String text) {
    this(new SmtpRefusal(status, enhanced, text));
  }

  public SmtpRefusal refusal() {
    return refusal;
  }
}
