package org.postmeister.submission.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.security.TestUsers;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;

/** Millions of messages must not fill the log: what happened to each is in the message log. */
@PostmeisterTest
class QuietLogTest extends SubmissionTestCase {

  private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

  @Autowired private MockMvc mvc;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    ROOT.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    ROOT.detachAppender(log);
  }

  @Test
  void nothingIsLoggedForAMessageWhateverBecomesOfIt() throws Exception {
    server.on("RCPT TO:<gone@example.org>", "550 5.1.1 No such user");
    server.on("RCPT TO:<full@example.org>", "452 4.2.2 Mailbox full");
    for (String recipient : List.of("a@example.org", "gone@example.org", "full@example.org")) {
      assertThat(submit(MESSAGE.replace("<1@", "<" + recipient + "@"), recipient))
          .startsWith("250 2.0.0");
      send(recipient);
    }
    deliveries.run();

    SignedIn.asSystemAdmin();
    assertThat(sent())
        .extracting(Message::status)
        .containsOnly(MessageStatus.DELIVERED, MessageStatus.REFUSED, MessageStatus.DEFERRED)
        .hasSize(6);
    assertThat(lines()).isEmpty();
    LoggerFactory.getLogger("org.postmeister").info("heard");
    assertThat(lines()).containsExactly("heard");
  }

  private void send(String recipient) throws Exception {
    mvc.perform(
            post("/api/v1/tenants/acme/messages")
                .with(authentication(TestUsers.systemAdmin()))
                .contentType(MediaType.APPLICATION_JSON)
                .content(
                    "{\"to\": [\"%s\"], \"subject\": \"s\", \"text\": \"t\"}".formatted(recipient)))
        .andExpect(status().isAccepted());
  }

  private List<String> lines() {
    return List.copyOf(log.list).stream()
        // The tests compare requests with their description by it.
        .filter(event -> !event.getLoggerName().startsWith("com.networknt."))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }
}
