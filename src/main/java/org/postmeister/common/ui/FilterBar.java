package org.postmeister.common.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import java.util.List;

/**
 * The filters above a list: a search, those that are often used beside it, and behind one click
 * those that are not. On a phone only the search stays.
 */
public final class FilterBar extends Composite<Div> {

  private final Div bar = new Div();
  private final Div others = new Div();
  private final Details more = new Details();

  /**
   * @param often stands beside the search if there is room
   * @param seldom never does
   */
  public FilterBar(Component search, List<Component> often, List<Component> seldom) {
    search.addClassName("search");
    bar.addClassName("filter-bar");
    bar.add(search);
    often.forEach(bar::add);
    others.addClassName("filter-bar");
    seldom.forEach(others::add);
    // Before, the browser would build fields that nobody sees.
    more.addOpenedChangeListener(change -> more.add(others));
    more.setVisible(!seldom.isEmpty());
    getContent().add(bar, more);
    List.of(often, seldom).forEach(fields -> fields.forEach(this::countWhenChanged));
    NarrowScreen.follow(
        this,
        narrow -> {
          for (int i = 0; i < often.size(); i++) {
            if (narrow) {
              others.addComponentAtIndex(i, often.get(i));
            } else {
              bar.addComponentAtIndex(i + 1, often.get(i));
            }
          }
          more.setVisible(narrow || !seldom.isEmpty());
          count();
        });
    count();
  }

  /** Adds what is no filter, such as the number of rows. */
  public void add(Component component) {
    bar.add(component);
  }

  /** Opens the seldom used ones if one of them is set. */
  public void openIfSet() {
    if (countSet() > 0) {
      more.setOpened(true);
    }
  }

  private void countWhenChanged(Component field) {
    if (field instanceof HasValue<?, ?> value) {
      value.addValueChangeListener(change -> count());
    }
  }

  // Nobody should look for rows that a filter hides which cannot be seen.
  private void count() {
    long set = countSet();
    more.setSummaryText(
        set == 0 ? getTranslation("filters.more") : getTranslation("filters.more.set", set));
  }

  private long countSet() {
    return others
        .getChildren()
        .filter(field -> field instanceof HasValue<?, ?> value && !value.isEmpty())
        .count();
  }
}
