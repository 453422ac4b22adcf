package org.postmeister.security.invitation;

import jakarta.annotation.PreDestroy;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.postmeister.security.TooManyAttemptsException;
import org.postmeister.security.account.Account;
import org.postmeister.security.login.ResetThrottle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;

/** What users who have forgotten their password may do without signing in. */
@Service
@PreAuthorize("permitAll()")
public class PasswordResetService {

  private static final Logger log = LoggerFactory.getLogger(PasswordResetService.class);

  private final PasswordResetSender resets;
  private final AccountMailer mails;
  private final Links links;
  private final ResetThrottle throttle;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("password-reset").factory());

  PasswordResetService(
      PasswordResetSender resets, AccountMailer mails, Links links, ResetThrottle throttle) {
    this.resets = resets;
    this.mails = mails;
    this.links = links;
    this.throttle = throttle;
  }

  /** Whether mail with a link could be sent. */
  public boolean isOffered() {
    return mails.possible() && links.base().isPresent();
  }

  /**
   * Sends a link to the account's owner, if there is such an account and a mail route. The caller
   * learns nothing about that: neither from the response nor from its timing, since the work is
   * done later.
   *
   * @param from the network address of the caller
   * @throws TooManyAttemptsException if there were too many requests from there
   */
  public void request(String login, String from) {
    boolean wanted = throttle.admit(Account.key(login), from);
    String base = links.base().orElse(null);
    if (wanted && base != null) {
      worker.execute(() -> send(login, base));
    }
  }

  private void send(String login, String base) {
    try {
      resets.send(login, base);
    } catch (RuntimeException e) {
      log.warn("A password-reset link could not be sent", e);
    }
  }

  @PreDestroy
  void stop() {
    worker.shutdown();
  }
}
