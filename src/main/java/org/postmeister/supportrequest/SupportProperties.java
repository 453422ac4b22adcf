package org.postmeister.supportrequest;

import org.postmeister.common.error.StartupException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of support requests.
 *
 * @param maxAttachments files with one request
 * @param maxAttachmentSize of all its files together; encoding makes them a third larger, and they
 *     have to fit into a message
 */
@ConfigurationProperties("postmeister.support")
public record SupportProperties(
    @DefaultValue("10") int maxAttachments, @DefaultValue("15MB") DataSize maxAttachmentSize) {

  /**
   * @throws StartupException if a number is not positive
   */
  public SupportProperties {
    if (maxAttachments < 1 || maxAttachmentSize.toBytes() < 1) {
      throw new StartupException(
          "POSTMEISTER_SUPPORT_MAX_ATTACHMENTS and"
              + " POSTMEISTER_SUPPORT_MAX_ATTACHMENT_SIZE must be greater than zero.",
          "Set greater values, or remove them to use the defaults.");
    }
  }
}
