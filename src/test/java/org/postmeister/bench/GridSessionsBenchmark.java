package org.postmeister.bench;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.Browser;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.TestAccounts;
import org.postmeister.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The packaged jar on MariaDB with 1,000, 10,000 and 100,000 tenants: what a person in a browser
 * waits for, then 200 sessions that scroll the grid at the same time. Prints tables;
 * docs/performance.md says how to run it and has figures.
 */
@Tag("database")
class GridSessionsBenchmark {

  private static final int SESSIONS = 200;
  private static final int SCROLLS = 20;
  private static final int CLICKS = 15;

  @TempDir private Path data;

  @Test
  void measure() throws Exception {
    String url = TestDatabase.mariaDb();
    JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource(url, "root", ""));
    try (PackagedApplication application =
        PackagedApplication.start(
            data,
            Map.of(
                "SPRING_DATASOURCE_URL", url,
                "SPRING_DATASOURCE_USERNAME", "root",
                "SPRING_DATASOURCE_PASSWORD", ""))) {
      ManyTenants tenants = new ManyTenants(jdbc);
      System.out.println("| tenants | sorted by a click | found by the search | resident memory |");
      System.out.println("|---|---|---|---|");
      for (int count : new int[] {1_000, 10_000, 100_000}) {
        tenants.fillUpTo(count);
        browse(application, count);
      }
      scroll(application, 100_000);
    }
  }

  private static void browse(PackagedApplication application, int count) throws IOException {
    try (BrowserContext context =
        Browser.get()
            .newContext(
                new com.microsoft.playwright.Browser.NewContextOptions()
                    .setLocale("en")
                    .setViewportSize(1440, 900))) {
      Page page = context.newPage();
      page.navigate(application.url("/login"));
      page.locator("input[name=username]").fill(TestAccounts.ADMIN);
      page.locator("input[name=password]").fill(TestAccounts.ADMIN_PASSWORD);
      page.locator("vaadin-login-form vaadin-button[theme~=primary]").click();
      page.waitForURL(address -> !address.contains("/login"));
      page.navigate(application.url("/tenants"));
      page.getByText(ManyTenants.name(0)).first().waitFor();
      double[] sorts = new double[CLICKS];
      double[] searches = new double[CLICKS];
      Locator sorter = page.locator("vaadin-grid-sorter").nth(1);
      Locator search = page.locator(".search input");
      for (int click = -2; click < CLICKS; click++) {
        sorts[Math.max(0, click)] = millis(page, FIRST_ROWS, sorter::click);
        // The field waits for a pause of 400 ms in typing, which is left out.
        searches[Math.max(0, click)] =
            millis(page, COUNT, () -> search.fill("customer 0000")) - TYPING_PAUSE;
        millis(page, COUNT, () -> search.fill(""));
        page.waitForTimeout(300);
      }
      System.out.printf(
          "| %,d | %s | %s | %d MB |%n",
          count, figures(sorts), figures(searches), residentMegabytes(application));
    }
  }

  private static final int TYPING_PAUSE = 400;

  private static final String FIRST_ROWS =
      """
      () => [...document.querySelectorAll('vaadin-grid a')]
        .map(a => ({ y: a.getBoundingClientRect().y, text: a.textContent }))
        .filter(a => a.y > 0 && a.text)
        .sort((a, b) => a.y - b.y).slice(0, 8).map(a => a.text).join()
      """;

  private static final String COUNT = "() => document.querySelector('.count').textContent";

  // Until what the person sees is another one.
  private static double millis(Page page, String seen, Runnable action) {
    Object before = page.evaluate(seen);
    long begin = System.nanoTime();
    action.run();
    page.waitForFunction(
        "before => { const now = (%s)(); return now && now !== before; }".formatted(seen), before);
    return (System.nanoTime() - begin) / 1e6;
  }

  private static void scroll(PackagedApplication application, int count) throws Exception {
    ConcurrentLinkedQueue<Double> times = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<String> errors = new ConcurrentLinkedQueue<>();
    long begin;
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<ConsoleClient> clients = new ArrayList<>();
      for (int session = 0; session < SESSIONS; session++) {
        ConsoleClient client = new ConsoleClient(application.url(""), executor);
        client.signIn(TestAccounts.ADMIN, TestAccounts.ADMIN_PASSWORD);
        client.open("tenants");
        clients.add(client);
      }
      begin = System.nanoTime();
      List<Future<?>> sessions = new ArrayList<>();
      for (int session = 0; session < SESSIONS; session++) {
        ConsoleClient client = clients.get(session);
        Random random = new Random(session);
        sessions.add(executor.submit(() -> scroll(client, random, count, times, errors)));
      }
      for (Future<?> session : sessions) {
        session.get();
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    double[] all = times.stream().mapToDouble(Double::doubleValue).toArray();
    System.out.println(
        "| sessions | scrolls | per second | median / p95 in ms | errors | resident memory |");
    System.out.println("|---|---|---|---|---|---|");
    System.out.printf(
        "| %d | %,d | %.0f | %s | %d | %d MB |%n",
        SESSIONS,
        all.length,
        all.length / seconds,
        figures(all),
        errors.size(),
        residentMegabytes(application));
    errors.stream().limit(3).forEach(System.out::println);
  }

  // As people do: look, then scroll on.
  private static void scroll(
      ConsoleClient client,
      Random random,
      int count,
      ConcurrentLinkedQueue<Double> times,
      ConcurrentLinkedQueue<String> errors) {
    try {
      int last = 0;
      for (int scroll = 0; scroll < SCROLLS; scroll++) {
        Thread.sleep(random.nextInt(1000, 3000));
        // Far enough away, so that no row is in the browser already.
        last = (last + random.nextInt(500, count - 1000)) % (count - 500) / 50 * 50;
        long begin = System.nanoTime();
        client.scrollTo(last, 100);
        times.add((System.nanoTime() - begin) / 1e6);
      }
    } catch (IOException e) {
      errors.add(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String figures(double[] millis) {
    Arrays.sort(millis);
    return millis.length == 0
        ? "–"
        : "%.0f / %.0f"
            .formatted(
                millis[millis.length / 2], millis[(int) Math.ceil(millis.length * 0.95) - 1]);
  }

  private static long residentMegabytes(PackagedApplication application) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + application.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }
}
