package org.postmeister.transport.graph;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.mailserver.ApplicationId;
import org.postmeister.mailserver.DirectoryId;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MicrosoftCloud;
import org.postmeister.secret.Secret;
import org.postmeister.testing.FakeEntra;
import org.postmeister.testing.FakeGraph;
import org.postmeister.testing.TestClock;
import org.postmeister.transport.microsoft.MicrosoftClients;
import org.postmeister.transport.microsoft.Resource;

/**
 * What 500 tenants with registrations of their own cost in threads and heap: with the clients that
 * all share, and beside it with clients for each. Prints a table; docs/performance.md says how to
 * run it and has figures.
 */
class MicrosoftRegistrationsBenchmark {

  private static final int TENANTS = 500;
  private static final int AT_ONCE = 8;
  private static final int ROUNDS = 2;
  private static final double MB = 1 << 20;
  private static final String SECRET = "s3cret~value";
  private static final EmailAddress SENDER = EmailAddress.of("noreply@example.com");

  static {
    // The JDK's server closes idle connections beyond 200, which Microsoft's does not.
    System.setProperty("sun.net.httpserver.maxIdleConnections", "2000");
  }

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final FakeEntra entra = new FakeEntra();
  private final FakeGraph graph = new FakeGraph(entra).user(SENDER.toString(), "No Reply");
  private final List<Tenant> tenants = IntStream.range(0, TENANTS).mapToObj(this::tenant).toList();

  private record Tenant(MailOwner owner, AppRegistration registration) {}

  private static final class Clients implements AutoCloseable {

    private final MicrosoftClients clients;
    private final GraphSender sender;

    Clients(FakeEntra entra, FakeGraph graph) {
      TestClock.Turnable clock = new TestClock.Turnable();
      clients = new MicrosoftClients(entra.url(), graph.url(), clock);
      sender =
          new GraphSender(
              clients.http(),
              new SendingLimiter(clients.properties(), clock),
              clients.properties());
    }

    void send(Tenant tenant) throws Exception {
      AppRegistration registration = tenant.registration();
      sender.send(
          new GraphAccount(
              registration,
              clients.tokens().of(tenant.owner(), registration, Secret.of(SECRET), Resource.GRAPH),
              SENDER),
          message());
    }

    @Override
    public void close() {
      clients.close();
    }
  }

  private Tenant tenant(int number) {
    DirectoryId directory = DirectoryId.of("11111111-2222-3333-4444-%012d".formatted(number));
    ApplicationId application = ApplicationId.of("66666666-7777-8888-9999-%012d".formatted(number));
    return new Tenant(
        MailOwner.of(new TenantId(new UUID(1, number))),
        new AppRegistration(MicrosoftCloud.GLOBAL, directory, application, null));
  }

  private void register(AppRegistration registration) {
    entra.register(
        String.valueOf(registration.directoryId()),
        String.valueOf(registration.applicationId()),
        SECRET,
        "Mail.Send");
  }

  @Test
  void measure() throws Exception {
    System.out.printf(
        "| %d tenants, %d messages each | threads before | most | after | heap before | after, MB |"
            + " token requests |%n|---|---|---|---|---|---|---|%n",
        TENANTS, ROUNDS);
    // Loads classes and fills pools, which both kinds need.
    measure("first run", 1);
    measure("clients shared by all", 1);
    measure("clients for each", TENANTS);
    graph.close();
    entra.close();
  }

  private void measure(String kind, int sets) throws Exception {
    forget();
    int threadsBefore = threads.getThreadCount();
    long heapBefore = heap();
    threads.resetPeakThreadCount();
    List<Clients> clients =
        IntStream.range(0, sets).mapToObj(number -> new Clients(entra, graph)).toList();
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < ROUNDS; round++) {
        sendToAll(clients, senders);
      }
    }
    int most = threads.getPeakThreadCount();
    int threadsAfter = threads.getThreadCount();
    int tokenRequests = entra.asked().size();
    forget();
    System.out.printf(
        "| %s | %d | %d | %d | %.1f | %.1f | %d |%n",
        kind, threadsBefore, most, threadsAfter, heapBefore / MB, heap() / MB, tokenRequests);
    clients.forEach(Clients::close);
  }

  private void sendToAll(List<Clients> clients, ExecutorService senders) throws Exception {
    Semaphore atOnce = new Semaphore(AT_ONCE);
    List<Future<?>> sent = new ArrayList<>();
    for (int number = 0; number < TENANTS; number++) {
      Tenant tenant = tenants.get(number);
      Clients used = clients.get(number % clients.size());
      sent.add(
          senders.submit(() -> {
            atOnce.acquire();
            try {
              used.send(tenant);
            } finally {
              atOnce.release();
            }
            return null;
          }));
    }
    for (Future<?> message : sent) {
      message.get();
    }
  }

  // What the services of the test remember is not the clients' cost.
  private void forget() {
    entra.reset();
    graph.reset();
    graph.user(SENDER.toString(), "No Reply");
    tenants.forEach(tenant -> register(tenant.registration()));
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static MimeMessage message() throws Exception {
    MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
    message.setFrom(SENDER.toString());
    message.setRecipients(Message.RecipientType.TO, "to@example.net");
    message.setSubject("Test");
    message.setText("x".repeat(2000));
    return message;
  }
}
