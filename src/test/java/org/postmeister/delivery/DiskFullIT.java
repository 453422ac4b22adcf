package org.postmeister.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.ChaoticSmtpServer;
import org.postmeister.testing.PackagedApplication;

/**
 * Nothing is lost when the disk of the embedded database is full, and all goes on once it is not.
 */
class DiskFullIT {

  private static final int MESSAGES = 300;

  @TempDir private Path parent;
  private Path disk;

  @BeforeEach
  void aSmallDisk() throws Exception {
    disk = java.nio.file.Files.createDirectory(parent.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=24m", "none", disk.toString()),
        "Skipped: only root may make a small file system (mount -t tmpfs)");
  }

  @AfterEach
  void noDisk() throws Exception {
    run("umount", "--lazy", disk.toString());
  }

  @Test
  void whatWasAcceptedArrivesOnceThereIsRoomAgain() throws Exception {
    Map<String, String> environment =
        Map.of(
            "DB_SCHEDULER_HEARTBEAT_INTERVAL", "1s",
            "POSTMEISTER_DELIVERY_LEASE", "3s",
            "POSTMEISTER_DELIVERY_RETRY_INITIAL", "1s",
            "POSTMEISTER_DELIVERY_RETRY_MAX_DELAY", "5s");
    List<PackagedApplication> nodes = new CopyOnWriteArrayList<>();
    nodes.add(PackagedApplication.start(disk, environment));
    try (ChaoticSmtpServer server = new ChaoticSmtpServer(Duration.ZERO)) {
      nodes.getFirst().sendsThrough(server.port());
      try (Applications applications = new Applications(() -> nodes)) {
        applications.send(MESSAGES, 100_000);
        Awaitility.await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> applications.refusals().getOrDefault(503, 0) > 0);
        int accepted = applications.accepted().size();
        assertThat(run("mount", "-o", "remount,size=400m", disk.toString())).isTrue();
        nodes.removeFirst().kill();
        nodes.add(PackagedApplication.start(disk, environment));
        Awaitility.await()
            .atMost(Duration.ofMinutes(3))
            .until(() -> applications.left() == 0 && allEnded(nodes.getFirst(), applications));

        System.out.printf(
            "%d accepted before the disk was full, %d in all; HTTP %s%n",
            accepted, applications.accepted().size(), applications.refusals());
        assertNothingLost(nodes.getFirst(), server, applications);
      }
    } finally {
      nodes.forEach(PackagedApplication::close);
    }
  }

  private static boolean allEnded(PackagedApplication node, Applications applications) {
    return messages(node).values().stream().allMatch("DELIVERED"::equals)
        && messages(node).size() >= applications.accepted().size();
  }

  private static Map<Long, String> messages(PackagedApplication node) {
    List<Map<String, Object>> page =
        JsonPath.read(node.api("GET", "/tenants/acme/messages?limit=1000", ""), "$");
    Map<Long, String> messages = new HashMap<>();
    page.forEach(message ->
        messages.put(((Number) message.get("id")).longValue(), (String) message.get("status")));
    return messages;
  }

  private static void assertNothingLost(
      PackagedApplication node, ChaoticSmtpServer server, Applications applications) {
    assertThat(messages(node).keySet()).containsAll(applications.accepted());
    List<Integer> taken = new ArrayList<>(server.taken().values());
    assertThat(taken).as("every one, and each once").hasSize(messages(node).size());
    System.out.println(taken.stream().filter(count -> count > 1).count() + " taken twice");
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }
}
