package org.postmeister.delivery.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.error.StartupException;
import org.postmeister.delivery.DeliveryProperties;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.mailserver.MailOwner;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Which headers whoever hands a message over may set. */
class HeaderNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "From",
        "Sender",
        "Reply-To",
        "To",
        "Cc",
        "Bcc",
        "Subject",
        "Date",
        "Message-ID",
        "MIME-Version",
        "Return-Path",
        "Received",
        "DKIM-Signature",
        "Authentication-Results",
        "Disposition-Notification-To",
        "Return-Receipt-To",
        "Content-Type",
        "Content-Transfer-Encoding",
        "Content-Disposition",
        "Content-ID",
        "Resent-From",
        "Resent-To",
        "Resent-Bcc",
        "Resent-Message-ID",
        "ARC-Seal",
        "ARC-Message-Signature",
        "ARC-Authentication-Results"
      })
  void nobodySetsWhatPostmeisterSetsItself(String name) {
    for (String spelling :
        new String[] {name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT)}) {
      assertThatThrownBy(() -> new HeaderName(spelling))
          .as(spelling)
          .isInstanceOfSatisfying(
              InvalidValueException.class, e -> assertThat(e.code()).isEqualTo("reserved"));
    }
    assertThat(allowing().isAllowed(name)).isFalse();
    // And nobody has it allowed.
    assertThatThrownBy(() -> allowing(name))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("POSTMEISTER_DELIVERY_ALLOWED_HEADERS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Shop", "List-Id", "References", "Fromage", "Contents", "A"})
  void whatOnlyBeginsAlikeIsNoneOfThem(String name) {
    assertThat(new HeaderName(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Comments",
        "In-Reply-To",
        "Keywords",
        "References",
        "List-Archive",
        "List-Help",
        "List-Id",
        "List-Owner",
        "List-Post",
        "List-Subscribe",
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
        "Auto-Submitted",
        "Precedence",
        "X-Auto-Response-Suppress",
        "Importance",
        "Priority",
        "Sensitivity",
        "X-Priority",
        "X-MSMail-Priority",
        "Feedback-ID",
        "Organization",
        "Thread-Index",
        "Thread-Topic",
        "User-Agent",
        "X-Entity-Ref-ID",
        "X-Mailer",
        "X-Report-Abuse"
      })
  void everybodyMaySetWhatDoesNoHarm(String name) {
    assertThat(allowing().isAllowed(name)).isTrue();
    assertThat(allowing().isAllowed(name.toUpperCase(Locale.ROOT))).isTrue();
    assertThat(allowing().isAllowed(name + "x")).isFalse();
  }

  @Test
  void othersAreSetAsFarAsTheyAreConfigured() {
    AllowedHeaders some = allowing(" X-Shop-Order", "X-Track-*", "", "x-more*");

    assertThat(some.isAllowed("x-shop-ORDER")).isTrue();
    assertThat(some.isAllowed("X-Shop-Order-Id")).isFalse();
    assertThat(some.isAllowed("X-Track-Id")).isTrue();
    assertThat(some.isAllowed("X-Tracking")).isFalse();
    assertThat(some.isAllowed("X-MoreOver")).isTrue();
    assertThat(allowing().isAllowed("X-Shop-Order")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "Content-*", "Resent-*", "ARC-*", "X Shop", "-X", "X:"})
  void refusesToStartWithWhatIsNoNameOrReserved(String entry) {
    assertThatThrownBy(() -> allowing(entry)).isInstanceOf(StartupException.class);
  }

  @Test
  void aMessageIsRefusedForEachOfItsHeadersThatIsNotAllowed() {
    ComposedMessage message = SomeMessages.withEverything(MailOwner.SYSTEM, 1);

    assertThatThrownBy(() -> allowing("X-Orders").check(message))
        .isInstanceOfSatisfying(
            HeaderNotAllowedException.class,
            e -> assertThat(e.properties()).containsEntry("headers", List.of("X-Order")));
    assertThatCode(() -> allowing("X-Order").check(message)).doesNotThrowAnyException();
    assertThatCode(() -> allowing().check(SomeMessages.to(MailOwner.SYSTEM, "a@example.org")))
        .doesNotThrowAnyException();
  }

  private static AllowedHeaders allowing(String... names) {
    return new AllowedHeaders(
        new Binder(
                new MapConfigurationPropertySource(
                    Map.of("postmeister.delivery.allowed-headers", String.join(",", names))))
            .bindOrCreate("postmeister.delivery", DeliveryProperties.class));
  }
}
