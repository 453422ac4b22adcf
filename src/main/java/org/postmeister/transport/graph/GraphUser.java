package org.postmeister.transport.graph;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A user of the directory.
 *
 * @param displayName null if it has none
 * @param mail its address, null if it has none
 */
record GraphUser(@Nullable String displayName, @Nullable String mail) {

  static GraphUser of(JsonNode json) {
    return new GraphUser(text(json, "displayName"), text(json, "mail"));
  }

  private static @Nullable String text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    return value.isString() ? value.stringValue() : null;
  }
}
