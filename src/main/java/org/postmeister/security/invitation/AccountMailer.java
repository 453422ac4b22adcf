package org.postmeister.security.invitation;

/** Sends mail to account holders; implemented by the module that writes the system's own mails. */
public interface AccountMailer {

  /** Whether mail can be sent at all at the moment. */
  boolean possible();

  /**
   * Has a mail sent once the caller's transaction has been committed.
   *
   * @return false if there is no mail route for it at the moment
   */
  boolean send(AccountMail mail);
}
