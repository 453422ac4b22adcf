package org.postmeister.submission.smtp;

import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.error.StartupException;
import org.postmeister.submission.SubmissionNetworks;
import org.postmeister.submission.SubmissionProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;
import org.subethamail.smtp.internal.server.CommandHandler;
import org.subethamail.smtp.server.SMTPServer;

/** Listens for clients that submit messages over SMTP (RFC 6409). */
@Component
public class SubmissionServer implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(SubmissionServer.class);

  // The library's own limits and timeouts come after ours, which have enhanced status codes.
  private static final int SPARE_CONNECTIONS = 100;
  private static final int BACKLOG = 500;

  private final SubmissionProperties properties;
  private final SubmissionNetworks networks;
  private final CommandContext context;
  private final List<SMTPServer> servers = new CopyOnWriteArrayList<>();
  private @Nullable ScheduledExecutorService watch;

  SubmissionServer(
      SubmissionProperties properties, SubmissionNetworks networks, CommandContext context) {
    this.properties = properties;
    this.networks = networks;
    this.context = context;
  }

  @Override
  public void start() {
    listen(properties.port(), false, "POSTMEISTER_SUBMISSION_PORT");
    listen(properties.tlsPort(), true, "POSTMEISTER_SUBMISSION_TLS_PORT");
    if (!servers.isEmpty()) {
      watch =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().daemon().name("submission-watch").factory());
      var _ = watch.scheduleWithFixedDelay(this::closeSlow, 1, 1, TimeUnit.SECONDS);
    }
  }

  // One failure must not be the last look.
  private void closeSlow() {
    try {
      context.clients().closeSlow();
    } catch (RuntimeException e) {
      log.error("Slow clients could not be looked for", e);
    }
  }

  private void listen(@Nullable Integer port, boolean beginsWithTls, String variable) {
    if (port == null) {
      return;
    }
    SMTPServer.Builder builder =
        SMTPServer.port(port)
            .hostName(context.hostName())
            .softwareName("Postmeister")
            .backlog(BACKLOG)
            .maxConnections(properties.connections() + SPARE_CONNECTIONS)
            .connectionTimeoutMs(Math.toIntExact(properties.commandTimeout().toMillis()))
            .insertReceivedHeaders(false)
            .executorService(Executors.newVirtualThreadPerTaskExecutor())
            .sessionHandler(context.clients())
            .proxyHandler(
                new ConnectionBegin(networks, context.tls(), context.clients(), beginsWithTls));
    if (properties.address() != null) {
      builder.bindAddress(address(properties.address()));
    }
    SMTPServer server = builder.build();
    addCommands(server.getCommandHandler());
    try {
      server.start();
    } catch (RuntimeException e) {
      if (NestedExceptionUtils.getMostSpecificCause(e) instanceof BindException) {
        throw new StartupException(
            "The port " + port + " for submission over SMTP cannot be used.",
            "Stop the program that uses it, or set " + variable + " to another one.",
            e);
      }
      throw e;
    }
    servers.add(server);
    context.endpoint().opened(server.getPortAllocated(), beginsWithTls);
    log.info("Messages can be submitted over SMTP on port {}.", server.getPortAllocated());
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new StartupException(
          "\u201c" + text + "\u201d in POSTMEISTER_SUBMISSION_ADDRESS is no address.",
          "Set it to an IP address of this machine, or remove it for all of them.",
          e);
    }
  }

  private void addCommands(CommandHandler commands) {
    List.of(
            new GreetingCommand(true, context),
            new GreetingCommand(false, context),
            new AuthCommand(context),
            new StartTlsCommand(context),
            new MailCommand(context),
            new RcptCommand(context),
            new DataCommand(context),
            new BdatCommand(context),
            new QuitCommand(context),
            new FixedCommand("RSET", "250 2.0.0 Ok", SmtpClient::reset, context),
            new FixedCommand("NOOP", "250 2.0.0 Ok", client -> {}, context),
            // It is not told who exists (RFC 5321, section 7.3).
            new FixedCommand("VRFY", "252 2.5.0 Send, and see", client -> {}, context),
            new FixedCommand("EXPN", "502 5.5.1 There are no lists", client -> {}, context),
            new FixedCommand("HELP", "214 2.0.0 RFC 6409", client -> {}, context))
        .forEach(commands::addCommand);
  }

  /** The ports that it listens on: with STARTTLS first, then with TLS. */
  List<Integer> ports() {
    return servers.stream().map(SMTPServer::getPortAllocated).toList();
  }

  /** Whether it listens on every port that is configured. */
  boolean listensOnAll() {
    long wanted =
        Stream.of(properties.port(), properties.tlsPort()).filter(Objects::nonNull).count();
    return servers.size() == wanted && servers.stream().allMatch(SMTPServer::isRunning);
  }

  @Override
  public void stop() {
    context.endpoint().closed();
    context.clients().closeAll();
    servers.forEach(SMTPServer::stop);
    servers.clear();
    if (watch != null) {
      watch.shutdownNow();
    }
  }

  @Override
  public boolean isRunning() {
    return !servers.isEmpty();
  }

  /** Later than what takes the messages. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE - 1;
  }
}
