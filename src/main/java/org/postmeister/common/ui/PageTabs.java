package org.postmeister.common.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.TabSheet;
import java.util.ArrayList;
import java.util.List;

/** Parts of a page behind tabs; on a narrow screen, where tabs would hide, behind a select. */
public final class PageTabs extends Composite<Div> {

  private final TabSheet sheet = new TabSheet();
  private final Select<Tab> choice = new Select<>();
  private final List<Tab> tabs = new ArrayList<>();

  public PageTabs() {
    sheet.addClassName("page-tabs");
    // A focusable element between a tab list and its tabs hides them from screen readers.
    sheet
        .getElement()
        .executeJs(
            """
            const list = this.querySelector('vaadin-tabs');
            customElements.whenDefined('vaadin-tabs').then(() => list.updateComplete)
              .then(() => list.shadowRoot.querySelector('#scroll').removeAttribute('tabindex'));
            """);
    choice.setAriaLabel(getTranslation("tabs.choice"));
    choice.setItemLabelGenerator(Tab::getLabel);
    choice.setWidthFull();
    choice.setVisible(false);
    choice.addValueChangeListener(change -> {
      if (change.getValue() != null) {
        sheet.setSelectedTab(change.getValue());
      }
    });
    sheet.addSelectedChangeListener(change -> choice.setValue(change.getSelectedTab()));
    getContent().add(choice, sheet);
    NarrowScreen.follow(
        this,
        narrow -> {
          choice.setVisible(narrow);
          sheet.setClassName("without-tabs", narrow);
        });
  }

  public void add(String label, Component content) {
    tabs.add(sheet.add(label, content));
    choice.setItems(tabs);
    choice.setValue(sheet.getSelectedTab());
  }
}
