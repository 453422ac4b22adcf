package org.postmeister.transport.graph;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendProgress;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.TestMail;
import org.postmeister.mailserver.spi.TestReport;
import org.postmeister.transport.TestMessage;
import org.postmeister.transport.microsoft.MicrosoftException;
import org.postmeister.transport.microsoft.TokenCheck;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/** One test mail through Microsoft Graph. */
final class GraphCheck {

  static final List<SendStep> STEPS =
      List.of(SendStep.TOKEN, SendStep.PERMISSIONS, SendStep.SENDER, SendStep.SEND);

  private static final String MAIL_SEND = "Mail.Send";
  private static final Set<String> NOT_SHOWN =
      Set.of("graph_user_read_missing", "graph_access_denied");

  private final TestMail mail;
  private final GraphAccount account;
  private final GraphSender graph;
  private final TokenCheck tokenCheck;
  private final SendProgress progress;

  GraphCheck(
      TestMail mail,
      GraphAccount account,
      GraphSender graph,
      TokenCheck tokenCheck,
      SendProgress progress) {
    this.mail = mail;
    this.account = account;
    this.graph = graph;
    this.tokenCheck = tokenCheck;
    this.progress = progress;
  }

  TestReport run() {
    try {
      tokenCheck.run(account.tokens(), MAIL_SEND, progress);
      findSender();
      return send();
    } catch (MicrosoftException e) {
      return progress.failed(STEPS, e.failure().at(progress.current()), e.failure().reply());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return progress.failed(STEPS, new SendFailure(progress.current(), "cancelled"), null);
    }
  }

  private void findSender() throws MicrosoftException, InterruptedException {
    progress.begin(SendStep.SENDER);
    GraphUser user;
    try {
      user = graph.find(account);
    } catch (MicrosoftException e) {
      if (!NOT_SHOWN.contains(e.failure().code())) {
        throw e;
      }
      // Sending needs no such permission.
      progress.warn(detail("check.sender.not_shown", account.sender().toString()));
      return;
    }
    String name = Objects.requireNonNullElse(user.displayName(), "–");
    if (user.mail() == null || user.mail().isEmpty()) {
      progress.warn(detail("check.sender.no_address", name));
    } else {
      progress.ok(detail("check.sender.found", name, user.mail()));
    }
  }

  private TestReport send() throws MicrosoftException, InterruptedException {
    progress.begin(SendStep.SEND);
    TestMessage message;
    String messageId;
    try {
      message = new TestMessage(Session.getInstance(new Properties()), mail, account.sender());
      messageId = message.getMessageID();
    } catch (MessagingException e) {
      throw new IllegalStateException("A test mail cannot be written", e);
    }
    Optional<String> requestId = graph.send(account, message);
    progress.ok(detail("check.graph.accepted"));
    return progress.sent(
        "HTTP 202 Accepted" + requestId.map(id -> "\nrequest-id: " + id).orElse(""), messageId);
  }

  private static MessageSourceResolvable detail(String code, Object... arguments) {
    return new DefaultMessageSourceResolvable(new String[] {code}, arguments);
  }
}
