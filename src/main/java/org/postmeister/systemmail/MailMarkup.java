package org.postmeister.systemmail;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;

/** What there is in a Markdown text besides words. */
final class MailMarkup extends AbstractVisitor {

  private static final Parser MARKDOWN = Parser.builder().build();

  private final List<Image> images = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final List<String> code = new ArrayList<>();

  private MailMarkup() {}

  static MailMarkup of(String markdown) {
    return of(MARKDOWN.parse(markdown));
  }

  static MailMarkup of(Node document) {
    MailMarkup markup = new MailMarkup();
    document.accept(markup);
    return markup;
  }

  /**
   * Parses what goes into a mail: without pictures, which would be fetched from elsewhere, and
   * without links that take a secret along to where it does not belong, whatever trick was used to
   * write them.
   *
   * @param secretLink the only link that may have its last part in it, empty if there is none
   */
  static Node parseHarmless(String markdown, String secretLink) {
    Node document = MARKDOWN.parse(markdown);
    MailMarkup markup = of(document);
    markup.images.forEach(MailMarkup::unwrap);
    String secret = secretLink.substring(secretLink.lastIndexOf('/') + 1);
    if (!secret.isEmpty()) {
      markup.links.stream()
          .filter(link -> !link.getDestination().equals(secretLink))
          .filter(link -> plain(link.getDestination()).contains(secret))
          .forEach(MailMarkup::unwrap);
    }
    return document;
  }

  private static String plain(String destination) {
    String unescaped = destination.replace("\\", "").replace("%5C", "");
    try {
      return URLDecoder.decode(unescaped, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return unescaped;
    }
  }

  private static void unwrap(Node node) {
    Node at = node;
    Node child = node.getFirstChild();
    while (child != null) {
      Node next = child.getNext();
      at.insertAfter(child);
      at = child;
      child = next;
    }
    node.unlink();
  }

  boolean hasImages() {
    return !images.isEmpty();
  }

  /** Where links go. */
  List<String> destinations() {
    return links.stream().map(Link::getDestination).toList();
  }

  /** What stands as it is, in which nothing can be escaped. */
  List<String> code() {
    return List.copyOf(code);
  }

  @Override
  public void visit(Image image) {
    images.add(image);
    visitChildren(image);
  }

  @Override
  public void visit(Link link) {
    links.add(link);
    visitChildren(link);
  }

  @Override
  public void visit(Code node) {
    code.add(node.getLiteral());
  }

  @Override
  public void visit(FencedCodeBlock node) {
    code.add(node.getLiteral());
  }

  @Override
  public void visit(IndentedCodeBlock node) {
    code.add(node.getLiteral());
  }
}
