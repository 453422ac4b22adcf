package org.postmeister.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.postmeister.common.EmailAddress;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.Recipient;

/** The text that a message is found by. */
class MessageSearchIndexTest {

  private static List<Recipient> recipients(int count) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            new Recipient(
                EmailAddress.of("Person" + i + "@example.org"),
                Recipient.Kind.TO,
                MessageStatus.QUEUED,
                null,
                null,
                false))
        .toList();
  }

  @Test
  void hasTheSubjectAndAllAddresses() {
    assertThat(MessageSearchIndex.text("Für Sie", recipients(2)))
        .isEqualTo("fur sie\nperson0@example.org\nperson1@example.org");
  }

  @Test
  void isNotTakenForACutOneWithoutASubject() {
    assertThat(MessageSearchIndex.text("", recipients(1))).isEqualTo("person0@example.org");
  }

  @Test
  void saysWhenItIsCut() {
    assertThat(MessageSearchIndex.text("s", recipients(100)))
        .startsWith(MessageSearchIndex.CUT + "s\n")
        .hasSize(1000);
  }
}
