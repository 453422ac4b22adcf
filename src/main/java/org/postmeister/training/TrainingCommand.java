package org.postmeister.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.context.support.StandardServletEnvironment;

/**
 * The command {@code train}. With {@code -XX:AOTCacheOutput}, the JVM remembers what it has learnt
 * meanwhile: classes for a fast start (JEP 483), and profiles for a fast beginning (JEP 515). It
 * uses nothing of this installation: neither its settings, nor its database, nor its ports.
 */
public final class TrainingCommand {

  /** The first argument on the command line. */
  public static final String NAME = "train";

  private TrainingCommand() {}

  /**
   * @param application to start
   * @throws IllegalStateException if something does not work
   */
  public static void run(Class<?> application) {
    try {
      Path data = Files.createTempDirectory("postmeister-training");
      try {
        run(application, data);
      } finally {
        FileSystemUtils.deleteRecursively(data);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The training was interrupted", e);
    }
  }

  private static void run(Class<?> application, Path data)
      throws IOException, InterruptedException {
    List<Integer> ports = freePorts();
    int mailServer = ports.get(0);
    int submission = ports.get(1);
    String password = UUID.randomUUID().toString();
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(application)
            .environment(withoutSettings())
            .run(
                Stream.of(
                        // Not from the directory that it happens to be started in.
                        "spring.config.location=classpath:/",
                        "server.port=0",
                        "server.address=127.0.0.1",
                        "postmeister.data-dir=" + data,
                        "postmeister.admin.password=" + password,
                        "postmeister.mailcatcher.port=" + mailServer,
                        "postmeister.submission.port=" + submission,
                        "postmeister.submission.address=127.0.0.1",
                        "postmeister.submission.host-name=localhost",
                        "postmeister.submission.allow-plain=127.0.0.0/8",
                        "logging.level.org.postmeister=WARN",
                        "logging.level.org.postmeister.PostmeisterApplication=WARN")
                    .map(setting -> "--" + setting)
                    .toArray(String[]::new))) {
      String url = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
      new Traffic(url, password, submission).run(mailServer);
      new ConsoleVisit(url, password).run();
    }
  }

  private static StandardServletEnvironment withoutSettings() {
    StandardServletEnvironment environment = new StandardServletEnvironment();
    MutablePropertySources sources = environment.getPropertySources();
    sources.remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
    sources.remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
    return environment;
  }

  private static List<Integer> freePorts() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket one = new ServerSocket(0, 1, loopback);
        ServerSocket another = new ServerSocket(0, 1, loopback)) {
      return List.of(one.getLocalPort(), another.getLocalPort());
    }
  }
}
