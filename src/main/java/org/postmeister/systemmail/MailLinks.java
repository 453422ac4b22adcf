package org.postmeister.systemmail;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/** Links for mail without HTML: the text, and below it the target. */
final class MailLinks extends AbstractVisitor {

  private MailLinks() {}

  static Node spellOut(Node document) {
    document.accept(new MailLinks());
    return document;
  }

  @Override
  public void visit(Link link) {
    Node at = link;
    Node child = link.getFirstChild();
    while (child != null) {
      Node next = child.getNext();
      at.insertAfter(child);
      at = child;
      child = next;
    }
    // On a line of its own, so that mail clients find its end.
    for (Node node :
        new Node[] {new Text(":"), new HardLineBreak(), new Text(link.getDestination())}) {
      at.insertAfter(node);
      at = node;
    }
    link.unlink();
  }
}
