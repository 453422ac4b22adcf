package org.postmeister.delivery.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendStep;

/** What a server may have meant that did not take a message for now. */
class RefusalTest {

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      maxCharsPerColumn = 1000,
      textBlock =
          """
          # step    | reply                                                    | limit, of the recipient, names connection, rate
          RECIPIENT | 421 too many connections                                 | x - - x
          RECIPIENT | 432 4.3.2 Concurrent connections limit exceeded          | x - - x
          RECIPIENT | 450 4.7.1 too many mails from you                        | x - - x
          RECIPIENT | 450 4.3.2 come back                                      | x - - x
          RECIPIENT | 450 4.4.5 congested                                      | x - - x
          RECIPIENT | 450-4.4.5 congested                                      | x - - x
          RECIPIENT | 452 4.5.3 come back                                      | x - x x
          RECIPIENT | 454 4.7.0 later                                          | x x - -
          RECIPIENT | 450 4.7.1 later                                          | - x - -
          RECIPIENT | 450 4.2.1 receiving mail too quickly                     | - - - x
          RECIPIENT | 450 4.1.1 too many unknown                               | - - - x
          RECIPIENT | 450 4.2.2 mailbox full                                   | - x - -
          RECIPIENT | 451 4.7.1 Greylisted, at a limit                         | - - - x
          RECIPIENT | 451 graylisting, at a limit                              | - - - x
          RECIPIENT | 550 5.7.1 too many connections                           | - - - -
          RECIPIENT | -                                                        | - x - -
          RECIPIENT | 45                                                       | - x - -
          RECIPIENT | 450                                                      | - x - -
          DATA      | 451 4.7.1 later                                          | x - - x
          DATA      | 451 4.3.0 later                                          | - - - x
          DATA      | 421                                                      | x - - -
          DATA      | 421 4.3.2 closing                                        | x - - -
          DATA      | 421 4.7.0 closing                                        | x - - x
          DATA      | 421 slow down                                            | x - - x
          DATA      | 450 Too Many messages in this session                    | x - x x
          DATA      | 450 this connection has had its limit of messages        | x - x x
          DATA      | 450 this connection has had its messages                 | - - - x
          DATA      | 450 maximum number reached                               | x - - x
          SENDER    | 550 over the limit of messages in this session           | - - x -
          SENDER    | -                                                        | - - - -
          """)
  void meansWhatItSaysOfAMessage(SendStep step, String reply, String meant) {
    Refusal refusal = Refusal.ofMessage(new SendFailure(step, "temporarily_refused"), reply);

    assertThat(
            String.join(
                " ",
                mark(refusal.mayBeLimit()),
                mark(refusal.isOfRecipient()),
                mark(refusal.namesConnection()),
                mark(refusal.mayBeRate())))
        .isEqualTo(meant);
    assertThat(refusal.code()).isEqualTo("temporarily_refused");
    assertThat(refusal.lasting()).isFalse();
  }

  private static String mark(boolean holds) {
    return holds ? "x" : "-";
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"-, false", "554 5.7.1 go away, false", "421 4.7.0 busy, true"})
  void whatIsSaidOfTheServerMayAlwaysBeALimit(String reply, boolean rate) {
    SendFailure failure = new SendFailure(SendStep.CONNECT, "server_unavailable");

    assertThat(Refusal.of(failure, reply, false).mayBeLimit()).isTrue();
    assertThat(Refusal.of(failure, reply, false).mayBeRate()).isEqualTo(rate);
    assertThat(Refusal.of(failure, reply, true).mayBeRate()).as("for good").isFalse();
  }
}
