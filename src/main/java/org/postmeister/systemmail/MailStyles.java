package org.postmeister.systemmail;

import java.util.Map;
import org.commonmark.node.Node;

/** Styles on each element: many mail clients ignore a style sheet. */
final class MailStyles {

  static final String SMALL =
      "margin:0 0 16px;font-size:13px;line-height:20px;color:#5a6472;word-break:break-all";

  private static final Map<String, String> OF_TAGS =
      Map.of(
          "p", "margin:0 0 16px",
          "h1", "margin:0 0 16px;font-size:22px;line-height:28px;font-weight:600",
          "h2", "margin:24px 0 12px;font-size:18px;line-height:26px;font-weight:600",
          "ul", "margin:0 0 16px;padding:0 0 0 24px",
          "ol", "margin:0 0 16px;padding:0 0 0 24px",
          "blockquote", "margin:0 0 16px;padding:0 0 0 16px;border-left:3px solid #c3ccd8",
          "a", "color:#1f5fa8");

  private MailStyles() {}

  static void apply(Node node, String tag, Map<String, String> attributes) {
    String style = OF_TAGS.get(tag);
    if (style != null) {
      attributes.put("style", style);
    }
  }
}
