package org.postmeister.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;

/** A part of the dashboard: its title, a word on its state, and what there is to see or do. */
final class DashboardCard extends Section {

  DashboardCard(String titleKey, Component state, Component... content) {
    Div head = new Div(new H2(getTranslation(titleKey)), state);
    head.addClassName("card-head");
    add(head);
    add(content);
    addClassName("card");
  }
}
