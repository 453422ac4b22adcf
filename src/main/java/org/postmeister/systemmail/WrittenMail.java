package org.postmeister.systemmail;

import org.jspecify.annotations.Nullable;
import org.postmeister.systemmail.brand.Logo;

/**
 * A mail with everything filled in; text and HTML say the same.
 *
 * @param logo that the HTML shows as {@link #LOGO_ID}, null if it has none
 */
public record WrittenMail(String subject, String text, String html, @Nullable Logo logo) {

  /** What follows {@code cid:} in the HTML (RFC 2392). */
  public static final String LOGO_ID = "logo@postmeister";

  /** The HTML with the picture in it, for showing it in the console. */
  public String standaloneHtml() {
    return logo == null ? html : html.replace("cid:" + LOGO_ID, logo.dataUri());
  }
}
