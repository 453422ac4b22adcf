package org.postmeister.mailserver;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.spi.SendStep;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

@Table("test_outcome")
record TestOutcomeRow(
    @Id String owner,
    @Version long revision,
    Instant at,
    @Nullable SendStep step,
    @Nullable String code) {

  TestOutcome toOutcome() {
    return new TestOutcome(at, step, code);
  }
}
