package org.postmeister.systemmail;

import java.util.Map;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;
import org.postmeister.systemmail.brand.AppliedBrand;
import org.postmeister.systemmail.brand.BrandColor;

/**
 * A link that is the only content of its paragraph: it is the purpose of the mail, so it is shown
 * as a button.
 */
final class MailButton extends CustomBlock {

  /** Its color by night without anybody's brand. */
  static final String NIGHT_COLOR = "#2f6fbb";

  private static final BrandColor DEFAULT_COLOR = new BrandColor("#1f5fa8");

  private final String destination;

  private MailButton(String destination) {
    this.destination = destination;
  }

  static String color(AppliedBrand brand) {
    return of(brand).value();
  }

  /** The color of what stands on it, which can be read by day and by night. */
  static String textColor(AppliedBrand brand) {
    return of(brand).textColor();
  }

  private static BrandColor of(AppliedBrand brand) {
    BrandColor color = brand.color();
    return color != null && color.isValid() ? color : DEFAULT_COLOR;
  }

  /** Replaces such links by buttons. */
  static Node find(Node document) {
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Paragraph paragraph) {
            if (paragraph.getFirstChild() instanceof Link link && link.getNext() == null) {
              MailButton button = new MailButton(link.getDestination());
              Node child = link.getFirstChild();
              while (child != null) {
                Node next = child.getNext();
                button.appendChild(child);
                child = next;
              }
              paragraph.insertAfter(button);
              paragraph.unlink();
            }
          }
        });
    return document;
  }

  /** As a table: Word, which renders mail in Outlook, ignores padding and background of links. */
  record Renderer(HtmlNodeRendererContext context, AppliedBrand brand) implements NodeRenderer {

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(MailButton.class);
    }

    @Override
    public void render(Node node) {
      String destination = ((MailButton) node).destination;
      HtmlWriter html = context.getWriter();
      html.line();
      html.raw(
          "<table role=\"presentation\" border=\"0\" cellspacing=\"0\" cellpadding=\"0\""
              + " style=\"margin:8px 0 24px\"><tr><td class=\"button\" bgcolor=\""
              + color(brand)
              + "\""
              + " style=\"border-radius:6px;padding:12px 22px\">");
      html.tag(
          "a",
          Map.of(
              "href",
              context.encodeUrl(context.urlSanitizer().sanitizeLinkUrl(destination)),
              "class",
              "button-link",
              "style",
              "color:" + textColor(brand) + ";font-weight:600;text-decoration:none"));
      for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
        context.render(child);
      }
      html.raw("</a></td></tr></table>");
      // Where the button leads, for those who prefer to copy it.
      html.raw("<p class=\"address\" style=\"" + MailStyles.SMALL + "\">");
      html.text(destination);
      html.raw("</p>");
      html.line();
    }
  }
}
