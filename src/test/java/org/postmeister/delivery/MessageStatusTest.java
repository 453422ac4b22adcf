package org.postmeister.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.common.EmailAddress;

/** One state of those of all recipients. */
class MessageStatusTest {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "QUEUED, QUEUED",
    "DEFERRED, DEFERRED",
    "DELIVERED, DELIVERED",
    "REFUSED, REFUSED",
    "CANCELLED, CANCELLED",
    "UNCERTAIN, UNCERTAIN",
    "DELIVERED DELIVERED, DELIVERED",
    "DELIVERED REFUSED, PARTLY_DELIVERED",
    "DELIVERED CANCELLED, PARTLY_DELIVERED",
    "REFUSED CANCELLED, REFUSED",
    "DELIVERED UNCERTAIN, UNCERTAIN",
    "REFUSED UNCERTAIN, UNCERTAIN",
    "DELIVERED QUEUED UNCERTAIN, QUEUED",
    "DELIVERED QUEUED DEFERRED UNCERTAIN REFUSED CANCELLED, DEFERRED"
  })
  void theFirstThatIsStillToHappenDecides(String recipients, MessageStatus status) {
    List<Recipient> all = new ArrayList<>();
    for (String one : recipients.split(" ")) {
      all.add(
          new Recipient(
              EmailAddress.of("a" + all.size() + "@example.org"),
              Recipient.Kind.TO,
              MessageStatus.valueOf(one),
              null,
              null,
              false));
    }

    assertThat(MessageStatus.of(all)).isEqualTo(status);
  }
}
