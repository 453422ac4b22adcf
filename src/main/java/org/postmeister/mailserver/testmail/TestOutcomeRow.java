package org.postmeister.mailserver.testmail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.spi.SendStep;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

@Table("test_outcome")
public record TestOutcomeRow(
    @Id String owner,
    @Version long revision,
    Instant at,
    @Nullable SendStep step,
    @Nullable String code) {

  public TestOutcome toOutcome() {
    return new TestOutcome(at, step, code);
  }
}
