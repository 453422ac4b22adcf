package org.postmeister.submission;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.Networks;
import org.postmeister.common.error.StartupException;
import org.springframework.stereotype.Component;

/** What is configured for networks, checked when Postmeister starts. */
@Component
public class SubmissionNetworks {

  private final @Nullable Networks plain;
  private final @Nullable Networks proxies;
  private final Map<Networks, String> devices = new LinkedHashMap<>();

  SubmissionNetworks(SubmissionProperties properties) {
    this.plain = read("ALLOW_PLAIN", properties.allowPlain());
    this.proxies = read("PROXIES", properties.proxies());
    if (properties.networks() != null) {
      for (String entry : properties.networks().split("[,;\\s]+", -1)) {
        if (entry.isEmpty()) {
          continue;
        }
        String[] parts = entry.split("=", 2);
        Networks network = read("NETWORKS", parts[0]);
        if (network != null && parts.length == 2 && !parts[1].isBlank()) {
          devices.put(network, parts[1].strip());
        } else {
          throw new StartupException(
              "\u201c" + entry + "\u201d in POSTMEISTER_SUBMISSION_NETWORKS names no tenant.",
              "Write networks with their tenant, such as 10.1.2.0/24=acme, separated by commas.");
        }
      }
    }
  }

  private static @Nullable Networks read(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      return null;
    }
    try {
      return Networks.of(value);
    } catch (InvalidValueException e) {
      throw new StartupException(
          "\u201c"
              + value
              + "\u201d in POSTMEISTER_SUBMISSION_"
              + name
              + " is not a list of networks.",
          "Write networks such as 10.1.0.0/16, separated by commas.",
          e);
    }
  }

  /** Whether clients may sign in and send from there without TLS. */
  public boolean mayBePlain(String address) {
    return plain != null && plain.contains(address);
  }

  /** Whether a load balancer is there. */
  public boolean isProxy(String address) {
    return proxies != null && proxies.contains(address);
  }

  /** Tenants of devices that cannot sign in. */
  Map<Networks, String> devices() {
    return devices;
  }
}
