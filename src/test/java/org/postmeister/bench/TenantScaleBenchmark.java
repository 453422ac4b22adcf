package org.postmeister.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.postmeister.common.TenantId;
import org.postmeister.mailserver.route.MailRouteService;
import org.postmeister.tenantlist.TenantColumn;
import org.postmeister.tenantlist.TenantFilter;
import org.postmeister.tenantlist.TenantOverviewService;
import org.postmeister.tenantlist.TenantSort;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the list of tenants and the mail route cost with 1,000, 10,000 and 100,000 tenants. Prints a
 * table; docs/performance.md says how to run it and has figures.
 */
@PostmeisterTest
class TenantScaleBenchmark {

  private static final int PAGE = 50;
  private static final int RUNS = 30;
  private static final int ROUTE_RUNS = 2000;

  @Autowired private TenantOverviewService overviews;
  @Autowired private MailRouteService routes;
  @Autowired private JdbcTemplate jdbc;

  private final SequencedMap<String, StringBuilder> table = new LinkedHashMap<>();

  @Test
  void measure() {
    SignedIn.asSystemAdmin();
    ManyTenants tenants = new ManyTenants(jdbc);
    for (int count : new int[] {1_000, 10_000, 100_000}) {
      tenants.fillUpTo(count);
      measureList(count);
      measureRoute(count);
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      row("heap after it, MB")
          .append(" %d |".formatted((runtime.totalMemory() - runtime.freeMemory()) >> 20));
    }
    System.out.println("| median / p95 in ms | 1,000 | 10,000 | 100,000 |");
    System.out.println("|---|---|---|---|");
    table.values().forEach(System.out::println);
  }

  private void measureList(int count) {
    for (TenantColumn column : TenantColumn.values()) {
      for (boolean descending : new boolean[] {false, true}) {
        TenantSort sort = new TenantSort(column, descending);
        list("first page by " + sort, TenantFilter.ALL, sort, 0);
        list("last page by " + sort, TenantFilter.ALL, sort, count - PAGE);
      }
      list("middle by " + column.key(), TenantFilter.ALL, new TenantSort(column, false), count / 2);
    }
    filters()
        .forEach((name, filter) -> {
          list("filter " + name, filter, TenantSort.BY_NAME, 0);
          list(
              "filter " + name + " by sender",
              filter,
              new TenantSort(TenantColumn.SENDER, true),
              0);
        });
  }

  private static Map<String, TenantFilter> filters() {
    Map<String, TenantFilter> filters = new LinkedHashMap<>();
    for (String text :
        new String[] {
          "query=customer 000",
          "query=no such tenant",
          "query=e",
          "name=999",
          "displayName=99",
          "active=false",
          "route=TENANT",
          "route=NONE",
          "authentication=NONE",
          "sender=tenant99",
          "lastTest=FAILED",
          "lastTest=NEVER",
          "systemServerAllowed=false",
          "ownServerAllowed=false",
          "supportAddress=help@tenant5"
        }) {
      int equals = text.indexOf('=');
      filters.put(
          text, TenantFilter.of(Map.of(text.substring(0, equals), text.substring(equals + 1))));
    }
    return filters;
  }

  // What a grid asks for: how many there are, and one page of them.
  private void list(String name, TenantFilter filter, TenantSort sort, int offset) {
    long[] nanos = new long[RUNS];
    for (int run = -3; run < RUNS; run++) {
      long begin = System.nanoTime();
      overviews.page(filter, sort, offset, PAGE, overviews.count(filter));
      nanos[Math.max(0, run)] = System.nanoTime() - begin;
    }
    row(name).append(" %s |".formatted(figures(nanos)));
  }

  private void measureRoute(int count) {
    Random random = new Random(1);
    long[] nanos = new long[ROUTE_RUNS];
    for (int run = -200; run < ROUTE_RUNS; run++) {
      TenantId tenant = new TenantId(ManyTenants.id(random.nextInt(count)));
      long begin = System.nanoTime();
      routes.get(tenant);
      nanos[Math.max(0, run)] = System.nanoTime() - begin;
    }
    row("mail route of one tenant").append(" %s |".formatted(figures(nanos)));
  }

  private StringBuilder row(String name) {
    return table.computeIfAbsent(name, added -> new StringBuilder("| " + added + " |"));
  }

  private static String figures(long[] nanos) {
    Arrays.sort(nanos);
    return "%.2f / %.2f"
        .formatted(
            nanos[nanos.length / 2] / 1e6, nanos[(int) Math.ceil(nanos.length * 0.95) - 1] / 1e6);
  }
}
