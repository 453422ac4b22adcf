package org.postmeister.transport.smtp.conversation;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.spi.SendProgress;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.transport.smtp.socket.SmtpSocket;
import org.postmeister.transport.smtp.socket.SmtpTimeouts;

/**
 * Sends transactions to a server and reads the replies: pipelined where the server supports it,
 * otherwise step by step.
 */
public final class MailExchange {

  // So many replies fit into the buffers in between, whatever the server says.
  private static final int MOST_UNANSWERED = 200;
  private static final int BLOCK = 64 * 1024;
  private static final long LEAST_OCTETS_PER_SECOND = 1024;

  private static final byte[] EMPTY_CONTENT = MailTransaction.line(".");

  private final SmtpConversation conversation;
  private final SmtpSocket socket;
  private final SmtpTimeouts timeouts;
  // What has already been sent for the next message.
  private @Nullable MailTransaction announced;
  private boolean resetNeeded;

  public MailExchange(SmtpConversation conversation, SmtpSocket socket, SmtpTimeouts timeouts) {
    this.conversation = conversation;
    this.socket = socket;
    this.timeouts = timeouts;
  }

  /** The message that has already been announced; null if none has. */
  public @Nullable MailTransaction announced() {
    return announced;
  }

  /**
   * Hands over one message. The transaction records the replies; it ends where the server refuses
   * to continue.
   *
   * @param next may be announced with the end of this one; null if nothing follows
   * @throws SendingCancelledException if the message was cancelled in time
   * @throws MessagingException if a reply could not be read
   * @throws IOException if the server does not accept what is sent
   */
  public void run(
      MailTransaction transaction,
      SendProgress progress,
      Transcript transcript,
      @Nullable MailTransaction next)
      throws MessagingException, IOException {
    boolean envelopeSaid = transaction == announced;
    announced = null;
    if (transaction.isPipelined()) {
      pipelined(transaction, progress, transcript, next, envelopeSaid);
    } else {
      stepByStep(transaction, progress, transcript);
    }
    resetNeeded = transaction.isLeftOpen();
  }

  private void pipelined(
      MailTransaction transaction,
      SendProgress progress,
      Transcript transcript,
      @Nullable MailTransaction next,
      boolean envelopeSaid)
      throws MessagingException, IOException {
    boolean chunked = transaction.isChunked();
    // A message that must not arrive twice is not sent before the state of the connection is known.
    boolean atOnce =
        chunked && transaction.isSmall() && !envelopeSaid && !transaction.mail().isAtMostOnce();
    transaction.envelope().forEach(transcript::sent);
    if (!envelopeSaid) {
      reset();
      if (!sayEnvelope(transaction, progress, transcript)) {
        return;
      }
      if (atOnce) {
        sayContent(transaction, null);
      }
    }
    while (transaction.awaited() != SendStep.DATA) {
      if (!hear(transaction, progress, transcript)) {
        return;
      }
    }
    transcript.sent(transaction.beginContent());
    if (chunked) {
      if (!atOnce) {
        if (!transaction.isAnybodyAccepted()) {
          return;
        }
        sayContent(transaction, null);
      }
      hear(transaction, progress, transcript);
      return;
    }
    if (!hear(transaction, progress, transcript) || !transaction.isContentWanted()) {
      return;
    }
    if (transaction.isAnybodyAccepted()) {
      sayContent(transaction, next);
    } else {
      // RFC 2920, section 3.1: the server waits for the content although nobody is to get it.
      socket.expect(timeouts.block());
      socket.getOutputStream().write(EMPTY_CONTENT);
    }
    hear(transaction, progress, transcript);
  }

  /** Returns whether the server continues. */
  private boolean sayEnvelope(
      MailTransaction transaction, SendProgress progress, Transcript transcript)
      throws MessagingException, IOException {
    int unanswered = 0;
    for (String command : transaction.envelope()) {
      say(command);
      unanswered++;
      while (unanswered > MOST_UNANSWERED) {
        for (int i = 0; i < MOST_UNANSWERED / 2; i++) {
          if (!hear(transaction, progress, transcript)) {
            return false;
          }
          unanswered--;
        }
      }
    }
    if (!transaction.isChunked()) {
      say(transaction.beginContent());
    }
    return true;
  }

  private void stepByStep(MailTransaction transaction, SendProgress progress, Transcript transcript)
      throws MessagingException, IOException {
    reset();
    for (String command : transaction.envelope()) {
      SendStep step = transaction.awaited();
      transcript.sent(command);
      say(command);
      if (!hear(transaction, progress, transcript)
          || (step == SendStep.SENDER && !transaction.isSenderAccepted())) {
        return;
      }
    }
    if (!transaction.isAnybodyAccepted()) {
      return;
    }
    transcript.sent(transaction.beginContent());
    if (!transaction.isChunked()) {
      say(transaction.beginContent());
      if (!hear(transaction, progress, transcript) || !transaction.isContentWanted()) {
        return;
      }
    }
    sayContent(transaction, null);
    hear(transaction, progress, transcript);
  }

  private void reset() throws MessagingException, IOException {
    if (resetNeeded) {
      resetNeeded = false;
      say("RSET");
      conversation.hear(timeouts.answer());
    }
  }

  private void say(String command) throws IOException {
    // Much of it may have to wait until the server accepts it.
    socket.expect(timeouts.block());
    socket.getOutputStream().write(MailTransaction.line(command));
  }

  // The end is sent last, and only if the message has not been cancelled by then.
  private void sayContent(MailTransaction transaction, @Nullable MailTransaction next)
      throws IOException {
    byte[] content = transaction.content();
    if (transaction.isChunked()) {
      say(transaction.beginContent());
    }
    transaction.contentSent();
    long begun = System.nanoTime();
    int from = 0;
    while (content.length - from > BLOCK) {
      expectBlock(begun, from);
      socket.getOutputStream().write(content, from, BLOCK);
      from += BLOCK;
    }
    expectBlock(begun, from);
    if (!transaction.mail().handOver().begin()) {
      throw new SendingCancelledException();
    }
    socket.getOutputStream().write(content, from, content.length - from);
    if (next != null && next.isPipelined() && next.obstacle() == null) {
      announced = next;
      for (String command : next.envelope()) {
        say(command);
      }
      say(next.beginContent());
    }
    socket.send();
  }

  private void expectBlock(long begun, long octets) {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
    Duration allowed =
        timeouts.block().plusSeconds(octets / LEAST_OCTETS_PER_SECOND).minus(elapsed);
    socket.expect(allowed.compareTo(timeouts.block()) < 0 ? allowed : timeouts.block());
  }

  /** Reads the next reply; returns whether the server continues. */
  private boolean hear(MailTransaction transaction, SendProgress progress, Transcript transcript)
      throws MessagingException {
    SendStep step = transaction.awaited();
    boolean end = transaction.awaitsEnd();
    if (!progress.isRunning(step)) {
      progress.begin(step);
    }
    SmtpReply reply = conversation.hear(timeouts.at(step, end));
    transaction.heard(reply);
    transcript.heard(reply);
    if (reply.isPositive()) {
      conversation.tell(progress, step);
      return true;
    }
    return reply.status() == SmtpReply.START_MAIL_INPUT
        || (reply.isRefusal() && !reply.isOfTheServer());
  }

  /** The message was cancelled before its end was sent; the connection is unusable then. */
  public static final class SendingCancelledException extends IOException {

    SendingCancelledException() {
      super("The message has been cancelled");
    }
  }
}
