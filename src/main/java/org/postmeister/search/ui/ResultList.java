package org.postmeister.search.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.DomListenerRegistration;
import com.vaadin.flow.function.SerializableRunnable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was found, by kind, one of which is highlighted. A list box in the sense of ARIA: the focus
 * stays in the field that it belongs to.
 */
final class ResultList extends Div {

  static final String ID = "search-results";

  private static final String OPTION = "search-result-";
  private static final String SELECTED = "aria-selected";

  private final SerializableRunnable onOpen;
  private final Map<SearchKind, List<Finding>> found = new EnumMap<>(SearchKind.class);
  private final Set<SearchKind> pending = EnumSet.noneOf(SearchKind.class);
  private final List<Finding> rows = new ArrayList<>();
  private final List<Anchor> options = new ArrayList<>();
  private @Nullable Finding chosen;

  /**
   * @param onOpen called when the person opens one with the mouse in this window
   */
  ResultList(SerializableRunnable onOpen) {
    this.onOpen = onOpen;
    setId(ID);
    addClassName("search-results");
    getElement().setAttribute("role", "listbox");
    getElement().setAttribute("aria-label", getTranslation("search.results"));
  }

  /** Another text is searched: these kinds are still shown as they were for the one before. */
  void begin(Set<SearchKind> asked) {
    pending.clear();
    pending.addAll(asked);
    found.keySet().retainAll(asked);
    chosen = null;
  }

  /** Shows what there is of a kind. */
  void show(SearchKind kind, List<Finding> findings) {
    pending.remove(kind);
    found.put(kind, findings);
    refresh();
  }

  boolean isComplete() {
    return pending.isEmpty();
  }

  int size() {
    return rows.size();
  }

  /** The id of the highlighted one's element; empty if there is none. */
  String highlightedId() {
    int at = highlighted();
    return at < 0 ? "" : OPTION + at;
  }

  /** Highlights another, so many further down; from the last one on to the first. */
  void move(int by) {
    if (!rows.isEmpty()) {
      chosen = rows.get(Math.floorMod(highlighted() + by, rows.size()));
      highlight();
    }
  }

  /**
   * What the person means: the one that was chosen with the arrow keys, or else the first, as soon
   * as it is known that none comes before it.
   */
  Optional<Finding> meant() {
    if (chosen != null && rows.contains(chosen)) {
      return Optional.of(chosen);
    }
    for (SearchKind kind : SearchKind.values()) {
      List<Finding> findings = found.getOrDefault(kind, List.of());
      if (pending.contains(kind)) {
        return Optional.empty();
      }
      if (!findings.isEmpty()) {
        return Optional.of(findings.getFirst());
      }
    }
    return Optional.empty();
  }

  private int highlighted() {
    int at = chosen == null ? -1 : rows.indexOf(chosen);
    return at < 0 && !rows.isEmpty() ? 0 : at;
  }

  private void refresh() {
    removeAll();
    rows.clear();
    options.clear();
    found.forEach((kind, findings) -> {
      if (!findings.isEmpty()) {
        add(group(kind, findings));
      }
    });
    highlight();
  }

  private Div group(SearchKind kind, List<Finding> findings) {
    Span title = new Span(getTranslation(kind.titleKey()));
    title.setId(ID + "-" + kind);
    title.addClassName("search-kind");
    Div group = new Div(title);
    group.getElement().setAttribute("role", "group");
    group.getElement().setAttribute("aria-labelledby", ID + "-" + kind);
    findings.forEach(finding -> group.add(option(finding)));
    return group;
  }

  // A link, so that it can be opened in another window as well.
  private Anchor option(Finding finding) {
    Anchor option = new Anchor(finding.href(), new Span(finding.title()));
    if (!finding.note().isEmpty()) {
      Span note = new Span(finding.note());
      note.addClassName("second-line");
      option.add(note);
    }
    option.setId(OPTION + rows.size());
    option.addClassName("search-result");
    option.getElement().setAttribute("role", "option");
    option.getElement().setAttribute("tabindex", "-1");
    DomListenerRegistration click =
        option.getElement().addEventListener("click", clicked -> onOpen.run());
    click.setFilter("event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey");
    rows.add(finding);
    options.add(option);
    return option;
  }

  private void highlight() {
    int at = highlighted();
    for (int i = 0; i < options.size(); i++) {
      options.get(i).getElement().setAttribute(SELECTED, Boolean.toString(i == at));
    }
    if (at >= 0 && UI.getCurrent() != null) {
      options.get(at).getElement().executeJs("this.scrollIntoView({ block: 'nearest' })");
    }
  }
}
