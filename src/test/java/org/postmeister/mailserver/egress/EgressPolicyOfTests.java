package org.postmeister.mailserver.egress;

import java.util.List;

/** Where tenants' mail may go, with other settings than those of tests. */
public final class EgressPolicyOfTests {

  private EgressPolicyOfTests() {}

  /** Public addresses only, and one port. */
  public static EgressPolicy onPort(String port) {
    return new EgressPolicy(new EgressProperties(List.of(), List.of(), List.of(port)));
  }
}
