package org.postmeister.search.ui;

import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.dom.DomEvent;
import com.vaadin.flow.router.QueryParameters;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.postmeister.common.ui.Messages;

/** Searches everything that the person may see, by keyboard alone if wanted. */
final class SearchDialog extends Dialog {

  /** With less, nearly everything would be found; the pages are shown instead. */
  private static final int SHORTEST = 2;

  private static final int LONGEST = 400;
  private static final int PAUSE_MILLIS = 250;

  // Neither the caret nor the form behind the dialog is for these keys; those that compose a
  // character are for the input method.
  static final String OURS =
      "!event.isComposing && !event.ctrlKey && !event.metaKey && !event.altKey"
          + " && ['ArrowDown', 'ArrowUp', 'Enter'].includes(event.key)"
          + " && (event.preventDefault() || true)";

  private static final String COMBO_BOX =
      """
      const input = this.inputElement || this.querySelector('input');
      input.setAttribute('role', 'combobox');
      input.setAttribute('aria-autocomplete', 'list');
      input.setAttribute('aria-controls', $0);
      input.setAttribute('aria-expanded', $1);
      input.setAttribute('aria-activedescendant', $2);
      """;

  private final transient PageSearch pages;
  private final transient Messages messages;
  private final List<BackgroundSearch> searches;
  private final TextField field = new TextField();
  private final ResultList results = new ResultList(this::close);
  private final Span status = new Span();
  private final Anchor log = new Anchor();
  private final Set<SearchKind> failed = EnumSet.noneOf(SearchKind.class);
  private boolean opensFirst;

  /**
   * @param sources what is searched besides pages and settings
   */
  SearchDialog(PageSearch pages, SearchSources sources, Messages messages) {
    this.pages = pages;
    this.messages = messages;
    this.searches = sources.create(this::found, this::failed);
    addClassName("search-dialog");
    setHeaderTitle(getTranslation("search.title"));
    Button close = new Button(new Icon("vaadin:close-small"), click -> close());
    close.addThemeVariants(ButtonVariant.TERTIARY);
    close.setAriaLabel(getTranslation("shell.close"));
    getHeader().add(close);
    prepareField();
    status.getElement().setAttribute("role", "status");
    status.addClassName("search-status");
    log.setText(getTranslation("search.log"));
    Div foot = new Div(status, log);
    foot.addClassName("search-foot");
    log.getElement().addEventListener("click", clicked -> close());
    Div content = new Div(field, results, foot);
    content.addClassName("search-content");
    add(content);
    setWidth("40rem");
    setHeight("38rem");
    search("");
  }

  @Override
  public void open() {
    super.open();
    field.focus();
  }

  @Override
  protected void onDetach(DetachEvent event) {
    super.onDetach(event);
    searches.forEach(BackgroundSearch::forget);
  }

  TextField field() {
    return field;
  }

  private void prepareField() {
    field.setAriaLabel(getTranslation("search.field"));
    field.setPlaceholder(getTranslation("search.hint"));
    field.setPrefixComponent(new Icon("vaadin:search"));
    field.setWidthFull();
    field.setMaxLength(LONGEST);
    field.getElement().setAttribute("autocomplete", "off");
    field.setValueChangeMode(ValueChangeMode.LAZY);
    field.setValueChangeTimeout(PAUSE_MILLIS);
    field.addValueChangeListener(change -> search(change.getValue().strip()));
    field
        .getElement()
        .addEventListener("keydown", this::pressed)
        .setFilter(OURS)
        .addEventData("event.key");
  }

  private void pressed(DomEvent event) {
    switch (event.getEventData().get("event.key").asString()) {
      case "ArrowDown" -> move(1);
      case "ArrowUp" -> move(-1);
      default -> {
        opensFirst = true;
        openIfKnown();
      }
    }
  }

  private void move(int by) {
    opensFirst = false;
    results.move(by);
    describe();
  }

  // Somebody who types and presses Enter at once need not wait for the answer.
  private void openIfKnown() {
    if (opensFirst) {
      results
          .meant()
          .ifPresent(meant -> {
            opensFirst = false;
            UI ui = UI.getCurrent();
            close();
            meant.open(ui);
          });
    }
  }

  private void search(String text) {
    opensFirst = false;
    failed.clear();
    boolean enough = text.length() >= SHORTEST;
    log.setVisible(enough);
    if (!enough) {
      searches.forEach(BackgroundSearch::forget);
      results.begin(Set.of());
      results.show(SearchKind.PAGES, pages.allPages());
      describe();
      return;
    }
    log.setHref("messages?" + QueryParameters.of("query", text).getQueryString());
    results.begin(
        searches.stream()
            .map(BackgroundSearch::kind)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(SearchKind.class))));
    results.show(SearchKind.PAGES, pages.pages(text));
    results.show(SearchKind.SETTINGS, pages.settings(text));
    searches.forEach(search -> search.ask(UI.getCurrent(), text));
    describe();
  }

  private void found(SearchKind kind, List<Finding> findings) {
    results.show(kind, findings);
    describe();
    openIfKnown();
  }

  private void failed(SearchKind kind) {
    failed.add(kind);
    found(kind, List.of());
  }

  private void describe() {
    List<String> sentences = new ArrayList<>();
    if (!results.isComplete()) {
      sentences.add(messages.get("search.running"));
    } else {
      sentences.add(
          results.size() == 0
              ? messages.get("search.nothing")
              : messages.get("search.count", results.size()));
    }
    failed.forEach(
        kind -> sentences.add(messages.get("search.failed", messages.get(kind.titleKey()))));
    status.setText(String.join(" ", sentences));
    field
        .getElement()
        .executeJs(
            COMBO_BOX,
            ResultList.ID,
            Boolean.toString(results.size() > 0),
            results.highlightedId());
  }
}
