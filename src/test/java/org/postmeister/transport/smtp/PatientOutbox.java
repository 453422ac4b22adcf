package org.postmeister.transport.smtp;

import java.time.Duration;
import org.springframework.context.ApplicationContext;
import org.springframework.test.util.ReflectionTestUtils;

/** Until it is closed, the outbox waits for servers as long as it does outside of tests. */
public final class PatientOutbox implements AutoCloseable {

  private static final String PROPERTIES = "properties";

  private final SmtpMailTransport transport;
  private final Object usual;

  public PatientOutbox(ApplicationContext context) {
    transport = context.getBean(SmtpMailTransport.class);
    usual = ReflectionTestUtils.getField(transport, PROPERTIES);
    Duration minutes = Duration.ofMinutes(5);
    ReflectionTestUtils.setField(
        transport,
        PROPERTIES,
        new SmtpProperties(minutes, minutes, minutes, minutes, minutes, minutes));
  }

  @Override
  public void close() {
    ReflectionTestUtils.setField(transport, PROPERTIES, usual);
  }
}
