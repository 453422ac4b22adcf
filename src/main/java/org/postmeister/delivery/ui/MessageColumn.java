package org.postmeister.delivery.ui;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The columns of the message log. */
enum MessageColumn {
  STATE("messages.state"),
  SUBJECT("messages.subject"),
  RECIPIENTS("messages.recipients"),
  TENANT("messages.tenant"),
  ROUTE("messages.route"),
  ACCEPTED("messages.accepted"),
  ATTEMPTS("messages.attempts"),
  NEXT("messages.next"),
  SIZE("message.size"),
  ORIGIN("message.origin");

  static final Set<MessageColumn> USUAL =
      EnumSet.of(STATE, SUBJECT, RECIPIENTS, TENANT, ACCEPTED, ATTEMPTS, NEXT);

  private final String labelKey;

  MessageColumn(String labelKey) {
    this.labelKey = labelKey;
  }

  String labelKey() {
    return labelKey;
  }

  /** As {@link #toParameter} writes them; unknown names are ignored. */
  static Set<MessageColumn> of(String parameter) {
    Set<String> names = Set.of(parameter.split(","));
    Set<MessageColumn> columns = EnumSet.of(SUBJECT);
    Arrays.stream(values()).filter(column -> names.contains(column.name())).forEach(columns::add);
    return columns;
  }

  static String toParameter(Set<MessageColumn> columns) {
    return columns.stream().map(Enum::name).collect(Collectors.joining(","));
  }
}
