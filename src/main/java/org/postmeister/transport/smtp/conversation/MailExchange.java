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
 * Says transactions to a server and hears the answers: all that can be said together in one piece
 * where the server understands that, else step by step.
 */
public final class MailExchange {

  // So many answers fit into the buffers between here and there, whatever the server says.
  private static final int MOST_UNANSWERED = 200;
  private static final int BLOCK = 64 * 1024;
  private static final long LEAST_OCTETS_PER_SECOND = 1024;

  private static final byte[] EMPTY_CONTENT = MailTransaction.line(".");

  private final SmtpConversation conversation;
  private final SmtpSocket socket;
  private final SmtpTimeouts timeouts;
  // What has been said for the next message already.
  private @Nullable MailTransaction announced;
  private boolean resetNeeded;

  public MailExchange(SmtpConversation conversation, SmtpSocket socket, SmtpTimeouts timeouts) {
    this.conversation = conversation;
    this.socket = socket;
    this.timeouts = timeouts;
  }

  /** What has been said for another message already; null if nothing has. */
  public @Nullable MailTransaction announced() {
    return announced;
  }

  /**
   * Hands one message over. Answers are kept by the transaction; it ends where the server does not
   * want to go on.
   *
   * @param next may be announced with the end of this one; null if nothing follows
   * @throws SendingCancelledException if the message has been cancelled in time
   * @throws MessagingException if an answer could not be had
   * @throws IOException if the server does not take what is said
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
    // What may go out once at most does not go out before anything is known of the connection.
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
      // RFC 2920, section 3.1: the server waits for a content although nobody is to get it.
      socket.expect(timeouts.block());
      socket.getOutputStream().write(EMPTY_CONTENT);
    }
    hear(transaction, progress, transcript);
  }

  /** Says whether the server goes on. */
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
    // Much of it may have to wait until the server takes it.
    socket.expect(timeouts.block());
    socket.getOutputStream().write(MailTransaction.line(command));
  }

  // The end of it goes out last, and only if nobody has called the message back until then.
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

  /** Hears the next answer; says whether the server goes on. */
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

  /** The message has been cancelled before its end was sent; the connection is of no use then. */
  public static final class SendingCancelledException extends IOException {

    SendingCancelledException() {
      super("The message has been called back");
    }
  }
}
