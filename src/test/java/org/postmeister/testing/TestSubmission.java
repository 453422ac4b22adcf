package org.postmeister.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Submission over SMTP on free ports, with a certificate of the {@link TestAuthority}. */
public class TestSubmission
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    try {
      Path pem = TestAuthority.pem(Files.createTempDirectory("submission"));
      TestPropertyValues.of(
              "postmeister.submission.port=0",
              "postmeister.submission.tls-port=0",
              "spring.ssl.bundle.watch.file.quiet-period=200ms",
              "postmeister.submission.address=127.0.0.1",
              "postmeister.submission.networks=127.0.0.9=acme,127.0.0.10=system,127.0.0.11=nobody",
              "postmeister.submission.allow-plain=127.0.0.8/29",
              "postmeister.submission.proxies=127.0.0.6",
              "postmeister.submission.host-name=submission.example.net",
              "postmeister.submission.public-host=smtp.example.net",
              "postmeister.submission.certificate=" + pem,
              "postmeister.submission.private-key=" + pem)
          .applyTo(context);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
