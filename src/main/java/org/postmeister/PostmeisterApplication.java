package org.postmeister;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.shared.ui.Transport;
import com.vaadin.flow.theme.aura.Aura;
import java.util.Map;
import org.postmeister.delivery.outbox.HoldMessagesCommand;
import org.postmeister.secret.BackupCommand;
import org.postmeister.secret.RotateSecretsCommand;
import org.postmeister.secret.VerifyBackupCommand;
import org.postmeister.training.TrainingCommand;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.modulith.Modulithic;

/** Starts the console, or runs the command named by the first argument. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Modulithic(systemName = "Postmeister")
// User events are sent by XHR, so that each of them passes the security filters.
@Push(transport = Transport.WEBSOCKET_XHR)
@ColorScheme(ColorScheme.Value.SYSTEM)
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("context://postmeister/postmeister.css")
public class PostmeisterApplication implements AppShellConfigurator {

  /**
   * How many platform threads the virtual threads share; read when the JVM starts its first one.
   */
  private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

  private static final int LEAST_CARRIERS = 4;

  private static final Map<String, Class<?>> COMMANDS =
      Map.of(
          RotateSecretsCommand.NAME,
          RotateSecretsCommand.class,
          VerifyBackupCommand.NAME,
          VerifyBackupCommand.class,
          HoldMessagesCommand.NAME,
          HoldMessagesCommand.class,
          BackupCommand.NAME,
          BackupCommand.class);

  public static void main(String[] arguments) {
    if (System.getProperty(CARRIERS) == null) {
      // More than there are processors, so that what computes for long, such as the hashing of
      // passwords, does not hold up all else; not many more, since each of them costs processor
      // time when work is handed over (docs/decisions/0015).
      System.setProperty(
          CARRIERS,
          Integer.toString(
              Math.max(LEAST_CARRIERS, 2 * Runtime.getRuntime().availableProcessors())));
    }
    Class<?> command = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
    if (command != null) {
      new SpringApplicationBuilder(command).web(WebApplicationType.NONE).run(arguments).close();
      return;
    }
    if (arguments.length > 0 && arguments[0].equals(TrainingCommand.NAME)) {
      TrainingCommand.run(PostmeisterApplication.class);
      return;
    }
    SpringApplication.run(PostmeisterApplication.class, arguments);
  }

  @Override
  public void configurePage(AppShellSettings settings) {
    settings.addFavIcon("icon", "favicon.svg", "any");
    settings.setViewport("width=device-width, initial-scale=1");
  }
}
