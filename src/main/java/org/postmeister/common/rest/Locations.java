package org.postmeister.common.rest;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriUtils;

/** Where what a request has created is: the header {@code Location}. */
public final class Locations {

  private Locations() {}

  /**
   * Relative to the address of the request, since a proxy may have taken off the beginning of its
   * path.
   *
   * @param collection the last part of the request's path, or one beside it
   * @param id of what was created
   */
  public static URI of(String collection, String id) {
    return URI.create(collection + "/" + UriUtils.encodePathSegment(id, StandardCharsets.UTF_8));
  }
}
