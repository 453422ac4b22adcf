package org.postmeister.systemmail;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** The markup in a Markdown text. */
final class MailMarkup extends AbstractVisitor {

  private static final Parser MARKDOWN =
      Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES).build();

  private final List<Image> images = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final List<Piece> code = new ArrayList<>();

  private MailMarkup() {}

  /**
   * Something that stands in a text.
   *
   * @param at its index there
   */
  record Piece(String text, int at) {}

  static MailMarkup of(String markdown) {
    return of(MARKDOWN.parse(markdown));
  }

  static MailMarkup of(Node document) {
    MailMarkup markup = new MailMarkup();
    document.accept(markup);
    return markup;
  }

  /**
   * Parses what goes into a mail: without images, which would be loaded from elsewhere, and without
   * links that could carry a secret to another place, however they are written.
   *
   * @param secretLink the only link that may contain the last part of it, empty if there is none
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

  /** Where the first image stands. */
  OptionalInt image() {
    return images.stream().mapToInt(MailMarkup::index).findFirst();
  }

  /** The targets of links, and where the links stand. */
  List<Piece> destinations() {
    return links.stream().map(link -> new Piece(link.getDestination(), index(link))).toList();
  }

  /** Code, in which nothing can be escaped. */
  List<Piece> code() {
    return List.copyOf(code);
  }

  private static int index(Node node) {
    return node.getSourceSpans().stream().mapToInt(SourceSpan::getInputIndex).findFirst().orElse(0);
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
    code.add(new Piece(node.getLiteral(), index(node)));
  }

  @Override
  public void visit(FencedCodeBlock node) {
    code.add(new Piece(node.getLiteral(), index(node)));
  }

  @Override
  public void visit(IndentedCodeBlock node) {
    code.add(new Piece(node.getLiteral(), index(node)));
  }
}
