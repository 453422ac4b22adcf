package org.postmeister.common.rest;

import org.postmeister.common.error.StartupException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How large requests may be.
 *
 * @param maxRequestSize for any request to the HTTP API; a message in JSON is about a third larger
 *     than its attachments
 */
@ConfigurationProperties("postmeister.api")
record RequestSizeProperties(@DefaultValue("40MB") DataSize maxRequestSize) {

  RequestSizeProperties {
    if (maxRequestSize.toBytes() <= 0) {
      throw new StartupException(
          "“" + maxRequestSize + "” in POSTMEISTER_API_MAX_REQUEST_SIZE is not greater than zero.",
          "Set a greater value, or remove it to use the default.");
    }
  }
}
